"""vxenv's own JSON, and helpers shared by the formats that are JSON."""

import json
import re
from typing import Any

from vxenv.env_diff import EnvDiff
from vxenv.errors import DocumentError
from vxenv.exchange.assignment import Collector, Reading
from vxenv.paths import shorten_path
from vxenv.text.json_spans import Number, describe_syntax_error

VERSION = 1
_KEY = re.compile(r'"([A-Za-z_][A-Za-z0-9_]*)"[ \t]*:')


def render(delta: EnvDiff) -> str:
    """Return `delta` as an object; every value can be represented."""
    return dump(
        {
            "version": VERSION,
            "set": {name: value for name, value in delta if value is not None},
            "unset": [name for name, value in delta if value is None],
        }
    )


def dump(value: object) -> str:
    """Return `value` as indented JSON in ASCII, so that no character can control a terminal."""
    return json.dumps(value, indent=2) + "\n"


def read(text: str, path: str) -> Reading:
    """Return the variables of an object from `render`, or of an object of strings and nulls."""
    table = load_object(text, path)
    lines = find_key_lines(text)
    given, unset = table.get("set"), table.get("unset")
    if not isinstance(given, dict) and not isinstance(unset, list):
        return read_strings(table, lines)
    version = table.get("version")
    if not isinstance(version, Number) or version != str(VERSION):
        where = f"{shorten_path(path)}:{lines.get('version', 1)}"
        raise DocumentError(f"unsupported version; expected {VERSION}", where=where)
    names = [name for name in unset if isinstance(name, str)] if isinstance(unset, list) else []
    values = given if isinstance(given, dict) else {}
    return read_strings(values | dict.fromkeys(names), lines)


def load_object(text: str, path: str) -> dict[str, Any]:
    """Parse `text` as an object, with numbers as Number. Raises DocumentError with the line."""
    text = text.removeprefix("\ufeff")

    def refuse_constant(word: str) -> None:
        raise json.JSONDecodeError(f"constant {word} is not allowed", text, max(0, text.find(word)))

    try:
        table = json.loads(text, parse_int=Number, parse_float=Number, parse_constant=refuse_constant)
    except json.JSONDecodeError as error:
        where = f"{shorten_path(path)}:{error.lineno}"
        raise DocumentError(f"invalid JSON: {describe_syntax_error(error)}", where=where) from error
    except RecursionError as error:
        raise DocumentError("is nested too deeply", where=f"{shorten_path(path)}:1") from error
    if not isinstance(table, dict):
        raise DocumentError("is not a JSON object", where=f"{shorten_path(path)}:1")
    return table


def find_key_lines(text: str, within: str = "") -> dict[str, int]:
    """Return the line of the first occurrence of each key in `text`, after the key `within` if given."""
    lines: dict[str, int] = {}
    last, line = 0, 1
    for key in _KEY.finditer(text, max(0, text.find(f'"{within}"')) if within else 0):
        line += text.count("\n", last, key.start())
        last = key.start()
        lines.setdefault(key[1], line)
    return lines


def read_strings(values: dict[str, Any], lines: dict[str, int]) -> Reading:
    """Return `values` as assignments with their lines, None as an unset; values of other types are skipped."""
    collector = Collector()
    for name, value in values.items():
        why = "" if value is None or type(value) is str else "is neither a string nor null"
        collector.add(name, None if why else value, lines.get(name, 0), why)
    return collector.finish()
