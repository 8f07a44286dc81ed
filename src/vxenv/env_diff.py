"""The value that everything else passes on: ordered set and unset operations on an environment."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple


class Op(NamedTuple):
    """Set a variable, or unset it."""

    name: str
    # None for unset.
    value: str | None


EnvDiff = tuple[Op, ...]


def compute_diff(before: Mapping[str, str], after: Mapping[str, str]) -> EnvDiff:
    """Return what turns `before` into `after`, sorted by name."""
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
