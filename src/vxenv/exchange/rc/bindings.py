"""Bindings: the known state of a shell's variables."""

import re
from typing import Final, Generic, NamedTuple, TypeVar

from vxenv.exchange.rc.certainty import Certainty, Place

Value = TypeVar("Value")

ELSEWHERE: Final = "exported but not set in this file"
NO, PERHAPS, YES = 0, 1, 2  # whether a variable is exported


class UnknownError(Exception):
    """Value that cannot be known, with the reason."""


class Variable(NamedTuple, Generic[Value]):
    """State of a variable."""

    value: Value | None  # None where it is unset or unknown
    why: str  # the reason why the value is unknown, else ""
    line: int  # the line that determined the state
    exported: int = NO  # NO, PERHAPS or YES
    noted: bool = False  # whether the variable is only exported by a statement that does not run


class Bindings(Generic[Value]):
    """Variables by name, in the order in which they were last set."""

    def __init__(self, touched: set[str]) -> None:
        """Begin without variables; `touched` collects the names of those that are set."""
        self.table: dict[str, Variable[Value]] = {}
        self.allexport = NO  # whether assignments export
        self._touched = touched

    def get(self, name: str) -> Variable[Value] | None:
        """Return a variable that was set, unset or exported, None for any other."""
        variable = self.table.get(name)
        return None if variable is None or variable.noted else variable

    def is_set(self, name: str) -> bool:
        """Tell whether a variable has a value, known or not."""
        variable = self.get(name)
        return variable is not None and (variable.value is not None or bool(variable.why))

    def note(self, name: str, place: Place) -> None:
        """Record that a statement that does not run would export a variable."""
        self.table.setdefault(name, Variable(None, place.certainty.why, place.line, YES, noted=True))

    def put(self, name: str, variable: Variable[Value], certainty: Certainty, *, export: bool | None) -> None:
        """Store a variable, exported or not; `export` None keeps its export state."""
        old = self.get(name)
        before = old.exported if old else NO
        if export is None:
            exported = max(before, self.allexport)
        else:
            exported = YES if export else NO
            exported = PERHAPS if certainty.level and exported != before else exported
        self.table.pop(name, None)
        self.table[name] = variable._replace(exported=exported)
        self._touched.add(name)

    def assign(self, name: str, variable: Variable[Value], certainty: Certainty, *, export: bool | None) -> None:
        """Store a variable; its value is unknown unless the assignment certainly runs."""
        if certainty.level:
            variable = variable._replace(value=None, why=certainty.why)
        self.put(name, variable, certainty, export=export)

    def forget(self, text: str, line: int) -> None:
        """Mark the variables mentioned in a text that cannot be parsed as unknown."""
        names = set(re.findall(r"[A-Za-z_]\w*", text, re.ASCII))
        for name, variable in self.table.items():
            if name in names and not variable.why:
                why = f"may be changed by text that cannot be parsed (line {line})"
                self.table[name] = variable._replace(value=None, why=why, exported=max(variable.exported, PERHAPS))
