"""Reader: turn the program of an rc file of any shell into a reading."""

import re
from collections.abc import Callable
from typing import Final

from vxenv.errors import UsageError
from vxenv.exchange.assignment import Assignment, Reading, Skipped
from vxenv.exchange.rc.bindings import YES
from vxenv.exchange.rc.certainty import CERTAIN
from vxenv.exchange.rc.evaluator import Evaluator, Shell
from vxenv.exchange.rc.syntax import Program, Word
from vxenv.paths import shorten_path

# Unexported variables worth reporting: all in capitals, except those that configure the shell itself.
_WORTH: Final = re.compile(
    r"(?!(?:PS[0-9]|R?PROMPT|IFS|HIST|BASH|ZSH|ZDOT|KEYTIMEOUT|WORDCHARS|MAIL|FPATH|CDPATH|FIGNORE|OPT))[A-Z][A-Z0-9_]*"
)


def normalize_text(text: str) -> str:
    """Return `text` without a byte order mark, and with Unix line endings if all are Windows ones."""
    text = text.removeprefix("\ufeff")
    return text.replace("\r\n", "\n") if text.count("\r\n") == text.count("\n") else text


def read_program(program: Program, shell: Shell, path: str, function: str) -> Reading:
    """Return the exports of a program, or only those of one of its functions, called after the file.

    Raises:
        UsageError: The file at `path` has no function of that name.
    """
    evaluator, state = Evaluator(shell), shell.state
    evaluator.run(program.statements, CERTAIN)
    if program.failure:
        shell.variables.forget(program.unread, program.failure.line)
    names = None
    if function:
        if function not in state.functions:
            raise _report_function(function, path, list_exporting(program, shell.is_export))
        state.rest = CERTAIN
        state.touched.clear()
        evaluator.call(function, 0, CERTAIN)
        names = state.touched
    return _build_reading(shell, [*state.skipped, *([program.failure] if program.failure else [])], names)


def list_exporting(program: Program, is_export: Callable[[tuple[Word, ...]], bool]) -> list[str]:
    """Return the names of the functions that contain a command that exports a variable, in the order of the text."""
    names: dict[str, None] = {}
    waiting = [statement for statement in program.statements if statement.body is not None][::-1]
    while waiting:
        function = waiting.pop()
        body = function.body or ()
        waiting += [inner for inner in body if inner.body is not None][::-1]
        if any(is_export(inner.words) for inner in body):
            names[function.name] = None
    return list(names)


def _report_function(function: str, path: str, functions: list[str]) -> UsageError:
    from vxenv.similarity import guess  # noqa: PLC0415 - only needed for errors

    close = guess(function, functions, cutoff=0.5)
    meant = f'; did you mean "{close}"?' if close else ""
    known = f"; functions that export variables: {', '.join(functions)}" if functions else ""
    return UsageError(f'no function "{function}"{meant or known}', where=shorten_path(path), hint="vxenv add --help")


def _build_reading(shell: Shell, passed: list[Skipped], names: set[str] | None) -> Reading:
    taken = []
    for name, variable in shell.list_variables().items():
        if names is not None and name not in names:
            continue
        if variable.why:
            if variable.exported:
                passed.append(Skipped(name, variable.line, variable.why))
        elif variable.value is None or variable.exported == YES:
            taken.append(Assignment(name, variable.value, variable.line))
        elif variable.exported or _WORTH.fullmatch(name):
            why = "exported conditionally" if variable.exported else "set but not exported"
            passed.append(Skipped(name, variable.line, why))
    taken.sort(key=lambda assignment: assignment.line)
    passed.sort(key=lambda entry: (entry.line, entry.name))
    return Reading(tuple(taken), tuple(passed))
