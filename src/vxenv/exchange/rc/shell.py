"""What commands of bash, zsh, ksh and sh would do to variables."""

import re
from itertools import pairwise

from vxenv.exchange.rc.certainty import (
    CERTAIN,
    DIFFERS,
    NEVER_LEVEL,
    NO,
    PERHAPS,
    YES,
    Under,
    UnknownError,
    Variable,
    after_return,
    worst,
)
from vxenv.exchange.rc.declaring import Declaring
from vxenv.exchange.rc.guards import target
from vxenv.exchange.rc.words import Event, Word, changed
from vxenv.exchange.reading import NAME

_DECLARING = frozenset(("export", "declare", "typeset", "local", "readonly", "integer", "float"))
_SPECIAL = frozenset(
    ("export", "readonly", "unset", "eval", ".", "source", "set", ":", "return", "exit", "exec", "trap", "shift")
)
_WRAPPERS = frozenset(("builtin", "command", "noglob", "nocorrect"))
# They set variables to what is not in the text; the option after which a name stands, or "" for each word.
_SETTERS = {
    "read": "", "mapfile": "", "readarray": "", "getopts": "", "vared": "", "printf": "-v", "print": "-v",
}  # fmt: skip
_READ_OTHERWISE = re.compile(
    r"noexec|posix|(?:no)?(?:rcquotes|globassign|cshjunkiequotes|ignorebraces|ignoreclosebraces|shfileexpansion"
    r"|posixbuiltins|kshtypeset|shglob|kshglob)"
)


class Shell(Declaring):
    """Does to variables what commands would do, as far as that is certain."""

    def changes(self, event: Event, under: Under) -> None:
        """Note what else changes variables."""
        for name, why in event.sets:
            self._doubt(name, why, event.line, under)

    def within(self, body: tuple[Event, ...], line: int, under: Under) -> None:
        """Run the body of a function that is called on `line`, in variables of its own where it has some."""
        self._locals.append({})
        self.run(body, under)
        for local, (variable, touched, declared) in self._locals.pop().items():
            self.variables.pop(local, None)
            if declared.level:
                self.variables[local] = Variable(None, declared.why, line, PERHAPS)
            elif variable:
                self.variables[local] = variable
            if not touched:
                self.touched.discard(local)

    def command(self, event: Event, under: Under) -> Under:
        """Do what a simple command does; return what the commands after it stand under because of it."""
        words, line = event.words, event.line
        self._expanded(words, line, under)
        count = 0
        while count < len(words) and (words[count].array or target(words[count])):
            count += 1
        if count == len(words):
            for word in words:
                # One that fails ends the rest.
                self._assign(self._argument(word, strict=False), line, worst(under, self.rest), exported=None)
            return CERTAIN
        prefix, rest = words[:count], list(words[count:])
        strict = not rest[0].plain()
        while rest[0].literal() in _WRAPPERS and len(rest) > 1 and not (self.zsh and rest[0].literal() == "command"):
            rest.pop(0)
            strict = True
        name = rest[0].literal()
        for word in prefix:
            under = worst(under, self._prefixed(word, name or "", line, under))
        if name is None:
            others = [self._argument(word, strict=True) for word in rest[1:]]
            for argument in filter(None, [*(self._argument(word, strict=False) for word in prefix), *others]):
                if argument.given:  # the command may be nothing, or export
                    self._doubt(argument.name, "depends on what the line's command is", line, under)
        return self._do(name or "", rest, line, under, strict=strict)

    def _expanded(self, words: tuple[Word, ...], line: int, under: Under) -> None:
        """Note what expanding the words of a command changes."""
        for name, why in (one for word in words for one in word.sets):
            known = self.variables.get(name)
            if not (why == f"depends on ${name}" and known and known.value):  # ${A:=b} changes nothing then
                self._doubt(name, why, line, under)

    def _prefixed(self, word: Word, command: str, line: int, under: Under) -> Under:
        """Do what ``NAME=value`` before a command does; return what the command stands under because of it."""
        argument = self._argument(word, strict=False)
        if argument and argument.name in self._readonly and under.level < NEVER_LEVEL:
            self._set(argument, line, under, exported=None)
        elif argument and (command in _SPECIAL or command in self.functions):
            self._doubt(argument.name, DIFFERS, line, under)
        self._refused((argument,), line, under)
        return self.rest

    def _do(self, name: str, words: list[Word], line: int, under: Under, *, strict: bool) -> Under:  # noqa: C901, PLR0912 - the commands
        if name in _DECLARING:
            self._declare(name, words[1:], line, under, strict=strict)
        elif name == "unset":
            self._unset(words[1:], line, under)
        elif under.level == NEVER_LEVEL:
            return CERTAIN
        elif name in self.functions:
            self.call(name, line, under)
        elif name == "return":
            return after_return(under, line)
        elif name in ("exit", "logout") or (name == "exec" and len(words) > 1 and not under.level):
            self.rest = worst(self.rest, after_return(under, line))
        elif name in ("set", "setopt", "unsetopt", "emulate"):
            self._options(name, words[1:], line, under)
        elif name in (".", "source"):
            self._sourced(words[1:], line)
        elif name == "let":
            for word in words[1:]:
                for changing, why in changed(word.literal() or ""):
                    self._doubt(changing, why, line, under)
        elif name == "eval":
            text = " ".join(part.text for word in words[1:] for part in word.parts if part.kind == "text")
            for changing in re.findall(r"\b([A-Za-z_]\w*)\+?=", text, re.ASCII):
                self._doubt(changing, "is set by eval", line, under)
        elif name in _SETTERS:
            self._setter(name, words[1:], line, under)
        return CERTAIN

    def _setter(self, name: str, words: list[Word], line: int, under: Under) -> None:
        texts = [word.literal() or "" for word in words]
        if _SETTERS[name]:
            texts = [text for before, text in pairwise(texts) if before == _SETTERS[name]]
        for text in texts:
            if NAME.fullmatch(text):
                self._doubt(text, f"is set by {name}", line, under)

    def _options(self, name: str, words: list[Word], line: int, under: Under) -> None:
        """Do what set and setopt do: to export all that is assigned, or to read the text in another way."""
        texts = [word.literal() or "" for word in words]
        for before, text in zip(["", *texts], texts, strict=False):
            follows = name == "set" and re.fullmatch(r"[-+][A-Za-z]*o", before)
            if name == "set" and not follows and not re.fullmatch(r"[-+][A-Za-z]+", text):
                break  # what is left are arguments
            long = text.replace("_", "").lower() if follows or name != "set" else ""
            on = (before if follows else text)[:1] != "+" and name != "unsetopt"
            if long in ("allexport", "noallexport") or (not long and "a" in text):
                # Switched on under a condition it stays in doubt until it is switched off, under the same.
                if on != long.startswith("no"):
                    self._allexport = max(self._allexport, PERHAPS if under.level else YES)
                else:
                    self._allexport = PERHAPS if under.level and self._allexport == YES else NO
            elif _READ_OTHERWISE.fullmatch(long) or (not long and "n" in text and on):
                self.follows(line, "which changes the language")

    def _sourced(self, words: list[Word], line: int) -> None:
        """Say that another file is read, where it can be named; those of the system hold nothing of the user's."""
        try:
            path = self.value(words[0].parts) if words else ""
        except UnknownError:
            return
        self.reads(path, line)
