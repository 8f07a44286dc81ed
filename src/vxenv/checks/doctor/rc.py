"""Which line of a shell's rc files loads the hook, read as text: nothing of them is run."""

import os
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from vxenv.shells import SHELLS
from vxenv.shells.load_line import has_init_call

_LARGEST = 1024 * 1024
_VERSION = re.compile(
    r"""^(?:set -gu? __vxenv_version |(?:(?:var|set|s\\et|const) )?__vxenv_version ?= ?| {4}'?version'?(?::| =) )"""
    r"""['"]?([^'"\s]*)""",
    re.MULTILINE,
)


class Loading(NamedTuple):
    """The line that loads the hook: where it is, and the file that it sources, "" where it evaluates `vxenv init`.

    `version` is that of the hook in the file, "" if the file is not there.
    """

    path: str
    line: int
    file: str = ""
    version: str = ""


def find_load_line(shell: str, environment: Mapping[str, str]) -> Loading | None:
    """Return the line that loads the hook of `shell`, None if no line is seen to."""
    found = [one for path in SHELLS[shell].find_rc_files(environment) for one in _find_lines(path, shell, environment)]
    # One that works, rather than one whose file is gone.
    return next((one for one in found if not one.file or one.version), found[0] if found else None)


def _find_lines(path: str, shell: str, environment: Mapping[str, str]) -> Iterator[Loading]:
    for number, line in enumerate(_read_text(path).splitlines(), 1):
        if line.lstrip().startswith("#"):
            continue
        if has_init_call(line.encode(), shell):
            yield Loading(path, number)
        for file in SHELLS[shell].find_sourced_files(line, environment):
            yield from _compare_known(path, number, file)


def _compare_known(path: str, number: int, file: str) -> Iterator[Loading]:
    """Yield that a line sources `file`, if that is or was the hook."""
    version = _VERSION.search(_read_text(file)) if file else None
    if version or (file and not os.path.exists(file) and "vxenv" in file):
        yield Loading(path, number, file, version[1] if version else "")


def _read_text(path: str) -> str:
    """Return the text of an ordinary file, "" where there is none to read."""
    if not os.path.isfile(path):
        return ""
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return file.read(_LARGEST)
    except OSError:
        return ""
