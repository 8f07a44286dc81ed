"""Suggest known names for mistyped ones. difflib is imported only when needed."""

from collections.abc import Iterable

USUAL = 0.6  # least similarity of a suggestion, 1 for equal words


def find_similar(name: str, known: Iterable[str], *, cutoff: float = USUAL, most: int = 1) -> list[str]:
    """Return up to `most` of the `known` names that resemble `name`, the nearest first."""
    from difflib import get_close_matches  # noqa: PLC0415 - only needed for errors

    return get_close_matches(name, list(known), most, cutoff)


def guess(name: str, known: Iterable[str], *, cutoff: float = USUAL) -> str:
    """Return the `known` name that was probably meant: the only one beginning with `name`, else the nearest or ""."""
    known = list(known)
    longer = find_longer(name, known)
    return longer[0] if len(longer) == 1 else next(iter(find_similar(name, known, cutoff=cutoff)), "")


def find_longer(name: str, known: Iterable[str]) -> list[str]:
    """Return the `known` names that begin with `name`."""
    return [one for one in known if name and one.startswith(name)]
