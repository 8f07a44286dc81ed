"""Names of profiles and stacks.

The profile PROFILE of the source SOURCE is named SOURCE/PROFILE everywhere.
"""

import re
from collections.abc import Iterable, Sequence

from vxenv.errors import UsageError

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
SOURCE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,31}")
SEPARATOR = "+"
SLASH = "/"  # between the names of a source and of its profile
_SHOWN = 100  # characters shown of an invalid name


def parse_stack(words: Iterable[str]) -> tuple[str, ...]:
    """Return the profiles in `words`, each a name or a stack ``a+b``. Raises UsageError."""
    names = tuple(name for word in words for name in word.split(SEPARATOR))
    for name in names:
        if not is_profile_name(name):
            raise UsageError(
                f'invalid profile name "{name[:_SHOWN]}{"…" if len(name) > _SHOWN else ""}": '
                'use letters, digits, ".", "_" and "-", starting with a letter or digit, 64 at most',
                hint="vxenv list",
            )
    return names


def is_profile_name(name: str) -> bool:
    """Tell whether `name` has the form of a profile's name, ``PROFILE`` or ``SOURCE/PROFILE``."""
    source, slash, base = name.rpartition(SLASH)
    return bool(NAME.fullmatch(base)) and (not slash or bool(SOURCE.fullmatch(source)))


def split_source(name: str) -> tuple[str, str]:
    """Return the source of the profile `name`, "" for one of the user's own, and its name there."""
    source, _, base = name.rpartition(SLASH)
    return source, base


def join_source(source: str, base: str) -> str:
    """Return the name of the profile `base` of `source`, "" for the user's own."""
    return f"{source}{SLASH}{base}" if source else base


def list_sources(names: Iterable[str]) -> list[str]:
    """Return the sources of the profiles `names`, each once, in their order."""
    return list(dict.fromkeys(source for source, _ in map(split_source, names) if source))


def render_stack(names: Iterable[str]) -> str:
    """Return the stack as one word, like ``a+b``."""
    return SEPARATOR.join(names)


def encode_stack(names: Sequence[str]) -> str | list[str]:
    """Return the stack for TOML: a name, or a list of several."""
    return names[0] if len(names) == 1 else list(names)
