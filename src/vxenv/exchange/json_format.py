"""vxenv's own JSON, and what the formats that are JSON have in common."""

import json
import re
from typing import Any

from vxenv.env_diff import Delta
from vxenv.errors import DocumentError
from vxenv.exchange.reading import Assignment, Passed, Reading, label, last, unfit
from vxenv.paths import shown

VERSION = 1
_KEY = re.compile(r'"([A-Za-z_][A-Za-z0-9_]*)"[ \t]*:')


class Number(str):
    """A number as it is written: there are more of them than Python's own can hold."""

    __slots__ = ()


def written(delta: Delta) -> str:
    """Return `delta` as an object; this can hold everything."""
    return dumped(
        {
            "version": VERSION,
            "set": {name: value for name, value in delta if value is not None},
            "unset": [name for name, value in delta if value is None],
        }
    )


def dumped(value: object) -> str:
    """Return `value` as JSON for people and programs, in ASCII: no character can steer a terminal."""
    return json.dumps(value, indent=2) + "\n"


def read(text: str, path: str) -> Reading:
    """Return what `written` wrote, or the variables of an object of strings and nulls."""
    found = loaded(text, path)
    given, unset = found.get("set"), found.get("unset")
    if not isinstance(given, dict) and not isinstance(unset, list):
        return strings(found, lines(text), "is no string and no null")
    version = found.get("version")
    if not isinstance(version, Number) or version != str(VERSION):
        raise DocumentError(f"is not of version {VERSION}", where=f"{shown(path)}:{lines(text).get('version', 1)}")
    names = [name for name in unset if isinstance(name, str)] if isinstance(unset, list) else []
    values = given if isinstance(given, dict) else {}
    return strings(values | dict.fromkeys(names), lines(text), "is no string and no null")


def loaded(text: str, path: str) -> dict[str, Any]:
    """Return the object that `text` is, with numbers as Number; raise DocumentError where it is none."""
    text = text.removeprefix("\ufeff")

    def constant(word: str) -> None:
        raise json.JSONDecodeError(f"{word} is no value", text, max(0, text.find(word)))

    try:
        found = json.loads(text, parse_int=Number, parse_float=Number, parse_constant=constant)
    except json.JSONDecodeError as error:
        what = error.msg.removesuffix(" at").removesuffix(" starting")
        raise DocumentError(f"is no valid JSON: {what}", where=f"{shown(path)}:{error.lineno}") from error
    except RecursionError as error:
        raise DocumentError("is nested too deeply", where=f"{shown(path)}:1") from error
    if not isinstance(found, dict):
        raise DocumentError("is no JSON object", where=f"{shown(path)}:1")
    return found


def lines(text: str, within: str = "") -> dict[str, int]:
    """Return on which line of `text` each key stands first, behind the key `within` if one is given."""
    found: dict[str, int] = {}
    at, line = 0, 1
    for key in _KEY.finditer(text, max(0, text.find(f'"{within}"')) if within else 0):
        line += text.count("\n", at, key.start())
        at = key.start()
        found.setdefault(key[1], line)
    return found


def strings(values: dict[str, Any], places: dict[str, int], otherwise: str) -> Reading:
    """Return `values` as assignments, None as an unset; what is neither is passed, since it is `otherwise`."""
    assignments, passed = [], []
    for name, value in values.items():
        line = places.get(name, 0)
        kept = value is None or type(value) is str
        if why := unfit(name, value or "") if kept else otherwise:
            passed.append(Passed(label(name), line, why))
        else:
            assignments.append(Assignment(name, value, line))
    return Reading(last(assignments), tuple(passed))
