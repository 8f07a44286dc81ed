"""What commands of fish would do to variables."""

import re
from typing import Final, NamedTuple

from vxenv.exchange.rc.certainty import (
    CERTAIN,
    ELSEWHERE,
    LONGEST,
    NEVER_LEVEL,
    NO,
    PERHAPS,
    TOO_LONG,
    YES,
    Under,
    UnknownError,
    Variable,
    after_return,
    worst,
)
from vxenv.exchange.rc.fish_values import FishVariables, Listed
from vxenv.exchange.rc.words import Event, Word
from vxenv.exchange.reading import NAME, Passed

_LISTED: Final = "is a list of paths"


class Options(NamedTuple):
    """What the options of `set` ask for: letters as its short ones, and those that are not understood."""

    letters: str
    odd: bool


_LONG = {
    "local": "l", "function": "f", "global": "g", "universal": "U", "export": "x", "unexport": "u", "append": "a",
    "prepend": "p", "erase": "e", "query": "q", "names": "n", "show": "S", "long": "L", "help": "h",
}  # fmt: skip


def options(words: list[Word]) -> Options:
    """Take the options off the words of `set`."""
    letters, odd = "", False
    while words:
        text = words[0].literal() or ""
        if text == "--":
            words.pop(0)
            break
        if text.startswith("--"):
            letter = _LONG.get(text[2:], "")
            odd = odd or not letter
            letters += letter
        elif text.startswith("-") and len(text) > 1:
            letters += text[1:]
            odd = odd or bool(set(text[1:]) - set(_LONG.values()))
        else:
            break
        words.pop(0)
    return Options(letters, odd)


def _prefix(word: Word) -> bool:
    """Tell whether a word is a ``NAME=value`` before a command, which is for that command alone."""
    first = word.parts[0] if word.parts else None
    return bool(first and first.kind == "text" and not first.quoted and re.match(r"[A-Za-z_]\w*=", first.text))


