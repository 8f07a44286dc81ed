"""What a shell's rc file exports, read as data: nothing of it is run.

Taken is what is certain. Where the value, or whether a line runs at all, depends on something that is not in the text
(a command, a condition, another variable), the name is passed, with the reason.

Three steps, none of which recurses into the text, since a stranger's file may nest anything by the thousand:
`_Scanner` finds words and where what is quoted or substituted ends, `_Parser` finds commands and under what they
stand, `_Shell` does what they would do to variables. bash, zsh, ksh and sh are read alike; where bash and zsh differ,
the name of the file decides. Text that is not understood ends the reading there, as it does in the shell.

The rules are those of POSIX.1-2024, "Shell Command Language", and of the manuals of bash 5.2 and zsh 5.9; the tests
compare with the shells themselves. https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html
"""

import os
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate, pairwise, takewhile
from typing import Final, NamedTuple

from vxenv.errors import UsageError
from vxenv.exchange.reading import NAME, Assignment, Passed, Reading
from vxenv.paths import shown

LONGEST: Final = 131_071  # what Linux allows one string of the environment, without its NUL
MOST: Final = 8 << 20  # for all values together: a short text can ask for a lot (A=$A$A)
STEPS: Final = 100_000  # of functions that are called, which a short text can make many as well
DEEPEST: Final = 8  # calls of functions within one another

CERTAIN_LEVEL, MAYBE_LEVEL, NEVER_LEVEL = 0, 1, 2


class Under(NamedTuple):
    """Whether a command runs, in the shell itself: for certain, maybe or never; and why not."""

    level: int = CERTAIN_LEVEL
    why: str = ""


CERTAIN: Final = Under()
CONDITION: Final = Under(MAYBE_LEVEL, "only under a condition")
LOOP: Final = Under(MAYBE_LEVEL, "only in a loop")
PIPELINE: Final = Under(MAYBE_LEVEL, "only in a pipeline")
_REDIRECTED: Final = Under(MAYBE_LEVEL, "only if a redirection works")
_ANONYMOUS: Final = Under(MAYBE_LEVEL, "inside a function without a name")
_SUBSHELL: Final = Under(NEVER_LEVEL, "only in a subshell")
_BACKGROUND: Final = Under(NEVER_LEVEL, "only in the background")
NOT_INTERACTIVE: Final = Under(NEVER_LEVEL, "only in a shell that is not interactive")

RUNS: Final = "runs a command"
_STANDS_FOR: Final = "depends on the home directory"
DIFFERS: Final = "means different things to different shells"
ARITHMETIC: Final = "is the result of arithmetic"
TOO_LONG: Final = "is too long for an environment"
ELSEWHERE: Final = "exported here, but set elsewhere"
NOT_EXPORTED: Final = "set but not exported"


def worst(*given: Under) -> Under:
    """Return the least certain, of equals the first."""
    return max(given, key=lambda under: under.level)


def inside(function: str) -> Under:
    """Return what the body of a function stands under, as long as nobody calls it."""
    return Under(NEVER_LEVEL, f"inside the function {function}; to take it: --function {function}")


def after_return(under: Under, line: int) -> Under:
    """Return what follows a return on `line` that itself stands under something."""
    if under.level == CERTAIN_LEVEL:
        return Under(NEVER_LEVEL, f"line {line} returns before it")
    return Under(MAYBE_LEVEL, f"only if line {line} does not return before it")


def is_telling(name: str) -> bool:
    """Tell whether it is worth saying that `name` is not exported: what steers the shell itself never is."""
    return bool(_TELLING.fullmatch(name))


_TELLING: Final = re.compile(
    r"(?!(?:PS[0-9]|R?PROMPT|IFS|HIST|BASH|ZSH|ZDOT|KEYTIMEOUT|WORDCHARS|MAIL|FPATH|CDPATH|FIGNORE|OPT))[A-Z][A-Z0-9_]*"
)
# What these hold is the shell's doing, whatever is assigned.
_OWN: Final = re.compile(
    r"_|RANDOM|SRANDOM|SECONDS|LINENO|E?[UG]ID|PPID|BASHPID|EPOCH\w+|HISTCMD|SHELLOPTS|BASHOPTS|BASH_\w+|FUNCNAME"
    r"|DIRSTACK|GROUPS|SHLVL|OPTIND|OPTARG|PWD|OLDPWD|ERRNO|USERNAME|COLUMNS|LINES|TTYIDLE|COMP_\w+|status|argv"
)


class NotUnderstoodError(Exception):
    """The text cannot be read from `line` on."""

    def __init__(self, why: str, line: int) -> None:
        """Take the reason, in words for people, and the line."""
        super().__init__(why)
        self.why = why
        self.line = line


class UnknownError(Exception):
    """A value cannot be known, for the reason given."""


class Part(NamedTuple):
    """A piece of a word: ``text``, a ``name`` or ``operation`` to be looked up, or a ``why`` it cannot be known."""

    kind: str
    text: str
    quoted: bool


class Word(NamedTuple):
    """A word; `sets` are the variables that expanding it would change, with the reason they are not known."""

    parts: tuple[Part, ...]
    line: int
    array: bool = False
    sets: tuple[tuple[str, str], ...] = ()

    def plain(self) -> str:
        """Return the text of a word without any quoting and substitution, as reserved words must be; else ""."""
        return "" if any(part.kind != "text" or part.quoted for part in self.parts) else self.literal() or ""

    def literal(self) -> str | None:
        """Return the text of a word without substitutions."""
        return "".join(part.text for part in self.parts) if all(part.kind == "text" for part in self.parts) else None

    def names(self) -> set[str]:
        """Return what the word depends on."""
        return {re.split(r"(?<=.)\W", part.text)[0] for part in self.parts if part.kind != "text"}


class Event(NamedTuple):
    """A command; or, with a `body`, the definition of a function; or, with `sets`, what else changes variables."""

    line: int
    under: Under
    words: tuple[Word, ...] = ()
    name: str = ""
    body: "tuple[Event, ...] | None" = None
    sets: tuple[tuple[str, str], ...] = ()


_RUN = re.compile(r"""[^ \t\n;&|()<>'"\\`$]+""")
_RUN_IN_TEST = re.compile(r"""[^ \t\n'"\\`$]+""")
_BLANKS = re.compile(r"(?:[ \t]|\\\n)*+")
_IN_DOUBLE = re.compile(r'[^"\\`$]+')
_BACKTICKS = re.compile(r"`[^`\\]*+(?:\\.[^`\\]*+)*+`", re.DOTALL)
_ANSI = re.compile(r"\$'([^'\\]*+(?:\\.[^'\\]*+)*+)'", re.DOTALL)
_ARRAY = re.compile(r"[A-Za-z_]\w*(?:\[[^\]]*\])?\+?=", re.ASCII)
_TARGET = re.compile(r"([A-Za-z_]\w*)(\[[^\]]*\])?(\+?)=", re.ASCII)
_REFERENCE = re.compile(r"\$(?:[A-Za-z_]\w*|[0-9@*#?$!-])", re.ASCII)
_BRACED = re.compile(r"\$\{([A-Za-z_]\w*|[0-9]+|[@*#?$!-])\}", re.ASCII)
_OPERATION = re.compile(r"\$\{([A-Za-z_]\w*:?[-+=?][\w./:@,+=-]*)\}", re.ASCII)
_SAME_IN_QUOTES = re.compile(r"'[^'}\"`$\\]*'")
_DEPENDS = re.compile(r"\$\{\W*(\w+|[@*?$!-])", re.ASCII)
_DEFAULTED = re.compile(r"\$\{([A-Za-z_]\w*):?=", re.ASCII)
_CHANGED = re.compile(
    r"([A-Za-z_]\w*)\s*(?:\+\+|--|(?:[-+*/%&|^]|<<|>>|\*\*)?=(?!=))|(?:\+\+|--)\s*([A-Za-z_]\w*)", re.ASCII
)
_DELIMITER = re.compile(r"""(?:[^ \t\n;&|()<>'"\\]|\\.|'[^'\n]*'|"[^"\n]*")+""")
_REDIRECTION = re.compile(r"(?:\d*+(?:<<<|<<-?|<>|<&|>&|>>|>\||<(?!\()|>(?!\())|&>>?)")
_WORD_IN_PARENTHESES = re.compile(r"""[^ \t\n;&|()<>'"\\`$]+""")

