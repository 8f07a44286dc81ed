"""The variables that vxenv knows, kept in data/variables.toml."""

import functools
from typing import NamedTuple

from vxenv.catalogue.tables import VARIABLES_TABLE


class Variable(NamedTuple):
    """One environment variable: one row of the catalogue."""

    name: str
    # Where a profile sets it (``vertex.region``), "" if only ``[env]`` can.
    key: str
    # What the value is in TOML.
    type: str
    # What the variable is about.
    family: str
    # When an active stack that does not set the variable unsets it: "always", "skip_auth" or "never".
    cleared: str
    # One line for people.
    doc: str
    # Abbreviations from the file's ``[sources]``, separated by spaces.
    source: str
    # What beats the variable, besides settings files, or "".
    wins: str = ""

    @property
    def table(self) -> str:
        """The table of a profile that holds the key: ``vertex``, or "" without a key."""
        return self.key.partition(".")[0]

    @property
    def field(self) -> str:
        """The key within its table: ``region`` or ``claude-opus-4-6``, or "" without a key."""
        return self.key.partition(".")[2]


class Catalogue(NamedTuple):
    """All variables."""

    # Of the facts, as ``YYYY-MM-DD``.
    date: str
    # In the file's order.
    variables: tuple[Variable, ...]
    by_name: dict[str, Variable]
    # Without those that no key sets.
    by_key: dict[str, Variable]


@functools.cache
def load_variables() -> Catalogue:
    """Return the catalogue, read once per process."""
    families = {key: value for key, value in VARIABLES_TABLE.items() if key not in ("date", "sources")}
    # A row with a field too many or too few is a TypeError here, so no variable is ever half known.
    variables = tuple(
        Variable(name=name, family=family, **row) for family, rows in families.items() for name, row in rows.items()
    )
    return Catalogue(
        date=VARIABLES_TABLE["date"].isoformat(),
        variables=variables,
        by_name={variable.name: variable for variable in variables},
        by_key={variable.key: variable for variable in variables if variable.key},
    )


def list_cleared(*, skip_auth: bool) -> tuple[str, ...]:
    """Return the names, in catalogue order, that an active stack unsets unless it sets them.

    With `skip_auth`, Anthropic's keys are among them, since they would be sent to the gateway.
    """
    occasions = ("always", "skip_auth") if skip_auth else ("always",)
    return tuple(variable.name for variable in load_variables().variables if variable.cleared in occasions)


@functools.cache
def list_tables() -> dict[str, dict[str, Variable]]:
    """Return the tables of a profile, each with its keys; made once per process."""
    by_table: dict[str, dict[str, Variable]] = {}
    for variable in load_variables().by_key.values():
        by_table.setdefault(variable.table, {})[variable.field] = variable
    return by_table
