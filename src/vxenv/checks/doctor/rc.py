"""Which line of a shell's rc files loads the hook, read as text: nothing of them is run."""

import ast
import os
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from vxenv.shells.rc_files import home_of, rc_files

_LARGEST = 1024 * 1024
# At the start of a command; behind it stands the file.
_SOURCE = re.compile(r"(?:^|[;&|({]|\bthen|\band|\))\s*(?:builtin\s+)?(?:source|\.|slurp <)\s+")
_ASKED = re.compile(r"""source \(if \(("[^"]*") \| path exists\).*""")
# In xonsh also as its own parser would take too long for it; behind it stands a text of Python.
_EXEC = re.compile(r"\bexec\((?:p|open\(|__import__\('pathlib'\)\.Path(?P<home>\.home\(\)\.joinpath)?\()(?=['\"])")
_TEXT = re.compile(r"""'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*\"""")
# A word, piece by piece: quoted, escaped, a variable with or without what stands in for it, or plain.
_PIECE = re.compile(
    r"""'(?P<single>(?:[^'\\]|\\.)*)'|"(?P<double>(?:[^"\\]|\\.)*)"|\\(?P<escaped>.)|(?P<plain>\$\{[^}]*\}|[^\s;&|)}"'\\]+)"""
)
_VERSION = re.compile(
    r"""^(?:set -gu? __vxenv_version |(?:(?:var|set|s\\et|const) )?__vxenv_version ?= ?| {4}'?version'?(?::| =) )"""
    r"""['"]?([^'"\s]*)""",
    re.MULTILINE,
)
_VARIABLE = re.compile(r"\$(?:\{(\w+)(?::-([^}]*))?\}|(?:E:)?(\w+))")


class Loading(NamedTuple):
    """The line that loads the hook: where it is, and the file that it sources, "" where it evaluates `vxenv init`.

    `version` is that of the hook in the file, "" if the file is not there.
    """

    path: str
    line: int
    file: str = ""
    version: str = ""


def loading(shell: str, environment: Mapping[str, str]) -> Loading | None:
    """Return the line that loads the hook of `shell`, None if no line is seen to."""
    found = [one for path in rc_files(shell, environment) for one in _lines(path, shell, environment)]
    # One that works, rather than one whose file is gone.
    return next((one for one in found if not one.file or one.version), found[0] if found else None)


def _lines(path: str, shell: str, environment: Mapping[str, str]) -> Iterator[Loading]:
    init = re.compile(rf"\bvxenv['\"]?\s+init\s+{shell}\b(?!\s*>)")
    for number, line in enumerate(_text(path).splitlines(), 1):
        if line.lstrip().startswith("#"):
            continue
        if init.search(line):
            yield Loading(path, number)
        # nushell's `source` takes a file that need not be there by way of a question only.
        said = _ASKED.sub(r"source \1", line) if shell == "nushell" else line
        for found in _EXEC.finditer(line) if shell == "xonsh" else ():
            yield from _known(path, number, _python_text(line, found, environment))
        for found in _SOURCE.finditer(said):
            yield from _known(path, number, _word(said, found.end(), environment, shell))


def _known(path: str, number: int, file: str) -> Iterator[Loading]:
    """Yield that a line sources `file`, if that is or was the hook."""
    version = _VERSION.search(_text(file)) if file else None
    if version or (file and not os.path.exists(file) and "vxenv" in file):
        yield Loading(path, number, file, version[1] if version else "")


def _python_text(line: str, found: re.Match[str], environment: Mapping[str, str]) -> str:
    """Return the path that stands as a text of Python behind what was `found`, "" where that cannot be told."""
    text = _TEXT.match(line, found.end())
    try:
        path = str(ast.literal_eval(text[0])) if text else ""
    except (ValueError, SyntaxError):
        return ""
    home = home_of(environment)
    if found["home"]:
        return os.path.join(home, path)
    return home + path[1:] if path.startswith("~/") else path if os.path.isabs(path) else ""


def _word(line: str, at: int, environment: Mapping[str, str], shell: str) -> str:
    """Return the path that the word of an rc file's `line` at `at` stands for, "" where that cannot be told."""
    home = home_of(environment)
    known = {**environment, "HOME": home}

    def expanded(text: str) -> str:
        return _VARIABLE.sub(lambda found: known.get(found[1] or found[3]) or expanded(found[2] or ""), text)

    path = ""
    before = None
    while piece := _PIECE.match(line, at):
        single, double, escaped, plain = piece.group("single", "double", "escaped", "plain")
        if shell == "elvish" and single is not None and before is not None:
            path += "'"  # a quote is doubled there
        before = single
        if single is not None:
            # Only fish escapes there; elsewhere a backslash before the quote ends it, which nobody writes.
            path += re.sub(r"\\([\\'])", r"\1", single) if shell == "fish" else single
        elif double is not None:
            path += expanded(double)
        else:
            path += escaped or expanded(plain)
        at = piece.end()
    return home + path[1:] if path.startswith("~/") else path if os.path.isabs(path) else ""


def _text(path: str) -> str:
    """Return the text of an ordinary file, "" where there is none to read."""
    if not os.path.isfile(path):
        return ""
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return file.read(_LARGEST)
    except OSError:
        return ""