# What may stand in what `_Scanner.skip` skips: commands, a case in them, double quotes, ${…} outside and inside of
# those, arithmetic, and parentheses in that.
_COMMANDS, _CASE, _DOUBLE, _BRACE, _QUOTED_BRACE, _ARITHMETIC, _GROUP = '(C"{Ba)'
_BEFORE_COMMANDS = frozenset(("then", "do", "else", "elif", "if", "while", "until", "time", "!", "{"))
_DULL = {
    _DOUBLE: _IN_DOUBLE,
    _BRACE: re.compile(r"""[^}'"\\`$]+"""),
    _QUOTED_BRACE: re.compile(r"""[^}'"\\`$]+"""),
    _ARITHMETIC: re.compile(r"""[^()'"\\`$]+"""),
    _GROUP: re.compile(r"""[^()'"\\`$]+"""),
}


def lines(text: str) -> list[int]:
    """Return where the lines of a text end."""
    return [at.start() for at in re.finditer("\n", text)]


def line_of(ends: list[int], position: int) -> int:
    """Return the line of a position, from 1, by where the lines end."""
    return bisect_right(ends, position - 1) + 1


def changed(arithmetic: str) -> tuple[tuple[str, str], ...]:
    """Return the variables that arithmetic assigns to."""
    return tuple((one or other, ARITHMETIC) for one, other in _CHANGED.findall(arithmetic))


class _Scanner:
    """Finds words. `position` moves on over what was read."""

    def __init__(self, text: str, *, zsh: bool) -> None:
        self.text = text
        self.zsh = zsh
        self.position = 0
        self._breaks = lines(text)
        # Here documents whose bodies begin after this line: delimiter, whether tabs are stripped, whether quoted.
        self.documents: list[tuple[str, bool, bool]] = []

    def line(self, position: int | None = None) -> int:
        """Return the line of a position, from 1."""
        return line_of(self._breaks, self.position if position is None else position)

    def fail(self, why: str, position: int | None = None) -> NotUnderstoodError:
        """Return the error for what is not understood at a position."""
        return NotUnderstoodError(why, self.line(position))

    def blanks(self) -> None:
        """Go over blanks and continued lines."""
        found = _BLANKS.match(self.text, self.position)
        self.position = found.end() if found else self.position

    def comment(self) -> None:
        """Go over a comment, to the end of its line."""
        end = self.text.find("\n", self.position)
        self.position = len(self.text) if end < 0 else end

    # Words

    def word(self, *, in_test: bool = False, patterns: bool = True) -> Word:
        """Read a word. In ``[[ … ]]`` operators of the shell are part of it; where `patterns` may be, so is (a|b)."""
        start = self.position
        parts: list[Part] = []
        sets: list[tuple[str, str]] = []
        array = False
        run = _RUN_IN_TEST if in_test else _RUN
        text = self.text
        while self.position < len(text):
            found = run.match(text, self.position)
            if found:
                parts.append(Part("text", found[0], quoted=False))
                self.position = found.end()
            elif text[self.position] in "'\"\\`$":
                self._quoted(parts, sets)
            elif text[self.position] in "<>" and text.startswith("(", self.position + 1):
                self.position = self.skip(self.position + 2, _COMMANDS)
                parts.append(Part("why", RUNS, quoted=False))
            elif text[self.position] == "(" and not array and _ARRAY.fullmatch(Word(tuple(parts), 0).plain()):
                self.position = self.skip(self.position + 1, _COMMANDS)
                array = True
            elif text[self.position] == "(" and self.position > start and self._is_pattern(anywhere=patterns):
                self.position = self.skip(self.position + 1, _COMMANDS)
                parts.append(Part("why", "depends on the files there are", quoted=False))
            else:
                break
        return Word(tuple(joined(parts)), self.line(start), array, tuple(sets))

    def _is_pattern(self, *, anywhere: bool) -> bool:
        before = self.text[self.position - 1]
        return (anywhere and (self.zsh or before in "?*+@!")) or (self.zsh and before == "[")

    def _quoted(self, parts: list[Part], sets: list[tuple[str, str]]) -> None:
        """Read what begins with a quote, a backslash, a backtick or a dollar sign, outside of double quotes."""
        text, start = self.text, self.position
        sign = text[start]
        if sign == "\\":
            if start + 1 == len(text):
                raise self.fail("ends in a backslash")
            if text[start + 1] != "\n":
                parts.append(Part("text", text[start + 1], quoted=True))
            self.position += 2
        elif sign == "'":
            end = text.find("'", start + 1)
            if end < 0:
                raise self.fail("a quote is not closed")
            parts.append(Part("text", text[start + 1 : end], quoted=True))
            self.position = end + 1
        elif sign == '"':
            self._double(parts, sets)
        else:
            self._substitution(parts, sets, quoted=False)

    def _double(self, parts: list[Part], sets: list[tuple[str, str]]) -> None:
        text, start = self.text, self.position
        parts.append(Part("text", "", quoted=True))  # there is a word even if it is empty
        self.position += 1
        while self.position < len(text):
            found = _IN_DOUBLE.match(text, self.position)
            if found:
                parts.append(Part("text", found[0], quoted=True))
                self.position = found.end()
            elif text[self.position] == '"':
                self.position += 1
                return
            elif text[self.position] == "\\":
                escaped = text[self.position + 1 : self.position + 2]
                kept = "" if escaped == "\n" else escaped if escaped in '"\\`$' else "\\" + escaped
                parts.append(Part("text", kept, quoted=True))
                self.position += 2
            else:
                self._substitution(parts, sets, quoted=True)
        raise self.fail("a quote is not closed", start)

    def _substitution(self, parts: list[Part], sets: list[tuple[str, str]], *, quoted: bool) -> None:  # noqa: C901
        """Read what begins with a dollar sign or a backtick."""
        text, start = self.text, self.position
        kind, value = "why", RUNS
        if text[start] == "`":
            found = _BACKTICKS.match(text, start)
            if not found:
                raise self.fail("a backtick is not closed")
            self.position = found.end()
        elif text.startswith("$((", start):
            self.position = self.skip(start + 3, _ARITHMETIC)
            sets += changed(text[start : self.position])
            value = ARITHMETIC
        elif text.startswith("$(", start):
            self.position = self.skip(start + 2, _COMMANDS)
        elif text.startswith("${", start):
            kind, value = self._braced(sets, quoted=quoted)
        elif text.startswith("$[", start):
            end = text.find("]", start)
            if end < 0 or re.search(r"[\n'\"`\\$\[]", text[start + 2 : end]):
                raise self.fail("arithmetic of a kind that is not understood")
            self.position = end + 1
            value = DIFFERS
        elif not quoted and text.startswith("$'", start):
            found = _ANSI.match(text, start)
            if not found:
                raise self.fail("a quote is not closed")
            self.position = found.end()
            kind, value, quoted = (*_ansi(found[1], zsh=self.zsh), True)
        elif not quoted and text.startswith('$"', start):
            self.position += 1
            if self.zsh:
                parts.append(Part("why", DIFFERS, quoted=True))
            self._double(parts, sets)
            return
        else:
            kind, value, quoted = self._unbraced(quoted=quoted)
        parts.append(Part(kind, value, quoted))

    def _unbraced(self, *, quoted: bool) -> tuple[str, str, bool]:
        """Read ``$NAME``, or a dollar sign that stands for itself."""
        text, start = self.text, self.position
        found = _REFERENCE.match(text, start)
        self.position = found.end() if found else start + 1
        if text.startswith("\\\n", self.position):
            return "why", DIFFERS, quoted  # the name, or whatever it is, goes on in the next line
        if self.zsh and re.compile(r"[\[]|:[A-Za-z&]" if found else r"[=~+^]").match(text, self.position):
            # A subscript, a modifier or a flag; for the others it is text.
            return "why", f"depends on {found[0]}" if found else DIFFERS, quoted
        if found:
            return "name", found[0][1:], quoted
        return "text", "$", True  # a tilde or a brace next to it is not the word's first

    def _braced(self, sets: list[tuple[str, str]], *, quoted: bool) -> tuple[str, str]:
        """Read ``${…}``."""
        text, start = self.text, self.position
        self.position = self.skip(start + 2, _QUOTED_BRACE if quoted else _BRACE, start)
        whole = text[start : self.position]
        found = _BRACED.fullmatch(whole)
        if found:
            return "name", found[1]
        found = _OPERATION.fullmatch(whole)
        if found:
            sets += [(name, f"depends on ${name}") for name in _DEFAULTED.findall(whole)]
            return "operation", found[1]
        sets += [(name, f"depends on ${name}") for name in _DEFAULTED.findall(whole)]
        sets += changed(whole) if "$((" in whole else ()
        found = _DEPENDS.match(whole)
        return "why", f"depends on ${found[1]}" if found else DIFFERS

    # What is skipped

    def skip(self, at: int, context: str, opened: int | None = None) -> int:  # noqa: C901, PLR0912, PLR0915 - one loop
        """Return where the end is of what was opened before `at`; all that is nested is on a stack here."""
        text, end = self.text, len(self.text)
        start = at - 1 if opened is None else opened
        stack = [context]
        command = fresh = True  # whether a command, or a word, may begin here
        documents: list[tuple[str, bool, bool]] = []
        while stack:
            if at >= end:
                raise self.fail("what is opened here is not closed", start)
            top = stack[-1]
            if top in _DULL:
                found = _DULL[top].match(text, at)
                if found:
                    at = found.end()
                    continue
            sign = text[at]
            commands = top in (_COMMANDS, _CASE)
            if sign == "\\":
                at += 2
                fresh = fresh and text[at - 1 : at] == "\n"
                command = command and fresh
            elif sign == "'" and top not in (_DOUBLE, _QUOTED_BRACE):
                at = text.find("'", at + 1) + 1
                if not at:
                    raise self.fail("a quote is not closed", start)
                command = fresh = False
            elif sign == '"' and top == _DOUBLE:
                stack.pop()
                at += 1
                command = fresh = False
            elif sign == '"':
                stack.append(_DOUBLE)
                at += 1
            elif sign == "`":
                found = _BACKTICKS.match(text, at)
                if not found:
                    raise self.fail("a backtick is not closed", start)
                at = found.end()
                command = fresh = False
            elif sign == "$":
                command = fresh = False
                if text.startswith("$((", at):
                    stack.append(_ARITHMETIC)
                    at += 3
                elif text.startswith("$(", at):
                    if documents:
                        raise self.fail("a here document inside of something else", at)
                    stack.append(_COMMANDS)
                    command = fresh = True
                    at += 2
                elif text.startswith("${", at):
                    stack.append(_QUOTED_BRACE if top in (_DOUBLE, _QUOTED_BRACE) else _BRACE)
                    at += 2
                elif text.startswith("$'", at) and top not in (_DOUBLE, _QUOTED_BRACE):
                    found = _ANSI.match(text, at)
                    if not found:
                        raise self.fail("a quote is not closed", start)
                    at = found.end()
                else:
                    at += 1
            elif sign == "}" and top in (_BRACE, _QUOTED_BRACE):
                stack.pop()
                at += 1
            elif sign == "'" and top == _QUOTED_BRACE:
                # To bash it is a quote, to others itself: understood is only what ends at the same place for both.
                found = None if self.zsh else _SAME_IN_QUOTES.match(text, at)
                if not found and not self.zsh:
                    raise self.fail("a quote in ${…} in quotes", start)
                at = found.end() if found else at + 1
            elif top == _ARITHMETIC and sign == ")":
                if not text.startswith("))", at):
                    raise self.fail("parentheses that may be arithmetic or commands", start)
                stack.pop()
                at += 2
            elif top in (_ARITHMETIC, _GROUP):
                if sign == "(":
                    stack.append(_GROUP)
                else:
                    stack.pop()
                at += 1
            elif not commands:
                at += 1
            elif sign == "(":
                stack.append(_COMMANDS)
                command = fresh = True
                at += 1
            elif sign == ")":
                if documents:
                    raise self.fail("a here document inside of something else", at)
                if top == _COMMANDS:
                    stack.pop()
                command = top == _CASE
                fresh = command
                at += 1
            elif sign == "\n":
                at += 1
                for document in documents:
                    at = self.after_document(at, *document)
                documents = []
                command = fresh = True
            elif sign in " \t":
                at += 1
                fresh = True
            elif sign in ";&|":
                at += 1
                command = fresh = True
            elif sign == "#" and fresh:
                at = text.find("\n", at)
                at = end if at < 0 else at
            elif text.startswith("<<<", at):
                at += 3
                fresh = True
            elif text.startswith("<<", at):
                at, document = self.delimiter(at)
                documents.append(document)
                fresh = False
            elif sign in "<>":
                at += 1
                fresh = True
            else:
                found = _WORD_IN_PARENTHESES.match(text, at)
                word = found[0] if found and fresh else ""
                at = found.end() if found else at + 1
                fresh = False
                if command and word == "case":
                    stack.append(_CASE)
                elif command and word == "esac" and top == _CASE:
                    stack.pop()
                command = command and word in _BEFORE_COMMANDS
        return at

    def delimiter(self, at: int) -> tuple[int, tuple[str, bool, bool]]:
        """Read the ``<<WORD`` at `at`; return where it ends, and the document that it announces."""
        tabs = self.text.startswith("<<-", at)
        blanks = _BLANKS.match(self.text, at + 2 + tabs)
        found = _DELIMITER.match(self.text, blanks.end()) if blanks else None
        if not found:
            raise self.fail("a here document without an end", at)
        quoted = bool(re.search(r"[\\'\"]", found[0]))
        word = re.sub(r"""\\(.)|'([^']*)'|"([^"]*)\"""", lambda part: part[1] or part[2] or part[3] or "", found[0])
        return found.end(), (word, tabs, quoted)

    def after_document(self, at: int, word: str, tabs: bool, quoted: bool) -> int:
        """Return where the body of a here document that begins at `at` is over."""
        before = ""
        while at < len(self.text):
            end = self.text.find("\n", at)
            end = len(self.text) if end < 0 else end
            line = before + (self.text[at:end].lstrip("\t") if tabs else self.text[at:end])
            at = end + 1
            if line == word:
                break
            # A line that ends in a backslash goes on in the next. What is longer than the delimiter need not be kept.
            continued = not quoted and (len(line) - len(line.rstrip("\\"))) % 2 == 1
            before = line[:-1][: len(word) + 1] if continued else ""
        return min(at, len(self.text))


