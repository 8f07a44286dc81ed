"""Parser of bash, zsh, ksh and sh: commands and their certainty."""

import re
from collections.abc import Collection
from typing import Final

from vxenv.exchange.assignment import NAME
from vxenv.exchange.rc.blocks import Block, Blocks
from vxenv.exchange.rc.certainty import (
    BACKGROUND,
    CERTAIN,
    CONDITION,
    LOOP,
    NOT_INTERACTIVE,
    REDIRECTED,
    SUBSHELL,
    Certainty,
)
from vxenv.exchange.rc.posix.guards import find_polarity, is_sure
from vxenv.exchange.rc.posix.lexer import ASSIGNMENT, PosixLexer
from vxenv.exchange.rc.posix.nesting import Document, find_document_end, find_end, read_delimiter
from vxenv.exchange.rc.scanner import NotUnderstoodError
from vxenv.exchange.rc.syntax import Changes, Part, Program, Statement, Word, find_changes

_OPERATOR = re.compile(r";;&|;;|;&|;\||&&|\|\||\|&|&(?!>)|[;|)\n]")
_REDIRECTION = re.compile(r"([0-9]*+)(<<<|<<-?|<>|<&|>&|>>|>\||<(?!\()|>(?!\()|&>>?)")
_HARMLESS = re.compile(r"/dev/null|[0-9]+|-")
_PARENTHESES = re.compile(r"[ \t]*\([ \t]*\)")
_TIME_OPTION = re.compile(r"[ \t]+-p(?=[ \t])")
_GAP = re.compile(r"(?:[ \t\n]|\\\n)*+")
_GAP_WITH_COMMENTS = re.compile(r"(?:[ \t\n]|\\\n|#[^\n]*+)*+")
_TEST_END = re.compile(r"\]\](?=[ \t\n;&|()]|$)")
_IN = re.compile(r"(?:[ \t\n]|\\\n|#[^\n]*(?=\n))*+in(?=[ \t\n])")
_ESAC = re.compile(r"esac(?=[ \t\n;&|)]|$)")

# Reserved words that open a block, with the certainty of its commands.
_OPENERS: Final = {"{": CERTAIN, "if": CONDITION, "while": LOOP, "until": LOOP, "for": LOOP, "select": LOOP}
_LOOPS: Final = ("while", "until", "for", "select")
# Reserved words that continue or close a block, with the kinds of block and the parts after which they are allowed.
_CLOSERS: Final[dict[str, tuple[Collection[str], Collection[str]]]] = {
    "then": (("if",), ("if",)),
    "elif": (("if",), ("then",)),
    "else": (("if",), ("then",)),
    "fi": (("if",), ("then", "else")),
    "do": (_LOOPS, ("head",)),
    "done": (_LOOPS, ("do",)),
    "esac": (("case",), ("pattern", "body")),
    "}": (("{",), ("{",)),
}
_RESERVED: Final = frozenset((*_OPENERS, *_CLOSERS, "case", "function", "!", "time", "[["))


