"""Run Google's APIs on loopback: one server for all, with answers set by tests."""

import contextlib
import json
import re
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import parse_qs, urlsplit

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from vxenv.google.credentials import find_credentials
from vxenv.google.failures import DiagnosedError
from vxenv.google.recipients import Recipient, find_credential_recipients, find_interceptors, find_service_recipients

TOKEN = "ya29.a-token-that-nobody-may-see"  # noqa: S105 - nobody's
REFRESH = "1//0a-refresh-token-that-nobody-may-see"
OVERRIDES = ("CLOUDRESOURCEMANAGER", "SERVICEUSAGE", "CLOUDBILLING", "CLOUDQUOTAS")

# The kind of request for each path.
_KINDS = {
    "token": r"(?:/v1)?/token",
    "metadata": r"/(?:computeMetadata/.*)?",
    "count": r"/v1/projects/[^/]+/locations/[^/]+/publishers/anthropic/models/count-tokens:rawPredict",
    "call": r"/v1/projects/[^/]+/locations/[^/]+/publishers/anthropic/models/[^/]+:(?:rawPredict|streamRawPredict)",
    "iam": r"/v3/projects/[^/]+:testIamPermissions",
    "api": r"/v1/projects/[^/]+/services/aiplatform\.googleapis\.com",
    "billing": r"/v1/projects/[^/]+/billingInfo",
    "quotas": r"/v1/projects/[^/]+/locations/global/services/aiplatform\.googleapis\.com/quotaInfos",
    "models": r"/v1beta1/publishers/anthropic/models",
    "object": r"/storage/v1/b/[^/]+/o/[^/]+",
}


class Asked(NamedTuple):
    """A request: its kind, path, query, headers (lower case) and body."""

    kind: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: Any

    @property
    def location(self) -> str:
        """The location in the path."""
        found = re.search(r"/locations/([^/]+)", self.path)
        return found[1] if found else ""

    @property
    def model(self) -> str:
        """The requested model, in the path or in the body."""
        if self.kind == "count":
            return str(self.body["model"])
        found = re.search(r"/models/([^/:]+):", self.path)
        return found[1] if found else ""


class Says(NamedTuple):
    """An answer. `how` may be "whole", "cut" (half of it), "slow" (a byte a second) or "reset" (nothing at all)."""

    status: int = 200
    body: Any = None
    headers: Mapping[str, str] = {}
    how: str = "whole"

    @property
    def data(self) -> bytes:
        """The body's bytes."""
        return self.body if isinstance(self.body, bytes) else json.dumps(self.body).encode()


Teller = Callable[[Asked], Says]

GOOD: dict[str, Says] = {
    "token": Says(body={"access_token": TOKEN, "expires_in": 3600, "token_type": "Bearer"}),
    "count": Says(body={"input_tokens": 8}),
    "call": Says(body={"type": "message", "role": "assistant", "content": [], "usage": {"output_tokens": 1}}),
    "iam": Says(body={"permissions": ["aiplatform.endpoints.predict"]}),
    "api": Says(body={"state": "ENABLED"}),
    "billing": Says(body={"billingAccountName": "billingAccounts/0", "billingEnabled": True}),
    "quotas": Says(body={"quotaInfos": []}),
    "models": Says(body={"publisherModels": []}),
    "object": Says(404, b"No such object"),
    "": Says(404, {"error": {"code": 404, "message": "no such method", "status": "NOT_FOUND"}}),
}


