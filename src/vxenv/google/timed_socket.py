"""A socket whose answer must be there as a whole within a time, as http.client reads it."""

import io
import socket
import time
from typing import Any


class _TimedReader(io.RawIOBase):
    """Reads from a socket until the time that the socket waits at first has passed in all, else `limit` seconds."""

    def __init__(self, sock: socket.socket, limit: float) -> None:
        self._sock = sock
        self._raw = sock.makefile("rb", buffering=0)  # it keeps the socket open as long as it is read
        self._end = time.monotonic() + (sock.gettimeout() or limit)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:  # noqa: ANN401 - any buffer that can be written to
        left = self._end - time.monotonic()
        if left <= 0:
            raise TimeoutError("the answer takes too long")
        self._sock.settimeout(left)
        return self._raw.readinto(buffer)

    def close(self) -> None:
        self._raw.close()
        super().close()


class TimedSocket:
    """What http.client wants of a socket to read an answer from it."""

    def __init__(self, sock: socket.socket, limit: float) -> None:
        """Take the socket, and how many seconds an answer may take where the socket waits for ever."""
        self._sock = sock
        self._limit = limit

    def makefile(self, _mode: str) -> io.BufferedReader:
        """Return what the answer is read from."""
        return io.BufferedReader(_TimedReader(self._sock, self._limit))
