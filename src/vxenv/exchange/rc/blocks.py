"""Blocks: the open compound commands while a text is parsed, and the certainty of statements in them."""

from collections.abc import Callable
from itertools import accumulate

from vxenv.exchange.assignment import Skipped
from vxenv.exchange.rc.certainty import CERTAIN, CONDITION, MAYBE, NEVER, NOT_INTERACTIVE, PIPELINE, Certainty
from vxenv.exchange.rc.scanner import NotUnderstoodError, Scanner
from vxenv.exchange.rc.syntax import Program, Statement


class Block:
    """Open compound command, with the position in its list of commands."""

    def __init__(self, kind: str, line: int, outer: Certainty, certainty: Certainty, start: int) -> None:
        """Open a compound command, named by its first word, at the `start` of its list of statements."""
        self.kind = kind
        self.line = line
        self.outer = outer  # certainty of the whole command
        self.certainty = certainty  # certainty of the commands in the current part
        self.function = ""  # the name if this is the body of a function
        self.part = kind  # of an `if`: if, then, else; of a loop: head, do; of a case: pattern, body
        self.commands = 0  # number of commands in the current part
        self.test = 0  # 1 or -1 if the only command of the part is true or false in an interactive shell
        self.first_test = 0  # the same for the first condition of an `if`; 2 for any other test
        self.interactive = False  # whether this is a case of $-
        self.begin_item(start)

    def begin_item(self, start: int) -> None:
        """Begin an item of the list, after a semicolon or the end of a line, at a statement."""
        self.start = start  # the first statement of the item
        self.pipe = start  # the first statement of its last pipeline
        self.state = "fresh"  # fresh before a command, closed after one, need if one must follow
        self.chain = CERTAIN  # certainty of the next command due to && and || in the item
        self.piped = CERTAIN  # certainty of the next command due to a pipe before it
        self.polarity = 0  # 1 or -1 if the last command is true or false in an interactive shell
        self.sure = False  # whether the last command certainly succeeds
        self.negated = False  # whether the command is preceded by !

    def begin_branch(self, name: str) -> None:
        """Begin a branch of an `if`; a test for an interactive shell selects one branch."""
        if name == "then":
            first = self.certainty is not NOT_INTERACTIVE and not self.first_test
            test = self.test if first else 0
            if not self.first_test:
                self.first_test = test or 2  # a test for anything else
            elif self.first_test == 1:
                test = -1  # an elif after a branch that was taken
            own = {1: CERTAIN, -1: NOT_INTERACTIVE}.get(test, CONDITION)
        elif name == "elif":
            own = NOT_INTERACTIVE if self.first_test == 1 else CONDITION
            self.first_test = 1 if self.first_test == 1 else 2
        else:
            own = {1: NOT_INTERACTIVE, -1: CERTAIN}.get(self.first_test, CONDITION)
        self.certainty = self.outer.combine(own)
        self.part = "if" if name == "elif" else name
        self.commands = 0


class Buffer:
    """Statements of a function, or of the file since the last complete line."""

    def __init__(self) -> None:
        """Begin without statements."""
        self.statements: list[Statement] = []
        self.marks: list[tuple[int, int, Certainty]] = []  # ranges of less certain statements

    def finish(self) -> tuple[Statement, ...]:
        """Return the statements, less certain where a later token (a pipe, an ampersand) made them so."""
        statements = self.statements
        for level in (MAYBE, NEVER):
            steps = [0] * (len(statements) + 1)
            marks = [mark for mark in self.marks if mark[2].level == level]
            for start, end, _ in marks:
                steps[start] += 1
                steps[end] -= 1
            if marks:
                statements = [
                    statement._replace(certainty=statement.certainty.combine(marks[0][2])) if depth else statement
                    for statement, depth in zip(statements, accumulate(steps), strict=False)
                ]
        return tuple(statements)


