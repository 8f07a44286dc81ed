"""Nesting: find the end of quotes, substitutions and here-documents in bash, zsh, ksh and sh."""

import re
from typing import NamedTuple

from vxenv.exchange.rc.scanner import UNCLOSED_QUOTE, NotUnderstoodError, Scanner

UNCLOSED_BACKTICK = "unclosed backtick"
BACKTICKS = re.compile(r"`[^`\\]*+(?:\\.[^`\\]*+)*+`", re.DOTALL)
ANSI_QUOTED = re.compile(r"\$'([^'\\]*+(?:\\.[^'\\]*+)*+)'", re.DOTALL)

# Contexts that may be open: commands, a case in commands, double quotes, ${…} outside and inside double quotes,
# arithmetic, and parentheses in arithmetic.
IN_COMMANDS, IN_CASE, IN_QUOTES, IN_BRACE, IN_QUOTED_BRACE, IN_ARITHMETIC, IN_GROUP = '(C"{Ba)'


def _compile(plain: str, opening: str, closing: str, *more: str, quotes: bool = True) -> re.Pattern[str]:
    """Return the pattern of a token; `quotes` if single quotes are special in its context."""
    dollar = r"\$(?!')" if quotes else r"\$"
    literal = [plain, BACKTICKS.pattern, dollar, *([r"'[^']*+'", ANSI_QUOTED.pattern.replace("(", "(?:", 1)] * quotes)]
    return re.compile(
        rf"(?P<escape>\\.)|(?P<open>\$\(\(|\$\(|\$\{{{opening})|(?P<close>{closing})"
        + "".join(f"|{pattern}" for pattern in more)
        + f"|(?P<literal>{'|'.join(literal)})",
        re.DOTALL,
    )


_COMMANDS = _compile(
    r"(?!)",
    r'|"|\(',
    r"\)",
    r"(?P<line>\n)|(?P<separator>[;&|])|(?P<document><<(?!<))|(?P<blank><<<|[ \t<>])",
    r"""(?P<word>[^ \t\n;&|()<>'"\\`$]++)""",
)
_TOKENS = {
    IN_COMMANDS: _COMMANDS,
    IN_CASE: _COMMANDS,
    IN_QUOTES: _compile(r'[^"\\`$]++', "", '"', quotes=False),
    IN_BRACE: _compile(r"""[^}'"\\`$]++""", '|"', "}"),
    IN_QUOTED_BRACE: _compile(r"""[^}'"\\`$]++""", '|"', "}", quotes=False),
    IN_ARITHMETIC: _compile(r"""[^()'"\\`$]++""", r'|"|\(', r"\)\)"),
    IN_GROUP: _compile(r"""[^()'"\\`$]++""", r'|"|\(', r"\)"),
}
_CONTEXTS = {
    "$((": IN_ARITHMETIC,
    "((": IN_ARITHMETIC,
    "${": IN_BRACE,
    '"': IN_QUOTES,
    **dict.fromkeys(("(", "$(", "<("), IN_COMMANDS),
}
_BEFORE_COMMANDS = frozenset(("then", "do", "else", "elif", "if", "while", "until", "time", "!", "{"))
_FAILURES = {
    "`": UNCLOSED_BACKTICK,
    "'": UNCLOSED_QUOTE,
    "$": UNCLOSED_QUOTE,
    ")": "ambiguous parentheses",
}
_DELIMITER = re.compile(r"""<<-?+(?:[ \t]|\\\n)*+((?:[^ \t\n;&|()<>'"\\]|\\.|'[^'\n]*'|"[^"\n]*")+)""")


class Document(NamedTuple):
    """Here-document with a body that begins after the current line."""

    delimiter: str  # the line that ends it
    tabs: bool  # whether leading tabs are removed from its lines
    quoted: bool  # whether a backslash at the end of a line is literal


def find_end(scanner: Scanner, start: int, opener: str, *, quoted: bool = False) -> int:
    """Return the position after the end of what `opener` opens at `start`. Raises NotUnderstoodError if unclosed."""
    context = IN_QUOTED_BRACE if quoted and opener == "${" else _CONTEXTS[opener]
    return _Nest(scanner, start, context).find_end(start + len(opener))


