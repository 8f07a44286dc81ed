"""Commands that are about variables: export, declare, readonly, unset and their like."""

import re
from collections.abc import Iterable

from vxenv.exchange.rc.certainty import CERTAIN_LEVEL, DIFFERS, NEVER_LEVEL, NO, STANDS_FOR, Under, Variable
from vxenv.exchange.rc.values import Values
from vxenv.exchange.rc.variables import Argument
from vxenv.exchange.rc.words import Word
from vxenv.exchange.reading import NAME, Passed

# Options of declare and typeset that make another kind of variable, or another text of the value.
_CHANGING = frozenset("aAiulcnLRZEFTU")


def _flags(words: list[Word]) -> tuple[set[str], set[str]]:
    """Take the options off the words of declare and the like: those given, and those taken with a plus sign."""
    found: dict[str, set[str]] = {"-": set(), "+": set()}
    while words and re.match(r"[-+][A-Za-z-]", words[0].literal() or ""):
        option = words.pop(0).literal() or ""
        if option == "--":
            break
        found[option[0]] |= set(option[1:])
    return found["-"], found["+"]


class Declaring(Values):
    """Does what commands do that are about variables."""

    def _assign(self, argument: Argument | None, line: int, under: Under, *, exported: bool | None) -> None:
        if argument is None:
            return
        self._refused((argument,), line, under)
        if self.zsh and argument.why == "is an array" and argument.name.islower():
            # path, fpath and the like are PATH, FPATH and so on.
            self._doubt(argument.name.upper(), f"is set by {argument.name}", line, under)
        self._set(argument, line, under, exported=exported)

    def _declare(  # noqa: C901, PLR0912 - each of them differs from the others a little
        self, name: str, words: list[Word], line: int, under: Under, *, strict: bool
    ) -> None:
        """Do what export, declare, readonly and their like do."""
        given, taken = _flags(words)
        if name == "local" and not self._locals and not self.zsh:
            return  # an error, which changes nothing
        exported: bool | None = None
        if name == "export":
            exported = "n" not in given
            given -= {"n"}
        elif "x" in given | taken:
            exported = "x" in given
        if given & set("fFp") and name not in ("float", "integer"):
            return  # about functions, or to show
        if (given & set("in") or name in ("integer", "float")) and under.level < NEVER_LEVEL:
            # An assignment may then be an error, which ends its command, or set another variable.
            self.follows(line, "which makes a variable that is no plain text")
        # They see what was before all of them.
        arguments = [self._argument(word, strict=strict, declaring=True) for word in words]
        refused = self._refused(arguments, line, under) or (self.zsh and name == "export" and not exported)
        if None in arguments and (self.zsh or not all(word.literal() for word in words)):
            self._not_a_name(words, line, under)
        is_local = name not in {"export", "readonly"} and "g" not in given and bool(self._locals)
        for argument in filter(None, arguments):
            if refused:
                self._set(argument._replace(value=None, why=DIFFERS), line, under, exported=exported or None)
                continue
            if is_local and under.level < NEVER_LEVEL:
                self._make_local(argument, line, under)
            if (given & _CHANGING or name in ("integer", "float")) and under.level < NEVER_LEVEL:
                self._odd[argument.name] = f"is changed by {name}"
                self._doubt(argument.name, self._odd[argument.name], line, under)
            if argument.given:
                self._assign(argument, line, under, exported=exported)
            elif exported is not None:
                self._export(argument.name, line, under, exported=exported)
            if (name == "readonly" or "r" in given) and under.level == CERTAIN_LEVEL:
                self._readonly.add(argument.name)

    def _not_a_name(self, words: list[Word], line: int, under: Under) -> None:
        """Say that a command exports names which are not in the text; in zsh, one that is no name ends the file."""
        if under.level == NEVER_LEVEL:
            return
        if any(word.literal() is None for word in words):
            self.files.append(Passed("", line, "exports names that are not in the text"))
        if self.zsh:
            self.follows(line, "which exports what is no name")

    def _make_local(self, argument: Argument, line: int, under: Under) -> None:
        scope = self._locals[-1]
        if argument.name not in scope:
            old = self.variables.get(argument.name)
            scope[argument.name] = (old, argument.name in self.touched, under)
            if not under.level:
                self.variables.pop(argument.name, None)
                if not argument.given:
                    self.variables[argument.name] = Variable(None, "is local to a function", line, NO)

    def _unset(self, words: list[Word], line: int, under: Under) -> None:
        texts = [word.literal() or "" for word in words]
        if texts[:1] == ["-f"]:
            return
        for text in texts:
            if NAME.fullmatch(text) and under.level < NEVER_LEVEL:
                self._set(Argument(text, given=True, value=None, why=""), line, under, exported=None)
            elif "[" in text:
                self._doubt(text.partition("[")[0], "is an array", line, under)

    def _refused(self, arguments: Iterable[Argument | None], line: int, under: Under) -> bool:
        """Tell whether zsh, other than the rest, may see an error in a value, which ends the file."""
        wrong = any(argument and argument.why.startswith((DIFFERS, STANDS_FOR)) for argument in arguments)
        if wrong and self.zsh and under.level < NEVER_LEVEL:
            self.follows(line, "where zsh may end")
        return wrong and self.zsh
