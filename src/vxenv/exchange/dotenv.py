"""A .env file, for which there is no standard: https://github.com/ko1nksm/shdotenv/blob/main/docs/dialects.md.

What is read here is what the readers agree on, and what Compose takes besides (escapes, lines within quotes):
https://docs.docker.com/compose/how-tos/environment-variables/variable-interpolation/. Where some would put in another
variable or run a command, no value is right for all, and none is taken.
"""

import re
from typing import NamedTuple

from vxenv.env_diff import Delta
from vxenv.exchange.reading import Assignment, Passed, Reading, label, last, unfit

_START = re.compile(r"[ \t]*(?:export[ \t]+)?([A-Za-z_][A-Za-z0-9_]*)[ \t]*=")
_BARE = re.compile(r"export[ \t]+[A-Za-z_][A-Za-z0-9_]*")
_QUOTE = re.compile(r"""[ \t]*(['"])""")
# Possessive: a quote that is never closed costs one pass.
_TO_CLOSING = {"'": re.compile(r"([^']*+)'"), '"': re.compile(r'((?:[^"\\]++|\\.)*+)"', re.DOTALL)}
_AFTER_QUOTE = re.compile(r"[ \t]*(?:#.*)?(?:\n|\Z)")
_COMMENT = re.compile(r"[ \t]#")
_ESCAPED = re.compile(r'\\([nrt\\"$`])')
_MEANT = {"n": "\n", "r": "\r", "t": "\t"}
_LIVE = r"(?P<command>\$\(|`)|\$\{?(?P<name>[A-Za-z_][A-Za-z0-9_]*)|(?P<brace>\$\{)"
_LIVE_UNQUOTED = re.compile(_LIVE)
_LIVE_QUOTED = re.compile(r"\\.|" + _LIVE, re.DOTALL)


def written(delta: Delta) -> str:
    """Return a line for each variable that is set, since none can be unset; no value makes a line of its own.

    Single quotes are literal to nearly every reader of such files, but cannot hold themselves or, for some, a line
    break; those values stand in double quotes, escaped. So does one that ends in a backslash: python-dotenv takes that
    for an escaped quote, and loses the next variable too.
    """
    return "".join(f"{name}={_quoted(value)}\n" for name, value in delta if value is not None)


def _quoted(value: str) -> str:
    if "'" not in value and value.isprintable() and not value.endswith("\\"):
        return f"'{value}'"
    escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("$", "\\$").replace("`", "\\`")
    escaped = escaped.replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t")
    return f'"{escaped}"'


class _Value(NamedTuple):
    """What stands behind ``NAME=``, or why it is not taken; `end` is where the next line begins."""

    text: str
    why: str
    end: int


def read(text: str, path: str) -> Reading:  # noqa: ARG001 - every text is such a file, if only with odd lines
    """Return the variables of `text`."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    assignments, passed = [], []
    at, line = 0, 1
    while at < len(text):
        if start := _START.match(text, at):
            name = start[1]
            value = _value(text, start.end())
            if why := value.why or unfit(name, value.text):
                passed.append(Passed(name, line, why))
            else:
                assignments.append(Assignment(name, value.text, line))
            end = value.end
        else:
            end = _next_line(text, at)
            passed.extend(_odd(text[at:end].strip(), line))
        line += text.count("\n", at, end)
        at = end
    return Reading(last(assignments), tuple(passed))


def _next_line(text: str, at: int) -> int:
    return text.find("\n", at) + 1 or len(text)


def _odd(line: str, number: int) -> list[Passed]:
    if not line or line.startswith("#"):
        return []
    name, equals, _ = line.partition("=")
    if equals:
        return [Passed(label(name), number, "is no name for a variable")]
    if _BARE.fullmatch(line):
        return [Passed(label(line.split()[1]), number, "has no value")]
    return [Passed(label(line), number, "is no NAME=value")]


def _value(text: str, at: int) -> _Value:
    quote = _QUOTE.match(text, at)
    if not quote:
        end = _next_line(text, at)
        raw = text[at:end]
        comment = _COMMENT.search(raw)
        value = raw[: comment.start()].strip() if comment else raw.strip()
        return _Value(value, _depends(_LIVE_UNQUOTED, value), end)
    inside = _TO_CLOSING[quote[1]].match(text, quote.end())
    if not inside:
        return _Value("", "has no closing quote", _next_line(text, at))
    after = _AFTER_QUOTE.match(text, inside.end())
    if not after:
        # Readers differ about what this is: 'it''s' is one word to a shell.
        return _Value("", "has something behind its closing quote", _next_line(text, inside.end()))
    if quote[1] == "'":
        return _Value(inside[1], "", after.end())
    value = _ESCAPED.sub(lambda found: _MEANT.get(found[1], found[1]), inside[1])
    return _Value(value, _depends(_LIVE_QUOTED, inside[1]), after.end())


def _depends(live: re.Pattern[str], value: str) -> str:
    """Return on what `value` depends, in words, or ""."""
    for found in live.finditer(value):
        if found["command"]:
            return "runs a command"
        if found["name"]:
            return f"depends on ${found['name']}"
        if found["brace"]:
            return "depends on another variable"
    return ""
