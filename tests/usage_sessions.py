"""Write sessions: transcripts as Claude Code writes them, and lines of the ledger."""

import datetime as dt
import json
from pathlib import Path

from vxenv.usage.ledger import LedgerLine, append_line


def write_session(
    home: Path, session: str, day: str, *, model: str = "claude-opus-5-5", branch: str = "main", messages: int = 1
) -> None:
    """Write a transcript: each message has 1,000 tokens in, 2,000 out, 100,000 hits and 3,000 and 4,000 writes."""
    lines = [
        {
            "type": "assistant",
            "sessionId": session,
            "requestId": f"req_{session}_{number}",
            "cwd": "/code",
            "gitBranch": branch,
            "version": "2.1.332",
            "isSidechain": False,
            "timestamp": f"{day}T12:00:{number:02}.000Z",
            "message": {
                "id": f"msg_vrtx_{session}_{number}",
                "model": model,
                "role": "assistant",
                "usage": {
                    "input_tokens": 1_000,
                    "output_tokens": 2_000,
                    "cache_read_input_tokens": 100_000,
                    "cache_creation_input_tokens": 7_000,
                    "cache_creation": {"ephemeral_5m_input_tokens": 3_000, "ephemeral_1h_input_tokens": 4_000},
                },
            },
        }
        for number in range(messages)
    ]
    path = home / ".claude" / "projects" / "-code" / f"{session}.jsonl"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")


def record_session(session: str, day: str, stack: str, *, project: str = "acme", location: str = "global") -> None:
    """Append a line to the ledger: the session starts at the beginning of a day under a stack."""
    append_line(
        LedgerLine(
            time=dt.datetime.fromisoformat(f"{day}T00:00:00+00:00").timestamp(),
            session=session,
            transcript="",
            directory="/code",
            branch="main",
            stack=stack,
            documents=tuple(stack.split("+")),
            origin="use",
            project=project,
            location=location,
            locations={},
            models={"main": "claude-opus-5-5"},
            regions={},
            provider="vertex",
            client="2.1.332",
        )
    )
