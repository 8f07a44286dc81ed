"""Find the settings that a new profile replaces: variables in Claude Code's settings, lines of rc files."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from vxenv.catalogue.secrets import explain_secret
from vxenv.claude.patches import has_profile
from vxenv.claude.precedence import is_same_value
from vxenv.claude.settings import LARGEST
from vxenv.errors import VxenvError
from vxenv.exchange import claude_settings
from vxenv.paths import shorten_path
from vxenv.profiles.resolve import resolve_stack
from vxenv.profiles.store import Store, find_profile_path
from vxenv.setup.candidates import Candidate
from vxenv.text.json_edit import remove_variables

# A line that only exports variables, in the supported shells. Indented lines are excluded: without one, a function or
# branch might be empty, which is a syntax error.
_EXPORTS = re.compile(r"(?:export[ \t]+|set[ \t]+(?:-[a-zA-Z]*x[a-zA-Z]*|--export)[ \t]+)[^;&|`(){}<>]*")
_OPENS = re.compile(r".*(?:[{(|\\]|&&|\b(?:then|do|else|begin))[ \t]*")
OFF_MARK = "#vxenv# "  # the prefix of a line that setup commented out


class Block(NamedTuple):
    """Variables in the user's Claude Code settings that conflict with a profile."""

    path: str  # the settings file
    names: tuple[str, ...]  # the variables that a profile sets to another value, or unsets

    def remove(self, data: bytes) -> bytes:
        """Return the file's bytes without the variables. Raises ValueError."""
        return remove_variables(data.decode(), self.names).encode()


def find_block(path: str, candidates: Iterable[Candidate]) -> Block | None:
    """Return the variables in the settings file at `path` that conflict with one of `candidates`, None for none.

    Secrets are kept, since they are never imported into profiles.
    """
    try:
        with open(path, "rb") as file:
            text = file.read(LARGEST).decode()
        values = {one.name: one.value or "" for one in claude_settings.read(text, path).assignments}
    except (OSError, ValueError, VxenvError):
        return None
    if has_profile(path):
        return None  # written by vxenv, and removed with export --remove
    names: dict[str, None] = {}  # an ordered set
    for candidate in candidates:
        store = Store({find_profile_path(candidate.name): candidate.data})
        for name, value in resolve_stack([candidate.name], store).list_values().items():
            if (
                name in values
                and not explain_secret(name, values[name])
                and not is_same_value(name, values[name], value)
            ):
                names[name] = None
    try:
        # The key `model` is kept: ANTHROPIC_MODEL overrides it.
        block = Block(path, tuple(name for name in names if remove_variables(text, [name]) != text))
    except (ValueError, RecursionError):
        return None
    return block if block.names else None


class Lines(NamedTuple):
    """Lines of an rc file that only export variables of a profile."""

    path: str  # the rc file
    numbers: tuple[int, ...]  # the line numbers, from 1

    def comment(self, data: bytes) -> bytes:
        """Return the file's bytes with these lines commented out."""
        rows = data.split(b"\n")
        for number in self.numbers:
            if number <= len(rows):
                rows[number - 1] = OFF_MARK.encode() + rows[number - 1]
        return b"\n".join(rows)


def find_lines(paths: Iterable[str], where: Iterable[tuple[str, str]]) -> list[Lines]:
    """Return the lines of the rc files `paths` that only export variables in `where`.

    `where` has the name of each variable with its place, such as ``~/.bashrc:3``.
    """
    where = list(where)
    files = []
    for path in paths:
        try:
            with open(path, "rb") as file:
                rows = file.read().decode(errors="surrogateescape").split("\n")
        except OSError:
            continue
        lines = {(name, int(place.rpartition(":")[2])) for name, place in where
                 if place.rpartition(":")[0] == shorten_path(path)}  # fmt: skip
        own, numbers = {name for name, _ in lines}, {number for _, number in lines}
        whole = [
            number
            for number in sorted(numbers)
            if 0 < number <= len(rows) and _is_export(rows[number - 1], own) and not _is_open(rows[: number - 1])
        ]
        rest = "\n".join(row for number, row in enumerate(rows, 1) if number not in whole)
        # Other lines may use the variable.
        if whole and not any(re.search(rf"\$\{{?{name}\b", rest) for name in own):
            files.append(Lines(path, tuple(whole)))
    return files


def _is_open(rows: list[str]) -> bool:
    """Return whether the last of `rows` that is not blank or a comment leaves a command open."""
    last = next((row for row in reversed(rows) if row.strip() and not row.lstrip().startswith("#")), "")
    return _OPENS.fullmatch(last) is not None


def _is_export(line: str, names: set[str]) -> bool:
    """Return whether `line` is complete, exports some of `names` and does nothing else."""
    line = line.removesuffix("\r")
    if not _EXPORTS.fullmatch(line) or line.endswith("\\") or line.count('"') % 2 or line.count("'") % 2:
        return False
    words = line.split(None, 1)[1]
    if line.lstrip().startswith("set"):
        return any(name in words.split() for name in names)
    return all(name in names for name in re.findall(r"(?:^|[ \t])([A-Za-z_][A-Za-z0-9_]*)=", words)) and "=" in words


def restore_lines(data: bytes) -> bytes:
    """Return `data` with the lines restored that setup commented out."""
    return re.sub(rb"^" + re.escape(OFF_MARK.encode()), b"", data, flags=re.MULTILINE)
