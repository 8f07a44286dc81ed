"""The file that ``docker run --env-file`` takes: https://github.com/docker/cli/blob/master/pkg/kvfile/kvfile.go.

A value is the rest of its line as it stands: there are no quotes and no escapes.
"""

from vxenv.env_diff import Delta
from vxenv.exchange.reading import Assignment, Passed, Reading, cannot_say, is_utf8, label, last, unfit

# bufio's scanner gives up at 64 KiB, of which one byte is the line's end.
_LONGEST = 64 * 1024 - 1
# What Go takes for blank; Python's own idea has the separators U+001C to U+001F as well.
_BLANK = "\t\v\f\r \x85\xa0\u1680" + "".join(map(chr, range(0x2000, 0x200B))) + "\u2028\u2029\u202f\u205f\u3000"


def written(delta: Delta) -> str:
    """Return a line for each variable that is set, since none can be unset."""
    return "".join(_line(name, value) for name, value in delta if value is not None)


def _line(name: str, value: str) -> str:
    line = f"{name}={value}"
    if why := _unsayable(line):
        raise cannot_say("a docker env-file", name, why)
    return f"{line}\n"


def _unsayable(line: str) -> str:
    """Return why docker would not read `line` as it was meant, or ""."""
    if "\n" in line:
        return "a value ends with its line there, and this one holds a line break"
    if line.endswith("\r"):
        return "docker drops the carriage return at its end"
    return _unreadable(line)


def _unreadable(line: str) -> str:
    if not is_utf8(line):
        return "it is not UTF-8"
    return "its line is over 64 KiB" if len(line.encode()) > _LONGEST else ""


def read(text: str, path: str) -> Reading:  # noqa: ARG001 - every text is such a file, if only with odd lines
    """Return the variables of `text`. docker itself refuses a whole file for one line that it cannot read."""
    assignments, passed = [], []
    for number, whole in enumerate(text.removeprefix("\ufeff").split("\n"), 1):
        line = whole.removesuffix("\r").lstrip(_BLANK)
        if not line or line.startswith("#"):
            continue
        name, equals, value = line.partition("=")
        if why := _unreadable(whole) or unfit(name, value):
            passed.append(Passed(label(name), number, why))
        elif not equals:
            passed.append(Passed(name, number, "has no value: docker takes it from where it runs"))
        else:
            assignments.append(Assignment(name, value, number))
    return Reading(last(assignments), tuple(passed))
