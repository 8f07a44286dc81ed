"""Parse typed keys and values: ``models.opus``, ``CLOUD_ML_REGION``, ``env.DISABLE_TELEMETRY``.

The catalogue defines the keys of a profile, and document.py those above its first table.
"""

import os
import re
import tomllib
from collections.abc import Mapping
from typing import Any

from vxenv.catalogue.classes import REFUSE, classify
from vxenv.catalogue.environment import OFF, ON
from vxenv.catalogue.secrets import redact
from vxenv.catalogue.value_types import ENVIRONMENT_NAME, ShapeError, check_variable_name, render_value
from vxenv.catalogue.variables import Variable, list_tables, load_variables
from vxenv.errors import UsageError
from vxenv.paths import escape_text
from vxenv.profiles.additions import (
    ATTRIBUTES,
    HEADERS_HELPER,
    LABELS,
    TELEMETRY,
    is_addition,
    name_addition,
    render_addition,
)
from vxenv.profiles.budget import BUDGET, MONTHLY, read_amount
from vxenv.profiles.document import FLAG, NAMES, PARTS, PROFILE_KEYS, TEXT, check_parts
from vxenv.profiles.names import SEPARATOR, parse_stack
from vxenv.profiles.secret_reference import is_reference, read_reference
from vxenv.similarity import find_similar
from vxenv.text.toml_locate import Key

# Other names of the key `vertex.region`, since its value is a location.
SYNONYMS: dict[str, Key] = dict.fromkeys(("location", "vertex.location", "region"), ("vertex", "region"))
_SURE = 0.8  # least similarity of a key that is suggested alone
_DOTTED = re.compile(r"""[A-Za-z0-9_-]+(?:\.(?:[A-Za-z0-9_-]+|"[^"\\\n]+"|'[^'\n]+'))?""")
_BOOLEAN = ("flag", "presence", "inverse")
_ATTRIBUTES = f"{TELEMETRY}.{ATTRIBUTES}."
_DIGITS = 18  # digits that always fit into a TOML integer
# Types for which "false" is a string; for all others it unsets the variable.
_TEXTS = ("text", "secret", "headers")
# Types of the values of the keys above the first table, by kind.
_TYPES: dict[str, tuple[type, ...]] = {TEXT: (str,), NAMES: (str, list), FLAG: (bool,), PARTS: (list,)}


def find_key(name: str) -> Key | None:
    """Return the key for `name`, which is a key of a profile or a variable; None if unknown."""
    known = load_variables().by_name.get(name)
    if known:
        return (known.table, known.field) if known.key else ("env", name)
    if name in SYNONYMS:
        return SYNONYMS[name]
    if name.startswith(_ATTRIBUTES) and name != _ATTRIBUTES:
        quoted = name.removeprefix(_ATTRIBUTES)
        return TELEMETRY, ATTRIBUTES, quoted[1:-1] if quoted[0] == quoted[-1] == '"' else quoted
    if not _DOTTED.fullmatch(name):
        return None
    key = _list_parts(tomllib.loads(f"{name} = 0"))
    if len(key) == 1:
        return key if key[0] in PROFILE_KEYS else None
    is_known = (
        key[0] in (LABELS, "env")
        or key in ((TELEMETRY, HEADERS_HELPER), MONTHLY)
        or key[1] in list_tables().get(key[0], {})
    )
    return key if is_known else None


def _list_parts(table: Any) -> Key:  # noqa: ANN401 - a table within a table, or a number
    return tuple(part for name, inner in table.items() for part in (name, *_list_parts(inner))) if table else ()


