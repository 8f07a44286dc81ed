"""Run git within limits of time and size, without hooks, and without variables that redirect it."""

import contextlib
import os
import selectors
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from typing import IO, Final

from vxenv.catalogue.secrets import redact_text
from vxenv.errors import VxenvError
from vxenv.paths import escape_text

TIME_LIMIT: Final = 180.0  # seconds; the user may have to unlock a key
SIZE_LIMIT: Final = 256 << 20  # bytes of a cache
_OUTPUT_LIMIT: Final = 64 << 20  # bytes of git's output
_POLL: Final = 0.1  # seconds between two checks of the size
_PATIENCE: Final = 2.0  # seconds until git must have ended after a signal
_LONGEST_REASON: Final = 400  # characters
# The caller's variables about keys, certificates, prompts and git's configuration. All others of git's are removed:
# they could select another repository, other protocols or programs.
_KEPT: Final = (
    "GIT_SSH",
    "GIT_SSH_COMMAND",
    "GIT_SSH_VARIANT",
    "GIT_ASKPASS",
    "GIT_SSL_CAINFO",
    "GIT_SSL_CAPATH",
    "GIT_SSL_CERT",
    "GIT_SSL_KEY",
    "GIT_HTTP_PROXY_AUTHMETHOD",
)
_KEPT_PREFIX: Final = "GIT_CONFIG_"
# Configuration of the user that must not count: hooks, and work that would go on after git ended.
_OPTIONS: Final = (
    "core.hooksPath=/dev/null",
    "core.fsmonitor=false",
    "gc.auto=0",
    "maintenance.auto=false",
    "fetch.writeCommitGraph=false",
    "fetch.recurseSubmodules=false",
    "fetch.bundleURI=",
    "transfer.bundleURI=false",
    "protocol.version=2",
)
MISSING: Final = "git not found; sources in git repositories require it"


class GitError(VxenvError):
    """Failure of git, or a repository that cannot be used."""


class GitExitError(GitError):
    """Exit code of git other than 0; `text` is its whole error message."""

    def __init__(self, reason: str, text: str, *, where: str = "", hint: str = "") -> None:
        """Store the parts of the message and the text of git."""
        super().__init__(reason, where=where, hint=hint)
        self.text = text


def run_git(
    words: Sequence[str],
    directory: str,
    *,
    online: str = "",
    where: str = "",
    hint: str = "",
    options: Sequence[str] = (),
    given: bytes = b"",
) -> bytes:
    """Run git with `words` on the bare repository `directory`, and return its output.

    Args:
        words: The command and its arguments.
        directory: The repository.
        online: The protocols that are allowed, as GIT_ALLOW_PROTOCOL; "" for a command that must not use the network.
            Without it, the user's configuration does not count.
        where: The address of the source, for messages.
        hint: The command that shows a failure, for messages.
        options: More settings, as NAME=VALUE.
        given: The standard input.

    Raises GitError, and GitExitError if git fails.
    """
    settings = [word for option in (*_OPTIONS, *options) for word in ("-c", option)]
    environment = make_environment(os.environ, directory, online)
    # With a terminal, git and ssh may prompt, so they stay in its foreground group, and Ctrl-C reaches them, too.
    detached = not (online and sys.stdin is not None and sys.stdin.isatty())
    with tempfile.TemporaryFile() as file:
        file.write(given)
        file.seek(0)
        try:
            process = subprocess.Popen(  # noqa: S603 - the user's own git
                ["git", *settings, *words],  # noqa: S607 - likewise
                cwd=directory,
                env={**environment, "GIT_TERMINAL_PROMPT": "0" if detached else "1"},
                stdin=file,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                start_new_session=detached,
            )
        except FileNotFoundError as error:
            raise GitError(MISSING, hint="https://git-scm.com/downloads") from error
        except OSError as error:
            raise GitError(f"cannot run git: {error.strerror}", hint="git --version") from error
        with process:
            try:
                out, err = _read_streams(process, directory, where=where, hint=hint)
                code = process.wait(TIME_LIMIT)
            except BaseException:
                _end(process, group=detached)
                raise
    if code:
        text = os.fsdecode(err)
        raise GitExitError(_find_reason(text) or f"git exited with {code}", text, where=where, hint=hint)
    return out


