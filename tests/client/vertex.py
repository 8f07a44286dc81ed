"""Run Vertex AI on loopback, and Claude Code against it: no request leaves the machine, no token is needed.

One run makes requests for every role. The first answer makes Claude Code start subagents, each with a given model;
a prompt hook makes it use its small, fast model. The purpose of a request is in its prompt.
"""

import contextlib
import json
import os
import signal
import subprocess
import threading
import urllib.parse
from collections.abc import Iterator, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from vxenv.catalogue.clients import Version

if TYPE_CHECKING:
    from cloud.error_responses import Wire

_OK = 200

# Long enough for a busy machine, short enough for the suite.
PATIENCE = 60

# Roles in a run besides the main one: subagents with no model or an alias.
SUBAGENTS = {"subagent": "", "opus": "opus", "sonnet": "sonnet", "haiku": "haiku", "fable": "fable"}

QUIET = {
    "CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC": "1",
    "CLAUDE_CODE_MAX_RETRIES": "0",
    "DISABLE_AUTOUPDATER": "1",
    "DISABLE_ERROR_REPORTING": "1",
    "DISABLE_TELEMETRY": "1",
}
VERTEX = {
    "ANTHROPIC_VERTEX_BASE_URL": "{vertex}/v1",
    "ANTHROPIC_VERTEX_PROJECT_ID": "proj",
    "CLAUDE_CODE_SKIP_VERTEX_AUTH": "1",
    "CLAUDE_CODE_USE_VERTEX": "1",
    "METADATA_SERVER_DETECTION": "none",
}
# Credentials without a file: the same server acts as the metadata server of a Google machine.
SIGNED_IN = {
    "CLAUDE_CODE_SKIP_VERTEX_AUTH": None,
    "GCE_METADATA_HOST": "{host}",
    "METADATA_SERVER_DETECTION": None,
}


class Request(NamedTuple):
    """A request for an answer."""

    # A name in slots.py, "probe", or "" for follow-up requests.
    role: str
    # The whole address.
    url: str
    # Whether it has the header for a context of a million tokens.
    beta: bool
    # The status of the answer.
    status: int
    # The members of the body besides the conversation.
    body: Mapping[str, Any] = MappingProxyType({})

    @property
    def model(self) -> str:
        """The requested model."""
        return _model(self.url)


class Counted(NamedTuple):
    """The tokens of an answer."""

    # As in `Request`.
    role: str
    url: str
    # The model in the answer.
    model: str
    # As in the answer.
    usage: Mapping[str, Any]


class Claude(NamedTuple):
    """A Claude Code program: its path and its reported version."""

    path: str
    version: Version


class Ran(NamedTuple):
    """The result of a run; `connects` are the hosts requested from the proxy."""

    code: int
    output: str
    requests: tuple[Request, ...]
    connects: tuple[str, ...]

    def urls(self, role: str) -> set[str]:
        """Return the requested addresses for `role`."""
        return {request.url for request in self.requests if request.role == role}


class Vertex(ThreadingHTTPServer):
    """A server that records requests and answers like Vertex; also a proxy, metadata and token server.

    `refuses` maps refused models, by ID, to the error in the answer. With `counts`, each answer has its own ID, the
    requested model and other numbers of tokens, which are recorded in `counted`.
    """

    daemon_threads = True

    def __init__(self) -> None:
        """Listen on a free port of the loopback device."""
        super().__init__(("127.0.0.1", 0), _Handler)
        self.host = f"127.0.0.1:{self.server_port}"
        self.requests: list[Request] = []
        self.connects: list[str] = []
        self.grants: list[str] = []
        self.refuses: dict[str, Wire] = {}
        self.counts = False
        self.counted: list[Counted] = []
        self._lock = threading.Lock()

    def count(self, role: str, url: str) -> dict[str, Any]:
        """Record other numbers of tokens for an answer, and return its fields."""
        model = _model(url).replace("@", "-")
        with self._lock:
            number = len(self.counted) + 1
            usage = {
                "input_tokens": 10 + number,
                "output_tokens": 100 + 3 * number,
                "cache_read_input_tokens": 1_000 + 7 * number,
                "cache_creation_input_tokens": 24 * number,
                "cache_creation": {
                    "ephemeral_5m_input_tokens": 11 * number,
                    "ephemeral_1h_input_tokens": 13 * number,
                },
            }
            self.counted.append(Counted(role, url, model, usage))
        return {"id": f"msg_vrtx_{number:04}", "model": model, "usage": usage}

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Ignore errors: a client closes its connections when done."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Vertex
    metadata: ClassVar[dict[str, str]] = {"Metadata-Flavor": "Google"}

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - as in the base class
        """Log nothing."""

    def do_CONNECT(self) -> None:
        self.server.connects.append(self.path)
        self.reply(502, b"", "text/plain")
        self.close_connection = True

    def do_GET(self) -> None:
        token = json.dumps({"access_token": "token", "expires_in": 3600, "token_type": "Bearer"})
        self.reply(200, token.encode() if "/token" in self.path else b"", "application/json", self.metadata)

    def do_POST(self) -> None:
        if self.path == "/token":
            form = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self.server.grants.append(urllib.parse.parse_qs(form)["grant_type"][0])
            self.do_GET()
            return
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        role = _role(body)
        beta = "context-1m" in self.headers.get("anthropic-beta", "")
        refusal = self.server.refuses.get(_model(self.path))
        url = f"http://{self.server.host}{self.path}"
        rest = {name: value for name, value in body.items() if name not in ("messages", "system", "tools")}
        self.server.requests.append(Request(role, url, beta, refusal.status if refusal else _OK, rest))
        if refusal:
            self.reply(refusal.status, refusal.text.encode(), "application/json")
            return
        content = _answer(role, body)
        message = {
            "id": "msg_1",
            "type": "message",
            "role": "assistant",
            "model": "claude",
            "content": content,
            "stop_reason": "tool_use" if content[0]["type"] == "tool_use" else "end_turn",
            "stop_sequence": None,
            "usage": {"input_tokens": 1, "output_tokens": 1},
            **(self.server.count(role, url) if self.server.counts else {}),
        }
        headers = {"request-id": f"req_{message['id']}"} if self.server.counts else {}
        if self.path.endswith(":streamRawPredict"):
            self.reply(200, _stream(message), "text/event-stream", headers)
        else:
            self.reply(200, json.dumps(message).encode(), "application/json", headers)

    def reply(self, code: int, data: bytes, kind: str, headers: Mapping[str, str] | None = None) -> None:
        self.send_response(code)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(data)), **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)


