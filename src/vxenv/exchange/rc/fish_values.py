"""Variables of fish, and what words are worth with them."""

import re
from typing import TypeAlias

from vxenv.exchange.rc.certainty import (
    LONGEST,
    MAYBE_LEVEL,
    MOST,
    NEVER_LEVEL,
    NO,
    PERHAPS,
    TOO_LONG,
    YES,
    Under,
    UnknownError,
    Variable,
)
from vxenv.exchange.rc.running import Runner
from vxenv.exchange.rc.words import Word

Listed: TypeAlias = Variable[tuple[str, ...]]


class FishVariables(Runner):
    """Keeps variables."""

    def __init__(self, home: str) -> None:
        """Start with nothing; `home` is what ``~`` stands for."""
        super().__init__(home)
        self.globals: dict[str, Listed] = {}
        self.universals: dict[str, Listed] = {}
        self._locals: list[dict[str, tuple[str, ...] | None]] = [{}]

    def known(self) -> dict[str, Variable[str]]:
        """Return the variables, a global one before the universal one of its name, lists as children get them."""
        found = {}
        for name in {**self.universals, **self.globals}:
            here, everywhere = self.globals.get(name), self.universals.get(name)
            variable = here if here and (here.value is not None or here.why or everywhere is None) else everywhere
            if variable:
                value = None if variable.value is None else " ".join(variable.value)
                found[name] = Variable(value, *variable[1:])
        return found

    def _lookup(self, name: str) -> tuple[str, ...]:
        for scope in (self._locals[-1], *self._locals[-2::-1]):
            if name in scope:
                values = scope[name]
                if values is None or scope is not self._locals[-1]:
                    break
                return values
        else:
            variable = self.globals.get(name)
            if variable is None or variable.noted or (variable.value is None and not variable.why):
                variable = self.universals.get(name)
            if variable and not variable.noted and not variable.why and variable.value is not None:
                return variable.value
            if name == "HOME" and variable is None:
                return (self.home,)
        raise UnknownError(f"depends on ${name}")

    def expand(self, word: Word) -> tuple[str, ...]:  # noqa: C901 - the kinds of parts
        """Return what a word stands for: nothing, one value, or several."""
        found: list[str] = []
        for index, part in enumerate(word.parts):
            if part.kind == "why":
                raise UnknownError(part.text)
            if part.kind == "text":
                found.append(part.text)
            elif part.kind == "home":
                after = word.parts[index + 1 :]
                if after and (after[0].kind != "text" or after[0].quoted or not after[0].text.startswith("/")):
                    raise UnknownError("depends on the home directory of somebody")
                found.append(self._lookup("HOME")[0])
            else:
                values = self._lookup(part.text)
                if len(values) != 1 and part.text.endswith("PATH"):
                    raise UnknownError(f"depends on ${part.text}")
                if not part.quoted and len(values) != 1:
                    if len(word.parts) == 1:
                        return values
                    raise UnknownError(f"depends on ${part.text}, which is a list")
                if part.text.endswith("PATH") and ":" in values[0] and not part.quoted:
                    raise UnknownError(f"depends on ${part.text}, which is a list")
                found.append(" ".join(values))
        whole = "".join(found)
        self.spent += len(whole)
        if len(whole.encode("utf-8", "surrogateescape")) > LONGEST or self.spent > MOST:
            raise UnknownError(TOO_LONG)
        return (whole,)

    def _store(self, scope: str, name: str) -> dict[str, Listed]:
        if scope == "U" or (not scope and name in self.universals and not self._is_set(self.globals.get(name))):
            return self.universals
        return self.globals

    @staticmethod
    def _is_set(variable: Listed | None) -> bool:
        return variable is not None and not variable.noted and (variable.value is not None or bool(variable.why))

    def _put(self, store: dict[str, Listed], name: str, variable: Listed, under: Under, asked: bool | None) -> None:
        """Set or unset a variable; `asked` is whether it is to be exported, None for as it is."""
        old = store.get(name)
        if under.level == NEVER_LEVEL:
            if asked and name not in self.globals and name not in self.universals:
                store[name] = variable._replace(value=None, why=under.why, exported=YES, noted=True)
            return
        before = old.exported if old and not old.noted else NO
        exported = before if asked is None else YES if asked else NO
        if under.level == MAYBE_LEVEL:
            variable = variable._replace(value=None, why=under.why)
            exported = exported if exported == before else PERHAPS
        elif _OWN.fullmatch(name):
            variable = variable._replace(value=None, why="fish itself sets it")
        store.pop(name, None)
        store[name] = variable._replace(exported=exported)
        self.touched.add(name)

    def _doubt(self, name: str, why: str, line: int, under: Under) -> None:
        if under.level < NEVER_LEVEL:
            self._put(self._store("", name), name, Variable(None, why, line, NO), under, None)
            for scope in self._locals:
                if name in scope:
                    scope[name] = None


# fish sets these itself, or does not let them be set.
_OWN = re.compile(r"_|status|SHLVL|PWD|history|pipestatus|version|hostname|COLUMNS|LINES|FISH_VERSION|fish_\w+|umask")
