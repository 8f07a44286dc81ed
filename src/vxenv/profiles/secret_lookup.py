"""Read the secrets that a profile refers to with the programs of their stores. Only `exec` does this."""

import contextlib
import os
import selectors
import shlex
import subprocess
import time
from collections.abc import Mapping
from typing import IO

from vxenv.catalogue.secrets import redact_text
from vxenv.errors import VxenvError
from vxenv.paths import escape_text
from vxenv.profiles.resolve import Resolved
from vxenv.profiles.secret_reference import describe_reference, find_store

TIMEOUT = 120.0  # seconds: the user may have to unlock the store
_LARGEST = 64 * 1024  # bytes of a secret
_LONGEST_REASON = 300  # characters of a program's error message


class _UnreadableError(Exception):
    """Reason why a secret cannot be read."""


def read_secrets(resolved: Resolved, environment: Mapping[str, str]) -> dict[str, str]:
    """Return the secrets of `resolved` by variable. Raises VxenvError for the first that cannot be read.

    The programs run one after another, since each may prompt the user.
    """
    secrets: dict[str, str] = {}
    for name, reference in resolved.list_references().items():
        store, command = find_store(reference)
        try:
            text = _run(command, environment)
            secrets[name] = _check_secret(text.partition("\n")[0] if store.first_line else text)
        except _UnreadableError as error:
            where = resolved.settings[name].find_origin()
            what = f"cannot read {name} {describe_reference(reference)}: {error}"
            raise VxenvError(what, where=where, hint=f"{shlex.join(command)} >/dev/null") from None
    return secrets


def _check_secret(text: str) -> str:
    """Return `text` without its line ending. Raises _UnreadableError if it cannot be a value."""
    text = text.removesuffix("\n").removesuffix("\r")
    if not text:
        raise _UnreadableError("the secret is empty")
    if "\0" in text:
        raise _UnreadableError("the secret contains a NUL character")
    return text


def _run(command: list[str], environment: Mapping[str, str]) -> str:
    """Run `command` without a shell and return its output. Raises _UnreadableError."""
    try:
        process = subprocess.Popen(  # noqa: S603 - a program of STORES, with arguments that match its pattern
            command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
    except OSError as error:
        raise _UnreadableError(f"{command[0]}: {error.strerror}") from error
    with process:
        try:
            out, err = _read_streams(process)
            code = process.wait(TIMEOUT)
        except BaseException as error:
            process.kill()
            if isinstance(error, TimeoutError | subprocess.TimeoutExpired):
                raise _UnreadableError(f"{command[0]} took more than {TIMEOUT:.0f} seconds") from error
            raise
    if code:
        reason = " ".join(escape_text(redact_text(line)) for line in os.fsdecode(err).splitlines() if line.strip())
        raise _UnreadableError(f"{command[0]} exited with {code}{f': {reason[:_LONGEST_REASON]}' if reason else ''}")
    return os.fsdecode(out)


def _read_streams(process: subprocess.Popen[bytes]) -> tuple[bytes, bytes]:
    """Return the output and error output of `process`, up to the limit.

    Raises _UnreadableError and TimeoutError.
    """
    streams: dict[IO[bytes], bytes] = {stream: b"" for stream in (process.stdout, process.stderr) if stream}
    until = time.monotonic() + TIMEOUT
    with contextlib.closing(selectors.DefaultSelector()) as selector:
        for stream in streams:
            selector.register(stream, selectors.EVENT_READ)
        while selector.get_map():
            ready = selector.select(max(0.0, until - time.monotonic()))
            if not ready:
                raise TimeoutError
            for key, _ in ready:
                stream = next(one for one in streams if one is key.fileobj)
                data = os.read(stream.fileno(), _LARGEST)
                streams[stream] = (streams[stream] + data)[: _LARGEST + 1]
                if not data:
                    selector.unregister(stream)
    out, err = streams.values()
    if len(out) > _LARGEST:
        raise _UnreadableError(f"the secret is over {_LARGEST // 1024} KiB")
    return out, err
