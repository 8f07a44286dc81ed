"""Wrap a socket for http.client with a time limit for the whole response."""

import io
import socket
import time
from typing import Any


class _TimedReader(io.RawIOBase):
    """Reads from a socket for as many seconds in total as its initial timeout, or `limit` if it has none."""

    def __init__(self, sock: socket.socket, limit: float) -> None:
        self._sock = sock
        self._raw = sock.makefile("rb", buffering=0)  # keeps the socket open while it is read
        self._end = time.monotonic() + (sock.gettimeout() or limit)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:  # noqa: ANN401 - any writable buffer
        left = self._end - time.monotonic()
        if left <= 0:
            raise TimeoutError("the response takes too long")
        self._sock.settimeout(left)
        return self._raw.readinto(buffer)

    def close(self) -> None:
        self._raw.close()
        super().close()


class TimedSocket:
    """The part of a socket that http.client needs to read a response."""

    def __init__(self, sock: socket.socket, limit: float) -> None:
        """Store the socket, and the seconds that a response may take if the socket has no timeout."""
        self._sock = sock
        self._limit = limit

    def makefile(self, _mode: str) -> io.BufferedReader:
        """Return the reader of the response."""
        return io.BufferedReader(_TimedReader(self._sock, self._limit))