def joined(parts: list[Part]) -> Iterator[Part]:
    """Yield the parts, those of text that stand alike as one."""
    kept: list[str] = []
    quoted = False
    for part in parts:
        if kept and (part.kind != "text" or part.quoted != quoted):
            yield Part("text", "".join(kept), quoted)
            kept = []
        if part.kind == "text":
            kept.append(part.text)
            quoted = part.quoted
        else:
            yield part
    if kept:
        yield Part("text", "".join(kept), quoted)


_ESCAPE = re.compile(rb"\\(x[0-9A-Fa-f]{1,2}|u[0-9A-Fa-f]{1,4}|U[0-9A-Fa-f]{1,8}|[0-7]{1,3}|.)", re.DOTALL)
_ESCAPED = {
    b"a": b"\a", b"b": b"\b", b"e": b"\x1b", b"E": b"\x1b", b"f": b"\f", b"n": b"\n", b"r": b"\r", b"t": b"\t",
    b"v": b"\v", b"\\": b"\\", b"'": b"'", b'"': b'"', b"?": b"?",
}  # fmt: skip


def _ansi(text: str, *, zsh: bool) -> tuple[str, str]:  # noqa: C901 - a table of escapes
    """Return what stands between ``$'`` and ``'``, as the kind and the text of a part."""

    def escaped(found: re.Match[bytes]) -> bytes:
        code = found[1]
        if code in _ESCAPED:
            return _ESCAPED[code]
        if code[:1] in b"xuU" and len(code) > 1:
            number = int(code[1:], 16)
        elif code[:1].isdigit() and code < b"8":
            number = int(code, 8)
        elif zsh or code[:1] in b"cxuU":
            raise UnknownError(DIFFERS)
        else:
            return found[0]
        if number == 0:
            raise UnknownError("holds a NUL")
        if code[:1] not in b"uU" and number < 256:  # noqa: PLR2004 - a byte
            return bytes([number])
        try:
            return chr(number).encode() if code[:1] in b"uU" else _fail()
        except (ValueError, OverflowError) as error:
            raise UnknownError(DIFFERS) from error

    def _fail() -> bytes:
        raise UnknownError(DIFFERS)

    try:
        found = _ESCAPE.sub(escaped, text.encode("utf-8", "surrogateescape"))
    except UnknownError as error:
        return "why", str(error)
    return "text", found.decode("utf-8", "surrogateescape")


# Commands


