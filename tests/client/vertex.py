"""Vertex AI on loopback, and a client that talks to it: no request leaves the machine, no token is needed.

One run asks for every role. The client's first answer has it start subagents, each told which model to take; a prompt
hook makes it use its small, fast model. What a request was for is written in its prompt.
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
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from vxenv.catalogue.clients import Version

if TYPE_CHECKING:
    from cloud.error_responses import Wire

_OK = 200

# Long enough for a busy machine, short enough not to hold up the suite.
PATIENCE = 60

# Roles that a run asks for besides the main one: as subagents, which name no model or one by its alias.
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
# Credentials without a file: the metadata server of a machine on Google's cloud, played by the same server.
SIGNED_IN = {
    "CLAUDE_CODE_SKIP_VERTEX_AUTH": None,
    "GCE_METADATA_HOST": "{host}",
    "METADATA_SERVER_DETECTION": None,
}


class Request(NamedTuple):
    """A request for an answer."""

    # A name of slots.py, "probe", or "" for what follows on another.
    role: str
    # The whole address.
    url: str
    # Whether it has the header for a context of a million tokens.
    beta: bool
    # The status of the answer.
    status: int

    @property
    def model(self) -> str:
        """The model that is asked for."""
        return _model(self.url)


class Claude(NamedTuple):
    """A client: where it is, and which version it says it is."""

    path: str
    version: Version


class Ran(NamedTuple):
    """What a run came to; `connects` are the hosts that a proxy was asked for."""

    code: int
    output: str
    requests: tuple[Request, ...]
    connects: tuple[str, ...]

    def urls(self, role: str) -> set[str]:
        """Return the addresses that were asked for `role`."""
        return {request.url for request in self.requests if request.role == role}


class Vertex(ThreadingHTTPServer):
    """Records what is asked of it, and answers as Vertex does; it is proxy, metadata and token server, too.

    What it `refuses` are models, by id, each with the error that is its answer.
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

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: a client that is through closes its connections."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Vertex
    metadata: ClassVar[dict[str, str]] = {"Metadata-Flavor": "Google"}

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - as in the base class
        """Say nothing."""

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
        self.server.requests.append(Request(role, url, beta, refusal.status if refusal else _OK))
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
        }
        if self.path.endswith(":streamRawPredict"):
            self.reply(200, _stream(message), "text/event-stream")
        else:
            self.reply(200, json.dumps(message).encode(), "application/json")

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
    """Return what a request is for, "" for what follows on another."""
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
    """Return `message` as events."""
    start = {**message, "content": [], "stop_reason": None}
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
        {"type": "message_delta", "delta": stop, "usage": {"output_tokens": 1}},
        {"type": "message_stop"},
    ]
    return "".join(f"event: {event['type']}\ndata: {json.dumps(event)}\n\n" for event in events).encode()


@contextlib.contextmanager
def serving() -> Iterator[Vertex]:
    """Run a server as long as the block does."""
    with Vertex() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


def environment(given: Mapping[str, str | None], server: Vertex) -> dict[str, str]:
    """Return what a client of `server` has in its environment besides PATH and HOME; None in `given` leaves out."""
    named = {**VERTEX, **given}
    places = {"vertex": f"http://{server.host}", "host": server.host}
    return {name: value.format(**places) for name, value in named.items() if value is not None}


def ask(claude: Claude, given: Mapping[str, str], server: Vertex, home: Path) -> Ran:
    """Run ``claude -p`` in `home`, with `given` in its environment, and return what it asked of `server`."""
    hook = {"type": "prompt", "prompt": "role:small/fast. $ARGUMENTS"}
    (home / ".claude").mkdir(parents=True)
    (home / ".claude" / "settings.json").write_text(json.dumps({"hooks": {"UserPromptSubmit": [{"hooks": [hook]}]}}))
    code, output = told(claude, given, home)
    return Ran(code, output, tuple(server.requests), tuple(server.connects))


def told(claude: Claude, given: Mapping[str, str], home: Path, *words: str) -> tuple[int, str]:
    """Run ``claude -p`` in `home`, with `given` in its environment, and return its exit code and all that it says."""
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
        # The group is the client's own: what it started goes with it.
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    return process.returncode, output.decode()
