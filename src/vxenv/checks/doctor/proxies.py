"""Check the proxies of the environment and their exceptions."""

from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from vxenv.catalogue.secrets import redact_text
from vxenv.checks.doctor.repair import Origins
from vxenv.checks.finding import FAILED, NOTE, OK, WARNING, Check
from vxenv.paths import escape_text

_PROXIES = ("HTTPS_PROXY", "HTTP_PROXY")
_NO_PROXY = "NO_PROXY"
_HOST = "aiplatform.googleapis.com"


def check_proxies(environment: Mapping[str, str], origins: Origins) -> Iterator[Check]:
    """Yield the checks of the proxies in `environment`, nothing if it has none."""
    names = [name for name in _PROXIES if environment.get(name)]
    for name in names:
        yield _check_address(name, environment[name], origins)
    if names and environment.get(_NO_PROXY):
        yield from _check_exceptions(environment[_NO_PROXY], origins)


def _check_address(name: str, value: str, origins: Origins) -> Check:
    text = escape_text(_redact(value))
    by = origins.prefix(name)
    try:
        url = urlsplit(value.strip())
        scheme, host, _ = url.scheme.lower(), url.hostname, url.port
    except ValueError:
        scheme, host = "", None
    if scheme.startswith("socks"):
        what = f"{by}{name} is {text}, but Claude Code does not support SOCKS proxies"
        return Check("proxy", FAILED, what, origins.unset(name))
    if scheme not in ("http", "https") or not host:
        what = f"{by}{name} is {text}, which is not an http:// address"
        guess = f"http://{value.strip()}" if "//" not in value and "@" not in value else ""
        hint = origins.set(name, guess) if guess else origins.unset(name)
        return Check("proxy", WARNING, what, hint)
    if url.path not in ("", "/"):
        what = f"{by}{name} is {text}, but the address of a proxy has no path"
        return Check("proxy", WARNING, what, origins.set(name, f"{url.scheme}://{url.netloc}"))
    return Check("proxy", OK, f"{name} {text}")


def _redact(value: str) -> str:
    """Return `value` without user and password, even if it is not an address."""
    return redact_text(value) if "://" in value else f"{'***@' * ('@' in value)}{value.rpartition('@')[2]}"


def _check_exceptions(value: str, origins: Origins) -> Iterator[Check]:
    """Yield a note if requests to Vertex bypass the proxy."""
    for name in value.replace(",", " ").split():
        suffix = name.lstrip("*").lstrip(".").rpartition(":")[0] or name.lstrip("*").lstrip(".")
        if name == "*" or (suffix and (suffix == _HOST or _HOST.endswith(f".{suffix}"))):
            what = f"{_NO_PROXY} contains {escape_text(name)}: requests to Vertex bypass the proxy"
            yield Check("no-proxy", NOTE, what, origins.unset(_NO_PROXY))
            return
