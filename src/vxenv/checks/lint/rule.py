"""Define rules of lint."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from vxenv.checks.finding import Finding
from vxenv.checks.lint.subject import Subject

Check = Callable[[Subject], Iterable[Finding]]


class Rule(NamedTuple):
    """A rule of lint."""

    # Name, as in `vxenv lint --explain NAME`.
    name: str
    # Explanation, one paragraph.
    explanation: str
    # Function that yields its findings.
    check: Check


def collect_rules(*checks: Check) -> dict[str, Rule]:
    """Return the rules of the functions `checks`, by name.

    The function `check_NAME` becomes the rule NAME, with its docstring as explanation. To add a rule, add a function
    to one of the files *_rules.py and to the list at the end of that file.
    """
    rules = {}
    for check in checks:
        name = check.__name__.removeprefix("check_").replace("_", "-")
        rules[name] = Rule(name, " ".join((check.__doc__ or "").split()), check)
    return rules
