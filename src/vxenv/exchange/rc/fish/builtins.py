"""Builtins of fish: the effects of its commands on variables."""

import contextlib
import re
from typing import Final, TypeAlias

from vxenv.exchange.assignment import NAME, Skipped
from vxenv.exchange.rc.bindings import ELSEWHERE, PERHAPS, YES, Bindings, UnknownError, Variable
from vxenv.exchange.rc.certainty import ALWAYS, Place
from vxenv.exchange.rc.evaluator import LONGEST, TOO_LONG, Invocation, State
from vxenv.exchange.rc.syntax import Part, Statement, Word, join_texts

Values: TypeAlias = tuple[str, ...]
Store: TypeAlias = Bindings[Values]

_LISTED: Final = "is a list of paths"
_NOT_UNDERSTOOD: Final = "set with unsupported syntax"
_LONG: Final = {
    "local": "l", "function": "f", "global": "g", "universal": "U", "export": "x", "unexport": "u", "append": "a",
    "prepend": "p", "erase": "e", "query": "q", "names": "n", "show": "S", "long": "L", "help": "h",
}  # fmt: skip
# fish sets these itself, or does not allow setting them.
_OWN: Final = re.compile(
    r"_|status|SHLVL|PWD|history|pipestatus|version|hostname|COLUMNS|LINES|FISH_VERSION|fish_\w+|umask"
)


