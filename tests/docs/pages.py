"""Parse pages: fenced blocks, and the hidden comments before them.

``<!-- given: NAME… -->`` starts a scene: a separate home, set up by those functions of fixtures.py. Every block of
the page up to the next comment runs in it. ``<!-- file: PATH -->`` writes the next block to that file of the home.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent.parent
PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")))
_COMMENT = re.compile(r"<!-- (given|file)(?:: (.*?))? -->")
_FENCE = re.compile(r"```(\w*)")
# A page does not show the writing of a file, and omits the hook's output about it.
ANYTHING = "…\n"


class Block(NamedTuple):
    """A fenced block: its page, the line of its fence, its language and text, and the comments before it."""

    page: str
    line: int
    language: str
    text: str
    said: dict[str, str]


class Step(NamedTuple):
    """A typed line, its position in the page, and its expected output."""

    line: int
    typed: str
    printed: str


class Scene(NamedTuple):
    """The events in one home: the names of its setup functions, and the steps."""

    page: str
    line: int
    given: tuple[str, ...]
    steps: list[Step]


def name(path: Path) -> str:
    """Return the path of a page relative to the repository."""
    return path.relative_to(ROOT).as_posix()


def blocks(path: Path) -> Iterator[Block]:
    """Yield the blocks of a page, in order."""
    said: dict[str, str] = {}
    begun, language, lines = 0, "", list[str]()
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if begun and line == "```":
            yield Block(name(path), begun, language, "".join(f"{one}\n" for one in lines), said)
            begun, lines, said = 0, [], {}
        elif begun:
            lines.append(line)
        elif found := _COMMENT.fullmatch(line):
            said[found[1]] = found[2] or ""
        elif fence := _FENCE.fullmatch(line):
            begun, language = number, fence[1]


def scenes(path: Path) -> list[Scene]:
    """Return the scenes of a page; the first, with an empty name, has no home."""
    found = [Scene(name(path), 0, (), [])]
    for block in blocks(path):
        if "given" in block.said:
            found.append(Scene(name(path), block.line, tuple(block.said["given"].split()), []))
        if "file" in block.said:
            found[-1].steps.append(Step(block.line, _written(block.said["file"], block.text), ANYTHING))
        elif block.language == "console":
            found[-1].steps.extend(_steps(block))
    return found


def _written(path: str, text: str) -> str:
    return f'mkdir -p "$(dirname {path})" && cat >{path} <<"@@"\n{text}@@'


def _steps(block: Block) -> Iterator[Step]:
    typed, printed, begun = "", "", 0
    for number, line in enumerate(block.text.splitlines(), block.line + 1):
        if line.startswith("$ "):
            if typed:
                yield Step(begun, typed, printed)
            typed, printed, begun = line.removeprefix("$ "), "", number
        elif line.startswith("> "):
            typed += "\n" + line.removeprefix("> ")
        else:
            printed += line + "\n"
    yield Step(begun, typed, printed)


def matches(printed: str, expected: str) -> bool:
    """Return whether `expected` matches: … matches any text on its line, and alone on a line any lines."""
    pattern = "".join(
        "(?:.*\n)*" if line.strip() == "…" else ".*".join(map(re.escape, line.split("…")))
        for line in expected.splitlines(keepends=True)
    )
    return re.fullmatch(pattern, printed) is not None
