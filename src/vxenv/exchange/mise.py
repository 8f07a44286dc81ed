"""The ``[env]`` of a mise.toml: https://mise.jdx.dev/environments/. Measured with mise 2026.9."""

import re
from typing import Any

from vxenv.errors import DocumentError
from vxenv.exchange.assignment import Collector, Reading, find_fault
from vxenv.paths import shorten_path
from vxenv.text.toml_locate import find_line
from vxenv.text.toml_read import TomlError, load_toml

# A key at the start of a line, in double quotes, in single quotes or bare.
_KEY = re.compile(r"""(?m)^[ \t]*+(?:"([^"\n]*+)"|'([^'\n]*+)'|([A-Za-z0-9_-]++))[ \t]*+[=.]""")


def read(text: str, path: str) -> Reading:
    """Return the variables that the mise.toml at `path` itself sets. Raises DocumentError if it is not valid TOML."""
    try:
        document = load_toml(text)
    except TomlError as error:
        raise DocumentError(error.what, where=f"{shorten_path(path)}:{error.line}") from error
    lines = _find_key_lines(text)
    tables = document.get("env", {})
    collector = Collector()
    for table in tables if isinstance(tables, list) else [tables]:
        if not isinstance(table, dict):
            raise DocumentError("env must be a table", where=f"{shorten_path(path)}:{find_line(text, ('env',))}")
        for name, given in table.items():
            line = lines.get(name, 0)
            value = given.get("value") if isinstance(given, dict) else given
            if name == "_":
                collector.pass_over("", line, "env._ refers to other files or programs")
            else:
                collector.add(name, None if value is False else _render(value), line, _find_obstacle(name, value))
    return collector.finish()


def _find_obstacle(name: str, value: Any) -> str:  # noqa: ANN401 - TOML
    """Return the reason why `value` is skipped, or ""."""
    if type(value) not in (str, int, bool):
        return "is not a string, number or boolean"
    text = _render(value)
    if "{{" in text or "{%" in text or "{#" in text:
        return "contains a mise template"
    if "$" in text:
        return "depends on other variables"
    return find_fault(name, text)


def _render(value: Any) -> str:  # noqa: ANN401 - TOML
    return "true" if value is True else str(value)


def _find_key_lines(text: str) -> dict[str, int]:
    """Return the line of the last occurrence of each key that begins a line."""
    lines: dict[str, int] = {}
    line, last = 1, 0
    for key in _KEY.finditer(text):
        line += text.count("\n", last, key.start())
        last = key.start()
        lines[key[1] or key[2] or key[3] or ""] = line
    return lines
