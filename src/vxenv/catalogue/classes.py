"""The class of an environment variable: what a profile or a directory file may do with it. Data in classes.toml."""

import functools
from typing import Final, NamedTuple

from vxenv.catalogue.tables import CLASSES_TABLE
from vxenv.catalogue.variables import load_variables

DOMAIN, HARMLESS, NETWORK, IDENTITY = "domain", "harmless", "network", "identity"
UNKNOWN, STEERING, RESERVED = "unknown", "steering", "reserved"

SET, ASK, WARN, REFUSE = "set", "ask", "warn", "refuse"

# Of patterns, those of these classes win over longer ones of others: PROMPT_* over *_COMMAND.
_FIRST: Final = {RESERVED: 0, STEERING: 1}

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
        return get_policy(self.name)


class _Rules(NamedTuple):
    exact: dict[str, Classification]  # by name
    prefixes: dict[str, Classification]  # by what names begin with
    suffixes: dict[str, Classification]  # by what names end with


def get_policy(name: str) -> Policy:
    """Return what each origin may do with variables of the class `name`."""
    return Policy(**CLASSES_TABLE["policy"][name])


def list_patterns(name: str) -> dict[str, list[str]]:
    """Return the names and patterns that classes.toml lists for the class `name`, by what they do."""
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
    """Return the class of the variable `name`: what classes.toml says of it, else of its family, else "unknown"."""
    rules = _load_rules()
    # What is written with a small letter in the table is in no name's capitals, and so matches as it is written.
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
    # The first of several that are least: the one with the longest pattern.
    return min(matches, key=lambda rule: _FIRST.get(rule.name, len(_FIRST)), default=Classification(UNKNOWN, ""))
