""".env files. There is no standard: https://github.com/ko1nksm/shdotenv/blob/main/docs/dialects.md.

Supported are the common subset of all readers, and escapes and multi-line quotes as in Docker Compose:
https://docs.docker.com/compose/how-tos/environment-variables/variable-interpolation/. Values that some readers expand
(variables, commands) are skipped.
"""

import re
from typing import NamedTuple

from vxenv.env_diff import EnvDiff
from vxenv.exchange.assignment import INVALID_NAME, Collector, Reading, shorten_label

_START = re.compile(r"[ \t]*(?:export[ \t]+)?([A-Za-z_][A-Za-z0-9_]*)[ \t]*=")
_BARE = re.compile(r"export[ \t]+[A-Za-z_][A-Za-z0-9_]*")
_QUOTE = re.compile(r"""[ \t]*(['"])""")
# Possessive quantifiers: an unclosed quote costs one pass.
_TO_CLOSING = {"'": re.compile(r"([^']*+)'"), '"': re.compile(r'((?:[^"\\]++|\\.)*+)"', re.DOTALL)}
_AFTER_QUOTE = re.compile(r"[ \t]*(?:#.*)?(?:\n|\Z)")
_COMMENT = re.compile(r"[ \t]#")
_ESCAPED = re.compile(r'\\([nrt\\"$`])')
_MEANT = {"n": "\n", "r": "\r", "t": "\t"}
_LIVE = r"(?P<command>\$\(|`)|\$\{?(?P<name>[A-Za-z_][A-Za-z0-9_]*)|(?P<brace>\$\{)"
_LIVE_UNQUOTED = re.compile(_LIVE)
_LIVE_QUOTED = re.compile(r"\\.|" + _LIVE, re.DOTALL)


def render(delta: EnvDiff) -> str:
    """Return one line for each variable that is set; the format cannot unset variables.

    Nearly all readers treat single quotes as literal, but a value in them cannot contain a single quote or, for some
    readers, a line break; such values are escaped in double quotes. So are values that end in a backslash, which
    python-dotenv reads as an escaped quote, losing the next variable.
    """
    return "".join(f"{name}={_quote(value)}\n" for name, value in delta if value is not None)


def _quote(value: str) -> str:
    if "'" not in value and value.isprintable() and not value.endswith("\\"):
        return f"'{value}'"
    escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("$", "\\$").replace("`", "\\`")
    escaped = escaped.replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t")
    return f'"{escaped}"'


class _Value(NamedTuple):
    """Value after ``NAME=``."""

    # The value.
    text: str
    # The reason why it is skipped, or "".
    why: str
    # The start of the next line.
    end: int


def read(text: str, path: str) -> Reading:  # noqa: ARG001 - for messages of formats that can be invalid
    """Return the variables of `text`."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    collector = Collector()
    start, line = 0, 1
    while start < len(text):
        if assignment := _START.match(text, start):
            value = _parse_value(text, assignment.end())
            if value.why:
                collector.pass_over(assignment[1], line, value.why)
            else:
                collector.add(assignment[1], value.text, line)
            end = value.end
        else:
            end = _find_next_line(text, start)
            _pass_over_line(collector, text[start:end].strip(), line)
        line += text.count("\n", start, end)
        start = end
    return collector.finish()


def _find_next_line(text: str, start: int) -> int:
    return text.find("\n", start) + 1 or len(text)


def _pass_over_line(collector: Collector, line: str, number: int) -> None:
    if not line or line.startswith("#"):
        return
    name, equals, _ = line.partition("=")
    if equals:
        collector.pass_over(shorten_label(name), number, INVALID_NAME)
    elif _BARE.fullmatch(line):
        collector.pass_over(shorten_label(line.split()[1]), number, "has no value")
    else:
        collector.pass_over(shorten_label(line), number, "is not NAME=value")


def _parse_value(text: str, start: int) -> _Value:
    quote = _QUOTE.match(text, start)
    if not quote:
        end = _find_next_line(text, start)
        raw = text[start:end]
        comment = _COMMENT.search(raw)
        value = raw[: comment.start()].strip() if comment else raw.strip()
        return _Value(value, _find_dependence(_LIVE_UNQUOTED, value), end)
    inside = _TO_CLOSING[quote[1]].match(text, quote.end())
    if not inside:
        return _Value("", "has no closing quote", _find_next_line(text, start))
    after = _AFTER_QUOTE.match(text, inside.end())
    if not after:
        # Readers differ here: to a shell, 'it''s' is one word.
        return _Value("", "has text after the closing quote", _find_next_line(text, inside.end()))
    if quote[1] == "'":
        return _Value(inside[1], "", after.end())
    value = _ESCAPED.sub(lambda escape: _MEANT.get(escape[1], escape[1]), inside[1])
    return _Value(value, _find_dependence(_LIVE_QUOTED, inside[1]), after.end())


def _find_dependence(live: re.Pattern[str], value: str) -> str:
    """Return the reason why the value is unknown, or ""."""
    for reference in live.finditer(value):
        if reference["command"]:
            return "depends on the output of a command"
        if reference["name"]:
            return f"depends on ${reference['name']}"
        if reference["brace"]:
            return "depends on another variable"
    return ""
