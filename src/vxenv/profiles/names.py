"""Names of profiles and stacks."""

import re
from collections.abc import Iterable, Sequence

from vxenv.errors import UsageError

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
SEPARATOR = "+"
_SHOWN = 100  # characters shown of an invalid name


def parse_stack(words: Iterable[str]) -> tuple[str, ...]:
    """Return the profiles in `words`, each a name or a stack ``a+b``. Raises UsageError."""
    names = tuple(name for word in words for name in word.split(SEPARATOR))
    for name in names:
        if not NAME.fullmatch(name):
            raise UsageError(
                f'invalid profile name "{name[:_SHOWN]}{"…" if len(name) > _SHOWN else ""}": '
                'use letters, digits, ".", "_" and "-", starting with a letter or digit, 64 at most',
                hint="vxenv list",
            )
    return names


def render_stack(names: Iterable[str]) -> str:
    """Return the stack as one word, like ``a+b``."""
    return SEPARATOR.join(names)


def encode_stack(names: Sequence[str]) -> str | list[str]:
    """Return the stack for TOML: a name, or a list of several."""
    return names[0] if len(names) == 1 else list(names)
