"""What the picker offers."""

from collections.abc import Sequence
from typing import NamedTuple

from vxenv.profiles.names import SEPARATOR


class Choice(NamedTuple):
    """A profile to be picked, and what it says of itself."""

    name: str
    description: str


def matching(choices: Sequence[Choice], text: str) -> list[Choice]:
    """Return the choices that hold each word of `text`; behind a +, what is to be laid on what stands before it."""
    words = text.rpartition(SEPARATOR)[2].lower().split()
    before = text.rpartition(SEPARATOR)[0].split(SEPARATOR)
    found = [
        one for one in choices
        if one.name not in before and all(word in f"{one.name} {one.description}".lower() for word in words)
    ]  # fmt: skip
    # What begins so is most often what is meant.
    return sorted(found, key=lambda one: not (words and one.name.lower().startswith(words[0])))
