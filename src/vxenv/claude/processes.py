"""Find running sessions of Claude Code and extension hosts of editors, among the processes of this user.

On Linux, ``/proc`` has the arguments, the environment at the start and the working directory of each process. On
other systems, `ps` prints the arguments and the environment on one line, and PWD stands for the working directory.
Measured on Claude Code 2.1.197 and 2.1.332: the process keeps its arguments. Extension hosts were not tested with real
editors; their arguments are those in https://github.com/microsoft/vscode: bootstrap-fork and extensionHostProcess.
"""

import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from vxenv.files.read_limited import read_start

# Kinds of processes.
SESSION, EXTENSION_HOST = "session", "extension host"

_PROC = "/proc"
_PS = ("/bin/ps", "-xwwE", "-o", "pid=,tty=,command=")
_MOST_PROCESSES = 32768
_LONGEST_ARGUMENTS, _LONGEST_ENVIRONMENT = 64 * 1024, 1024 * 1024  # bytes
_LONGEST_LIST = 8 * 1024 * 1024  # characters of the output of ps
_PATIENCE = 5  # seconds
_NAMES = ("claude", "claude.exe")
_INTERPRETERS = ("node", "bun", "deno")
_SCRIPT = re.compile(r"(?:\A|/)(?:claude|(?:claude-code|claude-agent-sdk)/cli\.m?js)\Z")
_HOST_ARGUMENT = "--type=extensionHost"
# Desktop editors pass the entry point of an extension host in its environment.
_UTILITY_ARGUMENT = "--utility-sub-type=node.mojom.NodeService"
_ENTRY_POINTS = ("VSCODE_ESM_ENTRYPOINT", "VSCODE_AMD_ENTRYPOINT")
_VARIABLE = re.compile(r" (?=[A-Za-z_][A-Za-z0-9_]*=)")


class Process(NamedTuple):
    """A running session of Claude Code, or an extension host."""

    # Process ID.
    number: int
    # SESSION or EXTENSION_HOST.
    kind: str
    # Arguments, with the program first.
    arguments: tuple[str, ...]
    # Environment at the start, None if it cannot be read.
    environment: Mapping[str, str] | None
    # Working directory, "" if unknown.
    directory: str
    # Whether it has a terminal.
    has_terminal: bool

    def find_option(self, name: str) -> str | None:
        """Return the last value of the option `name`, None without one."""
        value = None
        for argument, following in zip(self.arguments, (*self.arguments[1:], ""), strict=True):
            if argument == name:
                value = following
            elif argument.startswith(f"{name}="):
                value = argument.removeprefix(f"{name}=")
        return value


def list_processes(root: str = _PROC) -> Iterator[Process]:
    """Yield the sessions and extension hosts of this user; `root` is the directory of processes on Linux."""
    if os.path.isdir(os.path.join(root, "self")):
        yield from _list_proc(root)
    elif sys.platform != "linux":
        yield from read_process_list(_run_ps())


def _list_proc(root: str) -> Iterator[Process]:
    try:
        numbers = sorted(int(name) for name in os.listdir(root) if name.isdecimal())[:_MOST_PROCESSES]
    except OSError:
        return
    for number in numbers:
        try:
            running = _read_process(os.path.join(root, str(number)), number)
        except (OSError, ValueError):  # it has ended
            continue
        if running:
            yield running


def _read_process(folder: str, number: int) -> Process | None:
    """Return the process in `folder`, None for other programs and other users. Raises OSError and ValueError."""
    if os.stat(folder).st_uid != os.geteuid():
        return None
    data = read_start(os.path.join(folder, "cmdline"), _LONGEST_ARGUMENTS) or b""
    arguments = tuple(map(os.fsdecode, data.removesuffix(b"\0").split(b"\0")))
    if not _is_candidate(arguments):
        return None
    started, terminal = _read_status(folder)
    environment = _read_environment(folder)
    kind = _classify(arguments, environment)
    directory = _read_directory(folder)
    if not kind or _read_status(folder)[0] != started:  # the number may belong to another process now
        return None
    return Process(number, kind, arguments, environment, directory, terminal != 0)


def _read_status(folder: str) -> tuple[int, int]:
    """Return the start time and the terminal's device number, 0 for none. Raises OSError and ValueError."""
    data = read_start(os.path.join(folder, "stat")) or b""
    fields = data.rpartition(b")")[2].split()  # the name before it may contain anything
    try:
        return int(fields[19]), int(fields[4])
    except IndexError:
        raise ValueError("incomplete") from None


def _read_environment(folder: str) -> dict[str, str] | None:
    """Return the environment of the process, None if it cannot be read. Raises OSError if the process has ended."""
    try:
        data = read_start(os.path.join(folder, "environ"), _LONGEST_ENVIRONMENT)
    except PermissionError:
        return None
    if data is None or len(data) > _LONGEST_ENVIRONMENT:
        return None
    return parse_environment(map(os.fsdecode, data.split(b"\0")))


def _read_directory(folder: str) -> str:
    try:
        return os.readlink(os.path.join(folder, "cwd"))
    except PermissionError:
        return ""


def parse_environment(entries: Iterable[str]) -> dict[str, str]:
    """Return the variables in `entries`, each NAME=VALUE; the first of several counts, as in getenv."""
    environment: dict[str, str] = {}
    for entry in entries:
        name, equals, value = entry.partition("=")
        if name and equals:
            environment.setdefault(name, value)
    return environment


def _is_candidate(arguments: tuple[str, ...]) -> bool:
    """Tell whether `arguments` may be those of a session or an extension host."""
    return bool(_classify(arguments, None)) or _UTILITY_ARGUMENT in arguments


def _classify(arguments: tuple[str, ...], environment: Mapping[str, str] | None) -> str:
    """Return the kind of a process, "" for another program."""
    program = os.path.basename(arguments[0])
    if program in _NAMES or (program in _INTERPRETERS and any(map(_SCRIPT.search, arguments[1:3]))):
        return SESSION
    entries = ((environment or {}).get(name, "") for name in _ENTRY_POINTS)
    if _HOST_ARGUMENT in arguments or any(entry.endswith("extensionHostProcess") for entry in entries):
        return EXTENSION_HOST
    return ""


def _run_ps() -> str:
    """Return the processes of this user, one a line; "" if ps fails."""
    import subprocess  # noqa: PLC0415 - not needed on Linux

    try:
        done = subprocess.run(_PS, stdin=subprocess.DEVNULL, capture_output=True, timeout=_PATIENCE, check=False)  # noqa: S603 - fixed
    except (OSError, subprocess.SubprocessError):
        return ""
    return os.fsdecode(done.stdout)[:_LONGEST_LIST]


def read_process_list(text: str) -> Iterator[Process]:
    """Yield the sessions and extension hosts in the output of ps.

    Words are separated by spaces only, so an argument or a value that contains `` NAME=`` is cut there.
    """
    for line in text.split("\n")[:_MOST_PROCESSES]:
        number, _, rest = line.strip().partition(" ")
        terminal, _, command = rest.strip().partition(" ")
        words, *entries = _VARIABLE.split(command.strip())
        arguments = tuple(words.split(" "))
        environment = parse_environment(entries)
        kind = _classify(arguments, environment)
        if kind and number.isdecimal():
            directory = environment.get("PWD", "")
            yield Process(int(number), kind, arguments, environment or None, directory, not terminal.startswith("?"))
