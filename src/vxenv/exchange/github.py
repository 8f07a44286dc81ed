"""The file of GitHub Actions that ``$GITHUB_ENV`` names.

The reader is https://github.com/actions/runner/blob/main/src/Runner.Worker/FileCommandManager.cs. Names that GitHub
keeps to itself: https://docs.github.com/en/actions/reference/variables-reference.
"""

from hashlib import sha256

from vxenv.env_diff import Delta
from vxenv.exchange.reading import Assignment, Passed, Reading, cannot_say, is_utf8, label, last, unfit

# The first is an error; of the others, those that the runner sets win over the file without a word.
_REFUSED = "NODE_OPTIONS"
_OWNED = ("GITHUB_", "RUNNER_")


def written(delta: Delta) -> str:
    """Return a block for each variable that is set, since none can be unset.

    The line that ends a block is made from all values, so that none can hold it, and comes out the same every time.
    """
    given = [(name, value) for name, value in delta if value is not None]
    for name, value in given:
        if why := _refused(name) or ("" if is_utf8(value) else "it is not UTF-8"):
            raise cannot_say("the GITHUB_ENV file", name, why)
    end = _delimiter([value for _, value in given])
    return "".join(f"{name}<<{end}\n{value}\n{end}\n" for name, value in given)


def _refused(name: str) -> str:
    if name.upper() == _REFUSED:
        return "GitHub refuses this name"
    return "GitHub keeps names that begin so to itself" if name.startswith(_OWNED) else ""


def _delimiter(values: list[str]) -> str:
    digest = sha256("\0".join(values).encode()).hexdigest()
    while any(digest in value for value in values):
        digest = sha256(digest.encode()).hexdigest()
    return f"vxenv_{digest}"


def read(text: str, path: str) -> Reading:  # noqa: ARG001 - every text is such a file, if only with odd lines
    """Return the variables of `text` as a runner on Linux or macOS takes them, which itself stops at an odd line."""
    assignments, passed = [], []
    lines = text.removeprefix("\ufeff").split("\n")
    at = 0
    while at < len(lines):
        line, number = lines[at], at + 1
        at += 1
        if not line:
            continue
        name, equals, value = line.partition("=")
        before, marks, delimiter = line.partition("<<")
        if marks and len(before) < len(name):
            name, equals = before, "<<" if delimiter else ""
            try:
                end = lines.index(delimiter, at) if delimiter else at
            except ValueError:
                passed.append(Passed(label(name), number, f"has no line {label(delimiter)} that ends it"))
                break
            value = "\n".join(lines[at:end])
            at = end + 1 if delimiter else at
        if not equals:
            passed.append(Passed(label(name), number, "is no NAME=value and no NAME<<END"))
        elif why := unfit(name, value) or _refused(name):
            passed.append(Passed(label(name), number, why))
        else:
            assignments.append(Assignment(name, value, number))
    return Reading(last(assignments), tuple(passed))
