"""What is known of variables, and what becomes of that when something sets them."""

import re
from typing import Final, NamedTuple

from vxenv.exchange.rc.certainty import (
    ARITHMETIC,
    ELSEWHERE,
    MAYBE_LEVEL,
    NEVER_LEVEL,
    NO,
    PERHAPS,
    YES,
    Under,
    UnknownError,
    Variable,
)
from vxenv.exchange.rc.running import Runner


class Argument(NamedTuple):
    """What a command like export is to do with a name."""

    name: str
    given: bool
    value: str | None
    why: str


# What these hold is the shell's doing, whatever is assigned.
_OWN: Final = re.compile(
    r"_|RANDOM|SRANDOM|SECONDS|LINENO|E?[UG]ID|PPID|BASHPID|EPOCH\w+|HISTCMD|SHELLOPTS|BASHOPTS|BASH_\w+|FUNCNAME"
    r"|DIRSTACK|GROUPS|SHLVL|OPTIND|OPTARG|PWD|OLDPWD|ERRNO|USERNAME|COLUMNS|LINES|TTYIDLE|COMP_\w+|status|argv"
)


class Variables(Runner):
    """Keeps what is certain of variables."""

    def __init__(self, home: str, *, zsh: bool) -> None:
        """Start with nothing; `home` is what ``~`` stands for."""
        super().__init__(home)
        self.zsh = zsh
        self.variables: dict[str, Variable[str]] = {}
        self._odd: dict[str, str] = {}
        self._readonly: set[str] = set()
        self._allexport = NO
        self._locals: list[dict[str, tuple[Variable[str] | None, bool, Under]]] = []

    def lookup(self, name: str) -> str | None:
        """Return the value of a variable, None if it is unset."""
        variable = self.variables.get(name)
        if variable and not variable.noted:
            if variable.why:
                raise UnknownError(f"depends on ${name}")
            return variable.value
        if name == "HOME":
            return self.home
        raise UnknownError(f"depends on ${name}")

    def _set(self, argument: Argument, line: int, under: Under, *, exported: bool | None) -> None:
        """Set a variable, or unset it where value and reason are empty; None leaves it exported as it is."""
        name, _, value, why = argument
        if under.level == NEVER_LEVEL:
            self._heard(name, line, under, exported=exported)
            return
        if name in self._readonly:
            # Some shells go on with the next command, others leave the file.
            self.follows(line, f"which sets the readonly {name}")
            old = self.variables.get(name)
            if old and exported:
                self.variables[name] = old._replace(exported=max(old.exported, PERHAPS))
            return
        unset = value is None and not why
        if name in self._odd and not unset:
            why = self._odd[name]
            if self.zsh:  # it is a number now, and what is none is an error
                self.follows(line, f"which sets the number {name}")
        elif _OWN.fullmatch(name):
            why = "the shell itself sets it"
        state = self._exportedness(name, under, asked=False if unset else exported)
        if under.level == MAYBE_LEVEL:
            why = under.why
        elif unset:
            self._odd.pop(name, None)
        self.variables.pop(name, None)
        self.variables[name] = Variable(None if why else value, why, line, state)
        self.touched.add(name)

    def _heard(self, name: str, line: int, under: Under, *, exported: bool | None) -> None:
        """Note what would be exported if it came to that."""
        if exported and name not in self.variables:
            self.variables[name] = Variable(None, under.why, line, YES, noted=True)

    def lose(self, text: str, line: int) -> None:
        """Take nothing for certain that `text` names, which was not understood."""
        named = set(re.findall(r"[A-Za-z_]\w*", text, re.ASCII))
        for name, variable in self.variables.items():
            if name in named and not variable.why:
                why = f"the text from line {line} on is not understood, and names it"
                self.variables[name] = variable._replace(value=None, why=why, exported=max(variable.exported, PERHAPS))

    def _exportedness(self, name: str, under: Under, *, asked: bool | None) -> int:
        """Return how far a variable is exported, once it is `asked` for, or assigned to where that is None."""
        old = self.variables.get(name)
        before = old.exported if old and not old.noted else NO
        if asked is None:
            return max(before, self._allexport)
        after = YES if asked else NO
        return PERHAPS if under.level and after != before else after

    def _doubt(self, name: str, why: str, line: int, under: Under) -> None:
        """Note that something else sets a variable."""
        if under.level == NEVER_LEVEL:
            return
        self._set(Argument(name, given=True, value=None, why=why), line, under, exported=None)
        if self.zsh and why == ARITHMETIC:
            self._odd[name] = why

    def _export(self, name: str, line: int, under: Under, *, exported: bool) -> None:
        """Export a variable as it is, or stop exporting it."""
        if under.level == NEVER_LEVEL:
            self._heard(name, line, under, exported=exported)
            return
        old = self.variables.get(name)
        if old is None or old.noted or (self.zsh and not old.why and old.value is None):
            old = Variable(None, ELSEWHERE, line, NO)
        state = self._exportedness(name, under, asked=exported)
        self.variables.pop(name, None)
        self.variables[name] = old._replace(exported=state)
        self.touched.add(name)
