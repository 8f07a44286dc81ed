"""Test server certificates, including a company's own."""

import datetime as dt
import ipaddress
import ssl
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from cloud.fake import Google
from vxenv.google.http import Http, HttpError
from vxenv.google.recipients import Recipient, find_interceptors


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """Provide a self-signed certificate for this machine, and its key in the same file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "a company")])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path / "company.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(made.public_bytes(serialization.Encoding.PEM) + private)
    return path


@pytest.fixture
def secure(certificate: Path) -> Iterator[Google]:
    """Provide a server that uses TLS with that certificate."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
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