class Frame:
    """A compound command that is open: what it stands under, and how far its list of commands is."""

    def __init__(self, kind: str, line: int, under: Under) -> None:
        """Begin a compound command, named by its first word, which stands under `under`."""
        self.kind = kind
        self.line = line
        self.outer = under  # what the whole stands under
        self.under = under  # what the commands in it stand under, now
        self.function: str | None = None
        self.part = kind  # of an `if`: if, then, else; of a loop: head, do; of a case: pattern, body
        self.commands = 0  # since the last of these
        self.test = 0  # whether the first and only one is true (1) or false (-1) in an interactive shell
        self.first_test = 0  # that of an `if`
        self.interactive = False  # a case of $-
        self.start = self.pipe = 0
        self.state = "fresh"
        self.chain = self.piped = CERTAIN
        self.polarity = 0
        self.sure = self.negated = False

    def begin(self, at: int) -> None:
        """Begin an item of the list, after a semicolon or a line's end."""
        self.start = self.pipe = at
        self.state = "fresh"
        self.chain = self.piped = CERTAIN
        self.polarity = 0
        self.sure = self.negated = False


def branch(frame: Frame, name: str) -> None:
    """Begin a branch of an `if`; a test of whether the shell is interactive decides for one of them."""
    if name == "then":
        first = frame.under is not NOT_INTERACTIVE and not frame.first_test
        test = frame.test if first else 0
        if not frame.first_test:
            frame.first_test = test or 2  # there was one, and it tells nothing
        elif frame.first_test == 1:
            test = -1  # of an elif after it
        frame.under = worst(frame.outer, {1: CERTAIN, -1: NOT_INTERACTIVE}.get(test, CONDITION))
        frame.part = "then"
    elif name == "elif":
        frame.under = worst(frame.outer, NOT_INTERACTIVE if frame.first_test == 1 else CONDITION)
        frame.first_test = 1 if frame.first_test == 1 else 2
        frame.part = "if"
    else:
        frame.under = worst(frame.outer, {1: NOT_INTERACTIVE, -1: CERTAIN}.get(frame.first_test, CONDITION))
        frame.part = "else"


class Buffer:
    """The commands of a function, or of the file since the last of its lines that was whole."""

    def __init__(self) -> None:
        """Start with no commands."""
        self.events: list[Event] = []
        self.marks: list[tuple[int, int, Under]] = []

    def whole(self) -> tuple[Event, ...]:
        """Return the commands, each under what was only seen after them: a pipe, an ampersand."""
        found = self.events
        for level in (MAYBE_LEVEL, NEVER_LEVEL):
            steps = [0] * (len(found) + 1)
            reasons = [mark for mark in self.marks if mark[2].level == level]
            for start, end, _ in reasons:
                steps[start] += 1
                steps[end] -= 1
            if reasons:
                covered = accumulate(steps)
                found = [
                    event._replace(under=worst(event.under, reasons[0][2])) if depth else event
                    for event, depth in zip(found, covered, strict=False)
                ]
        return tuple(found)


_OPERATOR = re.compile(r";;&|;;|;&|;\||&&|\|\||\|&|[;&|()\n]")
_LOOPS = frozenset(("while", "until", "for", "select"))
_CLOSERS = frozenset(("then", "do", "else", "elif", "fi", "done", "esac", "}"))
_RESERVED = frozenset(("if", "while", "until", "for", "select", "case", "function", "{", "!", "time", "[[", *_CLOSERS))
_ALWAYS_WELL = frozenset((":", "true", "export", "unset", "set", "alias", "setopt", "unsetopt"))
_HARMLESS = re.compile(r"/dev/null|[0-9]+|-")


