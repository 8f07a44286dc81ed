"""Environment of a container, shared by the formats devcontainer, compose and k8s."""

import json
import re
from collections.abc import Mapping
from typing import Final, NamedTuple

from vxenv.exchange.assignment import build_refusal, is_utf8

# The credentials file in the container.
TARGET: Final = "/mnt/vxenv/credentials.json"
_SPECIAL: Final = re.compile(r"[^ !#-\[\]-~]")
_LAST_OF_JSON: Final = 0xFFFF


class Container(NamedTuple):
    """The variables and the mount that a stack needs in a container."""

    # The name of the stack.
    name: str
    # The variables that are set, with paths in the container.
    values: Mapping[str, str]
    # The variables that the stack unsets.
    unset: tuple[str, ...] = ()
    # The variables with secrets; they are passed from the local environment.
    local: tuple[str, ...] = ()
    # The credentials file on this machine to mount at TARGET, "" for none.
    credentials: str = ""
    # The home directory on this machine.
    home: str = ""

    def check_values(self, where: str) -> None:
        """Raise CannotSayError for a value that is not UTF-8; `where` names the format."""
        for name, value in self.values.items():
            if not is_utf8(value):
                raise build_refusal(where, name, "value is not UTF-8")

    def render_source(self, home: str) -> str:
        """Return the credentials file, with `home` in place of the home directory."""
        prefix = self.home.rstrip("/") + "/"
        if self.home and self.credentials.startswith(prefix):
            return f"{home}/{self.credentials[len(prefix) :]}"
        return self.credentials


def quote_yaml(text: str) -> str:
    """Return `text` as a double-quoted YAML string in ASCII."""
    return f'"{_SPECIAL.sub(_escape, text)}"'


def _escape(match: re.Match[str]) -> str:
    """Return the JSON escape of a character, or that of YAML where JSON needs two."""
    code = ord(match[0])
    return f"\\U{code:08x}" if code > _LAST_OF_JSON else json.dumps(match[0])[1:-1]
