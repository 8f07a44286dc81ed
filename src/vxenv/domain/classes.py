"""The class of an environment variable: what a profile or a directory file may do with it. Data in classes.toml."""

import functools
from typing import Final, NamedTuple

from vxenv.domain.tables.classes import TABLE
from vxenv.domain.variables import catalogue

DOMAIN, HARMLESS, NETWORK, IDENTITY = "domain", "harmless", "network", "identity"
UNKNOWN, STEERING, RESERVED = "unknown", "steering", "reserved"

SET, ASK, WARN, REFUSE = "set", "ask", "warn", "refuse"

# The most dangerous first: the order in which a review shows them.
CLASSES: Final = (RESERVED, STEERING, IDENTITY, NETWORK, UNKNOWN, DOMAIN, HARMLESS)


class Policy(NamedTuple):
    """What each origin of a value may do with the variables of a class."""

    own: str  # a profile of the user's own: "set", "warn" or "refuse"
    directory: str  # a directory file or a team source: "set", "ask" or "refuse"
    doc: str  # what the class is about, a clause for people


class Classification(NamedTuple):
    """The class of one variable."""

    name: str  # one of CLASSES
    effect: str  # what the variable does, a clause; "{value}" in it stands for the value, "" if nothing is known

    def describe(self, value: str | None) -> str:
        """Return the effect of giving the variable `value`, "" if nothing is known of it."""
        return self.effect.replace("{value}", value or "(unset)")

    @property
    def policy(self) -> Policy:
        """What each origin may do with variables of this class."""
        return Policy(**TABLE["policy"][self.name])


class _Rules(NamedTuple):
    exact: dict[str, Classification]  # names of [reserved] as they are spelled, others in capitals
    prefixes: tuple[tuple[str, Classification], ...]  # the longest first
    suffixes: tuple[tuple[str, Classification], ...]  # likewise


@functools.cache
def _rules() -> _Rules:
    exact: dict[str, Classification] = {}
    prefixes: dict[str, Classification] = {}
    suffixes: dict[str, Classification] = {}
    for name in CLASSES:
        for pattern, effect in TABLE.get(name, {}).items():
            rule = Classification(name, effect)
            if pattern.endswith("*"):
                prefixes[pattern[:-1]] = rule
            elif pattern.startswith("*"):
                suffixes[pattern[1:]] = rule
            else:
                exact[pattern] = rule
    longest = functools.partial(sorted, key=lambda row: -len(row[0]))
    return _Rules(exact, tuple(longest(prefixes.items())), tuple(longest(suffixes.items())))


@functools.cache
def classify(name: str) -> Classification:
    """Return the class of the variable `name`: what classes.toml says of it, else of its family, else "unknown"."""
    rules = _rules()
    capitals = name.upper()
    for spelled in (name, capitals):
        rule = rules.exact.get(spelled)
        if rule and (spelled == name or rule.name != RESERVED):
            return rule
    known = catalogue().by_name.get(name)
    if known:
        return Classification(TABLE["families"][known.family], known.doc)
    matches = [row for row in rules.prefixes if capitals.startswith(row[0])]
    matches += [row for row in rules.suffixes if capitals.endswith(row[0])]
    return max(matches, key=lambda row: len(row[0]))[1] if matches else Classification(UNKNOWN, "")
