"""Compare variables of two stacks, this shell, a directory file, or Claude Code in this shell."""

import os
from typing import NamedTuple

from vxenv.catalogue.environment import MAIN_MODEL, USE_VERTEX
from vxenv.catalogue.variables import load_variables
from vxenv.claude.precedence import find_restriction
from vxenv.claude.settings import ClaudeSettings
from vxenv.paths import shorten_path
from vxenv.profiles.budget import BUDGET, MONTHLY, render_cents
from vxenv.profiles.resolve import Resolved
from vxenv.profiles.secret_reference import describe_reference

SAME, ADD, UNSET, CHANGE = "same", "add", "unset", "change"


class Side(NamedTuple):
    """One side of a comparison."""

    # Title: the stack, ``@shell`` or a file.
    title: str
    # Values by variable, None for unset; None instead of a dictionary for this shell and for Claude Code in it, which
    # have every variable.
    values: dict[str, str | None] | None
    # Resolved stack, None for a side that is not a stack.
    resolved: Resolved | None
    # Settings that Claude Code reads, None for another side.
    obeyed: ClaudeSettings | None = None
    # Variables set by a directory file that is not allowed; their values are shown in full.
    foreign: frozenset[str] = frozenset()

    def find_value(self, name: str) -> str | None:
        """Return the value of variable `name`, None if it is unset or not mentioned."""
        if self.obeyed:
            if name == MAIN_MODEL and find_restriction(self.obeyed, os.environ):
                return None
            return self.obeyed.list_decisive(os.environ).get(name) or None
        if name == BUDGET:
            return render_cents(self.resolved.budget) if self.resolved and self.resolved.budget else None
        return os.environ.get(name) if self.values is None else self.values.get(name)

    def find_secret(self, name: str) -> str:
        """Return the secret reference in variable `name`, "" for none."""
        setting = self.resolved.settings.get(name) if self.resolved else None
        return setting.secret if setting else ""

    def render_value(self, name: str) -> str | None:
        """Return the value of variable `name`, or the description of its secret reference."""
        reference = self.find_secret(name)
        return describe_reference(reference) if reference else self.find_value(name)

    def find_origin(self, name: str) -> str:
        """Return ``file:line`` of the setting of variable `name`, "" if it is not set."""
        if self.obeyed:
            model = self.obeyed.find_model(os.environ) if name == MAIN_MODEL else None
            settings = (model,) if model else self.obeyed.list_values(name, os.environ)
            return f"{shorten_path(settings[0].path)}:{settings[0].line}" if settings else ""
        if self.resolved is None:
            return ""
        if name == BUDGET:
            return self.resolved.budgets[-1].find_line(*MONTHLY) if self.resolved.budgets else ""
        setting = self.resolved.find_setting(name)
        if setting:
            return setting.find_origin()
        if name == USE_VERTEX and self.find_value(name) is not None:
            return "(every profile)"
        return "(closed)" if self.find_value(name) is None and name in (self.values or {}) else ""


def list_variables(left: Side, right: Side) -> list[str]:
    """Return the variables that either side mentions, sorted, and the budget if two stacks are compared."""
    if left.values is None and right.values is None:
        files = [file for side in (left, right) if side.obeyed for file in side.obeyed.files]
        return sorted({*load_variables().by_name, *(name for file in files for name in file.env)})
    both = [side.resolved for side in (left, right) if side.resolved]
    budget = [BUDGET] if len(both) == len((left, right)) and any(one.budget for one in both) else []
    return sorted((left.values or {}).keys() | (right.values or {}).keys()) + budget


def is_different(left: Side, right: Side, name: str) -> bool:
    """Tell whether variable `name` differs between the sides."""
    return left.find_value(name) != right.find_value(name) or left.find_secret(name) != right.find_secret(name)


def classify_change(left: Side, right: Side, name: str) -> str:
    """Return the change of variable `name` from left to right: SAME, ADD, UNSET or CHANGE."""
    old, new = left.render_value(name), right.render_value(name)
    return SAME if old == new else ADD if old is None else UNSET if new is None else CHANGE
