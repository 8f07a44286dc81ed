"""Convert variables from any origin into the keys of a profile that sets them."""

import os
from collections.abc import Iterable
from typing import Any, NamedTuple

from vxenv.catalogue.environment import EXTRA_BODY, ON, RESOURCE_ATTRIBUTES, USE_VERTEX
from vxenv.catalogue.secrets import explain_secret
from vxenv.catalogue.value_types import ShapeError, check_variable_name, render_value
from vxenv.catalogue.variables import list_cleared, load_variables
from vxenv.profiles.additions import LABELS, OWN_PREFIX, merge_attributes, read_attributes, read_only_labels
from vxenv.profiles.keys import shorten_home
from vxenv.text.toml_locate import Key

_FLAGS = {"flag": (True, False), "presence": (True, False), "inverse": (False, True)}


class Adoption(NamedTuple):
    """Keys of a profile that set given variables."""

    # The values by key.
    values: dict[Key, Any]
    # The variables that were skipped, each with the reason.
    skipped: tuple[tuple[str, str], ...]


def adopt_variables(variables: Iterable[tuple[str, str | None]], *, secrets: bool = False) -> Adoption:
    """Return the keys with which a profile sets `variables` exactly, or unsets those with None.

    The catalogue's keys are used where they give the same value, else ``[env]``. Variables that a profile cannot set
    are skipped, and so are secrets unless `secrets` is true, for variables that already come from a profile.
    """
    values: dict[Key, Any] = {}
    skipped = []
    for name, value in dict(variables).items():
        try:
            reason = "" if secrets else explain_secret(name, value or "")
            if not reason:
                values |= _find_setting(name, value) if secrets else _find_own_setting(name, value)
        except ShapeError as error:
            reason = str(error)
        if reason:
            skipped.append((name, reason))
    return Adoption(values, tuple(skipped))


def omit_closed(variables: Iterable[tuple[str, str | None]]) -> list[tuple[str, str | None]]:
    """Return `variables` without unset closed variables, which every profile unsets anyway."""
    closed = list_cleared(skip_auth=False)
    return [
        (name, value) for name, value in variables if value is not None or name not in closed or name == USE_VERTEX
    ]


def _find_own_setting(name: str, value: str | None) -> dict[Key, Any]:
    """Return the keys and values for a variable of the user's own, as `_find_setting` does.

    A body with nothing but labels becomes labels. Attributes that vxenv has added are omitted.
    """
    if name == EXTRA_BODY and value:
        labels = read_only_labels(value)
        if labels:
            return {(LABELS, key): text for key, text in labels.items()}
    if name == RESOURCE_ATTRIBUTES and value and any(key.startswith(OWN_PREFIX) for key in read_attributes(value)):
        value = merge_attributes(value, {})
        return _find_setting(name, value) if value else {}
    return _find_setting(name, value)


def _find_setting(name: str, value: str | None) -> dict[Key, Any]:
    """Return the key and value for a variable, none for a value that all profiles set. Raises ShapeError."""
    check_variable_name(name)
    _check_text(value or "")
    known = load_variables().by_name.get(name)
    if name == USE_VERTEX and known:
        # Claude Code treats every other value as false.
        return {} if (value or "").lower() in ON else {(known.table, known.field): False}
    if known and known.key:
        key = (known.table, known.field)
        for spelled in _list_spellings(known.type, value):
            try:
                if render_value(known.type, spelled, os.sep) == value:
                    return {key: spelled}
            except ShapeError:
                if known.type in ("location", "project", "url", "integer"):
                    raise  # [env] would reject it as well
    if known and value is not None and known.type in ("location", "project", "url", "integer"):
        render_value(known.type, value, os.sep)
    return {("env", name): False if value is None else value}


def _check_text(value: str) -> None:
    if "\0" in value:
        raise ShapeError("contains a NUL character")
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise ShapeError("is not UTF-8") from error


def _list_spellings(kind: str, value: str | None) -> list[Any]:
    """Return the TOML values that may represent `value` of the type `kind` in a profile, the best first."""
    if kind in _FLAGS:
        return [on for on, text in zip(_FLAGS[kind], ("1", None), strict=True) if text == value]
    if value is None:
        return [False]
    if kind == "integer" and value.isascii() and value.isdigit():
        return [int(value), value] if len(value) < 19 else [value]  # noqa: PLR2004 - digits of TOML's integers
    if kind in ("path", "directory"):
        return [shorten_home(value), value] if os.path.isabs(value) else []
    if kind == "list" and "," in value:
        return [value.split(","), value]
    return [value]