class Blocks:
    """Open compound commands, and the statements so far."""

    def __init__(self) -> None:
        """Begin outside of any compound command."""
        self.statements: list[Statement] = []  # statements of complete lines
        self.buffers = [Buffer()]  # one for the file, and one for each open function
        self.open_blocks = [Block("", 1, CERTAIN, CERTAIN, 0)]  # the first represents the file
        self.complete = 0  # end of the last complete line

    @property
    def block(self) -> Block:
        """The innermost block."""
        return self.open_blocks[-1]

    @property
    def count(self) -> int:
        """The number of statements in the current buffer."""
        return len(self.buffers[-1].statements)

    @property
    def certainty(self) -> Certainty:
        """The certainty of a command that begins now."""
        return self.block.certainty.combine(self.block.chain, self.block.piped)

    def add(self, statement: Statement) -> None:
        """Add a statement."""
        self.buffers[-1].statements.append(statement)

    def mark(self, start: int, certainty: Certainty) -> None:
        """Make all statements from `start` on less certain."""
        self.buffers[-1].marks.append((start, self.count, certainty))

    def begin_item(self) -> None:
        """Begin an item in the list of the innermost block."""
        self.block.begin_item(self.count)

    def open(self, kind: str, line: int, own: Certainty, function: str = "") -> Block:
        """Open a block with the certainty `own` for its commands; `function` names it if it is a function's body."""
        outer = CERTAIN if function else self.certainty
        if function:
            self.buffers.append(Buffer())
        block = Block(kind, line, outer, outer.combine(own), self.count)
        block.function = function
        self.open_blocks.append(block)
        return block

    def close(self) -> Block:
        """Close the innermost block; the body of a function becomes its definition."""
        block = self.open_blocks.pop()
        if block.function:
            body = self.buffers.pop().finish()
            self.add(Statement(block.line, self.certainty, name=block.function, body=body))
        return block

    def finish_command(self, *, sure: bool = False, polarity: int = 0) -> None:
        """Complete a command; `sure` if it certainly succeeds, `polarity` as of `find_polarity`."""
        block = self.block
        block.commands += 1
        block.state = "closed"
        block.sure = sure and not block.negated and not block.piped.level
        alone = not block.chain.level and not block.piped.level
        block.polarity = (-polarity if block.negated else polarity) if alone else 0
        block.test = block.polarity if block.commands == 1 else 0

    def connect(self, sign: str) -> None:
        """Make the next command depend on the last one by ``&&``, ``||`` or a pipe."""
        block = self.block
        if sign not in ("&&", "||"):
            self.mark(block.pipe, PIPELINE)
            block.piped = PIPELINE
        else:
            block.piped = CERTAIN
            if block.polarity:  # a test for an interactive shell
                block.chain = CERTAIN if (block.polarity > 0) == (sign == "&&") else NOT_INTERACTIVE
            elif sign == "||" or not (block.sure or block.chain.level):
                block.chain = CONDITION
        block.pipe = self.count
        block.state = "need"
        block.polarity = 0
        block.negated = False

    def complete_line(self, position: int) -> None:
        """Complete the statements so far; the line ends at `position`."""
        self.statements += self.buffers[0].finish()
        self.buffers = [Buffer()]
        self.complete = position
        self.begin_item()

    def build_program(self, scanner: Scanner, read: Callable[[], None], failing: str) -> Program:
        """Return the program that `read` parses; `failing` introduces the reason if the text cannot be parsed."""
        try:
            read()
        except NotUnderstoodError as error:
            lost = Certainty(NEVER, f"set in text that cannot be parsed (line {error.line}: {error})")
            rest = [statement for buffer in self.buffers for statement in buffer.finish()]
            self.statements += [statement._replace(certainty=lost) for statement in rest]
            failure = Skipped("", error.line, f"{failing}: {error}")
            return Program(tuple(self.statements), failure, scanner.text[self.complete :])
        return Program(tuple(self.statements))
