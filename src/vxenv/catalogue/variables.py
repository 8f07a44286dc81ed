"""The variables that vxenv knows, kept in variables.toml beside this file."""

import functools
from typing import NamedTuple

from vxenv.catalogue.tables import VARIABLES_TABLE


class Variable(NamedTuple):
    """One environment variable: one row of the catalogue.

    `name` is the variable's own, `key` where a profile sets it (``vertex.region``; "" if only ``[env]`` can). `type`
    says what the value is in TOML, `family` what the variable is about. `cleared` says when an active stack that does
    not set the variable unsets it: "always", "skip_auth" or "never". `doc` is one line for people; `source` holds
    abbreviations from the file's ``[sources]``, separated by spaces. `wins` is what beats the variable, besides
    settings files, or "".
    """

    name: str
    key: str
    type: str
    family: str
    cleared: str
    doc: str
    source: str
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
    """All variables, in the file's order and by name and key, with the date of the facts (``YYYY-MM-DD``).

    `by_key` leaves out variables that no key sets.
    """

    date: str
    variables: tuple[Variable, ...]
    by_name: dict[str, Variable]
    by_key: dict[str, Variable]


@functools.cache
def catalogue() -> Catalogue:
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


def cleared(*, skip_auth: bool) -> tuple[str, ...]:
    """Return the names, in catalogue order, that an active stack unsets unless it sets them.

    With `skip_auth`, Anthropic's keys are among them, since they would be sent to the gateway.
    """
    occasions = ("always", "skip_auth") if skip_auth else ("always",)
    return tuple(variable.name for variable in catalogue().variables if variable.cleared in occasions)


@functools.cache
def tables() -> dict[str, dict[str, Variable]]:
    """Return the tables of a profile, each with its keys; made once per process."""
    found: dict[str, dict[str, Variable]] = {}
    for variable in catalogue().by_key.values():
        found.setdefault(variable.table, {})[variable.field] = variable
    return found
