"""Classify environment variables by what profiles and directory files may do with them, from classes.toml."""

import functools
from typing import Final, NamedTuple

from vxenv.catalogue.tables import CLASSES_TABLE
from vxenv.catalogue.variables import load_variables

DOMAIN, HARMLESS, NETWORK, IDENTITY = "domain", "harmless", "network", "identity"
UNKNOWN, STEERING, RESERVED = "unknown", "steering", "reserved"

SET, ASK, WARN, REFUSE = "set", "ask", "warn", "refuse"

# Patterns of these classes take precedence over longer ones of others: PROMPT_* over *_COMMAND.
_FIRST: Final = {RESERVED: 0, STEERING: 1}

# Classes from dangerous to harmless, the order in a review.
CLASSES: Final = (RESERVED, STEERING, IDENTITY, NETWORK, UNKNOWN, DOMAIN, HARMLESS)


class Policy(NamedTuple):
    """The permissions of each origin of a value for a class of variables."""

    own: str  # the user's own profiles: "set", "warn" or "refuse"
    directory: str  # directory files and team sources: "set", "ask" or "refuse"
    doc: str  # meaning of the class, a clause for display


class Classification(NamedTuple):
    """The class of one variable."""

    name: str  # one of CLASSES
    effect: str  # effect of the variable, a clause with "{value}" for its value; "" if unknown

    def describe(self, value: str | None) -> str:
        """Return the effect of setting the variable to `value`, "" if unknown."""
        return self.effect.replace("{value}", value or "(unset)")

    @property
    def policy(self) -> Policy:
        """The permissions of each origin for this class."""
        return get_policy(self.name)


class _Rules(NamedTuple):
    exact: dict[str, Classification]  # by name
    prefixes: dict[str, Classification]  # by prefix
    suffixes: dict[str, Classification]  # by suffix


def get_policy(name: str) -> Policy:
    """Return the permissions of each origin for the class `name`."""
    return Policy(**CLASSES_TABLE["policy"][name])


def list_patterns(name: str) -> dict[str, list[str]]:
    """Return the names and patterns of the class `name` in classes.toml, by effect."""
    patterns: dict[str, list[str]] = CLASSES_TABLE.get(name, {})
    return patterns


@functools.cache
def _load_rules() -> _Rules:
    rules = _Rules({}, {}, {})
    for name in CLASSES:
        for effect, patterns in list_patterns(name).items():
            rule = Classification(name, effect)
            for pattern in patterns:
                if pattern.endswith("*"):
                    rules.prefixes[pattern[:-1]] = rule
                elif pattern.startswith("*"):
                    rules.suffixes[pattern[1:]] = rule
                else:
                    rules.exact[pattern] = rule
    return rules


@functools.cache
def classify(name: str) -> Classification:
    """Return the class of the variable `name`: from its entry or its family in classes.toml, else "unknown"."""
    rules = _load_rules()
    # Entries with a lower-case letter match only exactly, because no upper-case spelling contains one.
    spellings = (name, name.upper())
    for spelling in spellings:
        if spelling in rules.exact:
            return rules.exact[spelling]
    known = load_variables().by_name.get(name)
    if known:
        return Classification(CLASSES_TABLE["families"][known.family], known.doc)
    matches = [
        rule
        for length in range(len(name), 0, -1)
        for spelling in spellings
        for rule in (rules.prefixes.get(spelling[:length]), rules.suffixes.get(spelling[-length:]))
        if rule
    ]
    # min() returns the first of equal rules, the one with the longest pattern.
    return min(matches, key=lambda rule: _FIRST.get(rule.name, len(_FIRST)), default=Classification(UNKNOWN, ""))
