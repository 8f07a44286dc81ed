"""Serve repositories on loopback: smart HTTP with ``git http-backend``, and ssh with sshd."""

import contextlib
import getpass
import os
import shlex
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from sources.repositories import make_key

_HEADERS = {
    "Content-Type": "CONTENT_TYPE",
    "Content-Encoding": "HTTP_CONTENT_ENCODING",
    "Git-Protocol": "HTTP_GIT_PROTOCOL",
}


class GitServer(ThreadingHTTPServer):
    """Serves the repositories in the directory `root` read-only.

    `how` may be "whole", "cut" (half of each pack), "hang" (no response to a request for objects), "login" (401) or
    the address to redirect to. `asked` lists method, path and the bytes sent.
    """

    daemon_threads = True

    def __init__(self, root: Path) -> None:
        """Listen on a free port of the loopback device."""
        super().__init__(("127.0.0.1", 0), _Handler)
        self.url = f"http://127.0.0.1:{self.server_port}"
        self.root = root
        self.how = "whole"
        self.asked: list[tuple[str, str, int]] = []
        self.ending = threading.Event()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Ignore errors: a git that was ended closes its connections."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: GitServer

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - as in the base class
        """Log nothing."""

    def do_GET(self) -> None:
        self.answer(b"")

    def do_POST(self) -> None:
        if self.headers.get("Transfer-Encoding") == "chunked":
            body = b""
            while size := int(self.rfile.readline(), 16):
                body += self.rfile.read(size)
                self.rfile.readline()
            self.rfile.readline()
        else:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.answer(body)

    def answer(self, body: bytes) -> None:
        path, _, query = self.path.partition("?")
        if self.server.how == "login":
            return self.tell(401, [("WWW-Authenticate", 'Basic realm="git"')], b"")
        if "://" in self.server.how:
            return self.tell(302, [("Location", self.server.how + self.path)], b"")
        if self.server.how == "hang" and b"command=fetch" in body:
            self.server.asked.append((self.command, path, 0))
            self.server.ending.wait()
            return None
        environment = {
            "PATH": os.environ["PATH"],
            "GIT_PROJECT_ROOT": str(self.server.root),
            "GIT_HTTP_EXPORT_ALL": "1",
            "GIT_CONFIG_COUNT": "1",
            "GIT_CONFIG_KEY_0": "safe.directory",
            "GIT_CONFIG_VALUE_0": "*",
            "REQUEST_METHOD": self.command,
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "CONTENT_LENGTH": str(len(body)),
            **{there: self.headers[name] for name, there in _HEADERS.items() if name in self.headers},
        }
        done = subprocess.run(["git", "http-backend"], input=body, env=environment, capture_output=True, check=False)
        head, _, content = done.stdout.partition(b"\r\n\r\n")
        rows = [line.partition(": ")[::2] for line in head.decode().split("\r\n") if line]
        status = next((int(value.split()[0]) for name, value in rows if name == "Status"), 200)
        self.server.asked.append((self.command, path, len(content)))
        return self.tell(status, [row for row in rows if row[0] != "Status"], content)

    def tell(self, status: int, rows: list[tuple[str, str]], content: bytes) -> None:
        self.send_response(status)
        for name, value in (*rows, ("Content-Length", str(len(content)))):
            self.send_header(name, value)
        self.end_headers()
        if self.server.how == "cut" and b"PACK" in content:
            content = content[: len(content) // 2]
            self.close_connection = True
        self.wfile.write(content)


@contextlib.contextmanager
def serve_http(root: Path) -> Iterator[GitServer]:
    """Run an HTTP server for the duration of the block."""
    with GitServer(root) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.ending.set()
            server.shutdown()
            thread.join()


class SshServer:
    """An sshd on loopback that accepts one key of the current user."""

    def __init__(self, port: int, command: str) -> None:
        """Store the port, and the value of GIT_SSH_COMMAND that signs in."""
        self.port = port
        self.command = command

    def find_url(self, path: Path) -> str:
        """Return the address of the repository at `path`."""
        return f"ssh://{getpass.getuser()}@127.0.0.1:{self.port}{path}"


_UNPACKED = os.path.join(sys.prefix, "openssh")  # by tests/install-sshd.sh


def _find_sshd() -> str:
    found = next(filter(os.path.exists, (f"{_UNPACKED}/sshd", "/usr/sbin/sshd", "/usr/local/sbin/sshd")), "")
    found = found or shutil.which("sshd") or ""
    if not found:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("no sshd: sh tests/install-sshd.sh .venv")
    return found


def _list_helpers() -> str:
    """Return the options that name the programs of an unpacked sshd, which recent versions start."""
    programs = {"SshdSessionPath": "sshd-session", "SshdAuthPath": "sshd-auth"}
    paths = {option: f"{_UNPACKED}/usr/lib/openssh/{name}" for option, name in programs.items()}
    return "".join(f"{option} {path}\n" for option, path in paths.items() if os.path.exists(path))


@contextlib.contextmanager
def serve_ssh(folder: Path, options: str = "") -> Iterator[SshServer]:
    """Run sshd for the duration of the block; its files are in `folder`, which has no spaces in its path.

    `options` are lines for its configuration.
    """
    program = _find_sshd()
    make_key(folder / "host")
    (folder / "authorized").write_text(make_key(folder / "user"))
    if os.geteuid() == 0:
        os.makedirs("/run/sshd", mode=0o755, exist_ok=True)  # sshd of Debian requires it; its service creates it
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        port = sock.getsockname()[1]
    config = folder / "config"
    config.write_text(
        f"Port {port}\nListenAddress 127.0.0.1\nHostKey {folder}/host\nAuthorizedKeysFile {folder}/authorized\n"
        "PidFile none\nStrictModes no\nUsePAM no\nPasswordAuthentication no\nAcceptEnv GIT_PROTOCOL\n"
        + _list_helpers()
        + options
    )
    (folder / "known").write_text(f"[127.0.0.1]:{port} {(folder / 'host.pub').read_text()}")
    words = ("ssh", "-F", "/dev/null", "-i", f"{folder}/user", "-o", f"UserKnownHostsFile={folder}/known")
    command = shlex.join([*words, "-o", "IdentitiesOnly=yes", "-o", "BatchMode=yes"])
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen([program, "-D", "-e", "-f", str(config)], stderr=log)
    try:
        _wait_for_port(process, port, folder / "log")
        yield SshServer(port, command)
    finally:
        process.terminate()
        process.wait()


def _wait_for_port(process: "subprocess.Popen[bytes]", port: int, log: Path) -> None:
    while process.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.05)
    raise AssertionError(log.read_text())