class _Parser(_Scanner):
    """Finds commands, and what they stand under."""

    def __init__(self, text: str, *, zsh: bool) -> None:
        super().__init__(text, zsh=zsh)
        self.events: list[Event] = []
        self.failure: NotUnderstoodError | None = None
        self.lost = ""  # the text that was not understood
        self._whole = 0  # where the last of the lines ends that were
        self._buffers = [Buffer()]
        self._frames = [Frame("", 1, CERTAIN)]
        self._pending: str | None = None  # the function whose body comes next

    @property
    def _frame(self) -> Frame:
        return self._frames[-1]

    @property
    def _buffer(self) -> Buffer:
        return self._buffers[-1]

    def parse(self) -> None:
        """Fill `events`, and `failure` if the text is understood only up to there."""
        nul = self.text.find("\0")
        if nul >= 0:
            self.text = self.text[:nul]
        try:
            while self.position < len(self.text):
                self._next()
            self._newline()
            if len(self._frames) > 1 or self._frame.state == "need" or self._pending is not None:
                words = {"(": "a parenthesis", "{": "a brace", "": "what begins here"}
                what, line = words.get(self._frame.kind, self._frame.kind), self._frame.line
                line = line if len(self._frames) > 1 else self.line(self._whole)
                raise NotUnderstoodError(f"{what} is not closed", line)  # noqa: TRY301 - one place notes what was lost
            if nul >= 0:
                raise self.fail("a NUL")
        except NotUnderstoodError as error:
            # A shell does nothing of a line that it cannot read to its end.
            self.failure = error
            self.lost = self.text[self._whole :]
            lost = Under(NEVER_LEVEL, f"in text that is not understood: line {error.line}, {error.why}")
            for buffer in self._buffers:
                self.events += [event._replace(under=lost) for event in buffer.whole()]

    def _next(self) -> None:
        self.blanks()
        frame = self._frame
        if frame.kind == "case" and frame.part == "pattern":
            self._pattern()
            return
        if self.position >= len(self.text):
            return
        sign = self.text[self.position]
        if sign == "#":
            self.comment()
            return
        if not _REDIRECTION.match(self.text, self.position) and not self._substitutes():
            found = _OPERATOR.match(self.text, self.position)
            if found:
                self._operator(found[0])
                return
        self._command()

    def _substitutes(self) -> bool:
        return self.text.startswith(("<(", ">("), self.position)

    # Operators

    def _operator(self, sign: str) -> None:  # noqa: C901 - the operators
        if sign == "(":
            self._parenthesis()
            return
        self.position += len(sign)
        frame = self._frame
        if sign == "\n":
            self._newline()
        elif self._pending is not None:
            raise self.fail("a function without a body")
        elif sign == ")":
            self._close("(")
        elif sign in (";;", ";&", ";;&", ";|"):
            if frame.kind != "case" or frame.state == "need":
                raise self.fail(f"{sign} outside of case")
            frame.interactive = frame.interactive and sign == ";;"
            frame.begin(len(self._buffer.events))
            frame.part = "pattern"
        elif frame.state in ("fresh", "need"):
            if sign != ";" or frame.state == "need" or not self.zsh:
                raise self.fail(f"{sign} without a command before it")
        elif sign == ";":
            frame.begin(len(self._buffer.events))
        elif sign == "&":
            self._mark(frame.start, _BACKGROUND)
            frame.begin(len(self._buffer.events))
        else:
            self._connect(frame, sign)

    def _connect(self, frame: Frame, sign: str) -> None:
        """Go over a ``|``, ``&&`` or ``||``."""
        if sign in ("|", "|&"):
            self._mark(frame.pipe, PIPELINE)
            frame.piped = PIPELINE
        else:
            frame.piped = CERTAIN
            if frame.polarity:  # a test of whether the shell is interactive, which the user's is
                frame.chain = CERTAIN if (frame.polarity > 0) == (sign == "&&") else NOT_INTERACTIVE
            elif sign == "||" or (not frame.sure and frame.chain.level == CERTAIN_LEVEL):
                frame.chain = CONDITION
            frame.commands += 1  # so that it is no test of its own
        frame.pipe = len(self._buffer.events)
        frame.state = "need"
        frame.polarity = 0
        frame.negated = False

    def _mark(self, start: int, under: Under) -> None:
        self._buffer.marks.append((start, len(self._buffer.events), under))

    def _newline(self) -> None:
        for document in self.documents:
            self.position = self.after_document(self.position, *document)
        self.documents = []
        frame = self._frame
        if frame.state != "need" and self._pending is None:
            frame.begin(len(self._buffer.events))
            if len(self._frames) == 1:
                self.events += self._buffer.whole()
                self._buffers = [Buffer()]
                self._whole = self.position
                frame.begin(0)

    # Compound commands

    def _under(self) -> Under:
        frame = self._frame
        return worst(frame.under, frame.chain, frame.piped)

    def _open(self, kind: str, line: int, under: Under) -> Frame:
        """Open a compound command; `under` is what its own kind puts its commands under."""
        self._check()
        name, self._pending = self._pending, None
        outer = self._under()
        if name is not None:
            self._buffers.append(Buffer())
            outer = CERTAIN
        if name == "":
            outer = _ANONYMOUS
        frame = Frame(kind, line, outer)
        frame.under = worst(outer, under)
        frame.function = name
        frame.begin(len(self._buffer.events))
        self._frames.append(frame)
        return frame

    def _check(self) -> None:
        """Raise if no command can begin here."""
        if self._frame.state not in ("fresh", "need"):
            raise self.fail("a command where none can be")
        if self._frame.kind in _LOOPS and self._frame.part == "head" and self._frame.kind in ("for", "select"):
            raise self.fail("a loop of a kind that is not understood")

    def _close(self, kind: str) -> None:
        """Close a compound command."""
        frame = self._frame
        if frame.kind != kind or frame.state == "need" or len(self._frames) == 1 or self._pending is not None:
            raise self.fail("something is closed that is not open")
        if not frame.commands and kind != "case" and not self.zsh:
            raise self.fail("no command where one must be")
        self._frames.pop()
        if frame.function is not None:
            body = self._buffers.pop().whole()
            name = frame.function
            self._buffer.events.append(Event(frame.line, self._under(), name=name, body=body))
        self._done()

    def _done(self, *, sure: bool = False, polarity: int = 0) -> None:
        """Note that a command is complete."""
        frame = self._frame
        frame.commands += 1
        frame.state = "closed"
        frame.sure = sure and not frame.negated and not frame.piped.level
        alone = not frame.chain.level and not frame.piped.level
        frame.polarity = (-polarity if frame.negated else polarity) if alone else 0
        frame.test = frame.polarity if frame.commands == 1 else 0

    def _parenthesis(self) -> None:
        """Read a ``(`` where a command may begin."""
        start = self.position
        if self.text.startswith("((", start):
            self._check()
            self.position = self.skip(start + 2, _ARITHMETIC, start)
            self._emit(Event(self.line(start), self._under(), sets=changed(self.text[start : self.position])))
            return
        anonymous = re.compile(r"\([ \t]*\)").match(self.text, start)
        if anonymous and self.zsh:
            self._check()
            self.position = anonymous.end()
            self._pending = ""
            return
        self._open("(", self.line(), _SUBSHELL)
        self.position += 1

    def _emit(self, event: Event) -> None:
        """Note a command that is no simple one, or no compound one with commands in it."""
        if self._pending is not None:
            self._buffers.append(Buffer())
            self._buffer.events.append(event)
            body = self._buffers.pop().whole()
            event = Event(event.line, self._under(), name=self._pending, body=body)
            self._pending = None
        self._buffer.events.append(event)
        self._done()

    def _command(self) -> None:  # noqa: C901, PLR0912 - the reserved words
        """Read a command, or the reserved word that begins or ends one."""
        start = self.position
        word = self.word() if not _REDIRECTION.match(self.text, start) else None
        name = word.plain() if word else ""
        if name not in _RESERVED:
            if self.zsh and name == "always" and self._frame.state == "closed":
                self._frame.begin(len(self._buffer.events))
                return
            self.position = start
            if self._frame.state == "closed":
                self._redirections()
            else:
                self._simple()
            return
        frame = self._frame
        line = self.line(start)
        if name in _CLOSERS:
            self._part(name)
            return
        self._check()
        if name in ("!", "time"):
            frame.negated = frame.negated != (name == "!")
            frame.state = "need"
            if name == "time":
                option = re.compile(r"[ \t]+-p(?=[ \t])").match(self.text, self.position)
                self.position = option.end() if option else self.position
        elif name == "function":
            self._function()
        elif name == "[[":
            self._test(line)
        elif name in ("for", "select"):
            self._for(name, line)
        elif name == "case":
            self._case(line)
        elif name == "{":
            self._open("{", line, CERTAIN)
        elif name == "if":
            self._open("if", line, CONDITION)
        else:
            self._open(name, line, LOOP).part = "head"

    def _redirections(self) -> None:
        """Read what may follow a compound command: redirections."""
        if not _REDIRECTION.match(self.text, self.position):
            raise self.fail("a command where none can be")
        if self._redirection():
            self._mark(self._frame.start, _REDIRECTED)

    def _part(self, name: str) -> None:
        """Go on with the next part of a compound command, or close it."""
        frame = self._frame
        if name == "}":
            self._close("{")
            return
        if frame.state == "need" or self._pending is not None:
            raise self.fail(f"{name} where it cannot be")
        if name in ("then", "elif", "else"):
            expected = "if" if name == "then" else "then"
            if frame.kind != "if" or frame.part != expected or (not frame.commands and not self.zsh):
                raise self.fail(f"{name} where it cannot be")
            branch(frame, name)
        elif name == "fi" and frame.kind == "if" and frame.part in ("then", "else"):
            self._close("if")
            return
        elif name == "do" and frame.kind in _LOOPS and frame.part == "head":
            if not frame.commands and frame.kind not in ("for", "select"):
                raise self.fail("do where it cannot be")
            frame.part = "do"
        elif name == "done" and frame.kind in _LOOPS and frame.part == "do":
            self._close(frame.kind)
            return
        elif name == "esac" and frame.kind == "case":
            self._close("case")
            return
        else:
            raise self.fail(f"{name} where it cannot be")
        frame.commands = 0
        frame.begin(len(self._buffer.events))

    def _function(self) -> None:
        """Read ``function NAME`` or ``function NAME ()``; the body follows."""
        self.blanks()
        name = self.word(patterns=False).literal()
        if not name:
            raise self.fail("a function without a name")
        found = re.compile(r"[ \t]*\([ \t]*\)").match(self.text, self.position)
        self.position = found.end() if found else self.position
        self._pending = name

    def _test(self, line: int) -> None:
        """Read ``[[ … ]]``, whose operators are not the shell's."""
        words = [Word((Part("text", "[[", quoted=False),), line)]
        while words[-1].plain() != "]]":
            found = re.compile(r"(?:[ \t\n]|\\\n)*+(\]\](?=[ \t\n;&|()]|$))?").match(self.text, self.position)
            self.position = found.end() if found else self.position
            if found and found[1]:
                words.append(Word((Part("text", "]]", quoted=False),), line))
            elif self.position >= len(self.text) or (self.text[self.position] == "#" and not self.zsh):
                raise NotUnderstoodError("[[ is not closed", line)
            else:
                words.append(self.word(in_test=True))
        inner = words[1:-1]
        if not inner or (len(inner) == 1 and re.fullmatch("-[A-Za-z]", inner[0].plain())):
            raise NotUnderstoodError("[[ without a test", line)
        sets = tuple(one for word in words for one in word.sets)
        self._emit(Event(line, self._under(), sets=sets))
        self._done_test(words)

    def _done_test(self, words: list[Word]) -> None:
        self._frame.commands -= 1
        self._done(polarity=_polarity(words))

    def _for(self, kind: str, line: int) -> None:
        """Read ``for NAME in …`` or ``for ((…))`` up to its end of line or semicolon; ``do`` follows."""
        self.blanks()
        if self.text.startswith("((", self.position):
            start = self.position
            self.position = self.skip(start + 2, _ARITHMETIC, start)
            sets = changed(self.text[start : self.position])
        else:
            name = self.word(patterns=False).plain()
            if not NAME.fullmatch(name):
                raise self.fail("a loop of a kind that is not understood")
            sets = ((name, "is set by a loop"),)
        frame = self._open(kind, line, LOOP)
        frame.part = "head"
        words = []
        self.blanks()
        if self.zsh and self.text.startswith("(", self.position):
            self.position = self.skip(self.position + 1, _COMMANDS)
        while self.position < len(self.text) and self.text[self.position] not in ";\n#&|()":
            words.append(self.word())
            if words[-1].plain() == "do" and len(words) == 1:
                self.position -= len("do")
                break
            if not words[-1].parts:
                raise self.fail("a loop of a kind that is not understood")
            self.blanks()
        sets += tuple(one for word in words for one in word.sets)
        self._buffer.events.append(Event(line, worst(frame.under, LOOP), sets=sets))
        if self.text.startswith(";", self.position):
            self.position += 1

    def _case(self, line: int) -> None:
        """Read ``case WORD in``."""
        self.blanks()
        subject = self.word()
        found = re.compile(r"(?:[ \t\n]|\\\n|#[^\n]*(?=\n))*+in(?=[ \t\n])").match(self.text, self.position)
        if not found or not subject.parts:
            raise self.fail("case without in")
        self.position = found.end()
        frame = self._open("case", line, CONDITION)
        frame.part = "pattern"
        frame.interactive = subject.names() == {"-"}
        if subject.sets:
            self._buffer.events.append(Event(line, frame.outer, sets=subject.sets))

    def _pattern(self) -> None:
        """Read a pattern of a case, up to its ``)``, or ``esac``."""
        frame = self._frame
        found = re.compile(r"(?:[ \t\n]|\\\n|#[^\n]*+)*+").match(self.text, self.position)
        self.position = found.end() if found else self.position
        if re.compile(r"esac(?=[ \t\n;&|)]|$)").match(self.text, self.position):
            self.position += len("esac")
            frame.state = "fresh"
            self._close("case")
            return
        if self.position >= len(self.text):
            return  # the end of the text says that the case is not closed
        start = self.position
        leading = self.text.startswith("(", start)
        depth = 0
        parts: list[Part] = []
        while True:
            if self.position >= len(self.text) or self.text[self.position] == "\n":
                raise self.fail("a pattern of case is not closed", start)
            sign = self.text[self.position]
            if sign in "'\"\\`$":
                self._quoted(parts, [])
                continue
            self.position += 1
            if sign == "(":
                depth += 1
            elif sign == ")":
                depth -= 1
                if depth < 0 or (depth == 0 and leading and self._is_over()):
                    break
        self._arm(frame, self.text[start : self.position - 1].strip("( \t"))

    def _is_over(self) -> bool:
        """Tell whether a pattern that began with a parenthesis is over with its last: in zsh it may go on."""
        return not self.zsh or self.text[self.position : self.position + 1] in ("", " ", "\t", "\n", ";")

    def _arm(self, frame: Frame, pattern: str) -> None:
        """Begin the commands of a pattern."""
        frame.part = "body"
        frame.begin(len(self._buffer.events))
        frame.under = worst(frame.outer, CONDITION)
        if frame.interactive and frame.first_test:
            frame.under = worst(frame.outer, NOT_INTERACTIVE)
        elif frame.interactive and pattern == "*i*":
            frame.under = frame.outer
            frame.first_test = 1

    # Simple commands

    def _simple(self) -> None:  # noqa: C901 - one loop
        """Read a simple command, or the head of a function."""
        self._check()
        start = self.position
        words: list[Word] = []
        odd = False
        while True:
            self.blanks()
            if self.position >= len(self.text):
                break
            if _REDIRECTION.match(self.text, self.position):
                odd = self._redirection() or odd
                continue
            sign = self.text[self.position]
            if sign == "(" and len(words) == 1 and self._head(words[0], start):
                return
            if sign == "#":
                self.comment()
                break
            if sign in ";&|()\n" and not self._substitutes():
                break
            at = self.position
            words.append(self.word(patterns=bool(words)))
            if self.zsh and words[-1].plain() == "}":
                words.pop()  # zsh needs no semicolon before it
                self.position = at
                break
            if self.zsh and _is_unbalanced(words[-1]):
                raise self.fail("a brace where none can be", at)
        if self._pending is not None:
            raise self.fail("a function whose body is not in braces", start)
        if self.text.startswith("(", self.position):
            raise self.fail("a parenthesis where none can be")
        under = worst(self._under(), _REDIRECTED) if odd else self._under()
        self._buffer.events.append(Event(self.line(start), under, tuple(words)))
        self._done(sure=not odd and _is_sure(words), polarity=_polarity(words))

    def _head(self, word: Word, start: int) -> bool:
        """Read the ``()`` after the name of a function."""
        name = word.literal()
        found = re.compile(r"\([ \t]*\)").match(self.text, self.position)
        if not found or not name or _TARGET.match(name) or self._pending is not None:
            raise self.fail("a parenthesis where none can be", start)
        self.position = found.end()
        self._pending = name
        return True

    def _redirection(self) -> bool:
        """Read a redirection; tell whether it may fail, in which case the command does not run."""
        found = _REDIRECTION.match(self.text, self.position)
        sign = found[0].lstrip("0123456789") if found else ""
        if sign in ("<<", "<<-"):
            self.position, document = self.delimiter(self.position + len(found[0] if found else "") - len(sign))
            self.documents.append(document)
            return False
        self.position = found.end() if found else self.position
        self.blanks()
        target = self.word() if not self.text.startswith("#", self.position) else None
        after = self.text[self.position : self.position + 1]
        if not target or not target.parts or (target.plain().isdigit() and after in ("<", ">")):
            raise self.fail("a redirection to nowhere")
        return sign != "<<<" and not _HARMLESS.fullmatch(target.literal() or "")


