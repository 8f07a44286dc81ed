"""The key ``budget.monthly``: the amount in USD that a profile may cost in a month. Amounts are integers, in cents."""

from typing import Any, Final

from vxenv.catalogue.value_types import ShapeError
from vxenv.text.toml_locate import Key

MONTHLY: Final[Key] = ("budget", "monthly")
# Stands for the budget among the variables of a stack, in policies and in `diff`.
BUDGET: Final = "budget.monthly"
DOC: Final = "USD that the profile may cost in a month: a warning at 80%, a question in use at 100%"
_CENTS = 100
MOST = 1_000_000_000  # USD
_TINY = 1e-6


def read_amount(value: Any) -> int:  # noqa: ANN401 - whatever TOML holds
    """Return the amount `value` in cents. Raises ShapeError."""
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 < value <= MOST:
        raise ShapeError("must be a positive number of USD", "write an amount such as 500 or 99.50")
    cents = round(value * _CENTS)
    if cents == 0 or abs(value * _CENTS - cents) > _TINY * max(1, cents / MOST):
        raise ShapeError("must have at most two decimal places", "write an amount such as 500 or 99.50")
    return cents


def render_cents(cents: int) -> str:
    """Return `cents` as USD for a file or a command: ``500``, ``99.50``."""
    whole, rest = divmod(cents, _CENTS)
    return f"{whole}.{rest:02}" if rest else str(whole)
