"""Tables: rows in columns, fitted to the width of a terminal."""

import os
import re
import sys
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import zip_longest

from vxenv.cli.output.terminal import COLOUR, escape_line

_USUAL = os.terminal_size((80, 24))  # of a terminal without a known size
_GAP = 2  # blanks between two columns
_INDENT = 4  # blanks before lines folded below their row
_NARROWEST = 16  # characters of a folded column at least
_NOTHING = ("", "-")  # cells omitted below a row
_COLOURED = re.compile(r"((?:\x1b\[[0-9;]+m)+)([^\x1b]+)(\x1b\[0m)")
_PLACE = re.compile(r"[^ ]*/[^ ]+")  # a path, with or without a line


def find_terminal_size() -> os.terminal_size | None:
    """Return the columns and lines of the terminal of stdout, None without a terminal.

    Like the function in shutil, which imports the compression modules: COLUMNS and LINES take precedence.
    """
    if not sys.stdout.isatty():
        return None
    try:
        size = os.get_terminal_size(sys.stdout.fileno())
    except OSError:
        size = os.terminal_size((0, 0))
    columns, lines = (os.environ.get(name, "") for name in ("COLUMNS", "LINES"))
    return os.terminal_size((
        int(columns) if columns.isdecimal() and int(columns) else size.columns or _USUAL.columns,
        int(lines) if lines.isdecimal() and int(lines) else size.lines or _USUAL.lines,
    ))  # fmt: skip


def find_terminal_width() -> int | None:
    """Return the columns of the terminal of stdout, None without a terminal."""
    size = find_terminal_size()
    return size.columns if size else None


def render_table(
    rows: Iterable[Sequence[str]], titles: Sequence[str] = (), *, places: Collection[int] = ()
) -> list[str]:
    """Return a text for each of `rows`, in columns two blanks apart, without trailing blanks.

    On a terminal, a row that is too wide has several lines: cells are folded between words, the last columns first.
    Columns that still do not fit follow below their row, each after its title. No word is cut.

    Args:
        rows: The cells of each row, as many as `titles` if given.
        titles: The titles of the columns, returned as the first text; none for a table without a head.
        places: The columns of ``file:line``, in which directories may be omitted.
    """
    cells = [[escape_line(cell) for cell in row] for row in ([titles] if titles else [])]
    cells += [[escape_line(cell) for cell in row] for row in rows]
    number = max(map(len, cells), default=0)
    natural = [max(measure(row[column]) for row in cells if column < len(row)) for column in range(number)]
    width = find_terminal_width()
    if width is None or _sum_widths(natural) <= width:
        return [_join(row, natural) for row in cells]
    widths = _fit_columns(cells, natural, frozenset(places), width)
    below = [*titles[len(widths) :]] or [""] * (number - len(widths))
    texts = []
    for row in cells:
        room = [*widths, *(width - _INDENT - _GAP - measure(title) for title in below)]
        fitting = [_shorten(cell, room[column]) if column in places else cell for column, cell in enumerate(row)]
        lines = list(_lay_out(fitting[: len(widths)], widths, width))
        if not titles or row is not cells[0]:
            lines += _fold_below(fitting[len(widths) :], below, width)
        texts.append("\n".join(lines))
    return texts


def measure(text: str) -> int:
    """Return the width of `text` on a terminal; colours take no column, East Asian characters two."""
    if text.isascii() and "\x1b" not in text:
        return len(text)
    from unicodedata import combining, east_asian_width

    plain = COLOUR.sub("", text)
    return sum(0 if combining(char) else 2 if east_asian_width(char) in "WF" else 1 for char in plain)


def fold(text: str, width: int) -> list[str]:
    """Return `text` in lines of at most `width` columns, broken between words; a longer word gets its own line.

    If the whole text is coloured, each line is.
    """
    if whole := _COLOURED.fullmatch(text):
        return [f"{whole[1]}{line}{whole[3]}" for line in fold(whole[2], width)]
    lines: list[str] = []
    line = ""
    for part in _split_words(text, width):
        if line and measure(line) + measure(part.rstrip()) > width:
            lines.append(line.rstrip())
            line = ""
        line += part if line or not lines else part.lstrip()
    return [*lines, line.rstrip()]