class Shell(FishVariables):
    """Does to variables what commands would do, as far as that is certain."""

    def changes(self, event: Event, under: Under) -> None:
        """Note what else changes variables: arguments of a function, which have no reason, and a loop."""
        for name, why in event.sets:
            if why:
                self._doubt(name, why, event.line, under)
            if under.level < NEVER_LEVEL or not why:  # a loop's variable stays, before a global one of its name
                self._locals[-1][name] = None

    def within(self, body: tuple[Event, ...], line: int, under: Under) -> None:  # noqa: ARG002 - other shells want it
        """Run the body of a function, in variables of its own."""
        self._locals.append({})
        self.run(body, under)
        self._locals.pop()

    def command(self, event: Event, under: Under) -> Under:  # noqa: C901, PLR0912 - the commands
        """Do what a simple command does; return what the commands after it stand under because of it."""
        words, line = list(event.words), event.line
        while words and (words[0].plain() in ("builtin", "command") or _prefix(words[0])):
            if words.pop(0).plain() == "command":
                return CERTAIN  # no command of that kind sets anything here
        if not words:
            return CERTAIN
        name = words[0].literal()
        if name == "set":
            self._set(words[1:], line, under)
        elif name == "export":
            self._export(words[1:], line, under)
        elif under.level == NEVER_LEVEL:
            return CERTAIN
        elif name in self.functions:
            self.call(name or "", line, under)
        elif name == "return":
            return after_return(under, line)
        elif name == "exit" or (name == "exec" and not under.level):
            self.rest = worst(self.rest, after_return(under, line))
        elif name in ("source", "."):
            self._sourced(words[1:], line)
        elif name == "eval" or name is None:
            text = " ".join(part.text for word in words[1:] for part in word.parts if part.kind == "text")
            for changing in re.findall(r"[A-Za-z_]\w*", text, re.ASCII):
                if changing in self.globals or changing in self.universals:
                    self._doubt(changing, "is set by eval", line, under)
        elif name in ("read", "fish_add_path"):
            given = [word.literal() or "" for word in words[1:]] if name == "read" else ["PATH"]
            for text in given:
                if NAME.fullmatch(text):
                    self._doubt(text, f"is set by {name}", line, under)
        return CERTAIN

    def _sourced(self, words: list[Word], line: int) -> None:
        try:
            path = self.expand(words[0])[0] if words else "-"
        except (UnknownError, IndexError):
            return
        if path != "-":
            self.reads(path, line)

    def _set(self, words: list[Word], line: int, under: Under) -> None:
        """Do what `set` does."""
        letters, odd = options(words)
        if set("qnSLh") & set(letters) or not words:
            return
        scope = next((letter for letter in "Uglf" if letter in letters), "")
        asked = True if "x" in letters else False if "u" in letters else None
        if "e" in letters:
            self._erase(words, scope, line, under)
            return
        name, index, _ = (words[0].literal() or "").partition("[")
        if not NAME.fullmatch(name):
            if under.level < NEVER_LEVEL and asked and words[0].literal() is None:
                self.files.append(Passed("", line, "exports names that are not in the text"))
            return
        variable = self._variable(name, words[1:], letters, line, odd=odd or bool(index))
        if self._is_local(name, scope, line, under, variable, asked=asked):
            return
        self._put(self._store(scope, name), name, variable, under, asked)

    def _variable(self, name: str, words: list[Word], letters: str, line: int, *, odd: bool) -> Listed:
        try:
            if odd:
                raise UnknownError("is set in a way that is not understood")  # noqa: TRY301 - one place that says why
            values = tuple(value for word in words for value in self.expand(word))
            if "a" in letters or "p" in letters:
                before = self._lookup(name)
                values = before + values if "a" in letters else values + before
            if name.endswith("PATH") and len(values) > 1:
                raise UnknownError(_LISTED)  # noqa: TRY301 - likewise
            if sum(map(len, values)) > LONGEST:
                raise UnknownError(TOO_LONG)  # noqa: TRY301 - likewise
        except UnknownError as error:
            return Variable(None, str(error), line, NO)
        return Variable(values, "", line, NO)

    def _is_local(
        self, name: str, scope: str, line: int, under: Under, variable: Listed, *, asked: bool | None
    ) -> bool:
        """Tell whether a variable is one of a block or function; if so, set it."""
        if scope in ("g", "U"):
            return False
        nested = len(self._locals) > 1
        elsewhere = self._is_set(self.globals.get(name)) or self._is_set(self.universals.get(name))
        is_local = scope in ("l", "f") or name in self._locals[-1] or (nested and not elsewhere)
        if not is_local:
            return False
        if under.level < NEVER_LEVEL:
            # A block's end takes it away again, which is not followed.
            known = variable.value if not under.level and scope != "l" and not variable.why else None
            self._locals[-1][name] = known
        if asked and not scope and nested and under.level < NEVER_LEVEL:
            why = "set in a function without -g, so perhaps only there"
            self._put(self.globals, name, Variable(None, why, line, YES), under, asked)
        return True

    def _erase(self, words: list[Word], scope: str, line: int, under: Under) -> None:
        for word in words:
            name, index, _ = (word.literal() or "").partition("[")
            if not NAME.fullmatch(name) or scope in ("l", "f"):
                continue
            if index:
                self._doubt(name, "is set in a way that is not understood", line, under)
            elif not scope and name in self._locals[-1]:
                self._locals[-1][name] = None
                self._doubt(name, "is set in a way that is not understood", line, under)
            elif under.level < NEVER_LEVEL:
                self._put(self._store(scope, name), name, Variable(None, "", line, NO), under, asked=False)

    def _export(self, words: list[Word], line: int, under: Under) -> None:
        """Do what fish's function for the habits of other shells does: each word is one NAME=value."""
        for word in words:
            first = word.parts[0].text if word.parts and word.parts[0].kind == "text" else ""
            name, sign, _ = first.partition("=")
            if not NAME.fullmatch(name):
                continue
            if sign:
                variable = self._variable(name, [word], "", line, odd=False)
                if not variable.why:
                    values = (variable.value or ("",))[0].partition("=")[2]
                    variable = variable._replace(value=(values,))
                before = self.globals.get(name)
                self._put(self.globals, name, variable, under, asked=True)
                now = self.globals.get(name)
                if variable.why and now and not now.noted and not (before and before.exported == YES):
                    self.globals[name] = now._replace(exported=PERHAPS)  # a word with an empty list in it is none
                continue
            old = self.globals.get(name)
            if not self._is_set(old) or old is None:
                old = Variable(None, ELSEWHERE, line, NO)
            self._put(self.globals, name, old, under, asked=True)
