"""Load the known variables from data/variables.toml."""

import functools
from typing import NamedTuple

from vxenv.catalogue.tables import VARIABLES_TABLE


class Variable(NamedTuple):
    """An environment variable, one row of the catalogue."""

    name: str
    # Profile key that sets it (``vertex.region``), "" if only ``[env]`` can.
    key: str
    # Type of the value in TOML.
    type: str
    # Family of variables, such as routing.
    family: str
    # Condition for unsetting it if the active stack does not set it: "always", "skip_auth" or "never".
    cleared: str
    # Effect, one line for display.
    doc: str
    # Abbreviations from the file's ``[sources]``, separated by spaces.
    source: str
    # What overrides the variable, besides settings files, "" for nothing.
    wins: str = ""

    @property
    def table(self) -> str:
        """The table of the key, such as ``vertex``; "" without a key."""
        return self.key.partition(".")[0]

    @property
    def field(self) -> str:
        """The key within its table, such as ``region`` or ``claude-opus-4-6``; "" without a key."""
        return self.key.partition(".")[2]


class Catalogue(NamedTuple):
    """All variables."""

    # Date of the facts, ``YYYY-MM-DD``.
    date: str
    # Variables in the order of the file.
    variables: tuple[Variable, ...]
    by_name: dict[str, Variable]
    # Variables with a key, by key.
    by_key: dict[str, Variable]


@functools.cache
def load_variables() -> Catalogue:
    """Return the catalogue, read once per process."""
    families = {key: value for key, value in VARIABLES_TABLE.items() if key not in ("date", "sources")}
    # A row with missing or extra fields raises TypeError.
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
    """Return the variables that an active stack unsets unless it sets them, in catalogue order.

    With `skip_auth`, they include Anthropic's keys, which would be sent to the gateway.
    """
    occasions = ("always", "skip_auth") if skip_auth else ("always",)
    return tuple(variable.name for variable in load_variables().variables if variable.cleared in occasions)


@functools.cache
def list_tables() -> dict[str, dict[str, Variable]]:
    """Return the variables by table and key of a profile, computed once per process."""
    by_table: dict[str, dict[str, Variable]] = {}
    for variable in load_variables().by_key.values():
        by_table.setdefault(variable.table, {})[variable.field] = variable
    return by_table