def _is_unbalanced(word: Word) -> bool:
    """Tell whether a word has a brace that zsh would take for the end of a group, or for its start."""
    text = "".join(part.text if part.kind == "text" and not part.quoted else "x" for part in word.parts)
    return text == "{" or text.find("}") < text.find("{") or text.count("}") > text.count("{")


def _is_sure(words: list[Word]) -> bool:
    """Tell whether a command goes well for certain, so that what follows it after ``&&`` is run."""
    name = words[0].literal() if words else None
    if any(part.kind == "why" for word in words for part in word.parts) or any(word.array for word in words):
        return False
    targets = words if name not in _ALWAYS_WELL else words[1:]
    if name in (":", "true", "alias"):
        return name != "alias"
    return all((match := _target(word)) is not None and NAME.fullmatch(match[0]) for word in targets)


def _polarity(words: list[Word]) -> int:
    """Return 1 for a test that is true in an interactive shell, -1 for one that is false, 0 for any other."""
    name = words[0].literal() if words else None
    if name not in ("[", "test", "[["):
        return 0
    inner = words[1:] if name == "test" else words[1:-1]
    texts = [word.literal() or "" for word in inner]
    names = {name for word in inner for name in word.names()}
    negated = texts[:1] == ["!"]
    texts = texts[negated:]
    found = 0
    if names == {"-"} and len(texts) == 3 and texts[2] in ("*i*", "i") and name == "[[":  # noqa: PLR2004 - a op b
        found = {"!=": -1, "==": 1, "=": 1, "=~": 1}.get(texts[1], 0)
        found = found if (texts[2] == "i") == (texts[1] == "=~") else 0
    elif names == {"PS1"}:
        found = {("-z", ""): -1, ("-n", ""): 1, ("",): 1}.get(tuple(texts), 0)
    elif texts in (["-t", "0"], ["-t", "1"], ["-t", "2"]) or (name == "[[" and texts == ["-o", "interactive"]):
        found = 1
    return -found if negated else found


# Variables


def _target(word: Word) -> tuple[str, bool, tuple[Part, ...]] | None:
    """Return the name, whether it is appended to, and the value of a word ``NAME=…`` or ``NAME+=…``."""
    first = word.parts[0] if word.parts else None
    if first is None or first.kind != "text" or first.quoted:
        return None
    found = _TARGET.match(first.text)
    if not found:
        return None
    value = word.parts[1:]
    if found.end() < len(first.text):
        value = (first._replace(text=first.text[found.end() :]), *value)
    return found[1] + (found[2] or ""), bool(found[3]), value


NO, PERHAPS, YES = 0, 1, 2


class _Variable(NamedTuple):
    """What is known of a variable: a value, or None where it is unset; or `why` nothing is known."""

    value: str | None
    why: str
    line: int
    exported: int  # NO, PERHAPS or YES
    noted: bool = False  # only heard of: nothing has set it


class _Argument(NamedTuple):
    """What a command like export is to do with a name."""

    name: str
    given: bool
    value: str | None
    why: str


_DECLARING = frozenset(("export", "declare", "typeset", "local", "readonly", "integer", "float"))
_SPECIAL = frozenset(
    ("export", "readonly", "unset", "eval", ".", "source", "set", ":", "return", "exit", "exec", "trap", "shift")
)
_WRAPPERS = frozenset(("builtin", "command", "noglob", "nocorrect"))
# Options of declare and typeset that make another kind of variable, or another text of the value.
_CHANGING = frozenset("aAiulcnLRZEFTU")
# They set variables to what is not in the text; the option after which a name stands, or "" for each word.
_SETTERS = {
    "read": "", "mapfile": "", "readarray": "", "getopts": "", "vared": "", "printf": "-v", "print": "-v",
}  # fmt: skip
_READ_OTHERWISE = re.compile(
    r"noexec|posix|(?:no)?(?:rcquotes|globassign|cshjunkiequotes|ignorebraces|ignoreclosebraces|shfileexpansion"
    r"|posixbuiltins|kshtypeset|shglob|kshglob)"
)


def _flags(words: list[Word]) -> tuple[set[str], set[str]]:
    """Take the options off the words of declare and the like: those given, and those taken with a plus sign."""
    found: dict[str, set[str]] = {"-": set(), "+": set()}
    while words and re.match(r"[-+][A-Za-z-]", words[0].literal() or ""):
        option = words.pop(0).literal() or ""
        if option == "--":
            break
        found[option[0]] |= set(option[1:])
    return found["-"], found["+"]


