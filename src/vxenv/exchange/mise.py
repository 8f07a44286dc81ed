"""The ``[env]`` of a mise.toml: https://mise.jdx.dev/environments/. Measured with mise 2026.9."""

import re
import tomllib
from typing import Any

from vxenv.errors import DocumentError
from vxenv.exchange.reading import Assignment, Passed, Reading, label, last, unfit
from vxenv.paths import shown


def read(text: str, path: str) -> Reading:
    """Return what the mise.toml at `path` sets by itself. Raises DocumentError where it is no TOML."""
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise DocumentError(f"is no valid TOML: {error}", where=shown(path)) from error
    tables = document.get("env", {})
    taken: list[Assignment] = []
    passed: list[Passed] = []
    for table in tables if isinstance(tables, list) else [tables]:
        if not isinstance(table, dict):
            raise DocumentError("has an env that is no table", where=shown(path))
        for name, given in table.items():
            line = _line(text, name)
            value = given.get("value") if isinstance(given, dict) else given
            why = "names other files or programs" if name == "_" else _why_not(name, value)
            if why:
                passed.append(Passed("" if name == "_" else label(name), line, why))
            else:
                taken.append(Assignment(name, None if value is False else _text(value), line))
    return Reading(last(taken), tuple(passed))


def _why_not(name: str, value: Any) -> str:  # noqa: ANN401 - TOML
    """Return why `value` is not taken, or nothing."""
    if type(value) not in (str, int, bool):
        return "is no plain value"
    text = _text(value)
    if "{{" in text or "{%" in text or "{#" in text:
        return "is a template of mise's"
    if "$" in text:
        return "depends on other variables"
    return unfit(name, text)


def _text(value: Any) -> str:  # noqa: ANN401 - TOML
    return "true" if value is True else str(value)


def _line(text: str, name: str) -> int:
    """Return the line on which `name` stands for the last time, 0 where that is not to be seen."""
    places = [match.start() for match in re.finditer(rf"(?m)^[ \t]*[\"']?{re.escape(name)}[\"']?[ \t]*[=.]", text)]
    return text.count("\n", 0, places[-1]) + 1 if places else 0
