"""Terminal variables in VS Code's settings.json.

Null unsets: https://github.com/microsoft/vscode/blob/main/src/vs/workbench/contrib/terminal/common/terminalEnvironment.ts.
``${…}`` is expanded for an open list of names and cannot be escaped:
https://github.com/microsoft/vscode/tree/main/src/vs/workbench/services/configurationResolver/common.
"""

import re
from typing import Any

from vxenv.env_diff import EnvDiff
from vxenv.exchange.assignment import NOT_UTF8, Reading, Skipped, build_refusal, is_utf8
from vxenv.exchange.json_format import dump, find_key_lines, load_object, read_strings
from vxenv.text.json_comments import blank_all

_SECTIONS = tuple(f"terminal.integrated.env.{system}" for system in ("linux", "osx", "windows"))
_REPLACED = re.compile(r"\$\{([A-Za-z]*+)")


def render(delta: EnvDiff) -> str:
    """Return the settings for Linux and macOS."""
    values = dict(delta)
    for name, value in values.items():
        if value is not None and (why := _find_obstacle(value)):
            raise build_refusal("VS Code settings", name, why)
    return dump(dict.fromkeys(_SECTIONS[:2], values))


def _find_obstacle(value: str) -> str:
    if not is_utf8(value):
        return "value is not UTF-8"
    reference = _find_reference(value)
    return f"VS Code would expand {reference} in the value" if reference else ""


def _find_reference(value: str) -> str:
    """Return the first reference in `value` that VS Code may expand, or ""."""
    reference = _REPLACED.search(value)
    return f"${{{reference[1]}…}}" if reference and "}" in value[reference.end() :] else ""


def read(text: str, path: str) -> Reading:
    """Return the variables for Linux, else macOS, else Windows; comments and trailing commas are allowed."""
    text = blank_all(text)
    settings = load_object(text, path)
    for section in _SECTIONS:
        values = settings.get(section)
        if isinstance(values, dict):
            return _read_values(values, find_key_lines(text, section))
    return Reading((), ())


def _read_values(values: dict[str, Any], lines: dict[str, int]) -> Reading:
    reading = read_strings(values, lines)
    kept, passed = [], list(reading.skipped)
    for assignment in reading.assignments:
        value = assignment.value or ""
        if not is_utf8(value):
            passed.append(Skipped(assignment.name, assignment.line, NOT_UTF8))
        elif reference := _find_reference(value):
            passed.append(Skipped(assignment.name, assignment.line, f"depends on {reference}"))
        else:
            kept.append(assignment)
    return Reading(tuple(kept), tuple(passed))