class _Shell:
    """Does to variables what commands would do, as far as that is certain."""

    def __init__(self, home: str, *, zsh: bool) -> None:
        self.home = home
        self.zsh = zsh
        self.variables: dict[str, _Variable] = {}
        self.functions: dict[str, tuple[tuple[Event, ...], Under]] = {}
        self.touched: set[str] = set()
        self.files: list[Passed] = []
        self.rest = CERTAIN  # what all that follows stands under
        self._odd: dict[str, str] = {}
        self._readonly: set[str] = set()
        self._allexport = NO
        self._locals: list[dict[str, tuple[_Variable | None, bool, Under]]] = []
        self._spent = self._steps = 0

    def run(self, events: Iterable[Event], under: Under) -> None:
        """Do what the commands do that stand under `under`."""
        rest = CERTAIN
        for event in events:
            found = worst(event.under, under, rest, self.rest)
            if self._locals:
                self._steps += 1
            if event.body is not None:
                self._define(event, found)
                continue
            for name, why in event.sets:
                self._doubt(name, why, event.line, found)
            if event.words:
                rest = worst(rest, self._command(event, found))

    def _define(self, event: Event, under: Under) -> None:
        body = event.body or ()
        if event.name == "":
            self.run(body, worst(under, _ANONYMOUS))
            return
        self.note(event)
        old = self.functions.get(event.name)
        if under.level == MAYBE_LEVEL and old:
            # One or the other: a call of it does one of both.
            self.functions[event.name] = (old[0] + body, Under(MAYBE_LEVEL, "in a function with several bodies"))
        elif under.level < NEVER_LEVEL:
            self.functions[event.name] = (body, CERTAIN)

    def note(self, event: Event) -> None:
        """Note what a function, and those in it, would export."""
        waiting = [event]
        while waiting:
            event = waiting.pop()
            under = inside(event.name) if event.name else _ANONYMOUS
            for inner in event.body or ():
                if inner.body is not None:
                    waiting.append(inner)
                elif inner.words:
                    self._command(inner, worst(Under(NEVER_LEVEL, under.why), inner.under))

    def call(self, name: str, line: int, under: Under) -> None:
        """Do what a function does, in variables of its own where it has some."""
        if len(self._locals) >= DEEPEST or self._steps > STEPS:
            self.rest = worst(self.rest, Under(MAYBE_LEVEL, f"after line {line}, which calls {name} and so on"))
            return
        body, defined = self.functions[name]
        self._locals.append({})
        self.run(body, worst(under, defined))
        for local, (variable, touched, declared) in self._locals.pop().items():
            self.variables.pop(local, None)
            if declared.level:
                self.variables[local] = _Variable(None, declared.why, line, PERHAPS)
            elif variable:
                self.variables[local] = variable
            if not touched:
                self.touched.discard(local)

    # Values

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

    def value(self, parts: tuple[Part, ...], *, strict: bool = False) -> str:
        """Return what an assignment assigns; `strict` where a shell may split it, or expand patterns in it."""
        found: list[str] = []
        if self.zsh and any(part.kind == "text" and not part.quoted and part.text[:1] == "=" for part in parts):
            raise UnknownError(DIFFERS)  # =ls is the path of ls
        for index, part in enumerate(parts):
            if part.kind == "why":
                raise UnknownError(part.text)
            text = part.text if part.kind == "text" else self._looked_up(part)
            if part.kind == "text" and not part.quoted:
                if strict and re.search(r"[*?\[\]{}~^#]", text):
                    raise UnknownError(DIFFERS)
                text = self._home(text, first=index == 0, last=index == len(parts) - 1, before=found)
            elif strict and not part.quoted and not re.fullmatch(r"[\w./:@,+=-]+", text):
                raise UnknownError(DIFFERS)
            found.append(text)
        whole = "".join(found)
        self._spent += len(whole)
        if len(whole.encode("utf-8", "surrogateescape")) > LONGEST or self._spent > MOST:
            raise UnknownError(TOO_LONG)
        return whole

    def _looked_up(self, part: Part) -> str:
        if part.kind == "name":
            return self.lookup(part.text) or ""
        name, colon, sign, word = re.fullmatch(r"(\w+)(:?)([-+=?])(.*)", part.text, re.ASCII).groups()  # type: ignore[union-attr]
        value = self.lookup(name)
        is_set = value not in (None, "") if colon else value is not None
        if sign == "+":
            return word if is_set else ""
        if is_set:
            return value or ""
        if sign == "?":
            raise UnknownError(f"depends on ${name}")
        return str(word)

    def _home(self, text: str, *, first: bool, last: bool, before: list[str]) -> str:
        """Return `text` with the home directory for each ``~`` at the start of a value or after a colon."""
        if "~" not in text:
            return text
        pieces = text.split(":")
        for index, piece in enumerate(pieces):
            if not piece.startswith("~"):
                continue
            if index == 0 and not first:
                if before[-1].endswith(":") or not "".join(before):
                    raise UnknownError(DIFFERS)
                continue
            prefix, slash, _ = piece.partition("/")
            if not slash and index == len(pieces) - 1 and not last:
                raise UnknownError(DIFFERS)
            if prefix != "~":
                raise UnknownError(f"{_STANDS_FOR} {prefix}")
            pieces[index] = (self.lookup("HOME") or "") + piece[1:]
        return ":".join(pieces)

    # What becomes of variables

    def _set(self, argument: _Argument, line: int, under: Under, *, exported: bool | None) -> None:
        """Set a variable, or unset it where value and reason are empty; None leaves it exported as it is."""
        name, _, value, why = argument
        if under.level == NEVER_LEVEL:
            self._heard(name, line, under, exported=exported)
            return
        if name in self._readonly:
            # Some shells go on with the next command, others leave the file.
            self.rest = worst(self.rest, Under(MAYBE_LEVEL, f"after line {line}, which sets the readonly {name}"))
            old = self.variables.get(name)
            if old and exported:
                self.variables[name] = old._replace(exported=max(old.exported, PERHAPS))
            return
        unset = value is None and not why
        if name in self._odd and not unset:
            why = self._odd[name]
            if self.zsh:  # it is a number now, and what is none is an error
                self.rest = worst(self.rest, Under(MAYBE_LEVEL, f"after line {line}, which sets the number {name}"))
        elif _OWN.fullmatch(name):
            why = "the shell itself sets it"
        state = self._exportedness(name, under, asked=False if unset else exported)
        if under.level == MAYBE_LEVEL:
            why = under.why
        elif unset:
            self._odd.pop(name, None)
        self.variables.pop(name, None)
        self.variables[name] = _Variable(None if why else value, why, line, state)
        self.touched.add(name)

    def _heard(self, name: str, line: int, under: Under, *, exported: bool | None) -> None:
        """Note what would be exported if it came to that."""
        if exported and name not in self.variables:
            self.variables[name] = _Variable(None, under.why, line, YES, noted=True)

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
        self._set(_Argument(name, given=True, value=None, why=why), line, under, exported=None)
        if self.zsh and why == ARITHMETIC:
            self._odd[name] = why

    def _export(self, name: str, line: int, under: Under, *, exported: bool) -> None:
        """Export a variable as it is, or stop exporting it."""
        if under.level == NEVER_LEVEL:
            self._heard(name, line, under, exported=exported)
            return
        old = self.variables.get(name)
        if old is None or old.noted or (self.zsh and not old.why and old.value is None):
            old = _Variable(None, ELSEWHERE, line, NO)
        state = self._exportedness(name, under, asked=exported)
        self.variables.pop(name, None)
        self.variables[name] = old._replace(exported=state)
        self.touched.add(name)

    # Commands

    def _command(self, event: Event, under: Under) -> Under:
        """Do what a simple command does; return what the commands after it stand under because of it."""
        words, line = event.words, event.line
        self._expanded(words, line, under)
        count = 0
        while count < len(words) and (words[count].array or _target(words[count])):
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
            for argument in filter(None, (self._argument(word, strict=True) for word in rest[1:])):
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

    def _refused(self, arguments: Iterable[_Argument | None], line: int, under: Under) -> bool:
        """Tell whether zsh, other than the rest, may see an error in a value, which ends the file."""
        wrong = any(argument and argument.why.startswith((DIFFERS, _STANDS_FOR)) for argument in arguments)
        if wrong and self.zsh and under.level < NEVER_LEVEL:
            self.rest = worst(self.rest, Under(MAYBE_LEVEL, f"after line {line}, where zsh may end"))
        return wrong and self.zsh

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

    def _argument(self, word: Word, *, strict: bool, declaring: bool = False) -> _Argument | None:
        """Return what a word asks for: a value for a name, or a name alone; None if it is neither."""
        target = _target(word)
        if target is None:
            return self._quoted_argument(word)
        name, appends, parts = target
        if "[" in name or word.array:
            return _Argument(name.partition("[")[0], given=True, value=None, why="is an array")
        try:
            if appends and declaring and self.zsh:
                raise UnknownError(DIFFERS)  # noqa: TRY301 - one place that says why
            if declaring and _has_braces(parts):
                raise UnknownError(DIFFERS)  # noqa: TRY301 - likewise
            before = (self.lookup(name) or "") if appends else ""
            value = before + self.value(parts, strict=strict)
            if len(value) > LONGEST:
                raise UnknownError(TOO_LONG)  # noqa: TRY301 - likewise
        except UnknownError as error:
            return _Argument(name, given=True, value=None, why=str(error))
        return _Argument(name, given=True, value=value, why="")

    def _quoted_argument(self, word: Word) -> _Argument | None:
        """Return what a word asks for whose name is quoted, as in ``export "A=b c"``, or that is a name alone."""
        texts = "".join(part.text for part in takewhile(lambda part: part.kind == "text", word.parts))
        name, sign, _ = texts.partition("=")
        if not NAME.fullmatch(name):
            return None
        if not sign:
            return _Argument(name, given=False, value=None, why="") if word.literal() == name else None
        try:
            value = self.value(word.parts, strict=True).partition("=")[2]
        except UnknownError as error:
            return _Argument(name, given=True, value=None, why=str(error))
        return _Argument(name, given=True, value=value, why="")

    def _assign(self, argument: _Argument | None, line: int, under: Under, *, exported: bool | None) -> None:
        if argument is None:
            return
        self._refused((argument,), line, under)
        if self.zsh and argument.why == "is an array" and argument.name.islower():
            # path, fpath and the like are PATH, FPATH and so on.
            self._doubt(argument.name.upper(), f"is set by {argument.name}", line, under)
        self._set(argument, line, under, exported=exported)

    def _declare(  # noqa: C901 - each of them differs from the others a little
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
            self.rest = worst(self.rest, Under(MAYBE_LEVEL, f"after line {line}, which exports what is no name"))

    def _make_local(self, argument: _Argument, line: int, under: Under) -> None:
        scope = self._locals[-1]
        if argument.name not in scope:
            old = self.variables.get(argument.name)
            scope[argument.name] = (old, argument.name in self.touched, under)
            if not under.level:
                self.variables.pop(argument.name, None)
                if not argument.given:
                    self.variables[argument.name] = _Variable(None, "is local to a function", line, NO)

    def _unset(self, words: list[Word], line: int, under: Under) -> None:
        texts = [word.literal() or "" for word in words]
        if texts[:1] == ["-f"]:
            return
        for text in texts:
            if NAME.fullmatch(text) and under.level < NEVER_LEVEL:
                self._set(_Argument(text, given=True, value=None, why=""), line, under, exported=None)
            elif "[" in text:
                self._doubt(text.partition("[")[0], "is an array", line, under)

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
                self._export_all(under, on=on != long.startswith("no"))
            elif _READ_OTHERWISE.fullmatch(long) or (not long and "n" in text and on):
                self.rest = worst(self.rest, Under(MAYBE_LEVEL, f"after line {line}, which changes the language"))

    def _export_all(self, under: Under, *, on: bool) -> None:
        # Switched on under a condition it stays in doubt until it is switched off, which happens under the same.
        if on:
            self._allexport = max(self._allexport, PERHAPS if under.level else YES)
        else:
            self._allexport = PERHAPS if under.level and self._allexport == YES else NO

    def _sourced(self, words: list[Word], line: int) -> None:
        """Say that another file is read, where it can be named; those of the system hold nothing of the user's."""
        try:
            path = self.value(words[0].parts) if words else ""
        except UnknownError:
            return
        if path and not path.startswith(("/etc/", "/usr/", "/opt/", "/dev/")):
            self.files.append(Passed("", line, f"reads another file: {shown(path)}"))


def _has_braces(parts: tuple[Part, ...]) -> bool:
    """Tell whether bash may make several words of one, as it does of ``a{b,c}``, though not in an assignment alone."""
    text = "".join(part.text for part in parts if part.kind == "text" and not part.quoted)
    whole = "".join(part.text for part in parts if part.kind == "text")
    return "{" in text and "}" in text and ("," in whole or ".." in whole)


# The file


def _is_zsh(path: str) -> bool:
    name = os.path.basename(path)
    return name.endswith(".zsh") or bool(re.match(r"[._]?z(sh|profile|log)", name))


def _is_fish(path: str) -> bool:
    return path.endswith(".fish")


def prepared(text: str) -> str:
    """Return `text` without a byte order mark, and with line ends of Unix where all of them are of Windows."""
    text = text.removeprefix("\ufeff")
    return text.replace("\r\n", "\n") if text.count("\r\n") == text.count("\n") else text


def _parsed(text: str, path: str) -> _Parser:
    parser = _Parser(prepared(text), zsh=_is_zsh(path))
    parser.parse()
    return parser


def read(text: str, path: str, *, home: str, function: str = "") -> Reading:
    """Return what the rc file `path` of bash, zsh, ksh or sh exports, whose `text` it is.

    `text` was decoded from UTF-8 with surrogateescape, and `home` is what ``~`` and ``$HOME`` stand for. With the name
    of a `function`, what that exports, called after the file; UsageError if there is none of that name. A `Passed`
    without a name is about the text itself: what is not understood, and other files that it reads.
    """
    parser = _parsed(text, path)
    shell = _Shell(home, zsh=_is_zsh(path))
    shell.run(parser.events, CERTAIN)
    if parser.failure:
        shell.lose(parser.lost, parser.failure.line)
    names = None
    if function:
        if function not in shell.functions:
            raise no_function(function, path, _exporting(parser.events))
        shell.rest = CERTAIN
        shell.touched.clear()
        shell.call(function, 0, CERTAIN)
        names = shell.touched
    passed = list(shell.files)
    if parser.failure:
        passed.append(Passed("", parser.failure.line, f"not understood from here on: {parser.failure.why}"))
    return _reading(shell.variables, names, passed)


def _reading(variables: dict[str, _Variable], names: set[str] | None, passed: list[Passed]) -> Reading:
    taken = []
    for name, variable in variables.items():
        if names is not None and name not in names:
            continue
        if variable.why:
            if variable.exported:
                passed.append(Passed(name, variable.line, variable.why))
        elif variable.value is None or variable.exported == YES:
            taken.append(Assignment(name, variable.value, variable.line))
        elif variable.exported:
            passed.append(Passed(name, variable.line, "exported only under a condition"))
        elif is_telling(name):
            passed.append(Passed(name, variable.line, NOT_EXPORTED))
    return Reading(
        tuple(sorted(taken, key=lambda one: one.line)), tuple(sorted(passed, key=lambda one: (one.line, one.name)))
    )


def no_function(function: str, path: str, there: list[str]) -> UsageError:
    """Return the error for a function that is not there."""
    from difflib import get_close_matches  # noqa: PLC0415 - only wanted when something is wrong

    close = get_close_matches(function, there, 1, 0.5)
    guess = f'; did you mean "{close[0]}"?' if close else ""
    hint = f"functions there that export something: {', '.join(there)}" if there else "leave out --function"
    return UsageError(f'no function "{function}"{guess}', where=shown(path), hint=hint)


def _exporting(events: Iterable[Event]) -> list[str]:
    """Return the names of the functions that export something, in the order of the text."""
    found: dict[str, None] = {}
    waiting = [event for event in events if event.body is not None][::-1]
    while waiting:
        event = waiting.pop()
        body = event.body or ()
        waiting += [inner for inner in body if inner.body is not None][::-1]
        if event.name and any(_exports(inner.words) for inner in body):
            found[event.name] = None
    return list(found)


def _exports(words: tuple[Word, ...]) -> bool:
    texts = [word.plain() for word in words[:2]]
    return bool(
        re.fullmatch(r"export|(?:declare|typeset) -\w*x\w*", " ".join(texts))
        or (texts[:1] == ["export"] and not texts[1].startswith("-"))
    )


def functions(text: str, path: str = "") -> list[str]:
    """Return the names of the functions that export something, in the order of the text."""
    if _is_fish(path):
        from vxenv.exchange import rc_fish  # noqa: PLC0415 - it has its parts from here

        return rc_fish.functions(text)
    return _exporting(_parsed(text, path).events)


def read_rc(text: str, path: str, *, home: str, function: str = "") -> Reading:
    """Return what the rc file `path` exports, in whatever language that name tells."""
    if _is_fish(path):
        from vxenv.exchange import rc_fish  # noqa: PLC0415 - it has its parts from here

        return rc_fish.read(text, path, home=home, function=function)
    return read(text, path, home=home, function=function)