def make_environment(environment: Mapping[str, str], directory: str, online: str) -> dict[str, str]:
    """Return the variables for git: those of `environment` that may count, and the repository `directory`."""
    own = {
        name: value
        for name, value in environment.items()
        if not name.startswith("GIT_") or (online and (name in _KEPT or name.startswith(_KEPT_PREFIX)))
    }
    own |= {
        "GIT_DIR": directory,
        "GIT_ALLOW_PROTOCOL": online or "none",
        "GIT_NO_REPLACE_OBJECTS": "1",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_OPTIONAL_LOCKS": "0",
        "LC_ALL": "C",  # messages are parsed
    }
    own.pop("LANGUAGE", None)
    if not online:
        own |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    return own


def _read_streams(process: subprocess.Popen[bytes], directory: str, *, where: str, hint: str) -> tuple[bytes, bytes]:
    """Return the output and error output of `process`. Raises GitError if it exceeds a limit."""
    streams: dict[IO[bytes], bytearray] = {
        stream: bytearray() for stream in (process.stdout, process.stderr) if stream
    }
    until = time.monotonic() + TIME_LIMIT
    with selectors.DefaultSelector() as selector:
        for stream in streams:
            selector.register(stream, selectors.EVENT_READ)
        while selector.get_map():
            for key, _ in selector.select(_POLL):
                stream = next(one for one in streams if one is key.fileobj)
                data = os.read(stream.fileno(), 1 << 16)
                streams[stream] += data
                if not data:
                    selector.unregister(stream)
            if time.monotonic() > until:
                raise GitError(f"git took more than {TIME_LIMIT:.0f} seconds", where=where, hint=hint)
            if measure(directory) > SIZE_LIMIT or sum(map(len, streams.values())) > _OUTPUT_LIMIT:
                raise GitError(f"the repository is larger than {SIZE_LIMIT >> 20} MiB", where=where, hint=hint)
    out, err = streams.values()
    return bytes(out), bytes(err)


def measure(directory: str) -> int:
    """Return the bytes of the packs in the repository `directory`, also of incomplete ones."""
    total = 0
    try:
        with os.scandir(os.path.join(directory, "objects", "pack")) as files:
            for file in files:
                try:
                    total += file.stat(follow_symlinks=False).st_size
                except FileNotFoundError:  # renamed meanwhile
                    continue
    except FileNotFoundError:
        return 0
    return total


def _end(process: subprocess.Popen[bytes], *, group: bool) -> None:
    """End git and the programs that it started, which is all of its process group if it has one of its own."""
    below = [] if group else _list_descendants(process.pid)
    for number in (signal.SIGTERM, signal.SIGKILL):
        for target in (-process.pid,) if group else (process.pid, *below):
            with contextlib.suppress(ProcessLookupError):
                os.kill(target, number)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(_PATIENCE)


def _list_descendants(parent: int) -> list[int]:
    """Return the processes below `parent`, none if they cannot be listed; Ctrl-C on a terminal reaches them anyway."""
    try:
        listed = subprocess.run(["ps", "-A", "-o", "pid=,ppid="], capture_output=True, check=True).stdout  # noqa: S607 - wherever it is
    except (OSError, subprocess.CalledProcessError):
        return []
    rows = [[int(word) for word in line.split()] for line in listed.splitlines()]
    tree = [parent]
    for process in tree:  # grows meanwhile
        tree += [pid for pid, above in rows if above == process]
    return tree[1:]


def _find_reason(text: str) -> str:
    """Return the lines of git's error message that tell the reason, as one line."""
    lines = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    general = ("Please make sure you have the correct access rights", "and the repository exists", "warning:")
    lines = [line for line in lines if not line.startswith(general)]
    for prefix in ("fatal: ", "error: ", "remote: "):
        lines = [line.removeprefix(prefix) for line in lines]
    reason = "; ".join(escape_text(redact_text(line).rstrip(".")) for line in dict.fromkeys(lines))
    return reason[:_LONGEST_REASON]
