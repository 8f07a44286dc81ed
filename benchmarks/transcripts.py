"""Write generated transcripts like those of Claude Code, for tests and benchmarks.

Two thirds of the bytes are tool results. A message is on several lines, one per block, and its last line has the final
number of output tokens. Some sessions have subagents, which replay a message of their parent under another request ID;
some are resumed in a new file, which repeats the lines before. Nothing is copied from real transcripts.
"""

import datetime as dt
import json
import os
import random
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

MODELS = ("claude-opus-5-5", "claude-sonnet-5-5", "claude-sonnet-4-5@20250929", "claude-haiku-4-5-20251001")
FIELDS = ("input", "output", "cache_read", "cache_write_5m", "cache_write_1h")
_VERSIONS = ("2.1.197", "2.1.330", "2.1.332")
_BRANCHES = ("main", "feature/costs", "")
_WORDS = (
    'return "value"', "\n    if (x == null) {", "\tdef read(self, path):", "usage", '{"usage": {"input_tokens": 1}}',
    "import os\n", "für", "→", "lorem ipsum dolor", "\\n", "0x1F", "assert a == b", " / ", "===", "\n\n", "end;",
)  # fmt: skip
_START = dt.datetime(2026, 10, 1, 8, tzinfo=dt.UTC)


class Written(NamedTuple):
    """What was written."""

    # The size of all files in bytes.
    size: int
    files: int
    lines: int
    # Distinct messages.
    messages: int
    # The tokens by model and field.
    tokens: Counter[tuple[str, str]]