class Google(ThreadingHTTPServer):
    """A server with answers from `says`, by default successful; `asked` lists the requests."""

    daemon_threads = True

    def __init__(self) -> None:
        """Listen on a free port of the loopback device."""
        super().__init__(("127.0.0.1", 0), _Handler)
        self.host = f"127.0.0.1:{self.server_port}"
        self.url = f"http://{self.host}"
        self.asked: list[Asked] = []
        self.says: dict[str, Says | Teller] = {}
        self.ending = threading.Event()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Ignore errors: a client closes its connections when done."""

    @property
    def agreed(self) -> list[Recipient]:
        """A user who confirmed all requests to this server."""
        return [Recipient("anything", self.url, "a test")]

    def kinds(self) -> list[str]:
        """Return the kinds of the requests, in order."""
        return [one.kind for one in self.asked]

    def environment(self) -> dict[str, str]:
        """Return the variables that direct vxenv to this server."""
        return {
            "ANTHROPIC_VERTEX_BASE_URL": f"{self.url}/v1",
            "CLOUDSDK_AUTH_TOKEN_HOST": f"{self.url}/token",
            "METADATA_SERVER_DETECTION": "none",
            **{f"CLOUDSDK_API_ENDPOINT_OVERRIDES_{name}": f"{self.url}/" for name in OVERRIDES},
        }

    def table(self) -> str:
        """Return the profile tables that direct vxenv to this server, which need no confirmation."""
        environment = self.environment()
        url = environment.pop("ANTHROPIC_VERTEX_BASE_URL")
        return f'base_url = "{url}"\n[env]\n' + "".join(f'{k} = "{v}"\n' for k, v in environment.items())

    def user(self, path: Path, **more: str) -> Path:
        """Write a user's credentials to `path`."""
        path.parent.mkdir(parents=True, exist_ok=True)
        content = {
            "type": "authorized_user",
            "client_id": "client",
            "client_secret": "hush",
            "refresh_token": REFRESH,
            **more,
        }
        path.write_text(json.dumps(content))
        return path

    def service_account(self, path: Path, **more: str) -> Path:
        """Write a service account key to `path`."""
        path.parent.mkdir(parents=True, exist_ok=True)
        content = {
            "type": "service_account",
            "project_id": "elsewhere",
            "private_key_id": "1",
            "private_key": private_key(),
            "client_email": "robot@acme-prod.iam.gserviceaccount.com",
            "client_id": "1",
            "token_uri": f"{self.url}/token",
            **more,
        }
        path.write_text(json.dumps(content))
        return path


def agreed(environment: Mapping[str, str]) -> list[Recipient]:
    """Return the confirmations that `environment` requires."""
    services = find_service_recipients(environment, {}, ("global",), (name.lower() for name in OVERRIDES))
    found = [*services, *find_interceptors(environment, {})]
    with contextlib.suppress(DiagnosedError):
        found += find_credential_recipients(find_credentials(environment), environment, {})
    return found


def private_key() -> str:
    """Return a new, otherwise unused key."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ).decode()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Google

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - as in the base class
        """Log nothing."""

    def do_GET(self) -> None:
        self.answer(None)

    def do_POST(self) -> None:
        data = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        try:
            self.answer(json.loads(data))
        except ValueError:
            self.answer({name: values[0] for name, values in parse_qs(data.decode()).items()})

    def answer(self, body: Any) -> None:
        parts = urlsplit(self.path)
        kind = next((name for name, form in _KINDS.items() if re.fullmatch(form, parts.path)), "")
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        headers = {name.lower(): value for name, value in self.headers.items()}
        asked = Asked(kind, parts.path, query, headers, body)
        self.server.asked.append(asked)
        said = self.server.says.get(kind, _metadata(asked) if kind == "metadata" else GOOD[kind])
        self.tell(said(asked) if callable(said) else said)

    def tell(self, says: Says) -> None:
        data = says.data
        if says.how == "reset":
            self.close_connection = True
            return
        self.send_response(says.status)
        headers = {"Content-Type": "application/json", "Content-Length": str(len(data)), **says.headers}
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        if says.how == "cut":
            self.wfile.write(data[: len(data) // 2])
            self.close_connection = True
        elif says.how == "slow":
            for at in range(len(data)):
                if self.server.ending.wait(1):
                    return
                self.wfile.write(data[at : at + 1])
                self.wfile.flush()
        else:
            self.wfile.write(data)


def _metadata(asked: Asked) -> Says:
    headers = {"Metadata-Flavor": "Google"}
    if asked.path.endswith("/token"):
        return Says(body={"access_token": TOKEN, "expires_in": 3600, "token_type": "Bearer"}, headers=headers)
    account = {"aliases": ["default"], "email": "vm@acme-prod.iam.gserviceaccount.com", "scopes": []}
    return Says(body=account, headers=headers)


@contextlib.contextmanager
def serving() -> Iterator[Google]:
    """Run a server for the duration of the block."""
    with Google() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.ending.set()
            server.shutdown()
            thread.join()


def waits(server: Google, number: int) -> None:
    """Wait until `server` got `count` requests."""
    while len(server.asked) < number:
        time.sleep(0.01)
