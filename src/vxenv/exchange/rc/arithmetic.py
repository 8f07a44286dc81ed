"""What arithmetic assigns to."""

import re

from vxenv.exchange.rc.certainty import ARITHMETIC

_CHANGED = re.compile(
    r"([A-Za-z_]\w*)\s*(?:\+\+|--|(?:[-+*/%&|^]|<<|>>|\*\*)?=(?!=))|(?:\+\+|--)\s*([A-Za-z_]\w*)", re.ASCII
)


def changed(arithmetic: str) -> tuple[tuple[str, str], ...]:
    """Return the variables that arithmetic assigns to."""
    return tuple((one or other, ARITHMETIC) for one, other in _CHANGED.findall(arithmetic))
