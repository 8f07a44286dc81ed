"""Builtins of bash, zsh, ksh and sh: the effects of their commands on variables."""

import contextlib
import re
from collections.abc import Iterable
from itertools import pairwise, takewhile
from typing import Final, NamedTuple

from vxenv.exchange.assignment import NAME, Skipped
from vxenv.exchange.rc.bindings import ELSEWHERE, NO, PERHAPS, YES, Bindings, UnknownError, Variable
from vxenv.exchange.rc.certainty import ALWAYS, Certainty, Place
from vxenv.exchange.rc.evaluator import Invocation, State
from vxenv.exchange.rc.posix.expansion import ARRAY, HOME_OF, Argument, Expansion
from vxenv.exchange.rc.posix.lexer import split_assignment
from vxenv.exchange.rc.syntax import ARITHMETIC, DIFFERS, Changes, Statement, Word, find_changes, join_texts

_NUMBERS: Final = ("integer", "float")
_DECLARING: Final = frozenset(("export", "declare", "typeset", "local", "readonly", *_NUMBERS))
_SPECIAL: Final = frozenset(
    ("export", "readonly", "unset", "eval", ".", "source", "set", ":", "return", "exit", "exec", "trap", "shift")
)
_WRAPPERS: Final = frozenset(("builtin", "command", "noglob", "nocorrect"))
# Commands that set variables to unknown values, with the option before a name, or "" if every word is a name.
_SETTERS: Final = {
    "read": "", "mapfile": "", "readarray": "", "getopts": "", "vared": "", "printf": "-v", "print": "-v",
}  # fmt: skip
# Options of declare and typeset that create another kind of variable or change the text of the value.
_CHANGING: Final = frozenset("aAiulcnLRZEFTU")
_LANGUAGE: Final = re.compile(
    r"noexec|posix|(?:no)?(?:rcquotes|globassign|cshjunkiequotes|ignorebraces|ignoreclosebraces|shfileexpansion"
    r"|posixbuiltins|kshtypeset|shglob|kshglob)"
)
# The shell itself sets these, whatever is assigned.
_OWN: Final = re.compile(
    r"_|RANDOM|SRANDOM|SECONDS|LINENO|E?[UG]ID|PPID|BASHPID|EPOCH\w+|HISTCMD|SHELLOPTS|BASHOPTS|BASH_\w+|FUNCNAME"
    r"|DIRSTACK|GROUPS|SHLVL|OPTIND|OPTARG|PWD|OLDPWD|ERRNO|USERNAME|COLUMNS|LINES|TTYIDLE|COMP_\w+|status|argv"
)


class _Local(NamedTuple):
    """Variable that a function declared as local."""

    outer: Variable[str] | None  # the variable outside the function
    touched: bool  # whether it was set before
    certainty: Certainty  # the certainty of its declaration


