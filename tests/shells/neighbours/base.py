"""Describe other tools' code in an rc file."""

from typing import NamedTuple


class Company(NamedTuple):
    """Other tools' code in an rc file, and its output at each prompt, if any, with ``STATUS`` in it."""

    name: str
    rc: str
    says: str = ""
