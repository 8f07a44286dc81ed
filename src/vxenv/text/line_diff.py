"""Unified diff of two texts in linear time."""

import difflib
from collections import Counter
from collections.abc import Iterator
from typing import Any

_COMMON = 20  # a line that occurs more often than this cannot start a match


def compare_lines(old: list[str], new: list[str], old_title: str, new_title: str) -> Iterator[str]:
    """Yield the lines of the unified diff of `old` and `new`, with a few changes in files of any length."""
    if old == new:
        return
    yield f"--- {old_title}\n"
    yield f"+++ {new_title}\n"
    for group in _Matcher(old, new).get_grouped_opcodes():
        first, last = group[0], group[-1]
        yield f"@@ -{_render_range(first[1], last[2])} +{_render_range(first[3], last[4])} @@\n"
        for code, old_start, old_end, new_start, new_end in group:
            if code == "equal":
                yield from (f" {line}" for line in old[old_start:old_end])
                continue
            yield from (f"-{line}" for line in old[old_start:old_end])
            yield from (f"+{line}" for line in new[new_start:new_end])


class _Matcher(difflib.SequenceMatcher[str]):
    """Matcher that stays fast where difflib would compare each line with all equal ones.

    Equal lines at the start and the end are left out, and no match begins at a frequent line.
    """

    def __init__(self, old: list[str], new: list[str]) -> None:
        super().__init__()
        self._opcodes = _compute_opcodes(old, new)

    def get_opcodes(self) -> Any:  # noqa: ANN401 - a list of codes with four places each
        return self._opcodes


def _compute_opcodes(old: list[str], new: list[str]) -> list[tuple[Any, ...]]:
    """Return difflib's opcodes that turn `old` into `new`."""
    shorter = min(len(old), len(new))
    first = next((index for index in range(shorter) if old[index] != new[index]), shorter)
    last = next((back for back in range(shorter - first) if old[-1 - back] != new[-1 - back]), shorter - first)
    old_end, new_end = len(old) - last, len(new) - last
    counts = Counter(new[first:new_end])
    matcher = difflib.SequenceMatcher(
        lambda line: counts[line] > _COMMON, old[first:old_end], new[first:new_end], autojunk=False
    )
    middle = [(code, *(place + first for place in places)) for code, *places in matcher.get_opcodes()]
    same = ("equal", 0, first, 0, first), ("equal", old_end, len(old), new_end, len(new))
    return [code for code in (same[0], *middle, same[1]) if code[1] != code[2] or code[3] != code[4]]


def _render_range(start: int, end: int) -> str:
    """Format a range of lines as in a unified diff."""
    length = end - start
    return str(start + 1) if length == 1 else f"{start + (length > 0)},{length}"