def parse_key(name: str, *, removing: bool = False) -> Key:
    """Return the key for `name`; with `removing`, variables that a profile cannot set are accepted.

    Raises UsageError with suggestions.
    """
    key = find_key(name)
    if key is None and name != name.lower() and ENVIRONMENT_NAME.fullmatch(name) and _is_refused(name):
        key = ("env", name)  # rejected below, with the reason
    if key is None:
        others = (BUDGET, f"{TELEMETRY}.{HEADERS_HELPER}")
        known = [*PROFILE_KEYS, *others, *load_variables().by_key, *load_variables().by_name]
        close = [key for key in load_variables().by_key if key.endswith("." + name)][:3]
        close = close or find_similar(name, known, most=3)
        quoted = " or ".join(f'"{name}"' for name in close)
        advice = f"did you mean {quoted}?" if close else "use env.NAME for other variables"
        meant = close[0] if len(close) == 1 else next(iter(find_similar(name, known, cutoff=_SURE)), "")
        advice = f'did you mean "{meant}"?' if meant else advice
        raise UsageError(f"unknown key {escape_text(name)}; {advice}", hint="vxenv vars", typed=name, meant=meant)
    if key[0] == "env":
        try:
            if not removing:
                check_variable_name(key[1])
        except ShapeError as error:
            hint = f"vxenv vars {key[1]}" if ENVIRONMENT_NAME.fullmatch(key[1]) else "vxenv vars"
            raise UsageError(str(error), hint=hint) from error
        known_variable = load_variables().by_name.get(key[1])
        if known_variable and known_variable.key:
            return known_variable.table, known_variable.field
    return key


def _is_refused(name: str) -> bool:
    return classify(name).policy.own == REFUSE


def parse_value(key: Key, text: str) -> Any:  # noqa: ANN401 - whatever TOML holds
    """Return the TOML value of the typed `text` for `key`. Raises UsageError if it is invalid."""
    _check_utf8(key, text)
    if len(key) == 1:
        kind = PROFILE_KEYS[key[0]]
        if kind == PARTS:
            return check_value(key, _split_list(text))
        return _parse_boolean(key, text) if kind == FLAG else _parse_names(text) if kind == NAMES else text
    if key == MONTHLY:
        return check_value(key, _parse_number(text))
    if key[0] == "env" or is_addition(key):
        return check_value(key, _shorten_path(text) if key == (TELEMETRY, HEADERS_HELPER) else text)
    return _parse_variable(key, text)


def _parse_variable(key: Key, text: str) -> Any:  # noqa: ANN401 - likewise
    """Return the TOML value of the typed `text` for the `key` of a variable."""
    variable = list_tables()[key[0]][key[1]]
    if variable.type in _BOOLEAN:
        return _parse_boolean(key, text)
    if text == "false" and variable.type not in _TEXTS:
        return False
    value: Any = text
    if variable.type == "integer" and text.isascii() and text.isdigit():
        if len(text) > _DIGITS:
            what = f"{'.'.join(key)}: the number has {len(text)} digits, at most {_DIGITS} are allowed"
            raise UsageError(what, hint="vxenv set --help")
        value = int(text)
    elif variable.type == "list":
        value = _split_list(text)
    elif variable.type in ("path", "directory"):
        value = _shorten_path(text)
    return check_value(key, value)


def _shorten_path(text: str) -> str:
    return shorten_home(os.path.abspath(os.path.expanduser(text))) if text else text


def parse_literal(key: Key, text: str) -> Any:  # noqa: ANN401 - likewise
    """Return the TOML value `text` for `key`. Raises UsageError if it is invalid."""
    _check_utf8(key, text)
    try:
        (value,) = tomllib.loads(f"x = {text}").values()
    except (ValueError, RecursionError) as error:
        raise UsageError(
            f"invalid TOML value: {escape_text(redact(key[-1], text))}; strings need quotes",
            hint="vxenv set --help",
        ) from error
    return check_value(key, value)


def parse_pair(name: str, text: str) -> tuple[Key, Any]:
    """Parse the pair ``name=text``, or ``name:=text`` with a TOML value. Raises UsageError."""
    key = parse_key(name.removesuffix(":"))
    return key, parse_literal(key, text) if name.endswith(":") else parse_value(key, text)


