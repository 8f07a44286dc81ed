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
    """The lists of all settings files that count.

    entries: what may be chosen, the weakest file first; nothing but the default if it is empty.
    enforced: whether the default has to be among the entries, too.
    flag: whether ``enforceAvailableModels`` is on at all, which has other settings of the default ignored.
    """

    entries: tuple[str, ...] | None
    enforced: bool = False
    flag: bool = False

    def allows(self, word: str, resolve: Callable[[str], str], builtin: Callable[[str], str]) -> bool:
        """Tell whether `word`, an alias or an id, may be chosen.

        `resolve` returns the id that an alias comes to, `builtin` the same without regard to pins.
        """
        return self.entries is None or _is_allowed(plain(word), [plain(one) for one in self.entries], resolve, builtin)

    def candidates(self) -> tuple[str, ...]:
        """Return the entries that can take the place of the default: aliases, and ids completed as the client does."""
        words = (entry.strip().lower() for entry in self.entries or ())
        whole = [
            f"claude-{word}" if _VERSION.match(word) and not word.startswith("claude-") else word for word in words
        ]
        return tuple(
            word
            for word in whole
            if plain(word) in (*FAMILIES, "best", "opusplan")
            or (word.startswith("claude-") and not _AMBIGUOUS.fullmatch(plain(word)))
        )


def plain(word: str) -> str:
    """Return `word` in small letters, without ``[1m]``."""
    return word.strip().lower().removesuffix("[1m]").strip()


def _is_allowed(
    word: str, entries: list[str], resolve: Callable[[str], str], builtin: Callable[[str], str], *, env: bool = True
) -> bool:
    """Tell whether `entries` have room for `word`; without `env`, whatever the pins say."""
    is_alias = word in ALIASES
    given = plain((resolve if env else builtin)(word)) if is_alias else word
    families = [one for one in entries if one in FAMILIES and not _is_narrowed(one, entries)]
    # An alias that is listed allows what it means without a pin; what it is pinned to has to be listed itself.
    if (
        word in entries
        and (word not in FAMILIES or word in families)
        and (
            not is_alias
            or not env
            or given == plain(builtin(word))
            or (given not in ALIASES and _is_allowed(given, entries, resolve, builtin, env=False))
        )
    ):
        return True
    return (
        (is_alias and given in entries)
        or any(re.search(rf"(?<![a-z0-9]){one}(?![a-z0-9])", given) for one in families)
        or any(_begins(given, one) for one in entries if one not in ALIASES)
        or any(plain(builtin(one)) == word for one in entries if one in ALIASES and one not in FAMILIES)
    )


def _begins(id_: str, entry: str) -> bool:
    """Tell whether `entry` is `id_`, or what it begins with; a date behind ``@`` is not left out."""
    return any(id_ == start or id_.startswith(f"{start}-") for start in (entry, f"claude-{entry}"))


def _is_narrowed(family: str, entries: list[str]) -> bool:
    """Tell whether another entry names versions of `family`, so that the family stands for no more than those."""
    return any(re.search(rf"{family}(?:-|$)", one) for one in entries if one not in FAMILIES)
