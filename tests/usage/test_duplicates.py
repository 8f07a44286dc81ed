"""Test which line of a message counts: the cases in which ccusage's rule was found by experiments."""

from pathlib import Path

import pytest

from usage.lines import build_line, count_output, read_sums, write_transcript

SIDE = {"isSidechain": True}
LATER = {"timestamp": "2026-11-03T10:00:00.000Z"}

# Lines by file, the number of messages, and the output tokens.
CASES: dict[str, tuple[dict[str, list[str]], list[int]]] = {
    "larger": ({"p/a": [build_line(output=1), build_line("msg_2"), build_line(output=9)]}, [2, 14]),
    "larger first": ({"p/a": [build_line(output=9), build_line("msg_2"), build_line(output=1)]}, [2, 14]),
    "other session": ({"p/a": [build_line()], "p/b": [build_line(output=6, sessionId="other")]}, [1, 6]),
    "other request": ({"p/a": [build_line(), build_line(request="req_2", output=6)]}, [2, 11]),
    "sidechain replay": ({"p/a": [build_line()], "p/a/b": [build_line("msg_1", "req_2", 50, **SIDE)]}, [1, 5]),
    "replay first": ({"p/a": [build_line("msg_1", "req_2", 50, **SIDE)], "p/b": [build_line()]}, [1, 5]),
    "replay later": ({"p/a": [build_line(), build_line("msg_1", "req_2", 50, **SIDE, **LATER)]}, [1, 5]),
    "same request in sidechain": ({"p/a": [build_line(output=50, **SIDE)], "p/b": [build_line()]}, [1, 5]),
    "sidechain elsewhere": (
        {"p/a": [build_line()], "p/b": [build_line("msg_1", "req_2", 50, **SIDE, sessionId="other")]},
        [2, 55],
    ),
    "two sidechains": ({"p/a": [build_line(**SIDE), build_line("msg_1", "req_2", 6, **SIDE)]}, [1, 6]),
    "fork": (
        {
            "p/a": [build_line()],
            "p/b": [build_line(sessionId="b"), build_line("msg_1", "req_2", 6, **SIDE, sessionId="b")],
        },
        [1, 5],
    ),
    "no request": (
        {"p/a": [build_line(request=None), build_line("msg_2"), build_line(request=None, output=8)]},
        [2, 13],
    ),
    "no request, other session": (
        {"p/a": [build_line(request=None)], "p/b": [build_line(request=None, output=8, sessionId="b")]},
        [2, 13],
    ),
    "with and without request": ({"p/a": [build_line(), build_line(request=None, output=8)]}, [2, 13]),
    "no message": ({"p/a": [build_line(message=None), build_line(message=None, output=8)]}, [2, 13]),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_which_line_counts(home: Path, name: str) -> None:
    """A message counts once, with the line that ccusage takes."""
    files, expected = CASES[name]
    for path, lines in files.items():
        write_transcript(home / ".claude", f"{path}.jsonl", *lines)

    assert expected == count_output(read_sums(home / ".claude"))


def test_the_first_of_equal_lines_counts(home: Path) -> None:
    """Of equal lines the first one by path and position counts, with its session; one with a speed precedes."""
    write_transcript(home / ".claude", "p/b.jsonl", build_line(sessionId="b"), build_line("msg_2", sessionId="b"))
    write_transcript(home / ".claude", "p/a.jsonl", build_line(sessionId="a"), build_line("msg_2", sessionId="a"))
    write_transcript(home / ".claude", "p/c.jsonl", build_line("msg_2", sessionId="c", speed="standard"))

    assert ["a", "c"] == [each.session for each in read_sums(home / ".claude")]
