"""What a rule of lint is."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from vxenv.checks.finding import Finding
from vxenv.checks.lint.subject import Subject

Check = Callable[[Subject], Iterable[Finding]]


class Rule(NamedTuple):
    """A rule: its name, what it explains about itself in one paragraph, and what finds it broken."""

    name: str
    explanation: str
    check: Check


def collected(*checks: Check) -> dict[str, Rule]:
    """Return the rules that `checks` are, by name: a function's name and docstring are the rule's own."""
    rules = {}
    for check in checks:
        name = check.__name__.replace("_", "-")
        rules[name] = Rule(name, " ".join((check.__doc__ or "").split()), check)
    return rules
