"""What a rule of lint is."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from vxenv.checks.finding import Finding
from vxenv.checks.lint.subject import Subject

Check = Callable[[Subject], Iterable[Finding]]


class Rule(NamedTuple):
    """A rule of lint."""

    # Its name, as `vxenv lint --explain` takes it.
    name: str
    # What it is about, in one paragraph.
    explanation: str
    # What yields its findings.
    check: Check


def collect_rules(*checks: Check) -> dict[str, Rule]:
    """Return the rules that `checks` are, by name.

    The function `check_NAME` is the rule NAME, and its docstring the explanation. A new rule is a function in one of
    the files *_rules.py, and its name in the list at the end of that file.
    """
    rules = {}
    for check in checks:
        name = check.__name__.removeprefix("check_").replace("_", "-")
        rules[name] = Rule(name, " ".join((check.__doc__ or "").split()), check)
    return rules
