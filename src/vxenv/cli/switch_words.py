"""Parse the words of a switch, if they are plain. Without click, and without anything else that takes a while."""

import os

from vxenv.activation.plan_keys import AUTO, OFF, USE
from vxenv.paths import find_profiles_directory, find_sources_directory

_QUIET = ("-q", "--quiet")
_PLAIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._+-/"


def parse_switch(words: list[str]) -> tuple[str, tuple[str, ...], bool] | None:
    """Return the command, the names of profiles and whether to be quiet; None if click must run the command.

    That is the case for a name that is not a profile, since an error or a question follows.
    """
    names = tuple(word for word in words[1:] if word not in _QUIET)
    quiet = len(names) < len(words) - 1
    if words[:1] in ([OFF], [AUTO]) and not names:
        return words[0], (), quiet
    if words[:1] == [USE] and names and (names == ("-",) or _has_profiles(names)):
        return USE, names, quiet
    return None


def _has_profiles(stacks: tuple[str, ...]) -> bool:
    """Return whether `stacks` are plain, and consist of names of profiles."""
    if not all(stack[:1].isalnum() and not stack.strip(_PLAIN) for stack in stacks):
        return False
    files: dict[str, frozenset[str]] = {}
    try:
        for source, _, base in (name.rpartition("/") for stack in stacks for name in stack.split("+")):
            if source not in files:
                folder = os.path.join(find_sources_directory(), source, "profiles")
                files[source] = frozenset(os.listdir(folder if source else find_profiles_directory()))
            if f"{base}.toml" not in files[source]:
                return False
    except OSError:
        return False
    return True
