"""From variables, wherever they were found, to the keys of a profile that sets them."""

import os
from collections.abc import Iterable
from typing import Any, NamedTuple

from vxenv.catalogue.environment import ON, USE_VERTEX
from vxenv.catalogue.secrets import explain_secret
from vxenv.catalogue.value_types import ShapeError, check_variable_name, render_value
from vxenv.catalogue.variables import list_cleared, load_variables
from vxenv.profiles.keys import shorten_home
from vxenv.text.toml_locate import Key

_FLAGS = {"flag": (True, False), "presence": (True, False), "inverse": (False, True)}


class Adoption(NamedTuple):
    """What a profile must say so that it sets certain variables."""

    values: dict[Key, Any]
    # What was left out: variable and reason, in words for people.
    skipped: tuple[tuple[str, str], ...]


def adopt_variables(variables: Iterable[tuple[str, str | None]], *, secrets: bool = False) -> Adoption:
    """Return what a profile must say so that it sets `variables` (unsets, for None) exactly.

    A key of the catalogue where that gives the same value, else ``[env]``. Secrets, and what no profile can set, are
    left out; with `secrets` they are not, for what is in a profile already.
    """
    values: dict[Key, Any] = {}
    skipped = []
    for name, value in dict(variables).items():
        try:
            reason = "" if secrets else explain_secret(name, value or "")
            if not reason:
                values |= _find_setting(name, value)
        except ShapeError as error:
            reason = str(error)
        if reason:
            skipped.append((name, reason))
    return Adoption(values, tuple(skipped))


def omit_closed(variables: Iterable[tuple[str, str | None]]) -> list[tuple[str, str | None]]:
    """Return `variables` without those that are unset in every profile that does not set them."""
    closed = list_cleared(skip_auth=False)
    return [
        (name, value) for name, value in variables if value is not None or name not in closed or name == USE_VERTEX
    ]


def _find_setting(name: str, value: str | None) -> dict[Key, Any]:
    """Return the key and value for one variable; none for what every profile says. Raises ShapeError."""
    check_variable_name(name)
    _check_text(value or "")
    known = load_variables().by_name.get(name)
    if name == USE_VERTEX and known:
        # The client takes every other word for off.
        return {} if (value or "").lower() in ON else {(known.table, known.field): False}
    if known and known.key:
        key = (known.table, known.field)
        for spelled in _list_spellings(known.type, value):
            try:
                if render_value(known.type, spelled, os.sep) == value:
                    return {key: spelled}
            except ShapeError:
                if known.type in ("location", "project", "url", "integer"):
                    raise  # [env] would not take it either
    if known and value is not None and known.type in ("location", "project", "url", "integer"):
        render_value(known.type, value, os.sep)
    return {("env", name): False if value is None else value}


def _check_text(value: str) -> None:
    if "\0" in value:
        raise ShapeError("holds a NUL character, which no environment can")
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise ShapeError("is not UTF-8, which a profile must be") from error


def _list_spellings(kind: str, value: str | None) -> list[Any]:
    """Return what may stand in a profile for `value` of the type `kind`, the best first."""
    if kind in _FLAGS:
        return [on for on, text in zip(_FLAGS[kind], ("1", None), strict=True) if text == value]
    if value is None:
        return [False]
    if kind == "integer" and value.isascii() and value.isdigit():
        return [int(value), value] if len(value) < 19 else [value]  # noqa: PLR2004 - what TOML's integers hold
    if kind in ("path", "directory"):
        return [shorten_home(value), value] if os.path.isabs(value) else []
    if kind == "list" and "," in value:
        return [value.split(","), value]
    return [value]
