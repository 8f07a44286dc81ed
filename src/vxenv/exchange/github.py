"""``$GITHUB_ENV`` file of GitHub Actions.

Parser: https://github.com/actions/runner/blob/main/src/Runner.Worker/FileCommandManager.cs. Reserved names:
https://docs.github.com/en/actions/reference/variables-reference.
"""

from hashlib import sha256

from vxenv.env_diff import EnvDiff
from vxenv.exchange.assignment import Collector, Reading, build_refusal, find_fault, is_utf8, shorten_label

# The runner rejects the first, and silently overrides the names with these prefixes that it sets itself.
_REFUSED = "NODE_OPTIONS"
_OWNED = ("GITHUB_", "RUNNER_")


def render(delta: EnvDiff) -> str:
    """Return a block for each variable that is set; the format cannot unset variables.

    The delimiter is a hash of all values, so that none contains it and the output is reproducible.
    """
    given = [(name, value) for name, value in delta if value is not None]
    for name, value in given:
        if why := _find_refusal(name) or ("" if is_utf8(value) else "value is not UTF-8"):
            raise build_refusal("a GITHUB_ENV file", name, why)
    end = _make_delimiter([value for _, value in given])
    return "".join(f"{name}<<{end}\n{value}\n{end}\n" for name, value in given)


def _find_refusal(name: str) -> str:
    if name.upper() == _REFUSED:
        return "GitHub rejects this name"
    return "GitHub reserves this prefix" if name.startswith(_OWNED) else ""


def _make_delimiter(values: list[str]) -> str:
    digest = sha256("\0".join(values).encode()).hexdigest()
    while any(digest in value for value in values):
        digest = sha256(digest.encode()).hexdigest()
    return f"vxenv_{digest}"


def read(text: str, path: str) -> Reading:  # noqa: ARG001 - for messages of formats that can be invalid
    """Return the variables of `text` as runners on Linux and macOS read it; they stop at an invalid line."""
    collector = Collector()
    lines = text.removeprefix("\ufeff").split("\n")
    number = 0  # the line, from 1
    while number < len(lines):
        line, first = lines[number], number + 1
        number += 1
        if not line:
            continue
        name, equals, value = line.partition("=")
        before, marks, delimiter = line.partition("<<")
        if marks and len(before) < len(name):
            name, equals = before, "<<" if delimiter else ""
            try:
                end = lines.index(delimiter, number) if delimiter else number
            except ValueError:
                collector.pass_over(shorten_label(name), first, f"has no closing line {shorten_label(delimiter)}")
                break
            value = "\n".join(lines[number:end])
            number = end + 1 if delimiter else number
        why = "" if equals else "is neither NAME=value nor NAME<<END"
        collector.add(name, value, first, why or find_fault(name, value) or _find_refusal(name))
    return collector.finish()
