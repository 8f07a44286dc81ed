"""Apply ``availableModels`` from Claude Code's settings: the models that may be selected.

An entry is a family (``opus``), a prefix of an ID (``opus-4-5``), an ID or another alias. Measured; tests/client
compares this module with real versions of Claude Code.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

from vxenv.catalogue.environment import FAMILIES
from vxenv.catalogue.models import ALIASES

# Entries with a version but without the prefix "claude-".
_VERSION = re.compile(r"^(?!claude-)[a-z]+-[0-9]")
# What may follow an ID of the same version.
_SAME_VERSION = re.compile(r"(?:-[0-9]{8})?(?:-fast)?")
# Names that Claude Code does not resolve to a model: it calls Opus 4 and Sonnet 4 "4-0".
_AMBIGUOUS = re.compile(r"claude-(?:opus|sonnet)-4")


class Availability(NamedTuple):
    """The effective lists of all settings files."""

    # Entries, those of the weakest file first; only the default model if empty, no restriction if None.
    entries: tuple[str, ...] | None
    # Whether the restriction also applies to the default model.
    enforced: bool = False
    # Whether ``enforceAvailableModels`` is on, which makes Claude Code ignore other settings of the default model.
    flag: bool = False
    # Whether ``availableModelsMatch`` is exact: an ID allows no other version, and of the aliases only families count.
    exact: bool = False

    def is_allowed(self, name: str, resolve: Callable[[str], str], builtin: Callable[[str], str]) -> bool:
        """Tell whether `name`, an alias or an ID, may be selected.

        `resolve` returns the ID of an alias, `builtin` the same without pins.
        """
        if self.entries is None:
            return True
        entries = list(map(normalize_name, self.entries))
        if self.exact:
            entries = [entry for entry in entries if entry not in ALIASES or entry in FAMILIES]
        return _is_allowed(normalize_name(name), entries, resolve, builtin, exact=self.exact)

    def list_candidates(self) -> tuple[str, ...]:
        """Return the entries that can replace the default model: aliases, and IDs completed like Claude Code does."""
        names = (entry.strip().lower() for entry in self.entries or ())
        whole = [f"claude-{name}" if _VERSION.match(name) else name for name in names]
        return tuple(
            name
            for name in whole
            if normalize_name(name) in (*FAMILIES, "best", "opusplan")
            or (name.startswith("claude-") and not _AMBIGUOUS.fullmatch(normalize_name(name)))
        )


def normalize_name(name: str) -> str:
    """Return `name` in lower case, without ``[1m]``."""
    return name.strip().lower().removesuffix("[1m]").strip()


def _is_allowed(
    name: str,
    entries: list[str],
    resolve: Callable[[str], str],
    builtin: Callable[[str], str],
    *,
    exact: bool,
    env: bool = True,
) -> bool:
    """Tell whether `entries` allow `name`; without `env`, pins are ignored. `exact` is as for `_is_start`."""
    is_alias = name in ALIASES
    given = normalize_name((resolve if env else builtin)(name)) if is_alias else name
    families = [entry for entry in entries if entry in FAMILIES and not _is_narrowed(entry, entries)]
    # A listed alias allows its built-in model; a model that it is pinned to must be listed itself.
    if (
        name in entries
        and (name not in FAMILIES or name in families)
        and (
            not is_alias
            or not env
            or given == normalize_name(builtin(name))
            or (given not in ALIASES and _is_allowed(given, entries, resolve, builtin, exact=exact, env=False))
        )
    ):
        return True
    return (
        (is_alias and given in entries)
        or any(re.search(rf"(?<![a-z0-9]){family}(?![a-z0-9])", given) for family in families)
        or any(_is_start(entry, given, exact=exact) for entry in entries if entry not in ALIASES)
        or any(
            normalize_name(builtin(entry)) == name for entry in entries if entry in ALIASES and entry not in FAMILIES
        )
    )


def _is_start(entry: str, id_: str, *, exact: bool) -> bool:
    """Tell whether `entry` is `id_` or a prefix of it; a date after ``@`` cannot be omitted.

    If `exact`, only a date and ``-fast`` may follow.
    """
    starts = (start for start in (entry, f"claude-{entry}") if id_ == start or id_.startswith(f"{start}-"))
    return any(not exact or _SAME_VERSION.fullmatch(id_.removeprefix(start)) for start in starts)


def _is_narrowed(family: str, entries: list[str]) -> bool:
    """Tell whether another entry names versions of `family`, which restricts the family to those."""
    return any(re.search(rf"{family}(?:-|$)", entry) for entry in entries if entry not in FAMILIES)
