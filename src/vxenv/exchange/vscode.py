"""The settings.json of VS Code, for its terminals.

Null unsets: https://github.com/microsoft/vscode/blob/main/src/vs/workbench/contrib/terminal/common/terminalEnvironment.ts.
``${…}`` is replaced, has no escape, and the names are not a closed list:
https://github.com/microsoft/vscode/tree/main/src/vs/workbench/services/configurationResolver/common.
"""

import re
from typing import Any

from vxenv.env_diff import EnvDiff
from vxenv.exchange.assignment import Reading, Skipped, build_refusal, is_utf8
from vxenv.exchange.json_format import dump, find_key_lines, load_object, read_strings

_SECTIONS = tuple(f"terminal.integrated.env.{system}" for system in ("linux", "osx", "windows"))
# The end of a string or comment is optional, so that one that is never closed costs one pass.
_COMMENT = re.compile(r'(?s)"(?:[^"\\\n]++|\\.)*+"?|(//[^\n]*+|/\*.*?(?:\*/|\Z))')
_TRAILING_COMMA = re.compile(r'(?s)"(?:[^"\\\n]++|\\.)*+"?|(,)(?=[ \t\r\n]*+[\]}])')
_REPLACED = re.compile(r"\$\{([A-Za-z]*+)")


def render(delta: EnvDiff) -> str:
    """Return the settings for Linux and macOS; null unsets."""
    values = dict(delta)
    for name, value in values.items():
        if value is not None and (why := _find_obstacle(value)):
            raise build_refusal("a settings.json of VS Code", name, why)
    return dump(dict.fromkeys(_SECTIONS[:2], values))


def _find_obstacle(value: str) -> str:
    if not is_utf8(value):
        return "it is not UTF-8"
    reference = _find_reference(value)
    return f"VS Code would replace {reference} in it, which has no escape" if reference else ""


def _find_reference(value: str) -> str:
    """Return what VS Code may replace first in `value`, or ""."""
    reference = _REPLACED.search(value)
    return f"${{{reference[1]}…}}" if reference and "}" in value[reference.end() :] else ""


def read(text: str, path: str) -> Reading:
    """Return the variables for Linux, else for macOS, else for Windows; comments and trailing commas may be there."""
    text = _TRAILING_COMMA.sub(_blank_out, _COMMENT.sub(_blank_out, text))
    settings = load_object(text, path)
    for section in _SECTIONS:
        values = settings.get(section)
        if isinstance(values, dict):
            return _read_values(values, find_key_lines(text, section))
    return Reading((), ())


def _blank_out(match: re.Match[str]) -> str:
    """Return a string as it is, and anything else as blanks in as many lines."""
    return "\n" * match[0].count("\n") + " " if match[1] else match[0]


def _read_values(values: dict[str, Any], lines: dict[str, int]) -> Reading:
    reading = read_strings(values, lines)
    kept, passed = [], list(reading.skipped)
    for assignment in reading.assignments:
        value = assignment.value or ""
        if not is_utf8(value):
            passed.append(Skipped(assignment.name, assignment.line, "is not UTF-8"))
        elif reference := _find_reference(value):
            passed.append(Skipped(assignment.name, assignment.line, f"depends on {reference}"))
        else:
            kept.append(assignment)
    return Reading(tuple(kept), tuple(passed))
