"""Define findings about profiles, and results of doctor's checks."""

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from vxenv.text.toml_locate import Key, find_line

# Severities: certain failure; surprise, cost or failure soon; information.
ERROR: Final = "error"
WARNING: Final = "warning"
NOTE: Final = "note"
SEVERITIES: Final = (ERROR, WARNING, NOTE)
# States of doctor's checks: no problem; failure.
OK: Final = "ok"
FAILED: Final = "failed"
STATES: Final = (OK, NOTE, WARNING, FAILED)


class Check(NamedTuple):
    """The result of one of doctor's checks."""

    name: str  # stable name of one or two words: "credentials", "main"
    state: str  # one of STATES
    what: str  # message of one line, without a period
    hint: str = ""  # complete command or page that fixes or explains it, "" for none


class Fix(NamedTuple):
    """A change to a profile that fixes a finding without changing what the user meant."""

    name: str  # the profile
    path: str  # its file
    changes: Mapping[Key, Any]  # new values by key, None for keys to remove


class Finding(NamedTuple):
    """A problem that a rule found."""

    rule: str  # name of the rule
    severity: str  # one of SEVERITIES
    what: str  # message of one line
    path: str  # path of the document
    text: str = ""  # text of the document
    key: Key = ()  # key in the document
    hints: tuple[str, ...] = ()  # alternative commands that help
    fix: Fix | None = None  # change that fixes it
    at: int = 0  # line, for a finding without a key

    @property
    def line(self) -> int:
        """The line, from 1: `at`, or else looked up in the text, which is slow."""
        return self.at or find_line(self.text, self.key)
