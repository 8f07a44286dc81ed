"""Which models ``availableModels`` in Claude Code's settings leaves to choose from.

An entry is a family (``opus``), the beginning of an id (``opus-4-5``), an id, or another alias. Measured: tests/client
holds it to the real clients.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

from vxenv.catalogue.environment import FAMILIES
from vxenv.catalogue.models import ALIASES

# Entries that name a version without "claude-" in front.
_VERSION = re.compile(r"^(?!claude-)[a-z]+-[0-9]")
# What Claude Code takes for the name of another model: Opus 4 and Sonnet 4 are "4-0" to it.
_AMBIGUOUS = re.compile(r"claude-(?:opus|sonnet)-4")


class Availability(NamedTuple):
    """The lists of all settings files that count."""

    # What may be chosen, the weakest file first; nothing but the default if it is empty.
    entries: tuple[str, ...] | None
    # Whether the default has to be among the entries, too.
    enforced: bool = False
    # Whether ``enforceAvailableModels`` is on at all, which has other settings of the default ignored.
    flag: bool = False

    def is_allowed(self, name: str, resolve: Callable[[str], str], builtin: Callable[[str], str]) -> bool:
        """Tell whether `name`, an alias or an id, may be chosen.

        `resolve` returns the id that an alias comes to, `builtin` the same without regard to pins.
        """
        return self.entries is None or _is_allowed(
            normalize_name(name), list(map(normalize_name, self.entries)), resolve, builtin
        )

    def list_candidates(self) -> tuple[str, ...]:
        """Return the entries that can take the place of the default: aliases, and ids completed as the client does."""
        names = (entry.strip().lower() for entry in self.entries or ())
        whole = [f"claude-{name}" if _VERSION.match(name) else name for name in names]
        return tuple(
            name
            for name in whole
            if normalize_name(name) in (*FAMILIES, "best", "opusplan")
            or (name.startswith("claude-") and not _AMBIGUOUS.fullmatch(normalize_name(name)))
        )


def normalize_name(name: str) -> str:
    """Return `name` in small letters, without ``[1m]``."""
    return name.strip().lower().removesuffix("[1m]").strip()


def _is_allowed(
    name: str, entries: list[str], resolve: Callable[[str], str], builtin: Callable[[str], str], *, env: bool = True
) -> bool:
    """Tell whether `entries` have room for `name`; without `env`, whatever the pins say."""
    is_alias = name in ALIASES
    given = normalize_name((resolve if env else builtin)(name)) if is_alias else name
    families = [entry for entry in entries if entry in FAMILIES and not _is_narrowed(entry, entries)]
    # An alias that is listed allows what it means without a pin; what it is pinned to has to be listed itself.
    if (
        name in entries
        and (name not in FAMILIES or name in families)
        and (
            not is_alias
            or not env
            or given == normalize_name(builtin(name))
            or (given not in ALIASES and _is_allowed(given, entries, resolve, builtin, env=False))
        )
    ):
        return True
    return (
        (is_alias and given in entries)
        or any(re.search(rf"(?<![a-z0-9]){family}(?![a-z0-9])", given) for family in families)
        or any(_is_start(entry, given) for entry in entries if entry not in ALIASES)
        or any(
            normalize_name(builtin(entry)) == name for entry in entries if entry in ALIASES and entry not in FAMILIES
        )
    )


def _is_start(entry: str, id_: str) -> bool:
    """Tell whether `entry` is `id_`, or what it begins with; a date behind ``@`` is not left out."""
    return any(id_ == start or id_.startswith(f"{start}-") for start in (entry, f"claude-{entry}"))


def _is_narrowed(family: str, entries: list[str]) -> bool:
    """Tell whether another entry names versions of `family`, so that the family stands for no more than those."""
    return any(re.search(rf"{family}(?:-|$)", entry) for entry in entries if entry not in FAMILIES)
