"""Select profiles by names and globs on the command line."""

import fnmatch
from bisect import bisect_left
from collections.abc import Iterable

from vxenv.errors import RefusedError, UsageError
from vxenv.paths import escape_text
from vxenv.profiles.names import SLASH, parse_stack, split_source
from vxenv.profiles.source_files import is_removed, list_source_names, list_source_profiles
from vxenv.profiles.store import GLOB, build_unknown_profile, has_profile, list_profile_names, suggest_copy


def check_name(text: str) -> str:
    """Return `text` if it is a valid name for one profile. Raises UsageError."""
    (name, *others) = parse_stack([text])
    if others:
        raise UsageError(f'"{text}" is a stack; expected one profile', hint="vxenv list")
    return name


def check_own_name(text: str) -> str:
    """Return `text` if it is a valid name for one of the user's own profiles. Raises UsageError and RefusedError."""
    name = check_name(text)
    if SLASH in name:
        raise RefusedError(f'cannot create "{name}": the profiles of sources are read-only', hint="vxenv list")
    return name


def select_profiles(patterns: Iterable[str], known: list[str] | None = None) -> list[str]:
    """Return the profiles that match `patterns`, names or globs, each once.

    Only a glob with a slash matches profiles of sources. `known`, the user's own profiles in order, saves reading the
    directory again. Raises UnknownProfileError and UsageError.
    """
    known = list_profile_names() if known is None else known
    selected: dict[str, None] = {}
    for pattern in patterns:
        if GLOB & set(pattern):
            names = _match_sources(pattern) if SLASH in pattern else fnmatch.filter(known, pattern)
            if not names:
                raise UsageError(f'no profile matches "{escape_text(pattern)}"', hint="vxenv list")
            selected |= dict.fromkeys(names)
        else:
            if not _is_known(check_name(pattern), known):
                raise build_unknown_profile(pattern)
            selected[pattern] = None
    return list(selected)


def select_own_profiles(patterns: Iterable[str]) -> list[str]:
    """Return the user's own profiles that match `patterns`, to be changed.

    Raises RefusedError for a profile of a source, UnknownProfileError and UsageError.
    """
    names = select_profiles(patterns)
    for name in names:
        refuse_read_only(name)
    return names


def refuse_read_only(name: str) -> None:
    """Raise RefusedError if `name` is a profile of a source."""
    source = split_source(name)[0]
    if source:
        raise RefusedError(f'"{name}" comes from source "{source}" and is read-only', hint=suggest_copy(name))


def _match_sources(pattern: str) -> list[str]:
    source_pattern, base_pattern = split_source(pattern)
    sources = fnmatch.filter(list_source_names(), source_pattern)
    names = (name for source in sources for name in list_source_profiles(source))
    return [name for name in names if fnmatch.fnmatchcase(split_source(name)[1], base_pattern)]


def _is_known(name: str, known: list[str]) -> bool:
    if SLASH in name:
        return has_profile(name) or is_removed(name)
    index = bisect_left(known, name)
    return known[index : index + 1] == [name]
