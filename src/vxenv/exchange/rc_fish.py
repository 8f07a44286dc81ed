"""What a file of fish exports, read as data: nothing of it is run. `rc` has the rules, and what both have in common.

fish reads a file as a whole before it does anything, so a text that is not understood somewhere gives nothing at all.
Facts are from https://fishshell.com/docs/current/language.html and …/cmds/set.html; the tests compare with fish.
"""

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from vxenv.exchange.rc import (
    CERTAIN,
    CERTAIN_LEVEL,
    CONDITION,
    DEEPEST,
    ELSEWHERE,
    LONGEST,
    LOOP,
    MAYBE_LEVEL,
    MOST,
    NEVER_LEVEL,
    NO,
    NOT_EXPORTED,
    NOT_INTERACTIVE,
    PERHAPS,
    PIPELINE,
    RUNS,
    STEPS,
    TOO_LONG,
    YES,
    Buffer,
    Event,
    Frame,
    NotUnderstoodError,
    Part,
    Under,
    UnknownError,
    Word,
    after_return,
    branch,
    inside,
    is_telling,
    joined,
    line_of,
    lines,
    no_function,
    prepared,
    worst,
)
from vxenv.exchange.reading import NAME, Assignment, Passed, Reading
from vxenv.paths import shown

_FILES: Final = "depends on the files there are"
_DIFFERS: Final = "means different things to different versions of fish"
_LISTED: Final = "is a list of paths"

