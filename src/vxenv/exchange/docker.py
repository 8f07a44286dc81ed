"""File for ``docker run --env-file``: https://github.com/docker/cli/blob/master/pkg/kvfile/kvfile.go.

A value is the rest of its line; quotes and backslashes are literal.
"""

from vxenv.env_diff import EnvDiff
from vxenv.exchange.assignment import Collector, Reading, build_refusal, find_fault, is_utf8

# The limit of Go's bufio.Scanner is 64 KiB, including the line ending.
_LONGEST = 64 * 1024 - 1
# Go's whitespace; Python's includes the separators U+001C to U+001F as well.
_BLANK = "\t\v\f\r \x85\xa0\u1680" + "".join(map(chr, range(0x2000, 0x200B))) + "\u2028\u2029\u202f\u205f\u3000"


def render(delta: EnvDiff) -> str:
    """Return a line for each variable that is set; the format cannot unset variables."""
    return "".join(_render_line(name, value) for name, value in delta if value is not None)


def _render_line(name: str, value: str) -> str:
    line = f"{name}={value}"
    if why := _find_obstacle(line):
        raise build_refusal("a Docker env-file", name, why)
    return f"{line}\n"


def _find_obstacle(line: str) -> str:
    """Return the reason why Docker would not read `line` as intended, or ""."""
    if "\n" in line:
        return "value contains a line break"
    if line.endswith("\r"):
        return "value ends with a carriage return, which Docker drops"
    return _find_misreading(line)


def _find_misreading(line: str) -> str:
    if not is_utf8(line):
        return "value is not UTF-8"
    return "line is over 64 KiB" if len(line.encode()) > _LONGEST else ""


def read(text: str, path: str) -> Reading:  # noqa: ARG001 - for messages of formats that can be invalid
    """Return the variables of `text`. Docker itself rejects a file with an invalid line."""
    collector = Collector()
    for number, whole in enumerate(text.removeprefix("\ufeff").split("\n"), 1):
        line = whole.removesuffix("\r").lstrip(_BLANK)
        if not line or line.startswith("#"):
            continue
        name, equals, value = line.partition("=")
        why = _find_misreading(whole) or find_fault(name, value)
        if why or equals:
            collector.add(name, value, number, why)
        else:
            collector.pass_over(name, number, "has no value; Docker reads it from its own environment")
    return collector.finish()
