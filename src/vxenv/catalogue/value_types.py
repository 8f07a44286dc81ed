"""Validate values in profiles by their form, and convert them for the environment.

Models and locations need not be known: an unknown name of the right form is valid here.
"""

import os
import re
from collections.abc import Callable
from typing import Any

from vxenv.catalogue.classes import REFUSE, classify
from vxenv.paths import escape_text

LOCATION = re.compile(r"[a-z]{2,}(?:-[a-z0-9]+){0,4}")
PROJECT = re.compile(r"(?:[a-z0-9.-]+\.[a-z]+:)?[a-z][a-z0-9-]{4,28}[a-z0-9]|[0-9]{1,19}")
URL = re.compile(r"https?://[^\s/?#]\S*")
MODEL = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@:/-]*(?:\[1m\])?")
CONFIGURATION = re.compile(r"[a-z][a-z0-9-]*")
ENVIRONMENT_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
EFFORTS = ("low", "medium", "high", "xhigh", "max", "auto")
TTLS = ("5m", "1h")
PROTOCOLS = ("grpc", "http/json", "http/protobuf")

_LONGEST_NAME = 100  # characters of a value in a hint
# Range of integers in TOML; Python cannot format arbitrarily large ones.
_LARGE = 1 << 63


class ShapeError(ValueError):
    """A value with an invalid form."""

    def __init__(self, what: str, advice: str = "") -> None:
        """Create an error, with advice on the right form if known."""
        super().__init__(f"{what}; {advice}" if advice else what)


def render_value(kind: str, value: Any, base: str) -> str | None:  # noqa: ANN401 - whatever TOML holds
    """Return `value`, of the catalogue's type `kind`, as text for the environment, None for unset.

    `base` is the directory for relative paths. Every key accepts ``false``, which unsets its variable even if a layer
    below sets it. Raises ShapeError.
    """
    if kind in _FLAGS:
        if not isinstance(value, bool):
            raise ShapeError(f"must be true or false, not {_name_type(value)}")
        return _FLAGS[kind](value)
    if value is False:
        return None
    if kind in ("path", "directory"):
        return _expand_path(check_text(value), base)
    if kind == "integer":
        return _render_integer(value)
    if kind == "list" and isinstance(value, list):
        text = ",".join(check_text(item) for item in value)
    elif kind == "headers" and isinstance(value, dict):
        text = "\n".join(f"{check_text(name)}: {check_text(item)}" for name, item in value.items())
    else:
        text = check_text(value)
    if kind in _CHECKS:
        _CHECKS[kind](text)
    return text


def check_variable_name(name: str) -> None:
    """Raise ShapeError unless a profile can set the variable `name`."""
    if not ENVIRONMENT_NAME.fullmatch(name):
        raise ShapeError(
            f'invalid variable name "{escape_text(name)}"', "use letters, digits and _, not starting with a digit"
        )
    found = classify(name)
    if found.policy.own == REFUSE:
        raise ShapeError(f"{name} cannot be set by a profile: it {found.effect}")


def check_text(value: Any) -> str:  # noqa: ANN401 - likewise
    """Return `value` if it is a string that a variable can hold. Raises ShapeError."""
    if not isinstance(value, str):
        raise ShapeError(
            f"must be a string, not {_name_type(value)}",
            f"write {quote_as_string(value)}" if type(value) is int else "",
        )
    if "\0" in value:
        raise ShapeError("must not contain a NUL character")
    return value


def quote_as_string(value: Any) -> str:  # noqa: ANN401 - likewise
    """Return `value` as a TOML string for a hint, ``"..."`` for a complex one."""
    if isinstance(value, bool):
        return '"1"' if value else '"0"'
    return f'"{value}"' if isinstance(value, int | float) and abs(value) < _LARGE else '"..."'


def _name_type(value: Any) -> str:  # noqa: ANN401 - likewise
    names = {bool: "a boolean", int: "a number", float: "a number", str: "a string", list: "a list", dict: "a table"}
    return names.get(type(value), "a date")


def _expand_path(text: str, base: str) -> str:
    if not text:
        raise ShapeError("is empty", "omit the key, or write false to unset it")
    return os.path.normpath(os.path.join(base, os.path.expanduser(text)))


def _render_integer(value: Any) -> str:  # noqa: ANN401 - likewise
    if isinstance(value, str) and value.isascii() and value.isdigit():
        return value
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < _LARGE:
        return str(value)
    raise ShapeError("must be a whole number, 0 or more")


def _check_location(text: str) -> None:
    if LOCATION.fullmatch(text):
        return
    tidy = text.strip().lower()
    is_short = len(tidy) <= _LONGEST_NAME
    advice = (
        f'write "{tidy}"'
        if is_short and LOCATION.fullmatch(tidy)
        else "use global, us, eu or a region such as us-east5"
    )
    raise ShapeError(f'invalid location "{escape_text(text)}"', advice)


def _check_project(text: str) -> None:
    if not PROJECT.fullmatch(text):
        tidy = text.strip().lower()
        advice = f'write "{tidy}"' if PROJECT.fullmatch(tidy) else "gcloud projects list shows the IDs"
        raise ShapeError(f'invalid project ID "{escape_text(text)}"', advice)


def _check_url(text: str) -> None:
    if not URL.fullmatch(text):
        raise ShapeError(f'invalid URL "{escape_text(text.rpartition("@")[2])}"', "it must start with https://")


def _check_model(text: str) -> None:
    if not MODEL.fullmatch(text):
        raise ShapeError(
            f'invalid model ID "{escape_text(text)}"', "use an ID such as claude-opus-4-5@20251101 or claude-opus-5-5"
        )


def _check_configuration(text: str) -> None:
    if not CONFIGURATION.fullmatch(text):
        raise ShapeError(
            f'invalid configuration name "{escape_text(text)}"', "gcloud config configurations list shows the names"
        )


def _make_choice_check(choices: tuple[str, ...]) -> Callable[[str], None]:
    def check(text: str) -> None:
        if text not in choices:
            raise ShapeError(f'invalid value "{escape_text(text)}"', f"expected one of: {', '.join(choices)}")

    return check


_FLAGS: dict[str, Callable[[bool], str | None]] = {
    "flag": lambda on: "1" if on else None,
    "presence": lambda on: "1" if on else None,
    "inverse": lambda on: None if on else "1",
}
_CHECKS: dict[str, Callable[[str], None]] = {
    "location": _check_location,
    "project": _check_project,
    "url": _check_url,
    "model": _check_model,
    "alias_or_model": _check_model,
    "name": _check_configuration,
    "effort": _make_choice_check(EFFORTS),
    "ttl": _make_choice_check(TTLS),
    "protocol": _make_choice_check(PROTOCOLS),
}
