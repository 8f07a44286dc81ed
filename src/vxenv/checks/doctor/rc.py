"""Find the line of a shell's rc files that loads the hook. The files are read as text, never run."""

import contextlib
import os
import re
import stat
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
_COLD = re.compile(r"^(?:set -gu __vxenv_cold |__vxenv_cold=)'(.*)'$", re.MULTILINE)
# A quote or backslash in it: fish escapes both.
_ESCAPED = re.compile(r"'\\''|\\(['\\])")


class Loading(NamedTuple):
    """The line that loads the hook."""

    path: str  # the rc file
    line: int  # the line number, from 1
    file: str = ""  # the file that the line sources, "" if it runs `vxenv init`
    version: str = ""  # the version of the hook in that file, "" if the file is missing
    lacking: str = ""  # the file with the other part of that hook, if shells cannot use it


def find_load_line(shell: str, environment: Mapping[str, str]) -> Loading | None:
    """Return the line that loads the hook of `shell`, None if none is found."""
    found = [one for path in SHELLS[shell].find_rc_files(environment) for one in _find_lines(path, shell, environment)]
    # A line that works is preferred to one that sources a missing file.
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
    """Yield the line if `file`, which it sources, is or was the hook."""
    text = _read_text(file) if file else ""
    version = _VERSION.search(text)
    if version or (file and not os.path.exists(file) and "vxenv" in file):
        cold = _COLD.search(text)
        other = _ESCAPED.sub(lambda match: match[1] or "'", cold[1]) if cold else ""
        yield Loading(path, number, file, version[1] if version else "", other if not _is_usable(other) else "")


def _is_usable(path: str) -> bool:
    """Return True if the hook would source the file at `path`, or if `path` is ""."""
    if not path:
        return True
    with contextlib.suppress(OSError):
        found = os.lstat(path)
        return stat.S_ISREG(found.st_mode) and found.st_uid == os.geteuid() and os.access(path, os.R_OK)
    return False


def _read_text(path: str) -> str:
    """Return the text of a regular file, "" if it is missing or unreadable."""
    if not os.path.isfile(path):
        return ""
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return file.read(_LARGEST)
    except OSError:
        return ""
