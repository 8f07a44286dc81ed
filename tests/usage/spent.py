"""Write sessions of Claude Code that cost a given amount: their lines in the ledger, and their transcripts."""

import datetime as dt
import json
import os
from collections.abc import Mapping
from pathlib import Path

from vxenv.usage.ledger import LedgerLine, append_line

MODEL = "claude-opus-5-5"
_PER_CENT = 2500  # input tokens of MODEL for a cent: 4 USD per million
START = "2026-01-01T12:00:00Z"


def spend(
    home: Path,
    stack: str,
    costs: Mapping[str, int],
    *,
    documents: tuple[str, ...] = (),
    session: str = "",
    recorded: bool = True,
) -> Path:
    """Write a session under `stack` with an answer at each time of `costs`, in cents; return its transcript.

    `documents` are the profiles of the stack besides those that its name holds.
    """
    session = session or f"session-{stack.replace('+', '-')}"
    path = home / ".claude" / "projects" / "-code" / f"{session}.jsonl"
    path.parent.mkdir(parents=True, exist_ok=True)
    if recorded:
        append_line(
            LedgerLine(
                time=dt.datetime.fromisoformat(START).timestamp(),
                session=session,
                transcript=str(path),
                directory=str(home / "code"),
                branch="",
                stack=stack,
                documents=(*documents, *stack.split("+")),
                origin="use",
                project="acme-prod",
                location="global",
                locations={},
                models={"main": MODEL},
                regions={},
                provider="vertex",
                client="2.1.332",
            )
        )
    with path.open("a") as file:
        for number, (time, cents) in enumerate(costs.items(), os.stat(path).st_size):
            file.write(json.dumps(_build_answer(session, f"{session}-{number}", time, cents * _PER_CENT)) + "\n")
    return path


def _build_answer(session: str, key: str, time: str, tokens: int) -> dict[str, object]:
    usage = {"input_tokens": tokens, "output_tokens": 0}
    return {
        "type": "assistant",
        "timestamp": time,
        "sessionId": session,
        "requestId": f"request-{key}",
        "cwd": "/code",
        "version": "2.1.332",
        "isSidechain": False,
        "message": {"id": f"message-{key}", "type": "message", "role": "assistant", "model": MODEL, "usage": usage},
    }
