"""Test which lines of a transcript are messages, and that reading needs little memory."""

import datetime as dt
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from usage.lines import TIME, build_line, build_row
from vxenv.catalogue.prices import Tokens
from vxenv.usage import messages
from vxenv.usage.messages import Message, Reader, parse_line

TOKENS = Tokens(10, 5, 100, 20, 10)


def parse(line: str) -> Message | None:
    """Return the message of a line."""
    return parse_line(line.encode(), 0, "fallback")


def read(path: Path, offset: int = 0) -> tuple[list[Message], Reader]:
    """Return the messages of a file, and the reader."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        reader = Reader(descriptor, offset, path.stat().st_size, "fallback")
        return list(reader.read(lambda _: True)), reader
    finally:
        os.close(descriptor)


def test_the_fields_of_a_message() -> None:
    """A line has the fields that the index needs, and nothing of its text."""
    time = int(dt.datetime.fromisoformat(TIME).timestamp() * 1000)
    found = parse(build_line())

    assert found == Message(
        0, "msg_1", "req_1", "session", time, "claude-opus-5-5", "/work", "main", "2.1.332", False, False, TOKENS
    )
    assert "secret" not in repr(found)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"cache_creation": None}, Tokens(10, 5, 100, 30, 0)),
        ({"cache_creation": {}}, Tokens(10, 5, 100, 0, 0)),
        ({"cache_creation_input_tokens": 0}, TOKENS),
        ({"cache_read_input_tokens": None}, Tokens(10, 5, 0, 20, 10)),
    ],
)
def test_missing_counts(changes: dict[str, Any], expected: Tokens) -> None:
    """The breakdown of cache writes precedes their sum; without it they are those of 5 minutes."""
    found = parse(build_line(**changes))

    assert found
    assert expected == found.tokens


def test_names() -> None:
    """Fast mode is part of the model, and a line without a session has that of its file."""
    found = [parse(build_line(speed="fast")), parse(build_line(sessionId=None)), parse(build_line(model=None))]

    assert ["claude-opus-5-5-fast", "fallback", ""] == [
        getattr(each, field) for each, field in zip(found, ("model", "session", "model"), strict=True)
    ]


def test_null_is_a_missing_field() -> None:
    """Fields with null are missing; Claude Code may write them."""
    row = build_row(requestId=None) | {"requestId": None, "cwd": None}
    row["message"]["usage"] |= {"speed": None, "cache_read_input_tokens": None}
    found = parse(json.dumps(row))

    assert found
    assert ("", "", False, 0) == (found.request, found.directory, found.has_speed, found.tokens.cache_read)


@pytest.mark.parametrize(
    "line",
    [
        "null",
        "[1]",
        '"usage"',
        build_line(type="user"),
        build_line(usage=None),
        '{"type":"assistant","message":"usage","usage":{}}',
        '{"type":"user","message":{"content":"x"},"toolUseResult":{"usage":{"input_tokens":1,"output_tokens":1}}}',
        '{"type":"progress","data":{"type":"hook"},"usage":{}}',
        '{"type":"progress","data":[]}',
        build_line(
            model="<synthetic>", input_tokens=0, output_tokens=0, cache_read_input_tokens=0, cache_creation=None,
            cache_creation_input_tokens=0,
        ),
    ],
)  # fmt: skip
def test_lines_without_a_message(line: str) -> None:
    """Other lines, and those that Claude Code writes without a request, are no messages."""
    assert parse(line) is None


def test_progress_of_a_subagent() -> None:
    """A line of progress has the line of a subagent, without the session."""
    row = build_row(isSidechain=True)
    inner = {name: row[name] for name in ("message", "requestId", "timestamp", "isSidechain", "type")}
    outer = {"type": "progress", "sessionId": "session", "cwd": "/work", "data": {"message": inner}}
    found = parse(json.dumps(outer))

    assert found
    assert ("msg_1", "req_1", "session", "/work", True, TOKENS) == (
        found.id, found.request, found.session, found.directory, found.sidechain, found.tokens,
    )  # fmt: skip


@pytest.mark.parametrize(
    "line",
    [
        "",
        "{",
        build_line()[:-1],
        build_line() + "x",
        build_line().replace('"secret"', "NaN"),
        build_line().replace("secret", "\1"),
        "[" * 100_000,
        build_line(timestamp=None),
        build_line(timestamp="yesterday"),
        build_line(timestamp="2026-11-02T10:00:00"),
        build_line(timestamp=1),
        build_line(timestamp="1969-12-31T10:00:00Z"),
        build_line(timestamp="9999-12-31T23:00:00Z"),
        build_line(output=-1),
        build_line(output=2**40),
        build_line(output_tokens=5.0),
        build_line(output_tokens="5"),
        build_line(output_tokens=None),
        build_line(input_tokens=None),
        build_line(message=""),
        build_line(request=""),
        build_line(sessionId=""),
        build_line(model=""),
        build_line(model=["x"]),
        build_line(cwd={}),
        build_line(gitBranch="x" * 5000),
    ],
)
def test_invalid_lines(line: str) -> None:
    """A line that is not valid JSON, or has a field of the wrong type, is an error, which the reader counts."""
    with pytest.raises((ValueError, RecursionError)):
        parse(line)


def test_a_lone_surrogate_is_replaced() -> None:
    """A text cut inside a character can be stored."""
    found = parse(build_line(cwd="/\ud800"))

    assert found
    assert "/?" == found.directory


def test_problems_are_counted(tmp_path: Path) -> None:
    """Invalid lines are counted and skipped; a cut line is read when it is complete."""
    path = tmp_path / "a.jsonl"
    good, bad = build_line().encode(), build_line().encode().replace(b"secret", b"\xff")
    path.write_bytes(b"\n".join([good, bad, b'{"usage"', b"", b"\xff", good[:-5]]))
    found, reader = read(path)
    with path.open("ab") as file:
        file.write(good[-5:])
    more, again = read(path, reader.offset)

    assert (1, 1, 1, 1, 0) == (
        len(found), reader.invalid_utf8, reader.invalid_lines, reader.cut_lines, reader.long_lines
    )  # fmt: skip
    assert (1, 0, path.stat().st_size) == (len(more), again.cut_lines, again.offset)


def test_a_last_line_without_a_newline(tmp_path: Path) -> None:
    """A complete last line counts without its newline, and once."""
    path = tmp_path / "a.jsonl"
    path.write_text(build_line())
    found, reader = read(path)
    with path.open("a") as file:
        file.write("\n")

    assert (1, []) == (len(found), read(path, reader.offset)[0])


def test_lines_of_one_message(tmp_path: Path) -> None:
    """Of lines of a message that follow each other, the largest is yielded."""
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join([build_line(output=1), build_line(output=7), build_line(output=7), build_line("msg_2")]))

    assert [7, 5] == [message.tokens.output for message in read(path)[0]]


@pytest.mark.parametrize("size", [99, 100, 101, 150])
@pytest.mark.parametrize("where", ["first", "middle", "last"])
def test_long_lines_are_skipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int, where: str) -> None:
    """A line over the limit is skipped wherever it is, and the others are read."""
    good = build_line()
    monkeypatch.setattr(messages, "BLOCK", 64)
    monkeypatch.setattr(messages, "LONGEST", len(good) + 100)
    long = build_line(extra="x" * (size + len(good) - len(build_line(extra=""))))
    lines = {"first": [long, good, good], "middle": [good, long, good], "last": [good, good, long]}[where]
    path = tmp_path / "a.jsonl"
    path.write_text("".join(f"{line}\n" for line in lines))
    assert len(good) + size == len(long)
    reader = read(path)[1]

    # The limit includes the newline.
    assert (int(size >= 100), path.stat().st_size) == (reader.long_lines, reader.offset)


def test_a_long_line_without_an_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A long last line is not complete, and its start is where the next run continues."""
    monkeypatch.setattr(messages, "BLOCK", 64)
    monkeypatch.setattr(messages, "LONGEST", 100)
    path = tmp_path / "a.jsonl"
    path.write_text("{}\n" + "x" * 1000)
    reader = read(path)[1]

    assert (1, 0, 3) == (reader.cut_lines, reader.long_lines, reader.offset)


