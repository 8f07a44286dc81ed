"""What a doctor looks at, and how it stands: one value for what is read from files and for what is asked online."""

from dataclasses import dataclass
from typing import Final

# As it should be; worth knowing; will surprise, cost or fail soon; fails.
OK: Final = "ok"
NOTE: Final = "note"
WARNING: Final = "warning"
FAILED: Final = "failed"
STATES: Final = (OK, NOTE, WARNING, FAILED)


@dataclass(frozen=True)
class Check:
    """One thing that was looked at.

    `name` is what, in a word or two that stay the same (``credentials``, ``main``); `state` one of `STATES`; `what`
    one line about it, without a full stop; `hint` the command, or the page, that mends or tells more, whole, or "".
    """

    name: str
    state: str
    what: str
    hint: str = ""