class _Nest:
    """Stack of open contexts, used instead of recursion."""

    def __init__(self, scanner: Scanner, start: int, context: str) -> None:
        self._scanner = scanner
        self._start = start
        self._stack = [context]
        self._documents: list[Document] = []  # here-documents that begin after this line
        self._at_command = self._at_word = True  # whether a command, or a word, may begin

    def find_end(self, position: int) -> int:
        while self._stack:
            context = self._stack[-1]
            match = _TOKENS[context].match(self._scanner.text, position)
            if not match:
                raise self._fail(context, position)
            kind = match.lastgroup
            if self._documents and (match[0] == "$(" or (kind == "close" and context in (IN_COMMANDS, IN_CASE))):
                raise self._scanner.fail("here-document inside another construct", position)
            if kind == "open":
                self._open(context, match)
            elif kind == "close":
                self._close(context)
            elif kind == "escape":
                self._at_word = self._at_word and match[0] == "\\\n"
                self._at_command = self._at_command and self._at_word
            elif kind == "literal":
                self._at_command = self._at_word = False
            else:
                position = self._read_commands(context, match)
                continue
            position = match.end()
        return position

    def _open(self, context: str, match: re.Match[str]) -> None:
        sign = match[0]
        opened = IN_GROUP if sign == "(" and context in (IN_ARITHMETIC, IN_GROUP) else _CONTEXTS[sign]
        self._stack.append(IN_QUOTED_BRACE if sign == "${" and context in (IN_QUOTES, IN_QUOTED_BRACE) else opened)
        if sign != '"':
            self._at_command = self._at_word = opened == IN_COMMANDS

    def _close(self, context: str) -> None:
        if context != IN_CASE:  # in a case, the parenthesis ends a pattern
            self._stack.pop()
        self._at_command = self._at_word = context == IN_CASE

    def _read_commands(self, context: str, match: re.Match[str]) -> int:
        """Read a token that occurs only in commands; return its end."""
        kind, token, end = match.lastgroup, match[0], match.end()
        if kind == "document":
            end, document = read_delimiter(self._scanner, match.start())
            self._documents.append(document)
            self._at_word = False
        elif kind == "word" and not (self._at_word and token.startswith("#")):
            word = token if self._at_word else ""
            self._at_word = False
            if self._at_command and word == "case":
                self._stack.append(IN_CASE)
            elif self._at_command and word == "esac" and context == IN_CASE:
                self._stack.pop()
            self._at_command = self._at_command and word in _BEFORE_COMMANDS
        elif kind == "word":
            end = self._scanner.text.find("\n", end)
            return len(self._scanner.text) if end < 0 else end
        else:
            self._at_word = True
            self._at_command = self._at_command or kind != "blank"
        if kind == "line":
            for document in self._documents:
                end = find_document_end(self._scanner.text, end, document)
            self._documents = []
        return end

    def _fail(self, context: str, position: int) -> NotUnderstoodError:
        sign = self._scanner.text[position : position + 1]
        why = _FAILURES.get(sign, "unclosed quote or bracket")
        if sign == "'" and context == IN_QUOTED_BRACE:  # a quote in bash, literal in other shells
            why = "single quote in a double-quoted ${…}"
        return self._scanner.fail(why, self._start)


def read_delimiter(scanner: Scanner, position: int) -> tuple[int, Document]:
    """Read the ``<<WORD`` at a position; return its end and the here-document."""
    match = _DELIMITER.match(scanner.text, position)
    if not match:
        raise scanner.fail("here-document without a delimiter", position)
    quoted = bool(re.search(r"[\\'\"]", match[1]))
    word = re.sub(r"""\\(.)|'([^']*)'|"([^"]*)\"""", lambda part: part[1] or part[2] or part[3] or "", match[1])
    return match.end(), Document(word, match[0].startswith("<<-"), quoted)


def find_document_end(text: str, position: int, document: Document) -> int:
    """Return the end of a here-document with a body that begins at `position`."""
    before = ""
    while position < len(text):
        end = text.find("\n", position)
        end = len(text) if end < 0 else end
        line = before + (text[position:end].lstrip("\t") if document.tabs else text[position:end])
        position = end + 1
        if line == document.delimiter:
            break
        # A backslash continues the line. Only as much of it is kept as the comparison with the delimiter needs.
        continued = not document.quoted and (len(line) - len(line.rstrip("\\"))) % 2 == 1
        before = line[:-1][: len(document.delimiter) + 1] if continued else ""
    return min(position, len(text))