class Writer:
    """Writes transcripts below a directory, equal ones for equal seeds."""

    def __init__(self, root: str, seed: int = 0) -> None:
        """Prepare to write below `root`, a configuration directory of Claude Code."""
        self.root = root
        self.random = random.Random(seed)  # noqa: S311 - not for secrets
        self._pool = "".join(self.random.choices(_WORDS, k=100_000))
        self.size = self.files = self.lines = self.messages = self._numbers = 0
        self.tokens: Counter[tuple[str, str]] = Counter()
        self._time = _START

    def write(self, size: int) -> Written:
        """Write sessions until the files have `size` bytes."""
        while self.size < size:
            self._write_session()
        return Written(self.size, self.files, self.lines, self.messages, self.tokens)

    def _write_session(self) -> None:
        project = f"-home-user-project-{self.random.randrange(20)}"
        session = self._make_id()
        # Sessions overlap, and some start months apart.
        self._time = _START + dt.timedelta(seconds=self.random.randrange(60 * 86_400))
        lines: list[str] = []
        subagents: list[tuple[str, list[str]]] = []
        for turn in range(self.random.randrange(2, 40)):
            lines += self._write_turn(session, project, sidechain=False)
            if turn % 8 == 7:
                subagents.append(self._write_subagent(session, project, lines))
        lines.append(self._dump(self._frame(session, project, "cost-state"), totalCostUSD=1.25, modelUsage={}))
        self._store(os.path.join(project, f"{session}.jsonl"), lines)
        for agent, written in subagents:
            self._store(os.path.join(project, session, "subagents", f"agent-{agent}.jsonl"), written)
        if self.random.random() < 1 / 8:
            resumed = self._make_id()
            again = [line.replace(session, resumed) for line in lines[: len(lines) // 2]]
            for _ in range(3):
                again += self._write_turn(resumed, project, sidechain=False)
            self._store(os.path.join(project, f"{resumed}.jsonl"), again)

    def _write_subagent(self, session: str, project: str, parent: list[str]) -> tuple[str, list[str]]:
        lines = []
        for line in parent[-20:]:
            if '"requestId":' in line:
                row = json.loads(line)
                lines.append(self._dump(row | {"isSidechain": True, "requestId": f"req_{self._make_id()}"}))
                break
        for _ in range(self.random.randrange(1, 6)):
            lines += self._write_turn(session, project, sidechain=True)
        return self._make_id()[:8], lines

    def _write_turn(self, session: str, project: str, *, sidechain: bool) -> Iterator[str]:
        """Yield the lines of a prompt, an answer with tool calls, and their results."""
        frame = self._frame(session, project, "user", sidechain=sidechain)
        yield self._dump(frame, message={"role": "user", "content": self._text(80, 800)})
        model = self.random.choice(MODELS)
        row = self._frame(session, project, "assistant", sidechain=sidechain)
        row["requestId"] = f"req_vrtx_{self._make_id()}"
        blocks = self.random.randrange(1, 5)
        usage = self._make_usage()
        output = usage["output_tokens"]
        message: dict[str, Any] = {
            "id": f"msg_vrtx_{self._make_id()}",
            "type": "message",
            "role": "assistant",
            "model": model,
        }
        for block in range(blocks):
            usage["output_tokens"] = output if block == blocks - 1 else self.random.randrange(1, 8)
            message["content"] = [self._make_block(block, blocks)]
            message |= {"stop_reason": "tool_use" if block == blocks - 1 else None, "usage": usage}
            yield self._dump(row | self._stamp(), message=message)
        self._count(model, usage)
        for _ in range(blocks - 1):
            text = self._text(2_000, 50_000)
            result = [{"type": "tool_result", "tool_use_id": f"toolu_{self._make_id()}", "content": text}]
            frame = self._frame(session, project, "user", sidechain=sidechain)
            yield self._dump(
                frame, message={"role": "user", "content": result}, toolUseResult={"stdout": text[:2_000]}
            )

    def _make_block(self, block: int, blocks: int) -> dict[str, Any]:
        if block == 0:
            return {"type": "thinking", "thinking": self._text(200, 2_000), "signature": self._make_id() * 20}
        if block == blocks - 1:
            return {"type": "text", "text": self._text(100, 3_000)}
        return {
            "type": "tool_use",
            "id": f"toolu_{self._make_id()}",
            "name": "Write",
            "input": {"file_path": "/home/user/file.py", "content": self._text(100, 8_000), "usage": {"tokens": 3}},
        }

    def _make_usage(self) -> dict[str, Any]:
        short, long = self.random.choice(
            ((0, 0), (self.random.randrange(20_000), 0), (0, self.random.randrange(9_000)))
        )
        return {
            "input_tokens": self.random.randrange(1, 2_000),
            "cache_creation_input_tokens": short + long,
            "cache_read_input_tokens": self.random.randrange(250_000),
            "cache_creation": {"ephemeral_5m_input_tokens": short, "ephemeral_1h_input_tokens": long},
            "output_tokens": self.random.randrange(10, 4_000),
            "service_tier": "standard",
            "inference_geo": "not_available",
            "speed": "standard",
        }

    def _count(self, model: str, usage: dict[str, Any]) -> None:
        self.messages += 1
        written = usage["cache_creation"]
        values = (
            usage["input_tokens"],
            usage["output_tokens"],
            usage["cache_read_input_tokens"],
            written["ephemeral_5m_input_tokens"],
            written["ephemeral_1h_input_tokens"],
        )
        for field, value in zip(FIELDS, values, strict=True):
            self.tokens[model, field] += value

    def _frame(self, session: str, project: str, kind: str, *, sidechain: bool = False) -> dict[str, Any]:
        return {
            "parentUuid": None,
            "isSidechain": sidechain,
            "userType": "external",
            "cwd": project.replace("-", "/"),
            "sessionId": session,
            "version": _VERSIONS[len(project) % len(_VERSIONS)],
            "gitBranch": _BRANCHES[self._numbers % len(_BRANCHES)],
            "type": kind,
            **self._stamp(),
        }

    def _stamp(self) -> dict[str, str]:
        self._time += dt.timedelta(milliseconds=self.random.randrange(100, 40_000))
        return {
            "uuid": self._make_id(),
            "timestamp": self._time.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        }

    def _make_id(self) -> str:
        self._numbers += 1
        return f"{self.random.getrandbits(80):020x}{self._numbers:012x}"

    def _text(self, least: int, most: int) -> str:
        """Return text of `least` to `most` characters, long ones rarely."""
        size = int(least * (most / least) ** self.random.random())
        start = self.random.randrange(len(self._pool) - size)
        return self._pool[start : start + size]

    def _dump(self, row: dict[str, Any], **more: Any) -> str:  # noqa: ANN401 - JSON
        return json.dumps(row | more, separators=(",", ":"), ensure_ascii=False)

    def _store(self, path: str, lines: list[str]) -> None:
        path = os.path.join(self.root, "projects", path)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write("".join(f"{line}\n" for line in lines).encode())
            self.size += file.tell()
        self.files += 1
        self.lines += len(lines)
