"""Load the behaviour of each version of Claude Code from data/clients.toml."""

import datetime as dt
import functools
import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from vxenv.catalogue.environment import FAMILIES
from vxenv.catalogue.row_checks import Key, RowError, check_row, suggest_name
from vxenv.catalogue.tables import CLIENTS_TABLE
from vxenv.catalogue.value_types import ShapeError
from vxenv.catalogue.variables import load_variables as variables
from vxenv.paths import escape_text

# Source of a row from a built-in catalogue, which describes only models.
BUILT_IN = "built-in"

FIELDS: dict[str, str | tuple[str, ...]] = {
    "aliases": "ids",
    "default": "words",
    "best_pinned": ("", *FAMILIES),
    "small_fast": ("main", "sonnet"),
    "default_model": "flag",
    "default_ignored": "words",
    "tidies": "flag",
    "strict_regions": "flag",
    "quota_project": "flag",
    "million_always": "flag",
    "million_off": "flag",
    "probes_by_main": "flag",
    "retries_older": "flag",
    "unknown_window": ("200K", "1M"),
    "unknown_prefix": "flag",
    "models": "model_ids",
    "region_variables": "words",
    "switches": "words",
    "explore": ("haiku", "main"),
    "call_wins": "flag",
    "root_settings": "flag",
    "overrides_named": "flag",
    "managed_strict": "flag",
    "exact_available": "flag",
    "family_available": "flag",
    "source": "text",
    "date": "date",
}
# Lists that extend those of earlier versions.
_GROWING = ("models", "region_variables", "switches")
ADVICE: dict[str, str | tuple[str, ...]] = {"version": "text", "text": "text", "source": "text", "date": "date"}


class Version(NamedTuple):
    """A version of Claude Code; versions compare by their numbers."""

    major: int
    minor: int
    patch: int

    def __str__(self) -> str:
        """Return the version as text: ``2.1.330``."""
        return ".".join(map(str, self))

    @classmethod
    def parse(cls, text: str) -> "Version":
        """Return the version at the start of `text`: ``2.1.330``, ``v2.1.330-beta.1`` or ``2.1.330 (Claude Code)``.

        A pre-release counts as its release. Raises ShapeError.
        """
        match = re.match(r"\s*v?([0-9]{1,6})\.([0-9]{1,6})\.([0-9]{1,6})(?![0-9.])", text)
        if not match:
            raise ShapeError(f'invalid version "{escape_text(text)}"', "use a number such as 2.1.330")
        return cls(*map(int, match.groups()))


class Client(NamedTuple):
    """The behaviour of a version; clients.toml documents the fields."""

    # Measured version.
    version: Version
    aliases: Mapping[str, str]
    default: tuple[str, ...]
    best_pinned: str
    small_fast: str
    default_model: bool
    default_ignored: tuple[str, ...]
    tidies: bool
    strict_regions: bool
    quota_project: bool
    million_always: bool
    million_off: bool
    probes_by_main: bool
    retries_older: bool
    unknown_window: str
    unknown_prefix: bool
    models: tuple[str, ...]
    region_variables: tuple[str, ...]
    switches: tuple[str, ...]
    explore: str
    call_wins: bool
    root_settings: bool
    overrides_named: bool
    managed_strict: bool
    exact_available: bool
    family_available: bool
    source: str
    date: dt.date


class Advice(NamedTuple):
    """A reason to use at least a certain version."""

    version: Version
    # Improvement, a clause without its subject: ``trims locations``.
    text: str
    # Abbreviations of its sources, "" for unknown.
    source: str
    # Date on which the sources were read.
    date: dt.date | None


class Clients(NamedTuple):
    """All known versions."""

    # Date of the facts, ``YYYY-MM-DD``.
    date: str
    # Changed fields by version, oldest first.
    changes: tuple[tuple[Version, Mapping[str, Any]], ...]
    # Reasons to use a newer version, oldest first.
    reasons: tuple[Advice, ...]

    @property
    def newest(self) -> Version:
        """The newest known version."""
        return self.changes[-1][0]

    @property
    def measured(self) -> Version:
        """The newest version with more facts than those of its built-in catalogue."""
        return max(version for version, row in self.changes if row.get("source") != BUILT_IN)

    def find_client(self, version: Version) -> Client:
        """Return the behaviour of `version`, that of the nearest older known one, or of the oldest known one."""
        known = [change for change in self.changes if change[0] <= version] or [self.changes[0]]
        fields: dict[str, Any] = {"aliases": {}, **dict.fromkeys(_GROWING, ())}
        for _, change in known:
            fields |= {
                **change,
                "aliases": fields["aliases"] | change.get("aliases", {}),
                **{field: tuple(dict.fromkeys(fields[field] + change.get(field, ()))) for field in _GROWING},
            }
        return Client(version=known[-1][0], **fields)

    def list_advice(self, version: Version) -> tuple[Advice, ...]:
        """Return the reasons to use a newer version than `version`, oldest first."""
        return tuple(reason for reason in self.reasons if reason.version > version)

    def extend(self, table: Mapping[str, Any], key: Key = ("clients",)) -> "Clients":
        """Return these versions with those of `table`, found at `key` of a document, added.

        A row of a known version overrides the fields that it contains. Raises RowError.
        """
        changes = dict(self.changes)
        for name, row in table.items():
            place = (*key, name)
            try:
                version = Version.parse(name)
            except ShapeError as error:
                raise RowError(str(error), place) from error
            if self.changes and version < self.changes[0][0]:
                raise RowError(f"{version} is too old", place, f"the oldest known version is {self.changes[0][0]}")
            given = check_row(row, place, FIELDS)
            for field, known in (
                ("aliases", FAMILIES),
                ("default", FAMILIES),
                ("region_variables", variables().by_name),
                ("switches", variables().by_name),
            ):
                for value in given.get(field, ()):
                    if value not in known:
                        raise RowError(
                            f'unknown value "{value}" in {field}', (*place, field), suggest_name(value, known)
                        )
            old = changes.get(version, {})
            if "aliases" in given:
                given["aliases"] = {**old.get("aliases", {}), **given["aliases"]}
            changes[version] = {**old, **given}
        return self._replace(changes=tuple(sorted(changes.items(), key=lambda change: change[0])))

    def add_advice(self, rows: Any, key: Key = ("advice",)) -> "Clients":  # noqa: ANN401 - TOML
        """Return these versions with the reasons `rows`, found at `key` of a document, added. Raises RowError."""
        if not isinstance(rows, list):
            raise RowError("must be a list of tables", key, "write each as [[advice]]")
        more = []
        for row in rows:
            given = check_row(row, key, ADVICE)
            for field in ("version", "text"):
                if field not in given:
                    raise RowError(f"{field} is missing", key)
            try:
                version = Version.parse(given["version"])
            except ShapeError as error:
                raise RowError(str(error), key) from error
            more.append(Advice(version, given["text"], given.get("source", ""), given.get("date")))
        return self._replace(reasons=tuple(sorted((*self.reasons, *more), key=lambda one: one.version)))


@functools.cache
def load_clients() -> Clients:
    """Return the versions in vxenv's catalogue, read once per process."""
    return (
        Clients(CLIENTS_TABLE["date"].isoformat(), (), ())
        .extend(CLIENTS_TABLE["clients"])
        .add_advice(CLIENTS_TABLE["advice"])
    )
