"""A finding: what a check saw, where, and what helps."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from vxenv.text.toml_locate import Key, line_of

ERROR, WARNING, NOTE = "error", "warning", "note"
SEVERITIES = (ERROR, WARNING, NOTE)


class Fix(NamedTuple):
    """What mends a finding without changing what the user meant: keys of a profile, set or (None) taken out."""

    name: str
    path: str
    changes: Mapping[Key, Any]


class Finding(NamedTuple):
    """What a rule found.

    `severity` is "error" for what will fail, "warning" for what will surprise, cost or fail soon, "note" for what is
    worth knowing. It stands at `key` of the document at `path`, whose text is `text`. Each of `hints` is a command
    that helps, one or the other.
    """

    rule: str
    severity: str
    what: str
    path: str
    text: str = ""
    key: Key = ()
    hints: tuple[str, ...] = ()
    fix: Fix | None = None
    at: int = 0

    @property
    def line(self) -> int:
        """The line, from 1. Looks it up, which takes a while; `at` is for where nothing has a key."""
        return self.at or line_of(self.text, self.key)
