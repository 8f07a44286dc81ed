"""Lexer of bash, zsh, ksh and sh: words with their quotes and substitutions."""

import re

from vxenv.exchange.rc.bindings import UnknownError
from vxenv.exchange.rc.posix.nesting import ANSI_QUOTED, BACKTICKS, UNCLOSED_BACKTICK, find_end
from vxenv.exchange.rc.scanner import UNCLOSED_QUOTE, Scanner
from vxenv.exchange.rc.syntax import ARITHMETIC, DIFFERS, FILES, RUNS, Part, Word, find_changes, join_parts

_RUN = re.compile(r"""[^ \t\n;&|()<>'"\\`$]+""")
_RUN_IN_TEST = re.compile(r"""[^ \t\n'"\\`$]+""")
_IN_DOUBLE = re.compile(r'[^"\\`$]+')
_SINGLE = re.compile("'([^']*+)'")
_ARRAY = re.compile(r"[A-Za-z_]\w*(?:\[[^\]]*\])?\+?=", re.ASCII)
ASSIGNMENT = re.compile(r"([A-Za-z_]\w*)(\[[^\]]*\])?(\+?)=", re.ASCII)
_REFERENCE = re.compile(r"\$(?:[A-Za-z_]\w*|[0-9@*#?$!-])", re.ASCII)
_BRACED = re.compile(r"\$\{([A-Za-z_]\w*|[0-9]+|[@*#?$!-])\}", re.ASCII)
_OPERATION = re.compile(r"\$\{([A-Za-z_]\w*:?[-+=?][\w./:@,+=-]*)\}", re.ASCII)
_DEPENDS = re.compile(r"\$\{\W*?(\w+|[@*?$!-])", re.ASCII)
_ZSH_SUBSCRIPT = re.compile(r"\[|:[A-Za-z&]")
_ZSH_FLAG = re.compile(r"[=~+^]")
_DEFAULTED = re.compile(r"\$\{([A-Za-z_]\w*):?=", re.ASCII)

_ESCAPE = re.compile(rb"\\(x[0-9A-Fa-f]{1,2}|u[0-9A-Fa-f]{1,4}|U[0-9A-Fa-f]{1,8}|[0-7]{1,3}|.)", re.DOTALL)
_ESCAPED = {
    b"a": b"\a", b"b": b"\b", b"e": b"\x1b", b"E": b"\x1b", b"f": b"\f", b"n": b"\n", b"r": b"\r", b"t": b"\t",
    b"v": b"\v", b"\\": b"\\", b"'": b"'", b'"': b'"', b"?": b"?",
}  # fmt: skip


