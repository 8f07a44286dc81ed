"""Tracing on stderr, for --verbose, --debug and VXENV_DEBUG.

It handles Python's audit events, which cover each opened file, started program and connection. Code reports decisions
and requests in the same way: ``sys.audit("vxenv.decided", "{} governs {}", path, place)``. Without an audit hook, such
a call returns at once.
"""

import os
import sys
import time
from _thread import get_ident
from collections.abc import Callable, Sequence
from typing import Any

import vxenv
from vxenv.catalogue.secrets import redact_text
from vxenv.paths import shorten_path

VARIABLE = "VXENV_DEBUG"


class _Trace:
    """The state of tracing."""

    def __init__(self) -> None:
        self.whole = False  # with files read and written, and with times
        self.heard = False  # the audit hook is installed; it cannot be removed
        self.busy: set[int] = set()  # threads that are writing a line, which may raise events
        self.began = 0.0  # start of tracing, by perf_counter
        self.last = ""  # the last line; repetitions are skipped, as in the search of PATH


_TRACE = _Trace()


def is_wanted() -> bool:
    """Tell whether the environment requests full tracing."""
    return os.environ.get(VARIABLE, "").lower() not in ("", "0", "false", "no", "off")


def start(*, whole: bool = True) -> None:
    """Start tracing: with `whole` everything with times, else only decisions and requests."""
    shorten_path("\t")  # import its modules before tracing starts
    _TRACE.whole = _TRACE.whole or whole
    if not _TRACE.heard:
        _TRACE.heard = True
        _TRACE.began = time.perf_counter()
        sys.addaudithook(_handle_event)


def _handle_event(event: str, given: Sequence[Any]) -> None:
    tell = _EVENTS.get(event)
    thread = get_ident()
    if tell is None or thread in _TRACE.busy or sys.stderr is None:
        return
    _TRACE.busy.add(thread)
    try:
        kind, line = tell(given)
        if line and line != _TRACE.last and (_TRACE.whole or kind in _SHORT):
            _TRACE.last = line
            when = f"{(time.perf_counter() - _TRACE.began) * 1000:9.1f} ms  " if _TRACE.whole else ""
            sys.stderr.write(f"vxenv: {when}{kind:<7}  {line}\n")
    except Exception:  # noqa: BLE001, S110 - an error here would break the traced code
        pass
    finally:
        _TRACE.busy.discard(thread)


def _render(value: object) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(_render(getattr(item, "name", item)) for item in value)
    return shorten_path(
        redact_text(os.fsdecode(value) if isinstance(value, str | bytes | os.PathLike) else str(value))
    )


def _describe_open(given: Sequence[Any]) -> tuple[str, str]:
    path, mode, flags = given[0], given[1], given[2] or 0
    if isinstance(path, int):
        return "", ""
    name = os.fsdecode(path)
    # Python's imports are not interesting; a relative name without a mode is relative to a directory's descriptor.
    if _is_python(name) or (mode is None and not os.path.isabs(name)):
        return "", ""
    if flags & (getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_PATH", 0)) or name == os.devnull:
        return "", ""
    if flags & (os.O_WRONLY | os.O_RDWR):
        return "write", _render(name)
    return "read", _render(name) + ("" if os.path.exists(name) else "  (missing)")


def _describe_message(kind: str) -> Callable[[Sequence[Any]], tuple[str, str]]:
    return lambda given: (kind, given[0].format(*map(_render, given[1:])))


def _describe_listing(given: Sequence[Any]) -> tuple[str, str]:
    path = given[0]
    return "read", "" if not isinstance(path, str) or _is_python(path) else f"{_render(path)}/"


def _is_python(path: str) -> bool:
    """Tell whether `path` belongs to Python, to vxenv or to an imported package."""
    if path.endswith((".py", ".pyc", ".so", "/pyvenv.cfg")) or f"{path}/".startswith(_PYTHON):
        return True
    return "/site-packages/" in f"{path}/" or "/dist-packages/" in f"{path}/"


def _describe_run(given: Sequence[Any]) -> tuple[str, str]:
    # Arguments of a program may be secrets in any form.
    words = [given[1]] if isinstance(given[1], str | bytes) else given[1]
    number = len(words) - 1
    with_words = f" with {number} argument{'' if number == 1 else 's'}" if number else ""
    return "ask", f"run {_render(words[0])}{with_words}"


def _describe_connection(given: Sequence[Any]) -> tuple[str, str]:
    place = given[1]
    return "ask", f"connect to {_render(':'.join(map(str, place[:2])) if isinstance(place, tuple) else place)}"


_SHORT = ("decide", "ask")
_PYTHON = tuple(f"{os.path.dirname(one)}/" for one in (vxenv.__file__, os.__file__))
_EVENTS: dict[str, Callable[[Sequence[Any]], tuple[str, str]]] = {
    "vxenv.decided": _describe_message("decide"),
    "vxenv.asked": _describe_message("ask"),
    "vxenv.written": lambda given: ("write", _render(given[0])),
    "vxenv.removed": lambda given: ("remove", _render(given[0])),
    "open": _describe_open,
    "os.listdir": _describe_listing,
    "os.scandir": _describe_listing,
    "subprocess.Popen": _describe_run,
    "os.exec": _describe_run,
    "os.posix_spawn": _describe_run,
    "socket.getaddrinfo": lambda given: ("ask", f"look up {_render(given[0])}"),
    "socket.connect": _describe_connection,
}
