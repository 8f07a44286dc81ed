"""What an rc file has beside the hook."""

from typing import NamedTuple


class Company(NamedTuple):
    """What an rc file has beside the hook, and what it prints at each prompt, with ``STATUS`` in it, if anything."""

    name: str
    rc: str
    says: str = ""