def test_reading_can_stop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading stops between two blocks, and continues without losing or repeating a line."""
    monkeypatch.setattr(messages, "BLOCK", 700)
    path = tmp_path / "a.jsonl"
    path.write_text("".join(f"{build_line(f'msg_{number}')}\n" for number in range(10)))
    found: list[str] = []
    offset, descriptor = 0, os.open(path, os.O_RDONLY)
    while offset < path.stat().st_size:
        reader = Reader(descriptor, offset, path.stat().st_size, "")
        turns = iter([True, False])
        found += [message.id for message in reader.read(lambda _, turns=turns: next(turns))]  # type: ignore[misc]
        offset = reader.offset
    os.close(descriptor)

    assert [f"msg_{number}" for number in range(10)] == found


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.sampled_from(["usage", '"usage"', '\\"usage"', "x\ny", "é"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(["usage", "message", "type", "data", "id"]), inner, max_size=3
    ),
    max_leaves=8,
)  # fmt: skip
MESSAGES = st.builds(
    build_row,
    st.sampled_from(["msg_1", "msg_2", None]),
    st.sampled_from(["req_1", "req_2", None]),
    st.integers(-1, 9),
    content=JSON,
    extra=JSON,
    type=st.sampled_from(["assistant", "user", "progress", None]),
)


def find_messages(lines: list[bytes]) -> Iterator[Message]:
    """Yield the messages of all lines: each is parsed."""
    position = 0
    for line in lines:
        try:
            message = parse_line(line, position, "fallback")
        except ValueError:
            message = None
        if message:
            yield message
        position += len(line) + 1


@given(
    st.lists(
        (MESSAGES | JSON).map(json.dumps).map(str.encode) | st.binary(max_size=20).filter(lambda b: b"\n" not in b)
    )
)
def test_the_search_finds_all_messages(tmp_path_factory: pytest.TempPathFactory, lines: list[bytes]) -> None:
    """Searching for the key first finds the same messages as parsing each line."""
    path = tmp_path_factory.getbasetemp() / "search.jsonl"
    path.write_bytes(b"".join(line + b"\n" for line in lines))
    expected = list(find_messages(lines))
    found = read(path)[0]

    # Lines of one message that follow each other are one.
    assert {message.id for message in expected if message.id} == {message.id for message in found if message.id}
    assert [message for message in expected if not message.id] == [message for message in found if not message.id]
    assert set(found) <= set(expected)