def _model(url: str) -> str:
    """Return the model in the address `url`."""
    return urllib.parse.unquote(url.rpartition("/models/")[2].rpartition(":")[0])


def _role(body: dict[str, Any]) -> str:
    """Return the role of a request, "" for follow-up requests."""
    messages = json.dumps(body.get("messages"))
    if body.get("max_tokens") == 1:
        return "probe"
    if "tool_result" in messages:
        return ""
    marked = [role for role in ("small/fast", *SUBAGENTS) if f"role:{role}." in messages]
    return marked[0] if marked else "main"


def _answer(role: str, body: dict[str, Any]) -> list[dict[str, Any]]:
    tools = [tool["name"] for tool in body.get("tools", ()) if tool["name"] in ("Agent", "Task")]
    if role == "small/fast":
        return [{"type": "text", "text": '{"ok": true}'}]
    if role != "main" or not tools:
        return [{"type": "text", "text": "ok"}]
    return [
        {
            "type": "tool_use",
            "id": f"toolu_{name}",
            "name": tools[0],
            "input": {
                "description": name,
                "prompt": f"role:{name}.",
                "subagent_type": "general-purpose",
                "run_in_background": False,
                **({"model": model} if model else {}),
            },
        }
        for name, model in SUBAGENTS.items()
    ]


def _stream(message: dict[str, Any]) -> bytes:
    """Return `message` as server-sent events."""
    start = {**message, "content": [], "stop_reason": None, "usage": {**message["usage"], "output_tokens": 1}}
    events: list[dict[str, Any]] = [{"type": "message_start", "message": start}]
    for at, block in enumerate(message["content"]):
        text = block["type"] == "text"
        empty = {**block, "text": ""} if text else {**block, "input": {}}
        delta = (
            {"type": "text_delta", "text": block["text"]}
            if text
            else {"type": "input_json_delta", "partial_json": json.dumps(block["input"])}
        )
        events += [
            {"type": "content_block_start", "index": at, "content_block": empty},
            {"type": "content_block_delta", "index": at, "delta": delta},
            {"type": "content_block_stop", "index": at},
        ]
    stop = {"stop_reason": message["stop_reason"], "stop_sequence": None}
    events += [
        {"type": "message_delta", "delta": stop, "usage": message["usage"]},
        {"type": "message_stop"},
    ]
    return "".join(f"event: {event['type']}\ndata: {json.dumps(event)}\n\n" for event in events).encode()


@contextlib.contextmanager
def serving() -> Iterator[Vertex]:
    """Run a server for the duration of the block."""
    with Vertex() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


def environment(given: Mapping[str, str | None], server: Vertex) -> dict[str, str]:
    """Return the environment of Claude Code for `server` besides PATH and HOME; None in `given` unsets."""
    named = {**VERTEX, **given}
    places = {"vertex": f"http://{server.host}", "host": server.host}
    return {name: value.format(**places) for name, value in named.items() if value is not None}


def ask(claude: Claude, given: Mapping[str, str], server: Vertex, home: Path) -> Ran:
    """Run ``claude -p`` in `home`, with `given` in its environment, and return its requests to `server`."""
    hook = {"type": "prompt", "prompt": "role:small/fast. $ARGUMENTS"}
    (home / ".claude").mkdir(parents=True)
    (home / ".claude" / "settings.json").write_text(json.dumps({"hooks": {"UserPromptSubmit": [{"hooks": [hook]}]}}))
    code, output = told(claude, given, home)
    return Ran(code, output, tuple(server.requests), tuple(server.connects))


def told(claude: Claude, given: Mapping[str, str], home: Path, *words: str) -> tuple[int, str]:
    """Run ``claude -p`` in `home`, with `given` in its environment, and return its exit code and all output."""
    process = subprocess.Popen(
        [claude.path, "-p", "hi", *words],
        cwd=home,
        env={"PATH": os.environ["PATH"], "HOME": str(home), **QUIET, **given},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    try:
        output = process.communicate(timeout=PATIENCE)[0]
    finally:
        # The process group is Claude Code's own: killing it also ends its children.
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    return process.returncode, output.decode()
