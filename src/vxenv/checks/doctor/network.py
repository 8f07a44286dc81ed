"""The way out: proxies, hosts that go by them, and files of certificates."""

import os
from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from vxenv.catalogue.secrets import redact_text
from vxenv.checks.doctor.repair import Origins
from vxenv.checks.health import FAILED, NOTE, OK, WARNING, Check
from vxenv.errors import word
from vxenv.paths import printable, shown

_PROXIES = ("HTTPS_PROXY", "HTTP_PROXY")
_NO_PROXY = "NO_PROXY"
# Files of certificates, and who gives up or goes on without them.
_FILES = {
    "NODE_EXTRA_CA_CERTS": "Claude Code goes on without those certificates",
    "CLAUDE_CODE_CLIENT_CERT": "Claude Code has no certificate to show",
    "SSL_CERT_FILE": "gcloud and Python trust nobody",
}
_HOST = "aiplatform.googleapis.com"


def network_checks(environment: Mapping[str, str], origins: Origins) -> Iterator[Check]:
    """Yield what is to be said of the way out that a client with `environment` takes."""
    found = [one for name in _PROXIES if environment.get(name) for one in _proxy(name, environment[name], origins)]
    if any(environment.get(name) for name in _PROXIES) and environment.get(_NO_PROXY):
        found += _passed_by(environment[_NO_PROXY], origins)
    for name, without in _FILES.items():
        if environment.get(name):
            found += _file(name, environment[name], without, origins)
    yield from found or [Check("proxy", OK, "no proxy, no certificates of your own")]


def _proxy(name: str, value: str, origins: Origins) -> Iterator[Check]:
    text = printable(_hidden(value))
    by = origins.prefix(name)
    try:
        url = urlsplit(value.strip())
        scheme, host, _ = url.scheme.lower(), url.hostname, url.port
    except ValueError:
        scheme, host = "", None
    if scheme.startswith("socks"):
        what = f"{by}{name} is {text}, and Claude Code knows no SOCKS proxies"
        yield Check("proxy", FAILED, what, origins.unset(name))
    elif scheme not in ("http", "https") or not host:
        what = f"{by}{name} is {text}, which is no http:// address"
        guess = f"http://{value.strip()}" if "//" not in value and "@" not in value else ""
        hint = origins.set(name, guess) if guess else origins.unset(name)
        yield Check("proxy", WARNING, what, hint)
    elif url.path not in ("", "/"):
        what = f"{by}{name} is {text}: a proxy's address has no path"
        yield Check("proxy", WARNING, what, origins.set(name, _bare(value)))
    else:
        yield Check("proxy", OK, f"{name} {text}")


def _hidden(value: str) -> str:
    """Return `value` without user and password, whether it is an address or not."""
    return redact_text(value) if "://" in value else f"{'***@' * ('@' in value)}{value.rpartition('@')[2]}"


def _bare(value: str) -> str:
    url = urlsplit(value.strip())
    return f"{url.scheme}://{url.netloc}"


def _passed_by(value: str, origins: Origins) -> Iterator[Check]:
    """Yield a note if requests to Vertex do not take the proxy."""
    for one in value.replace(",", " ").split():
        suffix = one.lstrip("*").lstrip(".").rpartition(":")[0] or one.lstrip("*").lstrip(".")
        if one == "*" or (suffix and (suffix == _HOST or _HOST.endswith(f".{suffix}"))):
            what = f"{_NO_PROXY} names {printable(one)}, so requests to Vertex do not take the proxy"
            yield Check("no-proxy", NOTE, what, origins.unset(_NO_PROXY))
            return


def _file(name: str, path: str, without: str, origins: Origins) -> Iterator[Check]:
    by = origins.prefix(name)
    if not os.path.isfile(path):
        what = f"{by}{name}: {shown(path)} is not there; {without}"
        yield Check("certificates", WARNING, what, origins.unset(name))
        return
    try:
        with open(path, "rb") as file:
            head = file.read(1024 * 1024)
    except OSError as error:
        yield Check("certificates", WARNING, f"{by}{name}: {shown(path)} cannot be read: {error.strerror}",
                    f"ls -l {word(shown(path))}")  # fmt: skip
        return
    if b"-----BEGIN " not in head:
        what = f"{by}{name}: {shown(path)} holds no PEM certificate; {without}"
        yield Check("certificates", WARNING, what, origins.unset(name))
    else:
        yield Check("certificates", OK, f"{name} {shown(path)}")
