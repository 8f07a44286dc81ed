"""Send HTTP requests to Google's APIs, with limits on the time and the size of the whole response.

urllib3 limits each read, which would let a response of one byte per second never end; here the limit is for the whole
response. Redirects are not followed, since they could carry a token to another host. Credentials and bodies are sent
over plain HTTP only to this machine.

All network access of vxenv goes through this module. It connects to Google's servers and to those that the user
confirmed, and refuses all others before connecting.
"""

import contextlib
import http.client
import os
import socket
import ssl
import sys
import threading
import time
import weakref
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import unquote, urlsplit

import certifi
import urllib3
import urllib3.connection
import urllib3.connectionpool
import urllib3.exceptions

from vxenv.catalogue.environment import EXTRA_CERTIFICATES
from vxenv.google.origins import find_origin, is_google
from vxenv.google.proxy import find_proxy, is_localhost, is_loopback, is_loopback_address
from vxenv.google.recipients import Recipient
from vxenv.google.timed_socket import TimedSocket

CONNECT: Final = 10.0  # seconds to establish a connection
WHOLE: Final = 30.0  # seconds until the response must be complete
LARGEST: Final = 4 << 20  # bytes of a response; the largest real one, a list of quotas, is much smaller
_TRIES: Final = 3
_PASSING: Final = (502, 503, 504)
_PAUSE: Final = 0.5  # seconds before the second try, doubled before the third
_LONGEST_PAUSE: Final = 5.0


class HttpError(Exception):
    """A missing or unusable response.

    `kind` is "timeout", "connection" (failed to connect), "cut" (connection lost), "tls", "proxy", "huge",
    "insecure", "unapproved" (the user did not confirm the server) or "stopped". The text is for users and holds no
    credentials.
    """

    def __init__(self, kind: str, what: str) -> None:
        """Store the kind and the message."""
        super().__init__(what)
        self.kind = kind


@dataclass(frozen=True)
class Answer:
    """A response."""

    status: int
    # The headers; names are case-insensitive.
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)
    # Seconds from the request until the response was complete.
    seconds: float


