"""What a reading comes to, in whatever language the file is."""

import re
from collections.abc import Callable, Iterable
from typing import Final

from vxenv.errors import UsageError
from vxenv.exchange.rc.certainty import CERTAIN, NOT_EXPORTED, YES, Variable
from vxenv.exchange.rc.running import Runner
from vxenv.exchange.rc.words import Event, Word
from vxenv.exchange.reading import Assignment, Passed, Reading
from vxenv.paths import shown

# Of which it is worth saying that they are not exported: what steers the shell itself never is.
_TELLING: Final = re.compile(
    r"(?!(?:PS[0-9]|R?PROMPT|IFS|HIST|BASH|ZSH|ZDOT|KEYTIMEOUT|WORDCHARS|MAIL|FPATH|CDPATH|FIGNORE|OPT))[A-Z][A-Z0-9_]*"
)


def prepared(text: str) -> str:
    """Return `text` without a byte order mark, and with line ends of Unix where all of them are of Windows."""
    text = text.removeprefix("\ufeff")
    return text.replace("\r\n", "\n") if text.count("\r\n") == text.count("\n") else text


def called(shell: Runner, function: str, path: str, there: list[str]) -> set[str]:
    """Call a function after the file; return what it touches. `there` are those that export something."""
    if function not in shell.functions:
        raise _no_function(function, path, there)
    shell.rest = CERTAIN
    shell.touched.clear()
    shell.call(function, 0, CERTAIN)
    return shell.touched


def _no_function(function: str, path: str, there: list[str]) -> UsageError:
    from vxenv.similarity import guess  # noqa: PLC0415 - only wanted when something is wrong

    close = guess(function, there, cutoff=0.5)
    meant = f'; did you mean "{close}"?' if close else ""
    known = f"; functions there that export something: {', '.join(there)}" if there else ""
    return UsageError(f'no function "{function}"{meant or known}', where=shown(path), hint="vxenv add --help")


def exporting(events: Iterable[Event], exports: Callable[[tuple[Word, ...]], bool]) -> list[str]:
    """Return the names of the functions in which a command `exports`, in the order of the text."""
    found: dict[str, None] = {}
    waiting = [event for event in events if event.body is not None][::-1]
    while waiting:
        event = waiting.pop()
        body = event.body or ()
        waiting += [inner for inner in body if inner.body is not None][::-1]
        if any(exports(inner.words) for inner in body):
            found[event.name] = None
    return list(found)


def reading_of(variables: dict[str, Variable[str]], passed: list[Passed], names: set[str] | None) -> Reading:
    """Return what is taken of the variables, only of those of `names` if there are some, and what is passed."""
    taken = []
    for name, variable in variables.items():
        if names is not None and name not in names:
            continue
        if variable.why:
            if variable.exported:
                passed.append(Passed(name, variable.line, variable.why))
        elif variable.value is None or variable.exported == YES:
            taken.append(Assignment(name, variable.value, variable.line))
        elif variable.exported or _TELLING.fullmatch(name):
            why = "exported only under a condition" if variable.exported else NOT_EXPORTED
            passed.append(Passed(name, variable.line, why))
    return Reading(
        tuple(sorted(taken, key=lambda one: one.line)), tuple(sorted(passed, key=lambda one: (one.line, one.name)))
    )
