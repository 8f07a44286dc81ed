"""Test server certificates, including a company's own."""

import ssl
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import trustme

from cloud.fake import Google
from vxenv.google.http import Http, HttpError
from vxenv.google.recipients import Recipient, find_interceptors


@pytest.fixture
def authority() -> trustme.CA:
    """Provide the authority of a company."""
    return trustme.CA()


@pytest.fixture
def certificate(authority: trustme.CA, tmp_path: Path) -> Path:
    """Provide the file with the certificate of that authority."""
    path = tmp_path / "company.pem"
    authority.cert_pem.write_to_path(path)
    return path


@pytest.fixture
def secure(authority: trustme.CA) -> Iterator[Google]:
    """Provide a server on this machine with a certificate of that authority."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    with Google() as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def test_certificates(secure: Google, certificate: Path) -> None:
    """An untrusted certificate is rejected before any request; NODE_EXTRA_CA_CERTS may add it.

    It requires the user's confirmation.
    """
    url = f"https://{secure.host}/token"
    agreed = Recipient("anything", url, "a test")
    named = {"NODE_EXTRA_CA_CERTS": str(certificate)}
    with pytest.raises(HttpError) as caught:
        Http({}, [agreed]).ask("GET", url, headers={"Authorization": "hush"}, again=True)
    assert ("tls", []) == (caught.value.kind, secure.asked)
    with pytest.raises(HttpError, match="is not valid"):
        Http({"NODE_EXTRA_CA_CERTS": "/nowhere"}, [agreed]).ask("GET", url)
    with pytest.raises(HttpError, match="is not valid"):
        Http(named, [agreed]).ask("GET", url)

    assert 200 == Http(named, [agreed, *find_interceptors(named, {})]).ask("GET", url).status