class PosixShell:
    """Variables of bash, zsh, ksh or sh, and the commands that set them."""

    def __init__(self, home: str, *, zsh: bool) -> None:
        """Start without variables; `home` is the value of ``~``."""
        self.state = State()
        self._zsh = zsh
        self.variables: Bindings[str] = Bindings(self.state.touched)
        self._expansion = Expansion(self.state, self.variables, home, zsh=zsh)
        self._kinds: dict[str, str] = {}  # variables that change assigned values, with the reason
        self._readonly: set[str] = set()
        self._scopes: list[dict[str, _Local]] = []  # one for each current call

    @staticmethod
    def is_export(words: tuple[Word, ...]) -> bool:
        """Tell whether a command exports a variable."""
        texts = [word.plain for word in words[:2]]
        return bool(
            re.fullmatch(r"export|(?:declare|typeset) -\w*x\w*", " ".join(texts))
            or (texts[:1] == ["export"] and not texts[1].startswith("-"))
        )

    def list_variables(self) -> dict[str, Variable[str]]:
        """Return the variables."""
        return self.variables.table

    def enter_function(self) -> None:
        """Begin a scope for the variables of a function."""
        self._scopes.append({})

    def leave_function(self, line: int) -> None:
        """End the scope of a function that was called on `line`."""
        for name, local in self._scopes.pop().items():
            self.variables.table.pop(name, None)
            if local.certainty.level:
                self.variables.table[name] = Variable(None, local.certainty.why, line, PERHAPS)
            elif local.outer:
                self.variables.table[name] = local.outer
            if not local.touched:
                self.state.touched.discard(name)

    def change(self, statement: Statement, place: Place) -> None:
        """Apply the changes of a statement that is not a command."""
        self._doubt_all(statement.changes, place)

    def execute(self, statement: Statement, place: Place) -> Invocation | None:
        """Apply a simple command to variables; return it if it may be a function or have other effects."""
        for changed, why in (change for word in statement.words for change in word.changes):
            known = self.variables.table.get(changed)
            if not (why == f"depends on ${changed}" and known and known.value):  # in that case ${A:=b} changes nothing
                self._doubt(changed, why, place)
        prefix = list(takewhile(lambda word: word.array or split_assignment(word), statement.words))
        words = list(statement.words[len(prefix) :])
        if not words:
            for word in prefix:  # a failure stops the following assignments
                argument = self._expansion.read_argument(word, strict=False)
                self._assign(argument, Place(place.line, place.certainty.combine(self.state.rest)))
            return None
        strict = not words[0].plain
        while words[0].literal in _WRAPPERS and len(words) > 1 and not (self._zsh and words[0].literal == "command"):
            words.pop(0)
            strict = True
        name = words[0].literal or ""
        for word in prefix:
            self._apply_prefix(word, name, place)
            place = Place(place.line, place.certainty.combine(self.state.rest))
        if words.pop(0).literal is None:  # the command may be empty, or export
            arguments = [self._expansion.read_argument(word, strict=False) for word in prefix]
            arguments += [self._expansion.read_argument(word, strict=True) for word in words]
            why = "depends on a computed command name"
            self._doubt_all(((argument.name, why) for argument in arguments if argument and argument.given), place)
        return self._apply(name, words, place, strict=strict)

    def _apply(self, name: str, words: list[Word], place: Place, *, strict: bool) -> Invocation | None:
        if name in _DECLARING:
            self._declare(name, words, place, strict=strict)
            return None
        if name == "unset":
            self._unset(words, place)
            return None
        path = ""
        if place.can_run and name not in self.state.functions:
            if name in (".", "source") and words:
                with contextlib.suppress(UnknownError):
                    path = self._expansion.expand(words[0].parts)
            self._apply_setter(name, words, place)
        replaces = name == "exec" and words and place.certainty.level == ALWAYS  # else exec only redirects
        return Invocation(name, place, name in ("exit", "logout") or bool(replaces), path)

    def _apply_setter(self, name: str, words: list[Word], place: Place) -> None:
        """Apply a command that sets variables to unknown values, or that changes how the shell parses the file."""
        texts = [word.literal or "" for word in words]
        if name in ("set", "setopt", "unsetopt", "emulate"):
            self._set_options(name, texts, place)
        elif name == "let":
            for text in texts:
                self._doubt_all(find_changes(text), place)
        elif name == "eval":
            names = re.findall(r"\b([A-Za-z_]\w*)\+?=", join_texts(words), re.ASCII)
            self._doubt_all(((changed, "set by eval") for changed in names), place)
        elif name in _SETTERS:
            option = _SETTERS[name]
            names = [text for before, text in pairwise(texts) if before == option] if option else texts
            self._doubt_all(((changed, f"set by {name}") for changed in names if NAME.fullmatch(changed)), place)

    def _set(self, argument: Argument, place: Place, *, export: bool | None = None) -> None:
        """Set a variable, or unset it if value and reason are empty; `export` None keeps its export state."""
        name, _, value, why = argument
        line, certainty = place
        if not place.can_run:
            if export:
                self.variables.note(name, place)
            return
        if name in self._readonly:
            # Some shells continue with the next command, others stop reading the file.
            self.state.depend_on(line, f"assigns to readonly {name}")
            old = self.variables.table.get(name)
            if old and export:
                self.variables.table[name] = old._replace(exported=max(old.exported, PERHAPS))
            return
        is_unset = value is None and not why
        if name in self._kinds and not is_unset:
            why = self._kinds[name]
            if self._zsh:  # the variable is numeric, so another value is an error
                self.state.depend_on(line, f"assigns to numeric {name}")
        elif _OWN.fullmatch(name):
            why = "set by the shell itself"
        if is_unset and not certainty.level:
            self._kinds.pop(name, None)
        variable = Variable(None if why else value, why, line)
        self.variables.assign(name, variable, certainty, export=False if is_unset else export)

    def _doubt(self, name: str, why: str, place: Place) -> None:
        """Set a variable to an unknown value."""
        if place.can_run:
            self._set(Argument(name, why=why), place)
            if self._zsh and why == ARITHMETIC:
                self._kinds[name] = why

    def _doubt_all(self, changes: Changes | Iterable[tuple[str, str]], place: Place) -> None:
        for name, why in changes:
            self._doubt(name, why, place)

    def _assign(self, argument: Argument | None, place: Place, *, export: bool | None = None) -> None:
        if argument is None:
            return
        self._is_refused((argument,), place)
        if self._zsh and argument.why == ARRAY and argument.name.islower():
            # In zsh, path, fpath and other arrays are tied to PATH, FPATH and so on.
            self._doubt(argument.name.upper(), f"set by {argument.name}", place)
        self._set(argument, place, export=export)

    def _apply_prefix(self, word: Word, command: str, place: Place) -> None:
        """Apply ``NAME=value`` before a command."""
        argument = self._expansion.read_argument(word, strict=False)
        if argument and argument.name in self._readonly and place.can_run:
            self._set(argument, place)
        elif argument and (command in _SPECIAL or command in self.state.functions):
            self._doubt(argument.name, DIFFERS, place)
        self._is_refused((argument,), place)

    def _declare(self, name: str, words: list[Word], place: Place, *, strict: bool) -> None:
        """Apply export, declare, readonly or a similar command."""
        given, taken = _take_flags(words)
        if name == "local" and not self._scopes and not self._zsh:
            return  # an error without effects
        export = "n" not in given if name == "export" else "x" in given if "x" in given | taken else None
        given -= {"n"} if name == "export" else set()
        if given & set("fFp") and name not in _NUMBERS:
            return  # concerns functions, or prints variables
        if (given & set("in") or name in _NUMBERS) and place.can_run:
            # Assignments to such a variable may be errors, which end the command, or set another variable.
            self.state.depend_on(place.line, "declares a number or a reference")
        # All arguments are expanded before the first assignment.
        arguments = [self._expansion.read_argument(word, strict=strict, declaring=True) for word in words]
        is_refused = self._is_refused(arguments, place) or (self._zsh and name == "export" and not export)
        if None in arguments and (self._zsh or not all(word.literal for word in words)) and place.can_run:
            if any(word.literal is None for word in words):
                self.state.skipped.append(Skipped("", place.line, "exports computed variable names"))
            if self._zsh:  # an invalid name ends the file
                self.state.depend_on(place.line, "exports an invalid name")
        for argument in filter(None, arguments):
            if is_refused:
                self._set(argument._replace(value=None, why=DIFFERS), place, export=export or None)
            else:
                self._declare_variable(argument, name, given, place, export=export)

    def _declare_variable(
        self, argument: Argument, command: str, flags: set[str], place: Place, *, export: bool | None
    ) -> None:
        name = argument.name
        if self._scopes and command not in {"export", "readonly"} and "g" not in flags and place.can_run:
            self._make_local(argument, place)
        if (flags & _CHANGING or command in _NUMBERS) and place.can_run:
            self._kinds[name] = f"changed by {command}"
            self._doubt(name, self._kinds[name], place)
        if argument.given:
            self._assign(argument, place, export=export)
        elif export is not None:
            self._export(name, place, export=export)
        if (command == "readonly" or "r" in flags) and place.certainty.level == ALWAYS:
            self._readonly.add(name)

    def _make_local(self, argument: Argument, place: Place) -> None:
        scope, table, name = self._scopes[-1], self.variables.table, argument.name
        if name not in scope:
            scope[name] = _Local(table.get(name), name in self.state.touched, place.certainty)
            if not place.certainty.level:
                table.pop(name, None)
                if not argument.given:
                    table[name] = Variable(None, "is local to a function", place.line)

    def _export(self, name: str, place: Place, *, export: bool) -> None:
        """Export a variable with its current value, or stop exporting it."""
        if not place.can_run:
            if export:
                self.variables.note(name, place)
            return
        old = self.variables.get(name)
        if old is None or (self._zsh and not old.why and old.value is None):
            old = Variable(None, ELSEWHERE, place.line)
        self.variables.put(name, old, place.certainty, export=export)

    def _unset(self, words: list[Word], place: Place) -> None:
        texts = [word.literal or "" for word in words]
        for text in texts if texts[:1] != ["-f"] else ():
            if NAME.fullmatch(text) and place.can_run:
                self._set(Argument(text), place)
            elif "[" in text:
                self._doubt(text.partition("[")[0], ARRAY, place)

    def _is_refused(self, arguments: Iterable[Argument | None], place: Place) -> bool:
        """Tell whether a value may be an error that ends the file, which is the case only in zsh."""
        wrong = any(argument and argument.why.startswith((DIFFERS, HOME_OF)) for argument in arguments)
        if wrong and self._zsh and place.can_run:
            self.state.depend_on(place.line, "may be an error in zsh")
        return wrong and self._zsh

    def _set_options(self, command: str, texts: list[str], place: Place) -> None:
        """Apply set and setopt: options that export all assignments, or change how the shell parses the file."""
        variables, uncertain = self.variables, place.certainty.level
        for before, text in zip(["", *texts], texts, strict=False):
            follows = command == "set" and re.fullmatch(r"[-+][A-Za-z]*o", before)
            if command == "set" and not follows and not re.fullmatch(r"[-+][A-Za-z]+", text):
                break  # the rest are arguments
            option = text.replace("_", "").lower() if follows or command != "set" else ""
            on = (before if follows else text)[:1] != "+" and command != "unsetopt"
            if option in ("allexport", "noallexport") or (not option and "a" in text):
                # If enabled conditionally, the state is uncertain until it is disabled under the same condition.
                if on != option.startswith("no"):
                    variables.allexport = max(variables.allexport, PERHAPS if uncertain else YES)
                else:
                    variables.allexport = PERHAPS if uncertain and variables.allexport == YES else NO
            elif _LANGUAGE.fullmatch(option) or (not option and "n" in text and on):
                self.state.depend_on(place.line, "changes how the shell parses the file")


def _take_flags(words: list[Word]) -> tuple[set[str], set[str]]:
    """Remove the options from the words of declare and similar commands; return those after - and those after +."""
    flags: dict[str, set[str]] = {"-": set(), "+": set()}
    while words and re.match(r"[-+][A-Za-z-]", words[0].literal or ""):
        option = words.pop(0).literal or ""
        if option == "--":
            break
        flags[option[0]] |= set(option[1:])
    return flags["-"], flags["+"]
