"""Edit a TOML document; all other bytes are unchanged. This is the only module that imports tomlkit.

Only the changed statement goes through tomlkit, and a new one is inserted as a line, so nothing else is parsed and
written again.
"""

import copy
import tomllib
from collections.abc import Mapping
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import AbstractTable, Array, InlineTable, Item

from vxenv.errors import DocumentError
from vxenv.paths import shorten_path
from vxenv.text.toml_comments import add_comment, keep_column
from vxenv.text.toml_locate import Key, Statement, split_statements
from vxenv.text.toml_read import parse_toml

_MARK = "\ufeff"


def edit_toml(data: bytes, path: str, changes: Mapping[Key, Any]) -> bytes:
    """Return `data` with each key of `changes` set, or removed if the value is None.

    A key that already has its value keeps its spelling. `path` is for messages. Raises DocumentError if `data` is not
    valid TOML or its layout cannot be edited.
    """
    table, text = parse_toml(data, path)
    mark = _MARK if text.startswith(_MARK) else ""
    text = text.removeprefix(mark)
    wanted = copy.deepcopy(table)
    try:
        for key, value in changes.items():
            if _find_value(wanted, key) != value or type(_find_value(wanted, key)) is not type(value):
                text = _change(text, key, value)
                _put_value(wanted, key, value)
        done = _drop_empty(tomllib.loads(text)) == _drop_empty(wanted)
    except (TOMLKitError, tomllib.TOMLDecodeError, TypeError, AttributeError):
        done = False
    if not done:
        raise DocumentError("cannot be edited automatically because of its layout", where=shorten_path(path))
    return (mark + text).encode()


def render_line(key: Key, value: Any) -> str:  # noqa: ANN401 - TOML holds anything
    """Return the statement ``key = value`` without a line ending; the parts of `key` are quoted where necessary."""
    table: Any = tomlkit.document()
    table.append(tomlkit.key(list(key)) if len(key) > 1 else key[0], _make_item(value))
    text: str = tomlkit.dumps(table)
    return text.rstrip("\n")


def _make_item(value: Any) -> Item:  # noqa: ANN401 - likewise
    if isinstance(value, dict):
        table = tomlkit.inline_table()
        table.update(value)
        return table
    item: Item = tomlkit.item(value)
    return item


def _find_value(table: Any, key: Key) -> Any:  # noqa: ANN401 - likewise
    for name in key:
        table = table.get(name) if isinstance(table, dict) else None
    return table


def _put_value(table: dict[str, Any], key: Key, value: Any) -> None:  # noqa: ANN401 - likewise
    for name in key[:-1]:
        table = table.setdefault(name, {})
    if value is None:
        table.pop(key[-1], None)
    else:
        table[key[-1]] = value


def _drop_empty(table: dict[str, Any]) -> dict[str, Any]:
    """Return `table` without empty tables: removing ``a.b`` removes ``a`` as well, unless it has a header ``[a]``."""
    rest = {name: _drop_empty(value) if isinstance(value, dict) else value for name, value in table.items()}
    return {name: value for name, value in rest.items() if value != {}}


def _change(text: str, key: Key, value: Any) -> str:  # noqa: ANN401 - likewise
    """Return `text` with `key` set to `value`, or removed if `value` is None."""
    parts = list(split_statements(text))
    for index, part in enumerate(parts):
        if not part.header and key in part.keys:
            parts[index] = _change_statement(part, key, value)
            return _join(keep_column(parts, index, part.text))
    if value is None:
        return text
    for index, part in enumerate(parts):
        if not part.header and _is_inline(part, key[:-1]):
            parts[index] = _change_statement(part, key, value)
            return _join(parts)
    return _insert(parts, key, value)


def _change_statement(part: Statement, key: Key, value: Any) -> Statement:  # noqa: ANN401 - likewise
    """Return the statement with `key` changed in it or added to it; an empty one if no key is left."""
    document = tomlkit.parse(part.text)
    table: Any = document
    name = key[len(part.table) :]
    for step in name[:-1]:
        table = table[step]
    if value is None:
        if not any(other[: len(key)] != key and key[: len(other)] != other for other in part.keys):
            return part._replace(text="")
        del table[name[-1]]
    else:
        old = table.get(name[-1])
        if isinstance(old, Array) and isinstance(value, list) and len(old) == len(value):
            for index, item in enumerate(value):  # item by item, to keep their comments
                if old[index] != item:
                    old[index] = item
        else:
            table[name[-1]] = _make_item(value)
    return part._replace(text=tomlkit.dumps(document))


def _is_inline(part: Statement, key: Key) -> bool:
    """Tell whether the statement defines the table `key` as ``{ … }``."""
    if not key or key not in part.keys:
        return False
    item: Any = tomlkit.parse(part.text)
    for step in key[len(part.table) :]:
        item = item.get(step) if isinstance(item, AbstractTable | tomlkit.TOMLDocument) else None
    return isinstance(item, InlineTable)


def _insert(parts: list[Statement], key: Key, value: Any) -> str:  # noqa: ANN401 - likewise
    """Return the text with a new line for `key`, after the last line of its table if the table exists."""
    end = "\r\n" if any(part.text.endswith("\r\n") for part in parts) else "\n"
    last, name = _find_last(parts, key)
    if last < 0 and len(key) == 1:
        top = _find_top(parts)
        gap = end if top < len(parts) and parts[top].text.strip() else ""
        return _join(parts[:top], end) + render_line(key, value) + end + gap + _join(parts[top:])
    if last < 0:
        header = f"[{render_line(key[:-1], 0).removesuffix(' = 0')}]"
        before = _join(parts, end)
        gap = end if before.strip() else ""
        return f"{before}{gap}{header}{end}{render_line(key[-1:], value)}{end}"
    line = parts[last].text
    blanks = "" if parts[last].header else line[: len(line) - len(line.lstrip(" \t"))]
    if not line.endswith("\n"):
        parts[last] = parts[last]._replace(text=line + end)
    new = Statement(blanks + render_line(name, value) + end, key[:-1], (key,), header=False)
    return _join(add_comment([*parts[: last + 1], new, *parts[last + 1 :]], last + 1, key))


def _find_last(parts: list[Statement], key: Key) -> tuple[int, Key]:
    """Return the index of the last statement of the key's table, or -1, and the key's spelling after it."""
    table = key[:-1]
    for index in reversed(range(len(parts))):
        part = parts[index]
        if part.keys and part.table == table:
            return index, key[-1:]
        if table and not part.header and table in part.keys:
            return index, key[len(part.table) :]
    return -1, key


def _find_top(parts: list[Statement]) -> int:
    """Return the index for the first key of a document: after the heading comment, if a blank line follows it."""
    for index, part in enumerate(parts):
        if not part.text.strip():
            return index + 1
        if part.keys:
            break
    return 0 if any(part.keys for part in parts) else len(parts)


def _join(parts: list[Statement], end: str = "") -> str:
    """Return the text of `parts`, with `end` added if the last line has no line ending."""
    text = "".join(part.text for part in parts)
    return text + end if text and not text.endswith("\n") else text