class PosixLexer(Scanner):
    """Scanner of words."""

    def __init__(self, text: str, *, zsh: bool) -> None:
        """Begin at the start of `text`."""
        super().__init__(text)
        self.zsh = zsh
        self._changes: list[tuple[str, str]] = []  # changes by the expansion of the word being read

    def read_word(self, *, in_test: bool = False, patterns: bool = True) -> Word:
        """Read a word. It includes operators in ``[[ … ]]`` (`in_test`), and (a|b) if `patterns` are allowed."""
        text, start = self.text, self.position
        self.parts, self._changes = [], []
        is_array = False
        run = _RUN_IN_TEST if in_test else _RUN
        while not self.is_at_end:
            match = run.match(text, self.position)
            sign = text[self.position]
            if match:
                self.add(match[0], match.end(), quoted=False)
            elif sign in "'\"\\`$":
                self.read_quoted()
            elif self.is_at(("<(", ">(")):
                self.add(RUNS, find_end(self, self.position, "<("), kind="why", quoted=False)
            elif sign == "(" and not is_array and _ARRAY.fullmatch(Word(tuple(self.parts)).plain):
                self.position = find_end(self, self.position, "(")
                is_array = True
            elif sign == "(" and self.position > start and self._is_pattern(anywhere=patterns):
                self.add(FILES, find_end(self, self.position, "("), kind="why", quoted=False)
            else:
                break
        return Word(tuple(join_parts(self.parts)), is_array, tuple(self._changes))

    def read_quoted(self) -> None:
        """Read a part that begins with a quote, backslash, backtick or dollar sign, outside double quotes."""
        text, start = self.text, self.position
        if self.is_at("\\"):
            if start + 1 == len(text):
                raise self.fail("backslash at the end of the file")
            self.position += 2
            if text[start + 1] != "\n":
                self.add(text[start + 1], start + 2)
        elif match := self.take(_SINGLE):
            self.add(match[1], match.end())
        elif match := self.take(ANSI_QUOTED):
            self.parts.append(_decode_ansi(match[1], zsh=self.zsh))
        elif self.is_at(("'", "$'")):
            raise self.fail(UNCLOSED_QUOTE)
        elif self.is_at('"'):
            self._read_double()
        elif self.is_at('$"'):
            self.position += 1
            if self.zsh:
                self.add(DIFFERS, self.position, kind="why")
            self._read_double()
        else:
            self._read_substitution(quoted=False)

    def _is_pattern(self, *, anywhere: bool) -> bool:
        before = self.text[self.position - 1]
        return (anywhere and (self.zsh or before in "?*+@!")) or (self.zsh and before == "[")

    def _read_double(self) -> None:
        self.read_double(_IN_DOUBLE, '"\\`$', lambda: self._read_substitution(quoted=True))

    def _read_substitution(self, *, quoted: bool) -> None:
        """Read a part that begins with a dollar sign or a backtick."""
        text, start = self.text, self.position
        part = Part("why", RUNS, quoted)
        if self.is_at("`"):
            if not self.take(BACKTICKS):
                raise self.fail(UNCLOSED_BACKTICK)
        elif self.is_at("$(("):
            self.position = find_end(self, start, "$((")
            self._changes += find_changes(text[start : self.position])
            part = Part("why", ARITHMETIC, quoted)
        elif self.is_at("$("):
            self.position = find_end(self, start, "$(")
        elif self.is_at("${"):
            part = self._read_braced(quoted=quoted)
        elif self.is_at("$["):
            raise self.fail("unsupported arithmetic expansion $[…]")
        else:
            part = self._read_reference(quoted=quoted)
        self.parts.append(part)

    def _read_reference(self, *, quoted: bool) -> Part:
        """Read ``$NAME``, or a literal dollar sign."""
        match = self.take(_REFERENCE)
        self.position += not match
        if self.is_at("\\\n"):
            return Part("why", DIFFERS, quoted)  # the name may continue in the next line
        odd = (_ZSH_SUBSCRIPT if match else _ZSH_FLAG).match(self.text, self.position)
        if self.zsh and odd:  # a subscript, modifier or flag in zsh, text in other shells
            return Part("why", f"depends on {match[0]}" if match else DIFFERS, quoted)
        if match:
            return Part("name", match[0][1:], quoted)
        return Part("text", "$")  # marked as quoted, since a tilde or brace after it is literal

    def _read_braced(self, *, quoted: bool) -> Part:
        """Read ``${…}``."""
        start = self.position
        self.position = find_end(self, start, "${", quoted=quoted)
        whole = self.text[start : self.position]
        match = _BRACED.fullmatch(whole)
        if match:
            return Part("name", match[1], quoted)
        self._changes += [(name, f"depends on ${name}") for name in _DEFAULTED.findall(whole)]
        match = _OPERATION.fullmatch(whole)
        if match:
            return Part("operation", match[1], quoted)
        self._changes += find_changes(whole) if "$((" in whole else ()
        match = _DEPENDS.match(whole)
        return Part("why", f"depends on ${match[1]}" if match else DIFFERS, quoted)


def split_assignment(word: Word) -> tuple[str, bool, tuple[Part, ...]] | None:
    """Split a word ``NAME=…`` or ``NAME+=…`` into the name, whether it appends, and the value."""
    first = word.parts[0] if word.parts else None
    match = ASSIGNMENT.match(first.text) if first and first.kind == "text" and not first.quoted else None
    if not first or not match:
        return None
    value = word.parts[1:]
    if match.end() < len(first.text):
        value = (first._replace(text=first.text[match.end() :]), *value)
    return match[1] + (match[2] or ""), bool(match[3]), value


def _decode_ansi(text: str, *, zsh: bool) -> Part:
    """Decode the text between ``$'`` and ``'``."""
    try:
        value = _ESCAPE.sub(lambda match: _decode_escape(match, zsh=zsh), text.encode("utf-8", "surrogateescape"))
    except UnknownError as error:
        return Part("why", str(error))
    return Part("text", value.decode("utf-8", "surrogateescape"))


def _decode_escape(match: re.Match[bytes], *, zsh: bool) -> bytes:
    code = match[1]
    if code in _ESCAPED:
        return _ESCAPED[code]
    if code[:1] in b"xuU" and len(code) > 1:
        number = int(code[1:], 16)
    elif code[:1].isdigit() and code < b"8":
        number = int(code, 8)
    elif zsh or code[:1] in b"cxuU":
        raise UnknownError(DIFFERS)
    else:
        return match[0]
    if number == 0:
        raise UnknownError("contains a NUL character")
    try:
        return chr(number).encode() if code[:1] in b"uU" else bytes([number])
    except (ValueError, OverflowError) as error:
        raise UnknownError(DIFFERS) from error