def _check_utf8(key: Key, text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise UsageError(f"{'.'.join(key)}: value is not UTF-8", hint="vxenv set --help") from error


def check_value(key: Key, value: Any) -> Any:  # noqa: ANN401 - likewise
    """Return `value` if it is valid for `key`. Raises UsageError."""
    if len(key) == 1:
        if not isinstance(value, _TYPES[PROFILE_KEYS[key[0]]]):
            raise UsageError(f"invalid value for {key[0]}: {escape_text(str(value))}", hint="vxenv set --help")
        if PROFILE_KEYS[key[0]] == PARTS:
            _check_parts(key, value)
        return value
    if key[0] == "env" and is_reference(value):
        _check_reference(key, value)
        return value
    if key[0] == "env" and value is not False and not isinstance(value, str):
        raise UsageError(f"{'.'.join(key)} must be a string, or false to unset it", hint="vxenv set --help")
    try:
        if key == MONTHLY:
            read_amount(value)
        elif is_addition(key):
            render_addition(key, value, os.sep)
        else:
            render_value(_find_variable(key).type, value, os.sep)
    except ShapeError as error:
        raise UsageError(f"{'.'.join(key)}: {error}", hint="vxenv set --help") from error
    return value


def _check_parts(key: Key, value: Any) -> None:  # noqa: ANN401 - likewise
    try:
        check_parts(value)
    except ShapeError as error:
        raise UsageError(f"{key[0]}: {error}", hint="vxenv set --help") from error


def _check_reference(key: Key, value: Any) -> None:  # noqa: ANN401 - likewise
    try:
        read_reference(key[1], value)
    except ShapeError as error:
        raise UsageError(f"{'.'.join(key)}: {error}", hint="vxenv set --help") from error


def move_from_env(table: Any, changes: Mapping[Key, Any]) -> dict[Key, Any]:  # noqa: ANN401 - whatever TOML holds
    """Return `changes` with removals of the same variables from [env] of the document `table`."""
    others = (_find_env_key(key) for key in changes)
    return {**{key: None for key in others if key and _find_value(table, key) is not None}, **changes}


def find_value(table: Any, key: Key) -> Any:  # noqa: ANN401 - likewise
    """Return the value of `key` in the document `table`, or of its variable in [env]; None if not set."""
    value, other = _find_value(table, key), _find_env_key(key)
    return _find_value(table, other) if value is None and other else value


def find_variable(key: Key) -> str:
    """Return the variable that `key` sets, or the name of the label, key of telemetry or budget; "" for none."""
    if key == MONTHLY:
        return BUDGET
    if is_addition(key):
        return name_addition(key)
    return _find_variable(key).name if len(key) > 1 else ""


def _find_env_key(key: Key) -> Key | None:
    """Return the key in [env] that sets the same variable as `key`."""
    is_variable = key[0] in list_tables() and not is_addition(key)
    return ("env", list_tables()[key[0]][key[1]].name) if is_variable else None


def _find_value(table: Any, key: Key) -> Any:  # noqa: ANN401 - likewise
    for part in key:
        table = table.get(part) if isinstance(table, dict) else None
    return table


def shorten_home(path: str) -> str:
    """Return `path` with ``~`` for the home directory, as in profiles."""
    home = os.environ.get("HOME", "").rstrip(os.sep)
    return "~" + path[len(home) :] if home and path.startswith(home + os.sep) else path


def _find_variable(key: Key) -> Variable:
    if key[0] != "env":
        return list_tables()[key[0]][key[1]]
    return Variable(key[1], "", "text", "env", "never", "", "")


def _parse_boolean(key: Key, text: str) -> bool:
    if text.lower() in (*ON, *OFF):
        return text.lower() in ON
    raise UsageError(f'{".".join(key)} must be true or false, not "{escape_text(text)}"', hint="vxenv set --help")


def _parse_number(text: str) -> int | float | str:
    """Return the number `text`, or `text` itself if it is none."""
    for kind in (int, float):
        try:
            return kind(text) if text.isascii() and len(text) <= _DIGITS and "_" not in text else text
        except ValueError:
            continue
    return text


def _split_list(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _parse_names(text: str) -> str | list[str]:
    names = parse_stack(word.strip() for word in text.replace(SEPARATOR, ",").split(",") if word.strip())
    return names[0] if len(names) == 1 else list(names)
