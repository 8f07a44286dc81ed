"""What a plan rests on."""

from collections.abc import Mapping
from typing import NamedTuple


class Told(NamedTuple):
    """What only a plan's line rests on, which is looked at when a shell comes to the plan, not at each prompt.

    `files`, `here`, `gone`, `links` and `real` are as in Inputs; each of `variables` must hold what it did.
    """

    files: Mapping[str, str]
    here: tuple[str, ...]
    gone: tuple[str, ...]
    variables: Mapping[str, str]
    links: tuple[str, ...] = ()
    real: tuple[str, ...] = ()


class Inputs(NamedTuple):
    """What a plan rests on: `files` maps paths to what they hold, `here` must be there, `gone` must not.

    `links` must be symlinks. `real` are those of `files` that must not be, since a stranger may have put them there:
    each is tested before it is read. It holds before the time `until`, in seconds since 1970; 0 is for ever.
    """

    files: Mapping[str, str]
    here: tuple[str, ...]
    gone: tuple[str, ...]
    told: Told | None = None
    links: tuple[str, ...] = ()
    real: tuple[str, ...] = ()
    until: int = 0

    @property
    def deadline(self) -> str:
        """`until` as text, "" for ever."""
        return str(self.until) if self.until else ""