class FishShell:
    """Variables of fish, and the commands that set them."""

    def __init__(self, home: str) -> None:
        """Start without variables; `home` is the value of ``~``."""
        self.state = State()
        self._home = home
        self.variables: Store = Bindings(self.state.touched)
        self._universals: Store = Bindings(self.state.touched)
        self._scopes: list[dict[str, Values | None]] = [{}]  # of the file and of each call; None for unknown values

    @staticmethod
    def is_export(words: tuple[Word, ...]) -> bool:
        """Tell whether a command exports a variable."""
        name = words[0].plain if words else ""
        letters, _ = _take_options(list(words[1:]))
        return (name == "export" and len(words) > 1) or (name == "set" and "x" in letters and "q" not in letters)

    def list_variables(self) -> dict[str, Variable[str]]:
        """Return the variables as child processes receive them; a global one shadows the universal one."""
        variables = {}
        for name in {**self._universals.table, **self.variables.table}:
            variable, universal = self.variables.table.get(name), self._universals.table.get(name)
            if universal and (not variable or (variable.value is None and not variable.why)):
                variable = universal
            if variable:
                value = None if variable.value is None else " ".join(variable.value)
                variables[name] = Variable(value, *variable[1:])
        return variables

    def enter_function(self) -> None:
        """Begin a scope for the variables of a function."""
        self._scopes.append({})

    def leave_function(self, line: int) -> None:  # noqa: ARG002 - used by other shells
        """End the scope of a function."""
        self._scopes.pop()

    def change(self, statement: Statement, place: Place) -> None:
        """Apply the changes of a statement that is not a command: a loop, or parameters (without a reason)."""
        for name, why in statement.changes:
            if why:
                self._doubt(name, why, place)
            if place.can_run or not why:  # a loop's variable stays, and shadows a global one
                self._scopes[-1][name] = None

    def execute(self, statement: Statement, place: Place) -> Invocation | None:
        """Apply a simple command to variables; return it if it may be a function or have other effects."""
        words = list(statement.words)
        while words and (words[0].plain in ("builtin", "command") or _is_prefix(words[0])):
            if words.pop(0).plain == "command":
                return None
        if not words:
            return None
        name = words.pop(0).literal
        if name == "set":
            self._set(words, place)
            return None
        if name == "export":
            for word in words:
                self._export(word, place)
            return None
        path = ""
        if place.can_run and name not in self.state.functions:
            if name in (".", "source") and words:
                with contextlib.suppress(UnknownError):
                    path = "".join(self._expand(words[0])[:1])
            self._apply_setter(name, words, place)
        ends = name == "exit" or (name == "exec" and place.certainty.level == ALWAYS)
        return Invocation(name or "", place, ends, "" if path == "-" else path)

    def _apply_setter(self, name: str | None, words: list[Word], place: Place) -> None:
        """Apply a command that sets variables to unknown values."""
        if name in ("eval", None):
            for changed in re.findall(r"[A-Za-z_]\w*", join_texts(words), re.ASCII):
                if changed in self.variables.table or changed in self._universals.table:
                    self._doubt(changed, "set by eval", place)
        elif name in ("read", "fish_add_path"):
            for changed in [word.literal or "" for word in words] if name == "read" else ["PATH"]:
                if NAME.fullmatch(changed):
                    self._doubt(changed, f"set by {name}", place)

    def _look_up(self, name: str) -> Values:
        values: Values | None = None
        if any(name in scope for scope in self._scopes):
            values = self._scopes[-1].get(name)  # a caller's variable may not be visible
        else:
            variable = self.variables.get(name) if self.variables.is_set(name) else self._universals.table.get(name)
            if variable and not variable.noted and not variable.why:
                values = variable.value
            elif name == "HOME" and variable is None:
                values = (self._home,)
        if values is None:
            raise UnknownError(f"depends on ${name}")
        return values

    def _expand(self, word: Word) -> Values:
        """Expand a word into its values: none, one or several."""
        values: list[str] = []
        for index, part in enumerate(word.parts):
            if part.kind == "why":
                raise UnknownError(part.text)
            if part.kind == "text":
                values.append(part.text)
            elif part.kind == "home":
                after = word.parts[index + 1] if index + 1 < len(word.parts) else None
                if after and (after.kind != "text" or after.quoted or not after.text.startswith("/")):
                    raise UnknownError("depends on another user's home directory")
                home = self._look_up("HOME")
                if len(home) != 1:
                    raise UnknownError("depends on $HOME")
                values += home
            else:
                listed = self._expand_variable(part)
                if len(word.parts) == 1 and len(listed) != 1:
                    return listed
                if len(listed) != 1:
                    raise UnknownError(f"depends on ${part.text}, which is a list")
                values += listed
        return (self.state.spend("".join(values)),)

    def _expand_variable(self, part: Part) -> Values:
        """Return the values of a variable, joined if quoted."""
        values = self._look_up(part.text)
        if part.text.endswith("PATH"):  # fish splits these at colons and joins them with colons
            if len(values) != 1:
                raise UnknownError(f"depends on ${part.text}")
            if ":" in values[0] and not part.quoted:
                raise UnknownError(f"depends on ${part.text}, which is a list")
        return (" ".join(values),) if part.quoted else values

    def _get_store(self, scope: str, name: str) -> Store:
        is_universal = not scope and name in self._universals.table and not self.variables.is_set(name)
        return self._universals if scope == "U" or is_universal else self.variables

    def _put(
        self, store: Store, name: str, variable: Variable[Values], place: Place, *, export: bool | None = None
    ) -> None:
        """Set or unset a variable; `export` None keeps its export state."""
        if not place.can_run:
            if export and name not in self.variables.table and name not in self._universals.table:
                store.note(name, place)
            return
        if _OWN.fullmatch(name):
            variable = variable._replace(value=None, why="set by fish itself")
        store.assign(name, variable, place.certainty, export=export)

    def _doubt(self, name: str, why: str, place: Place) -> None:
        """Set a variable to an unknown value."""
        if place.can_run:
            self._put(self._get_store("", name), name, Variable(None, why, place.line), place)
            for scope in self._scopes:
                if name in scope:
                    scope[name] = None

    def _set(self, words: list[Word], place: Place) -> None:
        """Apply `set`."""
        letters, is_unknown = _take_options(words)
        scope = next((letter for letter in "Uglf" if letter in letters), "")
        if set("qnSLh") & set(letters) or not words:
            return
        if "e" in letters:
            for word in words:
                self._erase(word, scope, place)
            return
        export = True if "x" in letters else False if "u" in letters else None
        name, index, _ = (words[0].literal or "").partition("[")
        if not NAME.fullmatch(name):
            if place.can_run and export and words[0].literal is None:
                self.state.skipped.append(Skipped("", place.line, "exports computed variable names"))
            return
        is_unknown = is_unknown or bool(index)
        variable = self._read_variable(name, words[1:], "" if is_unknown else letters, place, is_unknown=is_unknown)
        if not self._set_local(name, scope, variable, place, export=export):
            self._put(self._get_store(scope, name), name, variable, place, export=export)

    def _read_variable(
        self, name: str, words: list[Word], letters: str, place: Place, *, is_unknown: bool = False
    ) -> Variable[Values]:
        """Return the variable that `set` creates from words."""
        why = _NOT_UNDERSTOOD if is_unknown else ""
        values: Values = ()
        try:
            if not why:
                values = tuple(value for word in words for value in self._expand(word))
            if "a" in letters:
                values = self._look_up(name) + values
            elif "p" in letters:
                values += self._look_up(name)
        except UnknownError as error:
            why = str(error)
        if not why and name.endswith("PATH") and len(values) > 1:
            why = _LISTED
        elif not why and sum(map(len, values)) > LONGEST:
            why = TOO_LONG
        return Variable(None if why else values, why, place.line)

    def _set_local(
        self, name: str, scope: str, variable: Variable[Values], place: Place, *, export: bool | None
    ) -> bool:
        """Set a variable that is local to a block or function; return False for any other variable."""
        is_nested = len(self._scopes) > 1
        is_elsewhere = self.variables.is_set(name) or self._universals.is_set(name)
        if scope in ("g", "U"):
            return False
        if scope not in ("l", "f") and name not in self._scopes[-1] and (not is_nested or is_elsewhere):
            return False
        if place.can_run:
            # The end of the block removes it, which is not tracked.
            is_known = place.certainty.level == ALWAYS and scope != "l" and not variable.why
            self._scopes[-1][name] = variable.value if is_known else None
            if export and not scope and is_nested:
                why = "set in a function without -g; may be local"
                self._put(self.variables, name, Variable(None, why, place.line), place, export=export)
        return True

    def _erase(self, word: Word, scope: str, place: Place) -> None:
        name, index, _ = (word.literal or "").partition("[")
        if not NAME.fullmatch(name) or scope in ("l", "f"):
            return
        if index:
            self._doubt(name, _NOT_UNDERSTOOD, place)
        elif not scope and name in self._scopes[-1]:
            self._scopes[-1][name] = None
            self._doubt(name, _NOT_UNDERSTOOD, place)
        elif place.can_run:
            self._put(self._get_store(scope, name), name, Variable(None, "", place.line), place, export=False)

    def _export(self, word: Word, place: Place) -> None:
        """Apply a word of fish's function `export`: NAME=value."""
        first = word.parts[0].text if word.parts and word.parts[0].kind == "text" else ""
        name, sign, _ = first.partition("=")
        if not NAME.fullmatch(name):
            return
        before = self.variables.table.get(name)
        if not sign:
            variable = before if before and self.variables.is_set(name) else Variable(None, ELSEWHERE, place.line)
            self._put(self.variables, name, variable, place, export=True)
            return
        variable = self._read_variable(name, [word], "", place)
        if variable.value is not None:
            variable = variable._replace(value=("".join(variable.value).partition("=")[2],))
        self._put(self.variables, name, variable, place, export=True)
        after = self.variables.get(name)
        if variable.why and after and not (before and before.exported == YES):
            self.variables.table[name] = after._replace(exported=PERHAPS)  # an empty list removes the word


def _take_options(words: list[Word]) -> tuple[str, bool]:
    """Remove the options from the words of `set`; return them in short form, and whether there are unknown ones."""
    letters, odd = "", False
    while words:
        text = words[0].literal or ""
        if not text.startswith("-") or text == "-":
            break
        words.pop(0)
        if text == "--":
            break
        given = _LONG.get(text[2:], "") if text.startswith("--") else text[1:]
        letters += given
        odd = odd or not given or bool(set(given) - set(_LONG.values()))
    return letters, odd


def _is_prefix(word: Word) -> bool:
    """Tell whether a word is a ``NAME=value`` before a command, which applies only to that command."""
    first = word.parts[0] if word.parts else None
    return bool(first and first.kind == "text" and not first.quoted and re.match(r"[A-Za-z_]\w*=", first.text))
