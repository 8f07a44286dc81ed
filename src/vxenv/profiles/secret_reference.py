"""References to secrets that lie elsewhere: ``env.NAME = { secret = "pass:acme/token" }``.

Only `exec` follows them, when it starts a program. Everywhere else such a variable is unset, so that no value of
another origin stands in for it. A reference names a place in a store of secrets, and never a program.
"""

import re
import sys
from collections.abc import Callable
from typing import Any, NamedTuple

from vxenv.catalogue.value_types import ShapeError
from vxenv.catalogue.variables import load_variables

_KEY = "secret"
_WORD = r"[A-Za-z0-9_][A-Za-z0-9_.@+-]*"


class Store(NamedTuple):
    """A store of secrets."""

    # What a reference to it looks like; its groups are the parts that `command` takes.
    pattern: re.Pattern[str]
    # How to write one.
    example: str
    # Returns the program that prints the secret, and its arguments.
    command: Callable[..., list[str]]
    # Whether only the first line of what it prints is the secret.
    first_line: bool = False


def _build_gcloud_command(project: str, name: str, version: str | None) -> list[str]:
    # https://cloud.google.com/sdk/gcloud/reference/secrets/versions/access
    words = ["gcloud", "secrets", "versions", "access", version or "latest"]
    return [*words, f"--secret={name}", f"--project={project}"]


def _build_keyring_command(service: str, user: str) -> list[str]:
    # The attributes are those of the Python package keyring, so that either finds what the other stored.
    if sys.platform == "darwin":
        return ["security", "find-generic-password", "-w", "-s", service, "-a", user]
    return ["secret-tool", "lookup", "service", service, "username", user]


def _build_onepassword_command(address: str) -> list[str]:
    return ["op", "read", address]  # https://developer.1password.com/docs/cli/reference/commands/read


def _build_pass_command(path: str) -> list[str]:
    return ["pass", "show", path]  # its first line is the password: https://www.passwordstore.org


STORES = (
    Store(
        re.compile(r"gcloud:([a-z][a-z0-9-]{4,28}[a-z0-9]|[0-9]{6,20})/([A-Za-z0-9_][A-Za-z0-9_-]{0,254})(?:/(latest|[0-9]{1,9}))?"),
        "gcloud:PROJECT/NAME",
        _build_gcloud_command,
    ),
    Store(re.compile(rf"keyring:({_WORD})/({_WORD})"), "keyring:SERVICE/USER", _build_keyring_command),
    Store(re.compile(rf"(op://{_WORD}(?: {_WORD})*(?:/{_WORD}(?: {_WORD})*){{2,3}})"), "op://VAULT/ITEM/FIELD",
          _build_onepassword_command),
    Store(re.compile(rf"pass:({_WORD}(?:/{_WORD})*)"), "pass:PATH", _build_pass_command, first_line=True),
)  # fmt: skip


def is_reference(value: Any) -> bool:  # noqa: ANN401 - whatever TOML holds
    """Tell whether `value` is meant to be a reference, right or wrong."""
    return isinstance(value, dict) and _KEY in value


def is_secret_reference(reference: str) -> bool:
    """Tell whether `reference` looks like one that leads to a secret."""
    return any(store.pattern.fullmatch(reference) for store in STORES)


def read_reference(name: str, value: dict[str, Any]) -> str:
    """Return the reference for variable `name` that a table says. Raises ShapeError."""
    examples = ", ".join(store.example for store in STORES)
    if set(value) != {_KEY} or not isinstance(value[_KEY], str):
        raise ShapeError('must be { secret = "…" } and nothing else', f"one of: {examples}")
    if not is_secret_reference(value[_KEY]):
        raise ShapeError("names no secret", f"one of: {examples}")
    known = load_variables().by_name.get(name)
    if known and (known.cleared == "always" or known.type not in ("secret", "headers", "text")):
        raise ShapeError("cannot refer to a secret: other commands need its value", f"vxenv vars {name}")
    return str(value[_KEY])


def build_table(reference: str) -> dict[str, str]:
    """Return what says `reference` in a profile."""
    return {_KEY: reference}


def find_store(reference: str) -> tuple[Store, list[str]]:
    """Return the store that `reference` leads to, and the command that prints the secret."""
    for store in STORES:
        found = store.pattern.fullmatch(reference)
        if found:
            return store, store.command(*found.groups())
    raise ValueError(reference)


def describe_reference(reference: str) -> str:
    """Return how a reference is shown in place of a value."""
    return f"(secret: {reference})"