class PosixParser:
    """Parser of one text."""

    def __init__(self, text: str, *, zsh: bool) -> None:
        """Begin at the start of `text`."""
        text, self._nul, _ = text.partition("\0")
        self._scanner = PosixLexer(text, zsh=zsh)
        self._blocks = Blocks()
        self._zsh = zsh
        self._function = ""  # the name of a function before its body
        self._documents: list[Document] = []  # here-documents that begin after this line

    def parse(self) -> Program:
        """Return the program of the text."""
        return self._blocks.build_program(self._scanner, self._read, "cannot parse the rest of the file")

    def _read(self) -> None:
        """Read the text; as in a shell, a line takes effect only if all of it can be parsed."""
        while not self._scanner.is_at_end:
            self._read_next()
        self._end_line()
        block, is_open = self._blocks.block, len(self._blocks.open_blocks) > 1
        if is_open or block.state == "need" or self._function:
            kind = {"(": "parenthesis", "{": "brace"}.get(block.kind, block.kind)
            line = block.line if is_open else self._scanner.get_line(self._blocks.complete)
            raise NotUnderstoodError(f"unclosed {kind}" if kind else "incomplete command", line)
        if self._nul:
            raise self._scanner.fail("NUL character")

    def _read_next(self) -> None:
        scanner, block = self._scanner, self._blocks.block
        scanner.skip_blanks()
        if block.kind == "case" and block.part == "pattern":
            self._read_pattern(block)
        elif scanner.is_at_end:
            return
        elif scanner.is_at("#"):
            scanner.skip_comment()
        elif scanner.is_at("("):
            self._read_parenthesis()
        elif operator := scanner.take(_OPERATOR):
            self._apply_operator(operator[0])
        else:
            self._read_command()

    def _apply_operator(self, sign: str) -> None:
        blocks, block = self._blocks, self._blocks.block
        if sign == "\n":
            self._end_line()
        elif self._function:
            raise self._scanner.fail("function without a body")
        elif sign == ")":
            self._close("(")
        elif sign in (";;", ";&", ";;&", ";|"):
            if block.kind != "case" or block.state == "need":
                raise self._scanner.fail(f"{sign} outside case")
            block.interactive = block.interactive and sign == ";;"
            blocks.begin_item()
            block.part = "pattern"
        elif block.state != "closed":
            if sign != ";" or block.state == "need" or not self._zsh:
                raise self._scanner.fail(f"unexpected {sign}")
        elif sign in (";", "&"):
            if sign == "&":
                blocks.mark(block.start, BACKGROUND)
            blocks.begin_item()
        else:
            blocks.connect(sign)

    def _end_line(self) -> None:
        scanner, blocks = self._scanner, self._blocks
        for document in self._documents:
            scanner.position = find_document_end(scanner.text, scanner.position, document)
        self._documents = []
        if blocks.block.state != "need" and not self._function:
            blocks.begin_item()
            if len(blocks.open_blocks) == 1:
                blocks.complete_line(scanner.position)

    def _check_start(self) -> None:
        """Raise if no command can begin here."""
        block = self._blocks.block
        if block.state == "closed":
            raise self._scanner.fail("unexpected command")
        if block.kind in ("for", "select") and block.part == "head":
            raise self._scanner.fail("unsupported loop")

    def _open(self, kind: str, line: int, own: Certainty) -> Block:
        self._check_start()
        function, self._function = self._function, ""
        block = self._blocks.open(kind, line, own, function)
        if kind in _LOOPS:
            block.part = "head"
        return block

    def _close(self, kind: str) -> None:
        block = self._blocks.block
        if block.kind != kind or block.state == "need" or len(self._blocks.open_blocks) == 1 or self._function:
            raise self._scanner.fail("unmatched closing token")
        if not block.commands and kind != "case" and not self._zsh:
            raise self._scanner.fail("missing command")
        self._blocks.close()
        self._blocks.finish_command()

    def _add(self, statement: Statement, *, sure: bool = False, polarity: int = 0) -> None:
        """Add a simple command or a test."""
        if self._function:
            raise self._scanner.fail("function body without braces")
        self._blocks.add(statement)
        self._blocks.finish_command(sure=sure, polarity=polarity)

    def _read_command(self) -> None:
        """Read a command, or a reserved word that begins or ends one."""
        scanner, block, start = self._scanner, self._blocks.block, self._scanner.position
        word = None if _REDIRECTION.match(scanner.text, start) else scanner.read_word()
        name = word.plain if word else ""
        if name not in _RESERVED:
            scanner.position = start
            if block.state == "closed":
                self._read_redirections()
            else:
                self._read_simple()
            return
        line = scanner.get_line(start)
        if name in _CLOSERS:
            self._read_closer(name)
            return
        self._check_start()
        if name in ("!", "time"):
            block.negated = block.negated != (name == "!")
            block.state = "need"
            if name == "time":
                scanner.take(_TIME_OPTION)
        elif name == "function":
            self._read_function()
        elif name == "[[":
            self._read_test(line)
        elif name in ("for", "select"):
            self._read_for(name, line)
        elif name == "case":
            self._read_case(line)
        else:
            self._open(name, line, _OPENERS[name])

    def _read_redirections(self) -> None:
        """Read the redirections after a compound command."""
        if not _REDIRECTION.match(self._scanner.text, self._scanner.position):
            raise self._scanner.fail("unexpected command")
        if self._read_redirection():
            self._blocks.mark(self._blocks.block.start, REDIRECTED)

    def _read_redirection(self) -> bool:
        """Read a redirection; tell whether it may fail, in which case the command does not run."""
        scanner = self._scanner
        match = scanner.take(_REDIRECTION)
        sign = match[2] if match else ""
        if match and sign in ("<<", "<<-"):
            scanner.position, document = read_delimiter(scanner, match.start(2))
            self._documents.append(document)
            return False
        scanner.skip_blanks()
        target = None if scanner.is_at("#") else scanner.read_word()
        if not target or not target.parts or (target.plain.isdigit() and scanner.is_at(("<", ">"))):
            raise scanner.fail("redirection without a target")
        return sign != "<<<" and not _HARMLESS.fullmatch(target.literal or "")

    def _read_closer(self, name: str) -> None:
        """Begin the next part of a compound command, or close it."""
        block = self._blocks.block
        kinds, parts = _CLOSERS[name]
        is_empty = not block.commands and (
            block.kind in ("while", "until") if name == "do" else name in ("then", "elif", "else") and not self._zsh
        )
        if block.kind not in kinds or block.part not in parts or block.state == "need" or self._function or is_empty:
            raise self._scanner.fail(f"unexpected {name}")
        if name in ("fi", "done", "esac", "}"):
            self._close(block.kind)
            return
        if name == "do":
            block.part = "do"
            block.commands = 0
        else:
            block.begin_branch(name)
        self._blocks.begin_item()

    def _read_function(self) -> None:
        """Read ``function NAME`` or ``function NAME ()``, up to the body."""
        self._scanner.skip_blanks()
        self._function = self._scanner.read_word(patterns=False).literal or ""
        if not self._function:
            raise self._scanner.fail("function without a name")
        self._scanner.take(_PARENTHESES)

    def _read_parenthesis(self) -> None:
        """Read a ``(`` at the start of a command."""
        scanner, start = self._scanner, self._scanner.position
        if scanner.is_at("(("):
            self._check_start()
            scanner.position = find_end(scanner, start, "((")
            changes = find_changes(scanner.text[start : scanner.position])
            self._add(Statement(scanner.get_line(start), self._blocks.certainty, changes=changes))
            return
        self._open("(", scanner.get_line(), SUBSHELL)
        scanner.position += 1

    def _read_test(self, line: int) -> None:
        """Read ``[[ … ]]``, which has operators of its own."""
        scanner = self._scanner
        words = [Word((Part("text", "[[", quoted=False),))]
        while words[-1].plain != "]]":
            scanner.take(_GAP)
            if scanner.take(_TEST_END):
                words.append(Word((Part("text", "]]", quoted=False),)))
            elif scanner.is_at_end or (scanner.is_at("#") and not self._zsh):
                raise NotUnderstoodError("unclosed [[", line)
            else:
                words.append(scanner.read_word(in_test=True))
        inner = words[1:-1]
        if not inner or (len(inner) == 1 and re.fullmatch("-[A-Za-z]", inner[0].plain)):
            raise NotUnderstoodError("incomplete test in [[ ]]", line)
        statement = Statement(line, self._blocks.certainty, changes=_collect_changes(words))
        self._add(statement, polarity=find_polarity(words))

    def _read_for(self, kind: str, line: int) -> None:
        """Read ``for NAME in …`` or ``for ((…))``, up to the line ending or semicolon before ``do``."""
        scanner = self._scanner
        scanner.skip_blanks()
        if scanner.is_at("(("):
            start = scanner.position
            scanner.position = find_end(scanner, start, "((")
            changes = find_changes(scanner.text[start : scanner.position])
        else:
            name = scanner.read_word(patterns=False).plain
            if not NAME.fullmatch(name):
                raise scanner.fail("unsupported loop")
            changes = ((name, "set by a loop"),)
        block = self._open(kind, line, LOOP)
        words: list[Word] = []
        scanner.skip_blanks()
        if self._zsh and scanner.is_at("("):
            scanner.position = find_end(scanner, scanner.position, "(")
        while not (scanner.is_at_end or scanner.is_at(tuple(";\n#&|()"))):
            words.append(scanner.read_word())
            if words[-1].plain == "do" and len(words) == 1:
                scanner.position -= len("do")
                break
            if not words[-1].parts:
                raise scanner.fail("unsupported loop")
            scanner.skip_blanks()
        self._blocks.add(Statement(line, block.certainty, changes=changes + _collect_changes(words)))
        scanner.position += scanner.is_at(";")

    def _read_case(self, line: int) -> None:
        """Read ``case WORD in``."""
        self._scanner.skip_blanks()
        subject = self._scanner.read_word()
        if not subject.parts or not self._scanner.take(_IN):
            raise self._scanner.fail("case without in")
        block = self._open("case", line, CONDITION)
        block.part = "pattern"
        block.interactive = subject.names == {"-"}
        if subject.changes:
            self._blocks.add(Statement(line, block.outer, changes=subject.changes))

    def _read_pattern(self, block: Block) -> None:
        """Read a case pattern up to its ``)``, or ``esac``."""
        scanner = self._scanner
        scanner.take(_GAP_WITH_COMMENTS)
        if scanner.take(_ESAC):
            block.state = "fresh"
            self._close("case")
            return
        if scanner.is_at_end:
            return  # reported as an unclosed case at the end of the text
        start, depth = scanner.position, 0
        leading = scanner.is_at("(")
        while True:
            if scanner.is_at_end or scanner.is_at("\n"):
                raise scanner.fail("unclosed case pattern", start)
            sign = scanner.text[scanner.position]
            if sign in "'\"\\`$":
                scanner.read_quoted()
                continue
            scanner.position += 1
            depth += (sign == "(") - (sign == ")")
            if sign == ")" and (depth < 0 or (depth == 0 and leading and self._is_pattern_over())):
                break
        self._begin_arm(block, scanner.text[start : scanner.position - 1].strip("( \t"))

    def _is_pattern_over(self) -> bool:
        """Tell whether a pattern in parentheses ends with the closing one; in zsh it may continue."""
        return not self._zsh or self._scanner.is_at_end or self._scanner.is_at((" ", "\t", "\n", ";"))

    def _begin_arm(self, block: Block, pattern: str) -> None:
        """Begin the commands of a pattern; in a case of $-, the pattern `*i*` matches interactive shells."""
        block.part = "body"
        self._blocks.begin_item()
        own = CONDITION
        if block.interactive and block.first_test:
            own = NOT_INTERACTIVE
        elif block.interactive and pattern == "*i*":
            own = CERTAIN
            block.first_test = 1
        block.certainty = block.outer.combine(own)

    def _read_simple(self) -> None:
        """Read a simple command, or the head of a function."""
        self._check_start()
        scanner, start = self._scanner, self._scanner.position
        words: list[Word] = []
        may_fail = False
        while True:
            scanner.skip_blanks()
            position = scanner.position
            if _REDIRECTION.match(scanner.text, position):
                may_fail = self._read_redirection() or may_fail
                continue
            if scanner.is_at("(") and len(words) == 1:
                self._read_head(words[0], start)
                return
            if scanner.is_at("#"):
                scanner.skip_comment()
            if scanner.is_at_end or scanner.is_at(tuple(";&|()\n")):
                break
            words.append(scanner.read_word(patterns=bool(words)))
            if self._zsh and words[-1].plain == "}":
                words.pop()  # zsh needs no semicolon before it
                scanner.position = position
                break
            if self._zsh and _is_unbalanced(words[-1]):
                raise scanner.fail("unexpected brace", position)
        if scanner.is_at("("):
            raise scanner.fail("unexpected parenthesis")
        certainty = self._blocks.certainty.combine(REDIRECTED if may_fail else CERTAIN)
        statement = Statement(scanner.get_line(start), certainty, tuple(words))
        self._add(statement, sure=not may_fail and is_sure(words), polarity=find_polarity(words))

    def _read_head(self, word: Word, start: int) -> None:
        """Read the ``()`` after a function name."""
        name = word.literal
        if not name or ASSIGNMENT.match(name) or self._function or not self._scanner.take(_PARENTHESES):
            raise self._scanner.fail("unexpected parenthesis", start)
        self._function = name


def _collect_changes(words: list[Word]) -> Changes:
    return tuple(change for word in words for change in word.changes)


def _is_unbalanced(word: Word) -> bool:
    """Tell whether a word contains a brace that zsh would read as the start or end of a group."""
    text = "".join(part.text if part.kind == "text" and not part.quoted else "x" for part in word.parts)
    return text == "{" or text.find("}") < text.find("{") or text.count("}") > text.count("{")
