"""Run an OpenTelemetry collector on loopback: it records what OTLP over HTTP sends to it."""

import contextlib
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple


class Export(NamedTuple):
    """A request with telemetry."""

    # The path, such as ``/v1/metrics``.
    path: str
    # The headers, with names in lowercase.
    headers: dict[str, str]
    # The body.
    data: bytes

    def list_resources(self) -> list[dict[str, Any]]:
        """Return the attributes of each resource in a JSON body."""
        document = json.loads(self.data)
        resources = [one["resource"] for key in ("resourceMetrics", "resourceLogs") for one in document.get(key, ())]
        return [{one["key"]: next(iter(one["value"].values())) for one in each["attributes"]} for each in resources]


class Collector(ThreadingHTTPServer):
    """A server that records exports and accepts them."""

    daemon_threads = True

    def __init__(self) -> None:
        """Listen on a free port of the loopback device."""
        super().__init__(("127.0.0.1", 0), _Handler)
        self.url = f"http://127.0.0.1:{self.server_port}"
        self.exports: list[Export] = []

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Ignore errors: a client closes its connections when done."""

    def list_paths(self) -> set[str]:
        """Return the paths of all exports."""
        return {export.path for export in self.exports}


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Collector

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - as in the base class
        """Log nothing."""

    def do_POST(self) -> None:
        data = self._read_body()
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.server.exports.append(Export(self.path, headers, data))
        kind = self.headers.get("Content-Type", "")
        answer = b"{}" if kind == "application/json" else b""
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def _read_body(self) -> bytes:
        if self.headers.get("Transfer-Encoding", "") != "chunked":
            return self.rfile.read(int(self.headers.get("Content-Length", "0")))
        parts = []
        while size := int(self.rfile.readline().partition(b";")[0], 16):
            parts.append(self.rfile.read(size))
            self.rfile.readline()
        self.rfile.readline()
        return b"".join(parts)


@contextlib.contextmanager
def collecting() -> Iterator[Collector]:
    """Run a collector for the duration of the block."""
    with Collector() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