def _split_words(text: str, width: int) -> Iterator[str]:
    """Yield the words of `text`, each with the blanks after it; a list without blanks is broken after commas."""
    for part in re.findall(r"[^ ]+ *| +", text):
        if measure(part.rstrip()) > width and "://" not in part:
            yield from re.findall(r"[^,]+,? *|, *", part)
        else:
            yield part


def _sum_widths(widths: Sequence[int]) -> int:
    return sum(widths) + _GAP * (len(widths) - 1)


def _join(row: Sequence[str], widths: Sequence[int]) -> str:
    """Return one line with cells padded to `widths`."""
    padded = (cell + " " * (widths[column] - measure(cell)) for column, cell in enumerate(row))
    return (" " * _GAP).join(padded).rstrip()


def _fit_columns(
    cells: Sequence[Sequence[str]], natural: Sequence[int], places: frozenset[int], width: int
) -> list[int]:
    """Return the widths of the first columns that fit side by side, narrowed from the last to the first."""
    least = [
        max(
            _find_least_width(row[column], natural[column], width, place=column in places)
            for row in cells
            if column < len(row)
        )
        for column in range(len(natural))
    ]
    for number in range(len(natural), 1, -1):
        widths = [*natural[:number]]
        for column in range(number - 1, 0, -1):
            widths[column] = max(
                min(widths[column], least[column]), widths[column] - max(0, _sum_widths(widths) - width)
            )
        if _sum_widths(widths) <= width:
            return widths
    return [min(natural[0], width)]


def _find_least_width(cell: str, natural: int, width: int, *, place: bool) -> int:
    """Return the least width of a column for `cell`; a word over half the terminal gets its own line."""
    if place and _PLACE.fullmatch(cell):
        return measure(_shorten(cell, 0))
    words = [measure(word.rstrip()) for word in _split_words(cell, width // 2)]
    return max(min(natural, _NARROWEST), *(size for size in (0, *words) if size <= width // 2))


def _shorten(cell: str, width: int) -> str:
    """Return the path `cell` without as many of its first directories as needed to fit into `width`."""
    if measure(cell) <= width or not _PLACE.fullmatch(cell):
        return cell
    parts = cell.split("/")
    shorter = ("…/" + "/".join(parts[start:]) for start in range(1, len(parts)))
    return next((path for path in shorter if measure(path) <= width), f"…/{parts[-1]}")


def _lay_out(row: Sequence[str], widths: Sequence[int], width: int) -> Iterator[str]:
    """Yield the lines of the columns side by side; a line ends after a cell that is too wide."""
    begin = 0  # the first column of this line
    waiting: list[list[str]] = []
    for column, cell in enumerate(row):
        folded = fold(cell, widths[column])
        widest = max(map(measure, folded))
        if waiting and widest > widths[column] and _sum_widths(widths[:column]) + _GAP + widest > width:
            # A line of its own has more room.
            yield from _join_lines(waiting, widths, begin)
            yield from (" " * _INDENT + line for line in fold(cell, width - _INDENT))
            waiting, begin = [], column + 1
            continue
        waiting.append(folded)
        if widest > widths[column]:
            yield from _join_lines(waiting, widths, begin)
            waiting, begin = [], column + 1
    if any(line for folded in waiting for line in folded):
        yield from _join_lines(waiting, widths, begin)


def _join_lines(waiting: Sequence[Sequence[str]], widths: Sequence[int], begin: int) -> Iterator[str]:
    for line in zip_longest(*waiting, fillvalue=""):
        yield _join([*[""] * begin, *line], [*widths[: begin + len(line)], 0])


def _fold_below(cells: Sequence[str], titles: Sequence[str], width: int) -> Iterator[str]:
    """Yield the lines below a row: the cells of the columns that do not fit, each after its title."""
    line = ""
    for title, cell in zip(titles, cells, strict=False):
        if cell in _NOTHING:
            continue
        item = f"{title} {cell}".lstrip()
        if line and measure(line) + _GAP + measure(item) > width - _INDENT:
            yield from (" " * _INDENT + part for part in fold(line, width - _INDENT))
            line = ""
        line += (" " * _GAP if line else "") + item
    if line:
        yield from (" " * _INDENT + part for part in fold(line, width - _INDENT))
