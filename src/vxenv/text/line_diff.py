"""The unified diff of two texts, in time that grows with their length and no faster."""

import difflib
from collections import Counter
from collections.abc import Iterator
from typing import Any

_COMMON = 20  # times that a line may be there to count as one that a match can begin with


def compare_lines(old: list[str], new: list[str], old_title: str, new_title: str) -> Iterator[str]:
    """Yield the rows of the unified diff of a few changes in files of any length."""
    if old == new:
        return
    yield f"--- {old_title}\n"
    yield f"+++ {new_title}\n"
    for group in _Matcher(old, new).get_grouped_opcodes():
        first, last = group[0], group[-1]
        yield f"@@ -{_lines(first[1], last[2])} +{_lines(first[3], last[4])} @@\n"
        for code, old_start, old_end, new_start, new_end in group:
            if code == "equal":
                yield from (f" {line}" for line in old[old_start:old_end])
                continue
            yield from (f"-{line}" for line in old[old_start:old_end])
            yield from (f"+{line}" for line in new[new_start:new_end])


class _Matcher(difflib.SequenceMatcher[str]):
    """Finds how some lines become others, where difflib alone would compare each line with all that are like it.

    It is not given what is the same at the start and at the end, and begins no match at a line that is there often.
    """

    def __init__(self, old: list[str], new: list[str]) -> None:
        super().__init__()
        self._found = _opcodes(old, new)

    def get_opcodes(self) -> Any:  # noqa: ANN401 - a list of codes with four places each
        return self._found


def _opcodes(old: list[str], new: list[str]) -> list[tuple[Any, ...]]:
    """Return how `old` becomes `new`: codes of difflib, each with its lines in both."""
    shorter = min(len(old), len(new))
    first = next((at for at in range(shorter) if old[at] != new[at]), shorter)
    last = next((at for at in range(shorter - first) if old[-1 - at] != new[-1 - at]), shorter - first)
    old_end, new_end = len(old) - last, len(new) - last
    counts = Counter(new[first:new_end])
    matcher = difflib.SequenceMatcher(
        lambda line: counts[line] > _COMMON, old[first:old_end], new[first:new_end], autojunk=False
    )
    middle = [(code, *(at + first for at in places)) for code, *places in matcher.get_opcodes()]
    same = ("equal", 0, first, 0, first), ("equal", old_end, len(old), new_end, len(new))
    return [one for one in (same[0], *middle, same[1]) if one[1] != one[2] or one[3] != one[4]]


def _lines(start: int, end: int) -> str:
    """Return a range of lines as a unified diff writes it."""
    length = end - start
    return str(start + 1) if length == 1 else f"{start + (length > 0)},{length}"