class _Response(http.client.HTTPResponse):
    def __init__(self, sock: socket.socket, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - http.client's own
        super().__init__(TimedSocket(sock, WHOLE), *args, **kwargs)  # type: ignore[arg-type] # it only calls makefile


class _Plain(urllib3.connection.HTTPConnection):
    response_class = _Response

    def _new_conn(self) -> socket.socket:
        """Return a connection; for a localhost name only to this machine, even if it resolves differently by now."""
        sock = super()._new_conn()
        if is_localhost(self.host) and not is_loopback_address(str(sock.getpeername()[0])):
            sock.close()
            raise HttpError("insecure", f"{self.host} is not this machine")
        return sock


class _Secure(urllib3.connection.HTTPSConnection):
    response_class = _Response


class _Live:
    """All connections, to be able to shut down those in use."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._all: weakref.WeakSet[Any] = weakref.WeakSet()

    def add(self, connection: Any) -> None:  # noqa: ANN401 - urllib3's protocol of two classes
        with self._lock:
            self._all.add(connection)

    def cut(self) -> None:
        with self._lock:
            sockets = [one.sock for one in self._all if one.sock is not None]
        for sock in sockets:
            with contextlib.suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)  # ends a blocking read in another thread


class Http:
    """A thread-safe client with persistent connections.

    Proxies and certificates are those of `environment`: HTTPS_PROXY, HTTP_PROXY and NO_PROXY in either case, and
    NODE_EXTRA_CA_CERTS, Claude Code's variable for a company's own certificates, if the user confirmed it.

    `agreed` are the recipients of secrets besides Google.
    """

    def __init__(
        self,
        environment: Mapping[str, str],
        agreed: Iterable[Recipient] = (),
        *,
        connect: float = CONNECT,
        whole: float = WHOLE,
    ) -> None:
        """Store the environment, the confirmed recipients and the time limits in seconds."""
        self.agreed = frozenset(agreed)
        self._origins = frozenset(one.origin for one in self.agreed if one.origin)
        self._environment = environment
        self._timeout = urllib3.Timeout(connect=min(connect, whole), total=whole)
        self._live = _Live()
        self._stopped = threading.Event()
        self._managers: dict[str, urllib3.PoolManager] = {}
        self._lock = threading.Lock()

    def stop(self) -> None:
        """End all requests and refuse new ones; every pending request raises HttpError."""
        self._stopped.set()
        self._live.cut()

    def ask(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
        again: bool = False,
        whole: float | None = None,
    ) -> Answer:
        """Return the response to a request, whatever its status. Raises HttpError.

        With `again`, for requests that are free and change nothing, it is sent up to three times if the connection is
        lost or the status is 502, 503 or 504, but never after 429. `whole` limits the seconds further.
        """
        headers = dict(headers or {})
        secret = body is not None or any(name.lower() == "authorization" for name in headers)
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise HttpError("connection", "is not an HTTP address")
        place = find_origin(url)
        if parts.scheme == "http" and secret and not is_loopback(parts.hostname):
            raise HttpError("insecure", f"{parts.hostname} uses plain HTTP, where others could read the token")
        if not is_google(place) and place not in self._origins:
            raise HttpError("unapproved", f"{place or 'this address'} was not confirmed")
        pause = _PAUSE
        for left in reversed(range(_TRIES if again else 1)):
            try:
                answer = self._ask_once(method, url, headers, body, whole)
            except HttpError as error:
                if error.kind != "cut" or not left:
                    raise
            else:
                if answer.status not in _PASSING or not left:
                    return answer
                pause = _find_pause(answer, pause)
            if self._stopped.wait(pause):
                break
            pause *= 2
        raise HttpError("stopped", "was stopped")

    def _ask_once(
        self, method: str, url: str, headers: Mapping[str, str], body: bytes | None, whole: float | None
    ) -> Answer:
        if self._stopped.is_set():
            raise HttpError("stopped", "was stopped")
        host = urlsplit(url).hostname or ""
        timeout = urllib3.Timeout(connect=min(whole, CONNECT), total=whole) if whole else self._timeout
        start = time.monotonic()
        sys.audit("vxenv.asked", "{} {}", method, url)
        try:
            response = self._find_manager(url).request(
                method,
                url,
                headers={"Accept-Encoding": "identity", "User-Agent": "vxenv", **headers},
                body=body,
                timeout=timeout,
                redirect=False,
                retries=False,
                preload_content=False,
            )
            data = self._read(response, host)
        except (urllib3.exceptions.HTTPError, OSError, http.client.HTTPException, ValueError) as error:
            if self._stopped.is_set():
                raise HttpError("stopped", "was stopped") from error
            raise _translate_error(error, host) from error
        sys.audit("vxenv.asked", "{} answers {}, {} bytes", host, response.status, len(data))
        return Answer(response.status, response.headers, data, time.monotonic() - start)

    @staticmethod
    def _read(response: urllib3.BaseHTTPResponse, host: str) -> bytes:
        data = b""
        while len(data) <= LARGEST:
            more = response.read(LARGEST + 1 - len(data), decode_content=False)
            if not more:  # only the read at the end detects a truncated response
                break
            data += more
        if len(data) > LARGEST:
            response.close()
            raise HttpError("huge", f"the response of {host} is larger than {LARGEST >> 20} MiB")
        response.release_conn()
        return data

    def _find_manager(self, url: str) -> urllib3.PoolManager:
        proxy = find_proxy(url, self._environment)
        with self._lock:
            if proxy not in self._managers:
                self._managers[proxy] = self._make_manager(proxy)
            return self._managers[proxy]

    def _make_manager(self, proxy: str) -> urllib3.PoolManager:
        extra = any(recipient.by == EXTRA_CERTIFICATES for recipient in self.agreed)
        context = _make_context(self._environment.get(EXTRA_CERTIFICATES, "") if extra else "")
        size = {"num_pools": 64, "maxsize": 16, "ssl_context": context}
        manager = urllib3.PoolManager(**size) if not proxy else _make_proxy_manager(proxy, size)  # type: ignore[arg-type] # a dict of three kinds
        manager.pool_classes_by_scheme = {
            "http": _make_pool_class(urllib3.connectionpool.HTTPConnectionPool, _Plain, self._live),
            "https": _make_pool_class(urllib3.connectionpool.HTTPSConnectionPool, _Secure, self._live),
        }
        return manager


def _make_pool_class(base: Any, connection_class: Any, live: _Live) -> Any:  # noqa: ANN401 - urllib3's protocols
    """Return a class of pools like `base` with connections of `connection_class` that are added to `live`."""

    class Pool(base):  # type: ignore[misc] # a dynamic base class
        ConnectionCls = connection_class

        def _new_conn(self) -> Any:  # noqa: ANN401 - likewise
            connection = super()._new_conn()
            live.add(connection)
            return connection

    return Pool


def _make_proxy_manager(proxy: str, size: Mapping[str, Any]) -> urllib3.PoolManager:
    """Return a manager that uses a proxy; user and password in its address are sent only to the proxy."""
    parts = urlsplit(proxy)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise HttpError("proxy", "the proxy in the environment is not an http:// or https:// address")
    user = ":".join(unquote(part or "") for part in (parts.username, parts.password)) if parts.username else ""
    return urllib3.ProxyManager(
        f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}",
        proxy_headers=urllib3.make_headers(proxy_basic_auth=user) if user else None,
        **size,
    )


def _make_context(extra: str) -> ssl.SSLContext:
    """Return a context that trusts the system's certificates, Mozilla's and those of the file `extra`.

    OpenSSL's variables are ignored: ``ssl.create_default_context`` would trust SSL_CERT_FILE and SSL_CERT_DIR, and
    write the keys of connections to SSLKEYLOGFILE.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    places = ssl.get_default_verify_paths()
    for where in ({"cafile": places.openssl_cafile}, {"capath": places.openssl_capath}):
        with contextlib.suppress(OSError):  # a system may have only one of them
            context.load_verify_locations(**where)
    context.load_verify_locations(certifi.where())
    if extra:
        with contextlib.suppress(OSError):  # Claude Code ignores an unreadable file, too
            context.load_verify_locations(os.path.expanduser(extra))
    return context


def _find_pause(answer: Answer, pause: float) -> float:
    """Return the seconds of the Retry-After header, if there is one and up to a maximum; else `pause`."""
    after = answer.headers.get("Retry-After", "")
    return min(float(after), _LONGEST_PAUSE) if after.isascii() and after.isdigit() else pause


def _translate_error(error: Exception, host: str) -> HttpError:
    """Return the HttpError for an error of urllib3; its text could reveal an address with credentials."""
    if isinstance(error, HttpError):
        return error
    kind, what = next(((kind, what) for classes, kind, what in _MEANINGS if isinstance(error, classes)), _CUT)
    if isinstance(getattr(error, "reason", None), socket.gaierror):
        kind, what = "connection", "unknown host {host}"
    return HttpError(kind, what.format(host=host, said=_describe_cause(error)))


_CUT: Final = ("cut", "{host} closed the connection before the response was complete")
# The first match counts: a proxy's failure is also a failure of a connection.
_MEANINGS: Final[tuple[tuple[tuple[type[Exception], ...], str, str], ...]] = (
    ((urllib3.exceptions.ProxyError,), "proxy", "the proxy refused a connection to {host}{said}"),
    ((urllib3.exceptions.SSLError, ssl.SSLError), "tls", "the certificate of {host} is not valid{said}"),
    ((urllib3.exceptions.NameResolutionError,), "connection", "unknown host {host}"),
    ((urllib3.exceptions.NewConnectionError, ConnectionRefusedError), "connection", "cannot connect to {host}"),
    ((urllib3.exceptions.TimeoutError, TimeoutError), "timeout", "{host} did not respond in time"),
)


def _describe_cause(error: Exception) -> str:
    """Return the details of the failure below `error`: the status of a proxy, the reason of a certificate."""
    below = getattr(error, "original_error", None) or (error.args[0] if error.args else None)
    said = getattr(below, "verify_message", "") or (str(below) if isinstance(below, OSError) else "")
    return f": {said}" if said else ""
