"""Select profiles by names and globs on the command line."""

import fnmatch
from bisect import bisect_left
from collections.abc import Iterable

from vxenv.errors import UsageError
from vxenv.paths import escape_text
from vxenv.profiles.names import parse_stack
from vxenv.profiles.store import build_unknown_profile, list_profile_names

_GLOB = frozenset("*?[")


def check_name(text: str) -> str:
    """Return `text` if it is a valid name for one profile. Raises UsageError."""
    (name, *others) = parse_stack([text])
    if others:
        raise UsageError(f'"{text}" is a stack; expected one profile', hint="vxenv list")
    return name


def select_profiles(patterns: Iterable[str], known: list[str] | None = None) -> list[str]:
    """Return the profiles that match `patterns`, names or globs, each once.

    `known`, all profiles in order, saves reading the directory again. Raises UnknownProfileError and UsageError.
    """
    known = list_profile_names() if known is None else known
    selected: dict[str, None] = {}
    for pattern in patterns:
        if _GLOB & set(pattern):
            names = fnmatch.filter(known, pattern)
            if not names:
                raise UsageError(f'no profile matches "{escape_text(pattern)}"', hint="vxenv list")
            selected |= dict.fromkeys(names)
        else:
            index = bisect_left(known, check_name(pattern))
            if known[index : index + 1] != [pattern]:
                raise build_unknown_profile(pattern)
            selected[pattern] = None
    return list(selected)
