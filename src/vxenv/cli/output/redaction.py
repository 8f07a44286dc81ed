"""Redaction of secrets in the user's own files, line by line, for diffs."""

import json
import re
import tomllib
from collections.abc import Iterator

from vxenv.catalogue.secrets import HIDDEN, is_secret_name, redact, redact_text
from vxenv.catalogue.variables import list_tables, load_variables
from vxenv.profiles.secret_reference import is_secret_reference
from vxenv.text.toml_locate import Key, split_statements

_STRING = r'"((?:[^"\\]|\\.)*+)"'
_MEMBER = re.compile(rf"(?<!\\)({_STRING}\s*+:\s*+){_STRING}")  # of JSON
_ASSIGNED = re.compile(r"""(?<![\w."'-])([\w."'-]++)\s*+=\s*+""")  # of TOML, POSIX shells, and most others
_SET = re.compile(r"(?<![\w-])set(?:env|(?:\s+--?[\w-]+)++)\s++(\w++)\s++")  # of fish and tcsh
_REFERENCE = re.compile(r"""(\{\s*+secret\s*+=\s*+)?(["'])([^"']++)\2""")
_NOTHING = re.compile(r"\s*+(?:false\s*+)?(?:#|\Z)")
_USER = re.compile(
    r"""(?<=[=:"'\s])[\w.%+~$!*-]++:[^/\s"'@]{1,200}(?=@[\w.\[-]+:[0-9]+)"""
)  # a proxy without its scheme
_BEFORE_VALUE = re.compile(r"""(?:"(?:[^"\\]|\\.)*+"|'[^']*+'|[^="'])*+=\s*+""")


def split_lines(text: str) -> list[str]:
    """Split `text` into lines at line feeds only, which are kept."""
    return [line for line in re.split(r"(?<=\n)", text) if line]


def redact_lines(text: str, path: str) -> dict[str, str]:
    """Map each line of `text`, of the file at `path`, with a secret to the text to show instead.

    Lines have no line feeds. A line with a secret in one place is hidden in all places.
    """
    hidden = {}
    for line in text.split("\n"):
        instead = _redact_line(line)
        if instead != line:
            hidden[line] = instead
    return {**hidden, **dict(_redact_statements(text))} if path.endswith(".toml") else hidden


def _redact_line(line: str) -> str:
    """Return one line of a file in any format without the values of secret names."""
    line = _MEMBER.sub(_redact_member, line)
    for pattern in (_ASSIGNED, _SET):
        for match in pattern.finditer(line):
            name = match[1].strip("\"'")
            if is_secret_name(_HEADERS.get(name, name)) and not _is_harmless(name, line, match.end()):
                return f'{line[: match.end()]}"{HIDDEN}"'
    return redact_text(_USER.sub("***", line))


def _redact_member(match: re.Match[str]) -> str:
    try:
        name, value = json.loads(f'"{match[2]}"'), json.loads(f'"{match[3]}"')
    except ValueError:
        name, value = match[2], match[3]
    return f'{match[1]}"{HIDDEN}"' if redact(name, value) != value else match[0]


def _is_harmless(name: str, line: str, start: int) -> bool:
    """Tell whether the value at `start` is empty, ``false`` or a reference to a secret."""
    match = _REFERENCE.match(line, start)
    is_reference = match and is_secret_reference(match[3]) and (match[1] or name.rpartition(".")[2] == "secret")
    return bool(is_reference or _NOTHING.match(line, start))


def _redact_statements(text: str) -> Iterator[tuple[str, str]]:
    """Yield the lines of TOML statements that set a secret, each with the text to show instead."""
    try:
        table = tomllib.loads(text.removeprefix("\ufeff"))
        parts = list(split_statements(text.removeprefix("\ufeff")))
    except (ValueError, RecursionError):
        return
    for part in parts:
        if part.header or not any(_is_secret_key(table, key) for key in part.keys):
            continue
        first, *others = part.text.removesuffix("\n").split("\n")
        begin = _BEFORE_VALUE.match(first)
        yield first, f'{begin[0] if begin else ""}"{HIDDEN}"'
        yield from ((line, HIDDEN) for line in others if line)


def _is_secret_key(table: dict[str, object], key: Key) -> bool:
    value: object = table
    for part in key:
        value = value.get(part) if isinstance(value, dict) else None
    if isinstance(value, (bool, dict)) or value is None:
        return False
    if key[2:] == ("secret",) and is_secret_reference(str(value)):
        return False  # a reference, not a secret
    variable = list_tables().get(key[-2], {}).get(key[-1]) if len(key) > 1 else None
    name = variable.name if variable else key[-1]
    texts = map(str, value if isinstance(value, list) else [value])
    return any(redact(name, text) != text for text in texts)


# Variables with headers, by their key in profiles.
_HEADERS = {row.field: row.name for row in load_variables().variables if row.type == "headers" and row.field}
