"""Parser of fish: commands and their certainty."""

import re
from typing import Final

from vxenv.exchange.assignment import NAME
from vxenv.exchange.rc.blocks import Block, Blocks
from vxenv.exchange.rc.certainty import CERTAIN, CONDITION, LOOP, PIPELINE, REDIRECTED
from vxenv.exchange.rc.fish.lexer import FishLexer
from vxenv.exchange.rc.scanner import NotUnderstoodError
from vxenv.exchange.rc.syntax import Changes, Program, Statement, Word

_REDIRECTION = re.compile(r"&>>?\??|[0-9]*>>?[?&|]?|[0-9]*<[&?]?")
_OPERATOR = re.compile(r"&&|\|\||&\||[;&|\n]")
_CONNECTING: Final = {"and": "&&", "or": "||"}
# Keywords before a command, and those that open a block.
_MODIFIERS: Final = (*_CONNECTING, "not", "!", "time")
_OPENERS: Final = {"if": CONDITION, "while": LOOP, "begin": CERTAIN}


class FishParser:
    """Parser of one text."""

    def __init__(self, text: str) -> None:
        """Begin at the start of `text`."""
        self._scanner = FishLexer(text)
        self._blocks = Blocks()

    def parse(self) -> Program:
        """Return the program of the text."""
        return self._blocks.build_program(self._scanner, self._read, "cannot parse the file")

    def _read(self) -> None:
        """Read the text."""
        scanner, blocks = self._scanner, self._blocks
        if "\0" in scanner.text:
            raise scanner.fail("NUL character", scanner.text.index("\0"))
        while not scanner.is_at_end:
            self._read_statement()
        self._end_item()
        if len(blocks.open_blocks) > 1 or blocks.block.state == "need":
            kind = blocks.block.kind
            raise NotUnderstoodError(f"unclosed {kind}" if kind else "incomplete command", blocks.block.line)
        blocks.complete_line(scanner.position)

    def _read_statement(self) -> None:
        """Read a command with its terminating operator, or that operator alone."""
        scanner, start = self._scanner, self._scanner.position
        words: list[Word] = []
        may_fail = False
        while True:
            scanner.skip_blanks()
            if scanner.is_at("#"):
                scanner.skip_comment()
            if scanner.is_at_end:
                break
            if scanner.take(_REDIRECTION):
                may_fail = self._read_target() or may_fail
            elif _OPERATOR.match(scanner.text, scanner.position):
                break
            else:
                position = scanner.position
                words.append(scanner.read_word())
                if position == scanner.position:
                    raise scanner.fail("unexpected parenthesis")
        if words or may_fail:
            self._read_keywords(words, scanner.get_line(start), may_fail=may_fail)
        operator = scanner.take(_OPERATOR)
        if operator:
            self._apply_operator(operator[0])

    def _read_target(self) -> bool:
        """Read the target of a redirection; tell whether it may fail, in which case the command does not run."""
        self._scanner.skip_blanks()
        target = self._scanner.read_word()
        if not target.parts:
            raise self._scanner.fail("redirection without a target")
        return not re.fullmatch(r"/dev/null|[0-9]+|-", target.literal or "")

    def _apply_operator(self, sign: str) -> None:
        block = self._blocks.block
        if sign in (";", "\n"):
            self._end_item()
        elif block.state != "closed":
            raise self._scanner.fail(f"unexpected {sign}")
        elif sign == "&":
            self._blocks.mark(block.pipe, PIPELINE)
            self._end_item()
            block.polarity = 0
        else:
            self._blocks.connect(sign)

    def _end_item(self) -> None:
        """End a command, and the condition of an `if`, at a semicolon or the end of a line."""
        block = self._blocks.block
        if block.state == "need":
            return
        if block.state == "closed" and block.kind == block.part == "if":
            block.begin_branch("then")
        block.state = "fresh"
        block.pipe = self._blocks.count
        block.piped = CERTAIN

    def _read_keywords(self, words: list[Word], line: int, *, may_fail: bool) -> None:
        """Apply the keywords at the start of a command, then the command."""
        is_negated = False
        while True:
            keyword = words[0].plain if words else ""
            block = self._blocks.block
            if block.state == "closed":
                raise self._scanner.fail("unexpected command")
            if keyword in _CONNECTING:
                self._connect(block, keyword)
            elif block.state == "fresh":
                block.chain = CERTAIN
            if keyword in _MODIFIERS:
                is_negated = is_negated != (keyword in ("not", "!"))
                block.state = "need"
            elif keyword in _OPENERS:
                self._blocks.open(keyword, line, _OPENERS[keyword])
                is_negated = False
            elif keyword == "else":
                words = self._read_else(block, words)
            else:
                break
            words = words[1:]
            if not words:
                self._blocks.block.state = "fresh" if keyword in ("begin", "else") else "need"
                return
        self._read_command(keyword, words, line, may_fail=may_fail, is_negated=is_negated)

    def _connect(self, block: Block, keyword: str) -> None:
        if block.kind == "if" and block.part == "then" and not block.commands:
            block.certainty, block.first_test = block.outer.combine(CONDITION), 2  # the condition continues
        else:
            self._blocks.connect(_CONNECTING[keyword])

    def _read_else(self, block: Block, words: list[Word]) -> list[Word]:
        """Begin a branch at ``else`` or ``else if``; return the words from its last keyword on."""
        is_elif = len(words) > 1
        if block.kind != "if" or block.part != "then" or block.state == "need":
            raise self._scanner.fail("unexpected else")
        if is_elif and (words[1].plain != "if" or len(words) == 2):  # noqa: PLR2004 - without a command
            raise self._scanner.fail("unexpected else")
        block.begin_branch("elif" if is_elif else "else")
        return words[is_elif:]

    def _read_command(self, name: str, words: list[Word], line: int, *, may_fail: bool, is_negated: bool) -> None:
        """Apply a command without its leading keywords."""
        blocks = self._blocks
        block, argument = blocks.block, words[1].literal if len(words) > 1 else None
        if name == "end":
            self._close(is_alone=len(words) == 1)
        elif name == "function":
            if not argument:
                raise self._scanner.fail("function without a name")
            blocks.open(name, line, CERTAIN, argument)
            blocks.add(Statement(line, CERTAIN, changes=_find_parameters(words[2:])))
        elif name in ("for", "switch"):
            block = blocks.open(name, line, LOOP if name == "for" else CONDITION)
            if name == "for" and argument and NAME.fullmatch(argument):
                blocks.add(Statement(line, block.certainty, changes=((argument, "set by a loop"),)))
        elif name in ("case", "{") and (name, block.kind) != ("case", "switch"):
            raise self._scanner.fail(f"unexpected {name}")
        elif name != "case":
            certainty = blocks.certainty.combine(REDIRECTED if may_fail else CERTAIN)
            blocks.add(Statement(line, certainty, tuple(words)))
            block.negated = is_negated
            blocks.finish_command(polarity=_find_polarity(words))

    def _close(self, *, is_alone: bool) -> None:
        if len(self._blocks.open_blocks) == 1 or self._blocks.block.state == "need" or not is_alone:
            raise self._scanner.fail("unexpected end")
        closed = self._blocks.close()
        self._blocks.block.pipe = min(self._blocks.block.pipe, closed.start)
        self._blocks.finish_command()


def _find_parameters(words: list[Word]) -> Changes:
    """Return the parameters of a function as changes without a reason."""
    names, option = [], ""
    for word in words:
        text = word.literal or ""
        if text.startswith("-"):
            option, _, text = text.partition("=") if text.startswith("--") else (text[:2], "", text[2:])
        if option in ("-a", "--argument-names", "-V", "--inherit-variable") and NAME.fullmatch(text):
            names.append(text)
    return tuple((name, "") for name in names)


def _find_polarity(words: list[Word]) -> int:
    """Return 1 for a test that is true in interactive shells, 0 for any other command."""
    texts = [word.literal for word in words]
    return int(texts in [["status", option] for option in ("is-interactive", "--is-interactive", "-i")])
