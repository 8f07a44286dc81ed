"""Where what is quoted, substituted or announced as a here document ends."""

import re

from vxenv.exchange.rc.quoting import Quoting

QUOTED_TEXT = re.compile(r'[^"\\`$]+')
BACKTICKS = re.compile(r"`[^`\\]*+(?:\\.[^`\\]*+)*+`", re.DOTALL)
ANSI_QUOTED = re.compile(r"\$'([^'\\]*+(?:\\.[^'\\]*+)*+)'", re.DOTALL)
_DELIMITER = re.compile(r"""(?:[^ \t\n;&|()<>'"\\]|\\.|'[^'\n]*'|"[^"\n]*")+""")
_WORD_IN_PARENTHESES = re.compile(r"""[^ \t\n;&|()<>'"\\`$]+""")


# What may stand in what `Skipper.skip` skips: commands, a case in them, double quotes, ${…} outside and inside of
# those, arithmetic, and parentheses in that.
IN_COMMANDS, IN_CASE, IN_QUOTES, IN_BRACE, IN_QUOTED_BRACE, IN_ARITHMETIC, IN_GROUP = '(C"{Ba)'
_BEFORE_COMMANDS = frozenset(("then", "do", "else", "elif", "if", "while", "until", "time", "!", "{"))
_DULL = {
    IN_QUOTES: QUOTED_TEXT,
    IN_BRACE: re.compile(r"""[^}'"\\`$]+"""),
    IN_QUOTED_BRACE: re.compile(r"""[^}'"\\`$]+"""),
    IN_ARITHMETIC: re.compile(r"""[^()'"\\`$]+"""),
    IN_GROUP: re.compile(r"""[^()'"\\`$]+"""),
}


class Skipper(Quoting):
    """Goes over text. `position` moves on over what was read."""

    def __init__(self, text: str, *, zsh: bool) -> None:
        """Begin at the start of `text`."""
        super().__init__(text)
        self.zsh = zsh
        # Here documents whose bodies begin after this line: delimiter, whether tabs are stripped, whether quoted.
        self.documents: list[tuple[str, bool, bool]] = []

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
            commands = top in (IN_COMMANDS, IN_CASE)
            if sign == "\\":
                at += 2
                fresh = fresh and text[at - 1 : at] == "\n"
                command = command and fresh
            elif sign == "'" and top not in (IN_QUOTES, IN_QUOTED_BRACE):
                at = text.find("'", at + 1) + 1
                if not at:
                    raise self.fail("a quote is not closed", start)
                command = fresh = False
            elif sign == '"' and top == IN_QUOTES:
                stack.pop()
                at += 1
                command = fresh = False
            elif sign == '"':
                stack.append(IN_QUOTES)
                at += 1
            elif sign == "`":
                found = BACKTICKS.match(text, at)
                if not found:
                    raise self.fail("a backtick is not closed", start)
                at = found.end()
                command = fresh = False
            elif sign == "$":
                command = fresh = False
                if text.startswith("$((", at):
                    stack.append(IN_ARITHMETIC)
                    at += 3
                elif text.startswith("$(", at):
                    if documents:
                        raise self.fail("a here document inside of something else", at)
                    stack.append(IN_COMMANDS)
                    command = fresh = True
                    at += 2
                elif text.startswith("${", at):
                    stack.append(IN_QUOTED_BRACE if top in (IN_QUOTES, IN_QUOTED_BRACE) else IN_BRACE)
                    at += 2
                elif text.startswith("$'", at) and top not in (IN_QUOTES, IN_QUOTED_BRACE):
                    found = ANSI_QUOTED.match(text, at)
                    if not found:
                        raise self.fail("a quote is not closed", start)
                    at = found.end()
                else:
                    at += 1
            elif sign == "}" and top in (IN_BRACE, IN_QUOTED_BRACE):
                stack.pop()
                at += 1
            elif sign == "'" and top == IN_QUOTED_BRACE:
                # To bash it is a quote, to others itself.
                raise self.fail("a quote in ${…} in quotes", start)
            elif top == IN_ARITHMETIC and sign == ")":
                if not text.startswith("))", at):
                    raise self.fail("parentheses that may be arithmetic or commands", start)
                stack.pop()
                at += 2
            elif top in (IN_ARITHMETIC, IN_GROUP):
                if sign == "(":
                    stack.append(IN_GROUP)
                else:
                    stack.pop()
                at += 1
            elif not commands:
                at += 1
            elif sign == "(":
                stack.append(IN_COMMANDS)
                command = fresh = True
                at += 1
            elif sign == ")":
                if documents:
                    raise self.fail("a here document inside of something else", at)
                if top == IN_COMMANDS:
                    stack.pop()
                command = top == IN_CASE
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
                    stack.append(IN_CASE)
                elif command and word == "esac" and top == IN_CASE:
                    stack.pop()
                command = command and word in _BEFORE_COMMANDS
        return at

    def delimiter(self, at: int) -> tuple[int, tuple[str, bool, bool]]:
        """Read the ``<<WORD`` at `at`; return where it ends, and the document that it announces."""
        tabs = self.text.startswith("<<-", at)
        found = _DELIMITER.match(self.text, self.after_blanks(at + 2 + tabs))
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
