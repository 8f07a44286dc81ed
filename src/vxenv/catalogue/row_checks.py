"""Validate rows of the catalogue, in vxenv's own files and in the user's."""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from vxenv.catalogue.value_types import LOCATION, MODEL

Key = tuple[str, ...]

HIGHEST = 1_000_000  # of a price or a factor
MOST = 1_000_000_000  # tokens


class RowError(ValueError):
    """An invalid row; `key` is its place in the document."""

    def __init__(self, what: str, key: Key, advice: str = "") -> None:
        """Create an error at `key`, with advice on the right form if known."""
        super().__init__(f"{what}; {advice}" if advice else what)
        self.key = key


def check_row(row: Any, key: Key, fields: Mapping[str, str | tuple[str, ...]]) -> dict[str, Any]:  # noqa: ANN401 - TOML
    """Return the values of `row`, the table at `key`, with lists as tuples.

    Args:
        row: The table.
        key: Its place in the document.
        fields: The kind of each field: a key of `KINDS`, or a tuple of allowed words.

    Raises:
        RowError: The row is not a table, or a field is unknown or has an invalid value.

    """
    if not isinstance(row, dict):
        raise RowError("must be a table", key, f"write it as [{'.'.join(quote_key(key))}]")
    values = {}
    for name, value in row.items():
        if name not in fields:
            raise RowError(f"unknown key {name}", (*key, name), suggest_name(name, fields))
        kind = fields[name]
        if isinstance(kind, tuple):
            if value not in kind:
                raise RowError(f"{name} must be one of {', '.join(kind)}", (*key, name))
        elif not KINDS[kind][0](value):
            raise RowError(f"{name} must be {KINDS[kind][1]}", (*key, name))
        values[name] = tuple(value) if isinstance(value, list) else value
    return values


def suggest_name(name: str, known: Iterable[str]) -> str:
    """Return advice with the most similar of `known`, or with all of them if none is similar."""
    from vxenv.similarity import guess  # noqa: PLC0415 - only needed for an error

    known = list(known)
    close = guess(name, known)
    return f'did you mean "{close}"?' if close else f"expected one of: {', '.join(known)}"


def quote_key(key: Key) -> list[str]:
    """Return the parts of `key` quoted as in TOML."""
    return [part if re.fullmatch(r"[A-Za-z0-9_-]+", part) else f'"{part}"' for part in key]


def _is_text(value: Any) -> bool:  # noqa: ANN401 - TOML holds anything
    return isinstance(value, str) and value.isprintable()


def _is_list_of_texts(value: Any) -> bool:  # noqa: ANN401 - likewise
    return isinstance(value, list) and all(_is_text(word) for word in value)


def _is_locations(value: Any) -> bool:  # noqa: ANN401 - likewise
    return _is_list_of_texts(value) and all(LOCATION.fullmatch(word) for word in value)


def _is_list_of_ids(value: Any) -> bool:  # noqa: ANN401 - likewise
    return isinstance(value, dict) and all(_is_text(word) and MODEL.fullmatch(word) for word in value.values())


def _is_list_of_model_ids(value: Any) -> bool:  # noqa: ANN401 - likewise
    return _is_list_of_texts(value) and all(MODEL.fullmatch(word) for word in value)


def _is_day(value: Any) -> bool:  # noqa: ANN401 - likewise
    return type(value) is dt.date  # a datetime is an instance of date too


def _is_below(value: Any, limit: int) -> bool:  # noqa: ANN401 - likewise
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < limit


KINDS: dict[str, tuple[Callable[[Any], bool], str]] = {
    "text": (_is_text, "a string"),
    "flag": (lambda value: isinstance(value, bool), "true or false"),
    "words": (_is_list_of_texts, "a list of strings"),
    "locations": (_is_locations, "a list of locations such as global, eu and us-east5"),
    "ids": (_is_list_of_ids, 'a table of model IDs such as { global = "claude-opus-5-5" }'),
    "model_ids": (_is_list_of_model_ids, 'a list of model IDs such as ["claude-opus-5-5"]'),
    "price": (lambda value: _is_below(value, HIGHEST), "a number of USD per million tokens such as 12.5"),
    "factor": (lambda value: _is_below(value, HIGHEST) and value > 0, "a number above 0 such as 0.8"),
    "tokens": (lambda value: isinstance(value, int) and _is_below(value, MOST), "a number of tokens such as 200_000"),
    "date": (_is_day, "a date such as 2026-11-30, without quotes"),
}