_RUN = re.compile(r"""[^ \t\n;&|()<>'"\\$*?{}^%~\[\]]+""")
_BLANKS = re.compile(r"(?:[ \t]|\\\n)*+")
_SINGLE = re.compile(r"'([^'\\]*+(?:\\.[^'\\]*+)*+)'", re.DOTALL)
_IN_DOUBLE = re.compile(r'[^"\\$]+')
_REFERENCE = re.compile(r"\$([A-Za-z0-9_]+)(\[)?", re.ASCII)
_ESCAPE = re.compile(r"\\(x[0-9A-Fa-f]{1,2}|u[0-9A-Fa-f]{1,4}|[0-7]{1,3}|.)", re.DOTALL)
_ESCAPED = {"a": "\a", "b": "\b", "e": "\x1b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}
_DULL = re.compile(r"""[^()'"\\#\n]+""")
_REDIRECTION = re.compile(r"&>>?\??|[0-9]*>>?[?&|]?|[0-9]*<[&?]?")
_OPERATOR = re.compile(r"&&|\|\||&\||[;&|\n]")
_MEANT = {"&&": "and", "||": "or"}


class _Parser:
    """Finds commands, and what they stand under."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.position = 0
        self.events: tuple[Event, ...] = ()
        self.failure: NotUnderstoodError | None = None
        self._breaks = lines(text)
        self._buffers = [Buffer()]
        self._frames = [Frame("", 1, CERTAIN)]

    @property
    def _frame(self) -> Frame:
        return self._frames[-1]

    def _line(self, position: int) -> int:
        return line_of(self._breaks, position)

    def _fail(self, why: str, position: int | None = None) -> NotUnderstoodError:
        return NotUnderstoodError(why, self._line(self.position if position is None else position))

    def parse(self) -> None:
        """Fill `events`, and `failure` if the text is not understood."""
        try:
            if "\0" in self.text:
                raise self._fail("a NUL", self.text.index("\0"))
            while self.position < len(self.text):
                self._statement()
            self._end_line()
            if len(self._frames) > 1 or self._frame.state == "need":
                kind = self._frame.kind or "what begins here"
                raise NotUnderstoodError(f"{kind} is not closed", self._frame.line)  # noqa: TRY301 - one place
            self.events = self._buffers[0].whole()
        except NotUnderstoodError as error:
            self.failure = error
            lost = Under(NEVER_LEVEL, f"in text that is not understood: line {error.line}, {error}")
            found = [event for buffer in self._buffers for event in buffer.whole()]
            self.events = tuple(event._replace(under=lost) for event in found)

    # Words

    def _word(self) -> Word:  # noqa: C901, PLR0912 - the signs
        text, start = self.text, self.position
        parts: list[Part] = []
        while self.position < len(text):
            sign = text[self.position]
            found = _RUN.match(text, self.position)
            if found:
                parts.append(Part("text", found[0], quoted=False))
                self.position = found.end()
            elif sign == "'":
                found = _SINGLE.match(text, self.position)
                if not found:
                    raise self._fail("a quote is not closed")
                parts.append(Part("text", re.sub(r"\\([\\'])", r"\1", found[1]), quoted=True))
                self.position = found.end()
            elif sign == '"':
                self._double(parts)
            elif sign == "\\":
                self._escape(parts)
            elif sign == "$":
                self._reference(parts, quoted=False)
            elif sign == "(":
                self.position = self._skip(self.position)
                parts.append(Part("why", RUNS, quoted=False))
            elif sign == "~":
                parts.append(Part("home" if self.position == start else "text", "~", quoted=False))
                self.position += 1
            elif sign in "*?":
                parts.append(Part("why", _FILES, quoted=False))
                self.position += 1
            elif sign in "{}^%" or (sign == "&" and self._is_inside(start)):
                parts.append(self._odd(sign, first=self.position == start))
            elif sign in "[]":
                parts.append(Part("text", sign, quoted=False))
                self.position += 1
            else:
                break
        return Word(tuple(joined(parts)), self._line(start))

    def _is_inside(self, start: int) -> bool:
        """Tell whether the ampersand here is in a word, where it once was an operator."""
        return self.position > start and bool(re.compile("&[^ \t\n;&|]").match(self.text, self.position))

    def _odd(self, sign: str, *, first: bool) -> Part:
        """Read a sign that fish has given several meanings over time."""
        self.position += 1
        if sign == "%" and not first:
            return Part("text", sign, quoted=False)
        return Part("why", _DIFFERS, quoted=False)

    def _double(self, parts: list[Part]) -> None:
        text, start = self.text, self.position
        parts.append(Part("text", "", quoted=True))
        self.position += 1
        while self.position < len(text):
            found = _IN_DOUBLE.match(text, self.position)
            sign = text[self.position]
            if found:
                parts.append(Part("text", found[0], quoted=True))
                self.position = found.end()
            elif sign == '"':
                self.position += 1
                return
            elif sign == "\\":
                escaped = text[self.position + 1 : self.position + 2]
                kept = "" if escaped == "\n" else escaped if escaped in '"\\$' else "\\" + escaped
                parts.append(Part("text", kept, quoted=True))
                self.position += 2
            else:
                self._reference(parts, quoted=True)
        raise self._fail("a quote is not closed", start)

    def _reference(self, parts: list[Part], *, quoted: bool) -> None:
        text, start = self.text, self.position
        found = _REFERENCE.match(text, start)
        if text.startswith("$(", start):
            self.position = self._skip(start + 1)
            parts.append(Part("why", RUNS, quoted))
        elif not found:
            if not re.compile(r"\$+[A-Za-z0-9_]+").match(text, start):
                raise self._fail("a dollar sign that stands for nothing")
            self.position += 1
            parts.append(Part("why", "depends on a variable whose name is in a variable", quoted))
        elif found[2]:
            end = text.find("]", found.end())
            if end < 0 or re.search(r"[\n\"'\\(\[]", text[found.end() : end]):
                raise self._fail("an index that is not understood")
            self.position = end + 1
            parts.append(Part("why", f"depends on ${found[1]}", quoted))
        else:
            self.position = found.end()
            parts.append(Part("name", found[1], quoted))

    def _escape(self, parts: list[Part]) -> None:
        """Read a backslash outside of quotes, and what it stands for."""
        found = _ESCAPE.match(self.text, self.position)
        if not found:
            raise self._fail("ends in a backslash")
        self.position = found.end()
        code = found[1]
        if code == "\n":
            return
        kind, value = "text", _ESCAPED.get(code, code)
        if code[0] in "xuUcX" or code[0].isdigit():
            number = int(code[1:], 16) if code[0] in "xu" and len(code) > 1 else int(code, 8) if code < "8" else 0
            is_plain = 0 < number < 128 or (code[0] == "u" and 0 < number < 0xD800)  # noqa: PLR2004 - ASCII, surrogates
            kind, value = ("text", chr(number)) if is_plain else ("why", "has an escape that is not understood")
        parts.append(Part(kind, value, quoted=True))

    def _skip(self, start: int) -> int:  # noqa: C901, PLR0912 - one loop
        """Return where the parenthesis that opens at `start` is closed."""
        text, at = self.text, start
        stack: list[str] = []
        while at < len(text):
            sign = text[at]
            found = _DULL.match(text, at) if not stack or stack[-1] == "(" else _IN_DOUBLE.match(text, at)
            if found:
                at = found.end()
            elif sign == "\\":
                at += 2
            elif stack and stack[-1] == '"':
                if sign == '"':
                    stack.pop()
                at += 1
                if text.startswith("$(", at - 1):
                    stack.append("(")
                    at += 1
            elif sign == "'":
                found = _SINGLE.match(text, at)
                if not found:
                    break
                at = found.end()
            elif sign in '("':
                stack.append(sign)
                at += 1
            elif sign == ")":
                stack.pop()
                at += 1
                if not stack:
                    return at
            elif sign == "#" and text[at - 1] in " \t\n;(":
                end = text.find("\n", at)
                at = len(text) if end < 0 else end
            else:
                at += 1
        raise self._fail("what is opened here is not closed", start)

    # Statements

    def _statement(self) -> None:
        """Read a command with the sign that ends it; or that sign alone."""
        start = self.position
        words: list[Word] = []
        odd = False
        while True:
            blanks = _BLANKS.match(self.text, self.position)
            self.position = blanks.end() if blanks else self.position
            if self.position >= len(self.text):
                break
            if self.text[self.position] == "#":
                end = self.text.find("\n", self.position)
                self.position = len(self.text) if end < 0 else end
                break
            redirection = _REDIRECTION.match(self.text, self.position)
            if redirection:
                odd = self._redirected(redirection) or odd
            elif _OPERATOR.match(self.text, self.position):
                break
            else:
                at = self.position
                words.append(self._word())
                if at == self.position:
                    raise self._fail("a parenthesis where none can be")
        if words or odd:
            self._command(words, self._line(start), odd=odd)
        found = _OPERATOR.match(self.text, self.position)
        if found:
            self.position = found.end()
            self._operator(found[0])

    def _redirected(self, redirection: re.Match[str]) -> bool:
        """Read a redirection; tell whether it may fail, in which case the command does not run."""
        self.position = redirection.end()
        blanks = _BLANKS.match(self.text, self.position)
        self.position = blanks.end() if blanks else self.position
        target = self._word()
        if not target.parts:
            raise self._fail("a redirection to nowhere")
        return not re.fullmatch(r"/dev/null|[0-9]+|-", target.literal() or "")

    def _operator(self, sign: str) -> None:
        frame = self._frame
        if sign in (";", "\n"):
            self._end_line()
        elif frame.state in ("fresh", "need"):
            raise self._fail(f"{sign} without a command before it")
        elif sign in _MEANT:
            self._connect(_MEANT[sign])
            frame.state = "need"
        else:
            self._buffers[-1].marks.append((frame.pipe, len(self._buffers[-1].events), PIPELINE))
            if sign == "&":
                self._end_line()
            else:
                frame.piped = PIPELINE
                frame.state = "need"
            frame.polarity = 0

    def _connect(self, word: str) -> None:
        """Go over what makes the next command depend on how the last one went."""
        frame = self._frame
        frame.piped = CERTAIN
        frame.pipe = len(self._buffers[-1].events)
        if frame.polarity:
            frame.chain = CERTAIN if (frame.polarity > 0) == (word == "and") else NOT_INTERACTIVE
        elif word == "or" or frame.chain.level == CERTAIN_LEVEL:
            frame.chain = CONDITION
        frame.polarity = frame.test = 0

    def _end_line(self) -> None:
        """End a command at a semicolon or a line's end; with it the condition of an `if` or a `while`."""
        frame = self._frame
        if frame.state == "need":
            return
        if frame.state == "closed" and frame.kind == "if" and frame.part == "if":
            branch(frame, "then")
            frame.commands = 0
        frame.state = "fresh"
        frame.pipe = len(self._buffers[-1].events)
        frame.piped = CERTAIN

    def _command(self, words: list[Word], line: int, *, odd: bool) -> None:  # noqa: C901 - the keywords
        """Note a command, and open or close the blocks whose keywords it begins with."""
        count = 0
        negated = False
        while True:
            word = words[count].plain() if count < len(words) else ""
            frame = self._frame
            if frame.state == "closed":
                raise self._fail("a command where none can be")
            if word not in ("and", "or"):
                if frame.state == "fresh":
                    frame.chain = CERTAIN
                    frame.negated = False
            elif frame.kind == "if" and frame.part == "then" and not frame.commands:
                frame.under, frame.first_test = worst(frame.outer, CONDITION), 2  # the condition goes on
            else:
                self._connect(word)
            count += 1
            if word in ("and", "or", "not", "!", "time"):
                negated = negated != (word in ("not", "!"))
                frame.state = "need"
            elif word in ("if", "while", "begin"):
                self._open(word, line, {"if": CONDITION, "while": LOOP}.get(word, CERTAIN))
                negated = False
            elif word == "else":
                branch(frame, self._else(frame, words[count:]))
                count += frame.part == "if"
                if count == len(words):
                    frame.state = "fresh"
                    return
            else:
                break
            if count == len(words):
                self._frame.state = "fresh" if word == "begin" else "need"
                return
        self._rest(word, words[count - 1 :], line, odd=odd, negated=negated)

    def _else(self, frame: Frame, after: list[Word]) -> str:
        if frame.kind != "if" or frame.part != "then" or frame.state == "need":
            raise self._fail("else where it cannot be")
        frame.commands = 0
        if not after:
            return "else"
        if after[0].plain() != "if" or len(after) == 1:
            raise self._fail("else where it cannot be")
        return "elif"

    def _open(self, kind: str, line: int, under: Under) -> None:
        outer = self._under()
        frame = Frame(kind, line, outer)
        frame.under = worst(outer, under)
        frame.pipe = frame.start = len(self._buffers[-1].events)
        self._frames.append(frame)

    def _under(self) -> Under:
        frame = self._frame
        return worst(frame.under, frame.chain, frame.piped)

    def _rest(self, word: str, words: list[Word], line: int, *, odd: bool, negated: bool) -> None:
        """Note what is left of a command without its keywords."""
        frame = self._frame
        events = self._buffers[-1].events
        if word == "end":
            self._close(len(words))
            return
        if word == "function":
            name = words[1].literal() if len(words) > 1 else None
            if not name:
                raise self._fail("a function without a name")
            self._buffers.append(Buffer())
            self._open(word, line, CERTAIN)
            self._frame.outer = self._frame.under = CERTAIN
            self._frame.function = name
            self._buffers[-1].events.append(Event(line, CERTAIN, sets=tuple(_arguments(words[2:]))))
            return
        if word in ("for", "switch"):
            name = words[1].literal() if len(words) > 1 else None
            self._open(word, line, LOOP if word == "for" else CONDITION)
            if word == "for" and name and NAME.fullmatch(name):
                events.append(Event(line, self._frame.under, sets=((name, "is set by a loop"),)))
            return
        if word == "case" and frame.kind == "switch":
            return
        if word in ("case", "{"):
            raise self._fail(f"{word} where it cannot be")
        under = worst(self._under(), Under(MAYBE_LEVEL, "only if a redirection works")) if odd else self._under()
        events.append(Event(line, under, tuple(words)))
        self._done(_polarity(words) * (-1 if negated else 1))

    def _done(self, polarity: int) -> None:
        frame = self._frame
        alone = not frame.chain.level and not frame.piped.level
        frame.commands += 1
        frame.polarity = polarity if alone else 0
        frame.test = frame.polarity if frame.commands == 1 else 0
        frame.state = "closed"

    def _close(self, count: int) -> None:
        frame = self._frame
        if len(self._frames) == 1 or frame.state == "need" or count > 1:
            raise self._fail("end where it cannot be")
        self._frames.pop()
        if frame.function is not None:
            body = self._buffers.pop().whole()
            self._buffers[-1].events.append(Event(frame.line, self._under(), name=frame.function, body=body))
        self._frame.pipe = min(self._frame.pipe, frame.start)
        self._done(0)


def _arguments(words: list[Word]) -> Iterable[tuple[str, str]]:
    """Yield the variables that a function has of its own."""
    option = ""
    for word in words:
        text = word.literal() or ""
        if text.startswith("-"):
            option, _, text = text.partition("=") if text.startswith("--") else (text[:2], "", text[2:])
        if option in ("-a", "--argument-names", "-V", "--inherit-variable") and NAME.fullmatch(text):
            yield text, ""


def _polarity(words: list[Word]) -> int:
    """Return 1 for a test that is true in an interactive shell, 0 for any other."""
    texts = [word.literal() for word in words]
    return int(texts in [["status", option] for option in ("is-interactive", "--is-interactive", "-i")])


class _Variable(NamedTuple):
    """What is known of a variable: values, or None where it is unset; or `why` nothing is known."""

    values: tuple[str, ...] | None
    why: str
    line: int
    exported: int
    noted: bool = False


class _Options(NamedTuple):
    """What the options of `set` ask for: letters as its short ones, and those that are not understood."""

    letters: str
    odd: bool


_LONG = {
    "local": "l", "function": "f", "global": "g", "universal": "U", "export": "x", "unexport": "u", "append": "a",
    "prepend": "p", "erase": "e", "query": "q", "names": "n", "show": "S", "long": "L", "help": "h",
}  # fmt: skip
# fish sets these itself, or does not let them be set.
_OWN = re.compile(r"_|status|SHLVL|PWD|history|pipestatus|version|hostname|COLUMNS|LINES|FISH_VERSION|fish_\w+|umask")


class _Shell:
    """Does to variables what commands would do, as far as that is certain."""

    def __init__(self, home: str) -> None:
        self.home = home
        self.globals: dict[str, _Variable] = {}
        self.universals: dict[str, _Variable] = {}
        self.functions: dict[str, tuple[tuple[Event, ...], Under]] = {}
        self.touched: set[str] = set()
        self.files: list[Passed] = []
        self.rest = CERTAIN
        self._locals: list[dict[str, tuple[str, ...] | None]] = [{}]
        self._spent = self._steps = 0

    def run(self, events: Iterable[Event], under: Under) -> None:
        """Do what the commands do that stand under `under`."""
        rest = CERTAIN
        for event in events:
            found = worst(event.under, under, rest, self.rest)
            self._steps += len(self._locals) > 1
            if event.body is not None:
                self._define(event, found)
            for name, why in event.sets:
                if not why:
                    self._locals[-1][name] = None
                else:
                    self._doubt(name, why, event.line, found)
                    if found.level < NEVER_LEVEL:  # a loop's variable stays, before a global one of its name
                        self._locals[-1][name] = None
            if event.words:
                rest = worst(rest, self._command(event, found))

    def _define(self, event: Event, under: Under) -> None:
        waiting = [event]
        while waiting:
            inner = waiting.pop()
            why = inside(inner.name).why
            for one in inner.body or ():
                if one.body is not None:
                    waiting.append(one)
                elif one.words:
                    self._command(one, worst(Under(NEVER_LEVEL, why), one.under))
        old = self.functions.get(event.name)
        body = event.body or ()
        if under.level == MAYBE_LEVEL and old:
            self.functions[event.name] = (old[0] + body, Under(MAYBE_LEVEL, "in a function with several bodies"))
        elif under.level < NEVER_LEVEL:
            self.functions[event.name] = (body, CERTAIN)

    def call(self, name: str, line: int, under: Under) -> None:
        """Do what a function does."""
        if len(self._locals) > DEEPEST or self._steps > STEPS:
            self.rest = worst(self.rest, Under(MAYBE_LEVEL, f"after line {line}, which calls {name} and so on"))
            return
        body, defined = self.functions[name]
        self._locals.append({})
        self.run(body, worst(under, defined))
        self._locals.pop()

    # Values

    def _lookup(self, name: str) -> tuple[str, ...]:
        for scope in (self._locals[-1], *self._locals[-2::-1]):
            if name in scope:
                values = scope[name]
                if values is None or scope is not self._locals[-1]:
                    break
                return values
        else:
            variable = self.globals.get(name)
            if variable is None or variable.noted or (variable.values is None and not variable.why):
                variable = self.universals.get(name)
            if variable and not variable.noted and not variable.why and variable.values is not None:
                return variable.values
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
        self._spent += len(whole)
        if len(whole.encode("utf-8", "surrogateescape")) > LONGEST or self._spent > MOST:
            raise UnknownError(TOO_LONG)
        return (whole,)

    # Variables

    def _store(self, scope: str, name: str) -> dict[str, _Variable]:
        if scope == "U" or (not scope and name in self.universals and not self._is_set(self.globals.get(name))):
            return self.universals
        return self.globals

    @staticmethod
    def _is_set(variable: _Variable | None) -> bool:
        return variable is not None and not variable.noted and (variable.values is not None or bool(variable.why))

    def _put(
        self, store: dict[str, _Variable], name: str, variable: _Variable, under: Under, asked: bool | None
    ) -> None:
        """Set or unset a variable; `asked` is whether it is to be exported, None for as it is."""
        old = store.get(name)
        if under.level == NEVER_LEVEL:
            if asked and name not in self.globals and name not in self.universals:
                store[name] = variable._replace(values=None, why=under.why, exported=YES, noted=True)
            return
        before = old.exported if old and not old.noted else NO
        exported = before if asked is None else YES if asked else NO
        if under.level == MAYBE_LEVEL:
            variable = variable._replace(values=None, why=under.why)
            exported = exported if exported == before else PERHAPS
        elif _OWN.fullmatch(name):
            variable = variable._replace(values=None, why="fish itself sets it")
        store.pop(name, None)
        store[name] = variable._replace(exported=exported)
        self.touched.add(name)

    def _doubt(self, name: str, why: str, line: int, under: Under) -> None:
        if under.level < NEVER_LEVEL:
            self._put(self._store("", name), name, _Variable(None, why, line, NO), under, None)
            for scope in self._locals:
                if name in scope:
                    scope[name] = None

    # Commands

    def _command(self, event: Event, under: Under) -> Under:  # noqa: C901, PLR0912 - the commands
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
        if path != "-" and not path.startswith(("/etc/", "/usr/", "/opt/", "/dev/")):
            self.files.append(Passed("", line, f"reads another file: {shown(path)}"))

    def _set(self, words: list[Word], line: int, under: Under) -> None:
        """Do what `set` does."""
        letters, odd = _options(words)
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

    def _variable(self, name: str, words: list[Word], letters: str, line: int, *, odd: bool) -> _Variable:
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
            return _Variable(None, str(error), line, NO)
        return _Variable(values, "", line, NO)

    def _is_local(
        self, name: str, scope: str, line: int, under: Under, variable: _Variable, *, asked: bool | None
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
            known = variable.values if not under.level and scope != "l" and not variable.why else None
            self._locals[-1][name] = known
        if asked and not scope and nested and under.level < NEVER_LEVEL:
            why = "set in a function without -g, so perhaps only there"
            self._put(self.globals, name, _Variable(None, why, line, YES), under, asked)
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
                self._put(self._store(scope, name), name, _Variable(None, "", line, NO), under, asked=False)

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
                    values = (variable.values or ("",))[0].partition("=")[2]
                    variable = variable._replace(values=(values,))
                before = self.globals.get(name)
                self._put(self.globals, name, variable, under, asked=True)
                now = self.globals.get(name)
                if variable.why and now and not now.noted and not (before and before.exported == YES):
                    self.globals[name] = now._replace(exported=PERHAPS)  # a word with an empty list in it is none
                continue
            old = self.globals.get(name)
            if not self._is_set(old) or old is None:
                old = _Variable(None, ELSEWHERE, line, NO)
            self._put(self.globals, name, old, under, asked=True)


def _prefix(word: Word) -> bool:
    """Tell whether a word is a ``NAME=value`` before a command, which is for that command alone."""
    first = word.parts[0] if word.parts else None
    return bool(first and first.kind == "text" and not first.quoted and re.match(r"[A-Za-z_]\w*=", first.text))


def _options(words: list[Word]) -> _Options:
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
    return _Options(letters, odd)


# The file


def _parsed(text: str) -> _Parser:
    parser = _Parser(prepared(text))
    parser.parse()
    return parser


def read(text: str, path: str, *, home: str, function: str = "") -> Reading:
    """Return what the fish file `path` exports, whose `text` it is; as `rc.read` does for other shells.

    A list is taken as children get it, its values joined by spaces, unless it is one of paths.
    """
    parser = _parsed(text)
    shell = _Shell(home)
    shell.run(parser.events, CERTAIN)
    names = None
    if function:
        if function not in shell.functions:
            raise no_function(function, path, functions(text))
        shell.rest = CERTAIN
        shell.touched.clear()
        shell.call(function, 0, CERTAIN)
        names = shell.touched
    passed = list(shell.files)
    if parser.failure:
        passed.append(Passed("", parser.failure.line, f"not understood: {parser.failure}"))
    return _reading(shell, names, passed)


def _reading(shell: _Shell, names: set[str] | None, passed: list[Passed]) -> Reading:
    taken = []
    for name in {**shell.universals, **shell.globals}:
        here, everywhere = shell.globals.get(name), shell.universals.get(name)
        # A global variable stands before the universal one of its name.
        variable = here if here and (here.values is not None or here.why or everywhere is None) else everywhere
        if variable is None or (names is not None and name not in names):
            continue
        if variable.why:
            if variable.exported:
                passed.append(Passed(name, variable.line, variable.why))
        elif variable.values is None:
            taken.append(Assignment(name, None, variable.line))
        elif variable.exported == YES:
            taken.append(Assignment(name, " ".join(variable.values), variable.line))
        elif variable.exported or is_telling(name):
            why = "exported only under a condition" if variable.exported else NOT_EXPORTED
            passed.append(Passed(name, variable.line, why))
    return Reading(
        tuple(sorted(taken, key=lambda one: one.line)), tuple(sorted(passed, key=lambda one: (one.line, one.name)))
    )


def functions(text: str) -> list[str]:
    """Return the names of the functions that export something, in the order of the text."""
    found: dict[str, None] = {}
    waiting = [event for event in _parsed(text).events if event.body is not None][::-1]
    while waiting:
        event = waiting.pop()
        body = event.body or ()
        waiting += [inner for inner in body if inner.body is not None][::-1]
        if any(_exports(inner.words) for inner in body):
            found[event.name] = None
    return list(found)


def _exports(words: tuple[Word, ...]) -> bool:
    name = words[0].plain() if words else ""
    letters = _options(list(words[1:])).letters
    return (name == "export" and len(words) > 1) or (name == "set" and "x" in letters and "q" not in letters)
