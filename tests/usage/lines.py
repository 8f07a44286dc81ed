"""Build lines of transcripts, and sum them up without an index."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

from vxenv.usage.index import Index, Sum, open_index

TIME = "2026-11-02T10:00:00.000Z"


def build_row(
    message: str | None = "msg_1", request: str | None = "req_1", output: int = 5, **changes: object
) -> dict[str, Any]:
    """Return a line as an object; `changes` replace its fields, those of the message and of its usage too.

    A field with None is removed.
    """
    usage: dict[str, Any] = {
        "input_tokens": 10,
        "cache_creation_input_tokens": 30,
        "cache_read_input_tokens": 100,
        "cache_creation": {"ephemeral_5m_input_tokens": 20, "ephemeral_1h_input_tokens": 10},
        "output_tokens": output,
        "speed": None,
    }
    content = [{"type": "text", "text": "secret"}]
    inner: dict[str, Any] = {
        "id": message,
        "role": "assistant",
        "model": "claude-opus-5-5",
        "content": content,
        "usage": usage,
    }
    row: dict[str, Any] = {
        "isSidechain": False,
        "cwd": "/work",
        "sessionId": "session",
        "version": "2.1.332",
        "gitBranch": "main",
        "type": "assistant",
        "requestId": request,
        "timestamp": TIME,
        "message": inner,
    }
    for name, value in changes.items():
        place = next(fields for fields in (usage, inner, row) if name in fields or fields is row)
        place[name] = value
    for fields in (usage, inner, row):
        for name in [name for name, value in fields.items() if value is None]:
            del fields[name]
    return row


def build_line(*args: Any, **changes: Any) -> str:
    """Return the line of build_row."""
    return json.dumps(build_row(*args, **changes), separators=(",", ":"))


def write_transcript(root: Path, name: str, *lines: str | bytes) -> Path:
    """Write a transcript with `lines` in a configuration directory."""
    path = root / "projects" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"".join((line.encode() if isinstance(line, str) else line) + b"\n" for line in lines))
    return path


def list_all(index: Index) -> list[Sum]:
    """Return the sums of all messages."""
    return index.list_sums([], {})


def read_sums(*roots: Path) -> list[Sum]:
    """Refresh the index and return the sums of all messages."""
    with open_index() as index:
        index.refresh([str(root) for root in roots])
        return list_all(index)


def count_output(sums: list[Sum]) -> list[int]:
    """Return the number of messages and the output tokens."""
    return [sum(each.messages for each in sums), sum(each.tokens.output for each in sums)]


def count_tokens(sums: list[Sum]) -> Counter[tuple[str, str]]:
    """Return the tokens by model and field."""
    counts: Counter[tuple[str, str]] = Counter()
    for each in sums:
        for field, value in each.tokens._asdict().items():
            counts[each.model, field] += value
    return +counts
