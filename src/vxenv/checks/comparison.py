"""Two sets of variables side by side: stacks, this shell, a directory file, or what Claude Code makes of them."""

import os
from typing import NamedTuple

from vxenv.catalogue.environment import MAIN_MODEL, USE_VERTEX
from vxenv.catalogue.variables import load_variables
from vxenv.claude.precedence import find_restriction
from vxenv.claude.settings import ClaudeSettings
from vxenv.paths import shorten_path
from vxenv.profiles.resolve import Resolved
from vxenv.profiles.secret_reference import describe_reference

SAME, ADD, UNSET, CHANGE = "same", "add", "unset", "change"


class Side(NamedTuple):
    """One side of a comparison."""

    # What it is called: the stack, ``@shell``, a file.
    title: str
    # The value of each variable that it has something to say of, None for unset; None for this shell, and for Claude
    # Code in it, which have a value for whatever they are asked.
    values: dict[str, str | None] | None
    # The stack, None where it is none.
    resolved: Resolved | None
    # What Claude Code reads, where the side is Claude Code.
    obeyed: ClaudeSettings | None = None
    # The variables that a directory file sets which is not allowed: nothing of somebody else's is hidden.
    foreign: frozenset[str] = frozenset()

    def find_value(self, name: str) -> str | None:
        """Return the value of variable `name`, None where it is unset or not mentioned."""
        if self.obeyed:
            if name == MAIN_MODEL and find_restriction(self.obeyed, os.environ):
                return None
            return self.obeyed.list_decisive(os.environ).get(name) or None
        return os.environ.get(name) if self.values is None else self.values.get(name)

    def find_secret(self, name: str) -> str:
        """Return the reference that variable `name` is to a secret elsewhere, "" for none."""
        setting = self.resolved.settings.get(name) if self.resolved else None
        return setting.secret if setting else ""

    def render_value(self, name: str) -> str | None:
        """Return the value of variable `name`, or the text of its reference to a secret."""
        reference = self.find_secret(name)
        return describe_reference(reference) if reference else self.find_value(name)

    def find_origin(self, name: str) -> str:
        """Return ``file:line`` of what sets variable `name`, "" for nothing."""
        if self.obeyed:
            model = self.obeyed.find_model(os.environ) if name == MAIN_MODEL else None
            settings = (model,) if model else self.obeyed.list_values(name, os.environ)
            return f"{shorten_path(settings[0].path)}:{settings[0].line}" if settings else ""
        if self.resolved is None:
            return ""
        setting = self.resolved.settings.get(name)
        if setting:
            return setting.find_origin()
        if name == USE_VERTEX and self.find_value(name) is not None:
            return "(every profile)"
        return "(closed)" if self.find_value(name) is None and name in (self.values or {}) else ""


def list_variables(left: Side, right: Side) -> list[str]:
    """Return the variables that either side has something to say of, sorted."""
    if left.values is None and right.values is None:
        files = [file for side in (left, right) if side.obeyed for file in side.obeyed.files]
        return sorted({*load_variables().by_name, *(name for file in files for name in file.env)})
    return sorted((left.values or {}).keys() | (right.values or {}).keys())


def is_different(left: Side, right: Side, name: str) -> bool:
    """Tell whether variable `name` is not the same on both sides."""
    return left.find_value(name) != right.find_value(name) or left.find_secret(name) != right.find_secret(name)


def classify_change(left: Side, right: Side, name: str) -> str:
    """Return what becomes of variable `name` from one side to the other: SAME, ADD, UNSET or CHANGE."""
    old, new = left.render_value(name), right.render_value(name)
    return SAME if old == new else ADD if old is None else UNSET if new is None else CHANGE
