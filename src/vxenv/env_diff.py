"""Environment differences: ordered set and unset operations."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple


class Op(NamedTuple):
    """Operation that sets or unsets a variable."""

    name: str
    # The new value, None to unset.
    value: str | None


EnvDiff = tuple[Op, ...]


def compute_diff(before: Mapping[str, str], after: Mapping[str, str]) -> EnvDiff:
    """Return the operations that turn `before` into `after`, sorted by name."""
    return tuple(
        Op(name, after.get(name))
        for name in sorted(before.keys() | after.keys())
        if before.get(name) != after.get(name)
    )


def apply_diff(environment: Mapping[str, str], delta: Iterable[Op]) -> dict[str, str]:
    """Return a copy of `environment` with `delta` applied."""
    result = dict(environment)
    for name, value in delta:
        if value is None:
            result.pop(name, None)
        else:
            result[name] = value
    return result
