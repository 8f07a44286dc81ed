"""What a check has to say: a finding about a profile, or the state of something that doctor looks at."""

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from vxenv.text.toml_locate import Key, find_line

# What will fail; what will surprise, cost or fail soon; what is worth knowing.
ERROR: Final = "error"
WARNING: Final = "warning"
NOTE: Final = "note"
SEVERITIES: Final = (ERROR, WARNING, NOTE)
# Of what doctor looks at: as it should be; fails.
OK: Final = "ok"
FAILED: Final = "failed"
STATES: Final = (OK, NOTE, WARNING, FAILED)


class Check(NamedTuple):
    """Something that doctor looked at."""

    name: str  # what, in a word or two that stay the same: "credentials", "main"
    state: str  # one of STATES
    what: str  # one line about it, without a full stop
    hint: str = ""  # the command or the page that fixes it or tells more, whole, or ""


class Fix(NamedTuple):
    """A change to a profile that fixes a finding without changing what the user meant."""

    name: str  # the profile
    path: str  # its file
    changes: Mapping[Key, Any]  # values of its keys, None for those to take out


class Finding(NamedTuple):
    """What a rule found."""

    rule: str  # the rule's name
    severity: str  # one of SEVERITIES
    what: str  # one line about it
    path: str  # the document that it is in
    text: str = ""  # the document's text
    key: Key = ()  # the document's key that it is about
    hints: tuple[str, ...] = ()  # commands that help, one or the other
    fix: Fix | None = None  # a change that fixes it
    at: int = 0  # the line, for what has no key

    @property
    def line(self) -> int:
        """The line, from 1. Looks it up, which takes a while; `at` is for where nothing has a key."""
        return self.at or find_line(self.text, self.key)
