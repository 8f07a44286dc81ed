"""Bindings: what is known of the variables of a shell."""

import re
from typing import Final, Generic, NamedTuple, TypeVar

from vxenv.exchange.rc.certainty import Certainty, Place

Value = TypeVar("Value")

ELSEWHERE: Final = "exported here, but set elsewhere"
NO, PERHAPS, YES = 0, 1, 2  # whether a variable is exported


class UnknownError(Exception):
    """Value that cannot be known, with the reason."""


class Variable(NamedTuple, Generic[Value]):
    """State of a variable."""

    value: Value | None  # None where it is unset or unknown
    why: str  # the reason why the value is unknown, else ""
    line: int  # that decided it
    exported: int = NO  # NO, PERHAPS or YES
    noted: bool = False  # whether nothing has set it, and only a statement that does not run would


class Bindings(Generic[Value]):
    """Variables by name, in the order in which they were last set."""

    def __init__(self, touched: set[str]) -> None:
        """Begin without variables; `touched` collects the names of those that are set."""
        self.table: dict[str, Variable[Value]] = {}
        self.allexport = NO  # whether assignments export
        self._touched = touched

    def get(self, name: str) -> Variable[Value] | None:
        """Return a variable that was set, unset or exported, else None."""
        variable = self.table.get(name)
        return None if variable is None or variable.noted else variable

    def is_set(self, name: str) -> bool:
        """Tell whether a variable has a value, known or not."""
        variable = self.get(name)
        return variable is not None and (variable.value is not None or bool(variable.why))

    def note(self, name: str, place: Place) -> None:
        """Note that a statement which does not run would export a variable."""
        self.table.setdefault(name, Variable(None, place.certainty.why, place.line, YES, noted=True))

    def put(self, name: str, variable: Variable[Value], certainty: Certainty, *, export: bool | None) -> None:
        """Store a variable, exported or not, or where `export` is None as much as before."""
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
        """Store a variable whose value is known only where the assignment runs for certain."""
        if certainty.level:
            variable = variable._replace(value=None, why=certainty.why)
        self.put(name, variable, certainty, export=export)

    def forget(self, text: str, line: int) -> None:
        """Forget the values of the variables that a text names which is not understood."""
        names = set(re.findall(r"[A-Za-z_]\w*", text, re.ASCII))
        for name, variable in self.table.items():
            if name in names and not variable.why:
                why = f"the text from line {line} on is not understood, and names it"
                self.table[name] = variable._replace(value=None, why=why, exported=max(variable.exported, PERHAPS))
