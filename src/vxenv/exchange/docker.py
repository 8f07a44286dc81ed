"""The file that ``docker run --env-file`` takes: https://github.com/docker/cli/blob/master/pkg/kvfile/kvfile.go.

A value is the rest of its line as it stands: there are no quotes and no escapes.
"""

from vxenv.env_diff import EnvDiff
from vxenv.exchange.assignment import Collector, Reading, build_refusal, find_fault, is_utf8

# bufio's scanner gives up at 64 KiB, of which one byte is the line's end.
_LONGEST = 64 * 1024 - 1
# What Go takes for blank; Python's own idea has the separators U+001C to U+001F as well.
_BLANK = "\t\v\f\r \x85\xa0\u1680" + "".join(map(chr, range(0x2000, 0x200B))) + "\u2028\u2029\u202f\u205f\u3000"


def render(delta: EnvDiff) -> str:
    """Return a line for each variable that is set, since none can be unset."""
    return "".join(_render_line(name, value) for name, value in delta if value is not None)


def _render_line(name: str, value: str) -> str:
    line = f"{name}={value}"
    if why := _find_obstacle(line):
        raise build_refusal("a docker env-file", name, why)
    return f"{line}\n"


def _find_obstacle(line: str) -> str:
    """Return why docker would not read `line` as it was meant, or ""."""
    if "\n" in line:
        return "a value ends with its line there, and this one holds a line break"
    if line.endswith("\r"):
        return "docker drops the carriage return at its end"
    return _find_misreading(line)


def _find_misreading(line: str) -> str:
    if not is_utf8(line):
        return "it is not UTF-8"
    return "its line is over 64 KiB" if len(line.encode()) > _LONGEST else ""


def read(text: str, path: str) -> Reading:  # noqa: ARG001 - every text is such a file, if only with odd lines
    """Return the variables of `text`. docker itself refuses a whole file for one line that it cannot read."""
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
            collector.pass_over(name, number, "has no value: docker takes it from where it runs")
    return collector.finish()
