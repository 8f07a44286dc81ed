"""Which known name somebody meant who typed another. difflib is imported only then."""

from collections.abc import Iterable

USUAL = 0.6  # from how similar two words must be, 1 being the same


def find_similar(name: str, known: Iterable[str], *, cutoff: float = USUAL, most: int = 1) -> list[str]:
    """Return those of `known` that resemble `name`, the nearest first."""
    from difflib import get_close_matches  # noqa: PLC0415 - only wanted when something is wrong

    return get_close_matches(name, list(known), most, cutoff)


def guess(name: str, known: Iterable[str], *, cutoff: float = USUAL) -> str:
    """Return the name of `known` that is meant: the only one that begins so, else the nearest, else ""."""
    known = list(known)
    longer = find_longer(name, known)
    return longer[0] if len(longer) == 1 else next(iter(find_similar(name, known, cutoff=cutoff)), "")


def find_longer(name: str, known: Iterable[str]) -> list[str]:
    """Return those of `known` that begin with `name`."""
    return [one for one in known if name and one.startswith(name)]
