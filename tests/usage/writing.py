"""Write transcripts and the ledger for tests of usage."""

import datetime as dt
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from vxenv.usage.ledger import LedgerLine, append_line

OPUS = "claude-opus-5-5"
MILLION = 1_000_000


def parse_time(text: str) -> float:
    """Return a time such as ``2026-11-03T12:00:00Z`` in seconds since the epoch."""
    return dt.datetime.fromisoformat(text).timestamp()


def write_message(
    root: Path,
    time: str,
    tokens: Sequence[int] = (MILLION, 0, 0, 0, 0),
    *,
    session: str = "s",
    model: str = OPUS,
    **fields: Any,
) -> None:
    """Append a message to a transcript of Claude Code in the configuration directory `root`.

    Args:
        root: The directory.
        time: The time as in transcripts.
        tokens: Input, output, cache hits, cache writes for 5 minutes and for 1 hour.
        session: The session.
        model: The model.
        fields: Other fields of the line, such as ``cwd``.
    """
    path = root / "projects" / "-code" / f"{session}.jsonl"
    path.parent.mkdir(parents=True, exist_ok=True)
    number = path.read_bytes().count(b"\n") if path.exists() else 0
    usage = {
        "input_tokens": tokens[0],
        "output_tokens": tokens[1],
        "cache_read_input_tokens": tokens[2],
        "cache_creation_input_tokens": tokens[3] + tokens[4],
        "cache_creation": {"ephemeral_5m_input_tokens": tokens[3], "ephemeral_1h_input_tokens": tokens[4]},
    }
    row = {
        "type": "assistant",
        "timestamp": time,
        "sessionId": session,
        "requestId": f"req_{session}_{number}",
        "cwd": "/code",
        "gitBranch": "main",
        "version": "2.1.332",
        "isSidechain": False,
        "message": {"id": f"msg_{session}_{number}", "role": "assistant", "model": model, "usage": usage},
        **fields,
    }
    with path.open("a") as file:
        file.write(json.dumps(row) + "\n")


def record(time: str, stack: str, *, session: str = "s", location: str = "eu", **fields: Any) -> None:
    """Append a line to the ledger; the project of a profile is ``acme-PROFILE``."""
    line = LedgerLine(
        time=parse_time(time),
        session=session,
        transcript="",
        directory="/code",
        branch="main",
        stack=stack,
        documents=tuple(filter(None, stack.split("+"))),
        origin="use" if stack else "",
        project=f"acme-{stack}",
        location=location,
        locations={},
        models={"main": OPUS},
        regions={},
        provider="vertex",
        client="2.1.332",
    )
    append_line(line._replace(**fields))
