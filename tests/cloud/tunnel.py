"""Run a proxy on loopback with a server for every host on the web, with certificates of its own authority."""

import contextlib
import socketserver
import ssl
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import trustme

from cloud.fake import Google, _Handler

_NAMES = ("googleapis.com", "us.rep.googleapis.com", "eu.rep.googleapis.com", "google.com", "example", "evil.example")


class Tunnel(NamedTuple):
    """A proxy: `url` is its address, `authority` the file of its authority, `hosts` the requested hosts."""

    url: str
    authority: Path
    hosts: list[str]


class _Proxy(socketserver.ThreadingTCPServer):
    daemon_threads = True

    def __init__(self, server: Google, context: ssl.SSLContext) -> None:
        super().__init__(("127.0.0.1", 0), _Connect)
        self.google = server
        self.context = context
        self.hosts: list[str] = []

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Ignore errors: a client without the authority disconnects."""


class _Connect(socketserver.BaseRequestHandler):
    server: _Proxy

    def handle(self) -> None:
        head = b""
        while not head.endswith(b"\r\n\r\n"):
            more = self.request.recv(1)
            if not more:
                return
            head += more
        self.server.hosts.append(head.split(b" ")[1].decode())
        self.request.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        with self.server.context.wrap_socket(self.request, server_side=True) as secure:
            _Handler(secure, self.client_address, self.server.google)


@contextlib.contextmanager
def tunnelling(server: Google, folder: Path) -> Iterator[Tunnel]:
    """Run a proxy to `server` for the duration of the block; its authority is a file in `folder`."""
    authority, chain = _issue_certificates(folder)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(chain)
    with _Proxy(server, context) as proxy:
        thread = threading.Thread(target=proxy.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield Tunnel(f"http://127.0.0.1:{proxy.server_address[1]}", authority, proxy.hosts)
        finally:
            proxy.shutdown()
            thread.join()


def _issue_certificates(folder: Path) -> tuple[Path, Path]:
    """Return the files of an authority, and of a certificate for all `_NAMES` with its key."""
    folder.mkdir(parents=True, exist_ok=True)
    authority, chain = folder / "authority.pem", folder / "server.pem"
    ca = trustme.CA()
    ca.cert_pem.write_to_path(authority)
    ca.issue_cert(
        *(name for domain in _NAMES for name in (domain, f"*.{domain}"))
    ).private_key_and_cert_chain_pem.write_to_path(chain)
    return authority, chain
