"""Names of profiles and stacks of them."""

import re
from collections.abc import Iterable, Sequence

from vxenv.errors import UsageError

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
SEPARATOR = "+"
_SHOWN = 100  # characters of what is no name


def parse_stack(words: Iterable[str]) -> tuple[str, ...]:
    """Return the profiles that `words` name, each a name or a stack ``a+b``. Raises UsageError."""
    names = tuple(name for word in words for name in word.split(SEPARATOR))
    for name in names:
        if not NAME.fullmatch(name):
            raise UsageError(
                f"{name[:_SHOWN]!r}{'…' if len(name) > _SHOWN else ''} is no profile name: "
                "a name has letters, digits, . _ and -, starts with a letter or digit, and is 64 long at most",
                hint="vxenv list",
            )
    return names


def render_stack(names: Iterable[str]) -> str:
    """Return the stack as one word: ``a+b``."""
    return SEPARATOR.join(names)


def encode_stack(names: Sequence[str]) -> str | list[str]:
    """Return the stack as TOML holds it: the name, or a list of several."""
    return names[0] if len(names) == 1 else list(names)
