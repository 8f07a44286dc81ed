"""Run a command on another machine over ssh with the variables of a profile, for `exec --ssh`.

The variables and the command are one line of code for sh. On a terminal, ssh sends it as an environment variable, and
stdin stays the terminal. sshd accepts ``LC_*`` on Debian and macOS, and a list with ``LANGUAGE`` on Red Hat's systems.
Otherwise, it is the first line of stdin. So values are neither in a file nor in the arguments of a process on either
machine. The command that the login shell gets is constant, and all shells read it alike.
"""

import os
import select
import signal
import sys
from collections.abc import Iterable, Sequence
from typing import NoReturn

from vxenv.catalogue.secrets import explain_secret
from vxenv.claude.launch import is_claude
from vxenv.cli.output.questions import confirm
from vxenv.cli.output.terminal import report, say
from vxenv.env_diff import Op
from vxenv.errors import RefusedError, render_hints
from vxenv.paths import escape_text
from vxenv.profiles.resolve import Resolved
from vxenv.shells.sh import SHELL

CARRIER, _SECOND = "LC_VXENV", "LANGUAGE"
_BEGIN = f"unset {CARRIER}"
# In single quotes, without backslashes, exclamation marks and line breaks: fish and csh treat these specially there.
_FROM_STDIN = f"sh -c 'IFS= read -r {CARRIER} && eval \"${CARRIER}\"'"
_FROM_ENVIRONMENT = (
    f'sh -c \'for __vxenv_x in "${CARRIER}" "${_SECOND}"; do '
    f'case $__vxenv_x in "{_BEGIN}"*) eval "$__vxenv_x";; esac; done; '
    f"echo vxenv: the ssh server does not accept {CARRIER}, see AcceptEnv in sshd_config >&2; exit 126'"
)
# The bytes that stand for themselves in the format of printf, and are not the beginning of an option.
_PRINTF = {ord(letter): letter for letter in map(chr, range(ord(" "), ord("~") + 1)) if letter not in "-%\\"}
_CHUNK = 64 * 1024


def confirm_secrets(host: str, stack: str, resolved: Resolved, *, yes: bool, instead: str) -> None:
    """Ask before sending secrets to `host`. Raises RefusedError, with `instead` as its hint."""
    literal = [name for name, value in resolved.list_operations() if value and explain_secret(name, value)]
    names = sorted({*resolved.list_references(), *literal})
    if yes or not names:
        return
    what = f'"{stack}" sets secrets, which {escape_text(host)} would receive: {", ".join(names)}'
    confirm(
        f"{what}\nSend them?",
        absent=RefusedError(what, hint=instead),
        declined=RefusedError(f"{what}; nothing sent", hint=instead),
    )


def render_script(operations: Iterable[Op], command: Sequence[str], host: str) -> str:
    """Return one line of code for sh that applies `operations`, warns about missing files, and runs `command`."""
    operations = tuple(operations)
    taken = [name for name, value in operations if value is None]
    former = os.environ.get(_SECOND)
    restoration = f"unset {_SECOND}" if former is None else _render_assignment(_SECOND, former)
    steps = [f"{_BEGIN}; case ${{{_SECOND}-}} in {SHELL.quote(_BEGIN)}*) {restoration};; esac"]
    steps += [f"unset {' '.join(taken)}"] if taken else []
    for name, value in operations:
        if value is None:
            continue
        steps.append(f"{_render_assignment(name, value)}; export {name}")
        for path in _list_paths(value):
            line = f"warning: {escape_text(host)} has no {escape_text(path)} ({name})"
            test = '[ -e "$__vxenv_x" ] || printf \'%s\\n\' "$__vxenv_y" >&2'
            steps += [_render_assignment("__vxenv_x", path), _render_assignment("__vxenv_y", line), test]
    steps.append("set --")
    steps += [f'{_render_assignment("__vxenv_x", word)}; set -- "$@" "$__vxenv_x"' for word in command]
    return "; ".join([*steps, "unset __vxenv_x __vxenv_y", 'exec "$@"'])


def _render_assignment(name: str, value: str) -> str:
    """Return code that assigns `value`, in printable ASCII: fish changes other bytes of variables in the C locale."""
    if value.isascii() and value.isprintable():
        return f"{name}={SHELL.quote(value)}"
    letters = (_PRINTF.get(byte) or f"\\{byte:03o}" for byte in os.fsencode(value))
    # The substitution removes line breaks at the end, hence the x.
    return f"{name}=$(printf {SHELL.quote(''.join(letters) + 'x')}); {name}=${{{name}%x}}"


def _list_paths(value: str) -> list[str]:
    """Return the absolute paths in `value`, a path or a list of paths."""
    parts = value.split(os.pathsep)
    return parts if all(map(os.path.isabs, parts)) else []


def run_remotely(remote: Sequence[str], operations: Iterable[Op], command: Sequence[str]) -> NoReturn:
    """Replace this process by ssh, which applies `operations` and runs `command` remotely.

    `remote` are options of ssh, then the host.
    """
    *options, host = remote
    script = render_script(operations, command, host)
    if is_claude(command[0]):
        report(f"note: settings files of Claude Code on {escape_text(host)} override the profile")
    environment = dict(os.environ)
    words = ["ssh", *options, "-o", "RemoteCommand=none"]
    if os.isatty(0) and os.isatty(1):
        words += ["-o", f"SendEnv={CARRIER} {_SECOND}", "-t", "--", host, _FROM_ENVIRONMENT]
        environment |= {CARRIER: script, _SECOND: script}
    else:
        words += ["-T", "--", host, _FROM_STDIN]
        _replace_stdin(os.fsencode(script) + b"\n")
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # as in `exec`
    try:
        os.execvpe(words[0], words, environment)  # noqa: S606 - the user's ssh
    except OSError as error:
        say(f"vxenv: cannot run ssh: {error.strerror}", *render_hints("command -v ssh"))
        sys.exit(127 if isinstance(error, FileNotFoundError) else 126)


def _replace_stdin(first: bytes) -> None:
    """Replace stdin by a pipe with `first`, followed by the former stdin, which a child process copies."""
    reader, writer = os.pipe()
    child = os.fork()
    if child:
        os.waitpid(child, 0)
        os.dup2(reader, 0)
        os.close(reader)
        os.close(writer)
        return
    try:
        if os.fork() == 0:  # a grandchild, so that ssh has no child that it does not know
            os.close(reader)
            nothing = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nothing, 1)
            os.dup2(nothing, 2)
            _pass_stdin(first, writer)
    finally:
        os._exit(0)


def _pass_stdin(first: bytes, writer: int) -> None:
    """Write `first` and then all of stdin to `writer`, until either is closed."""
    poll = select.poll()
    poll.register(writer, 0)  # only errors: ssh ended
    poll.register(0, select.POLLIN)
    data = first
    try:
        while data:
            while data:
                data = data[os.write(writer, data) :]
            if any(descriptor == writer for descriptor, _ in poll.poll()):
                return
            data = os.read(0, _CHUNK)
    except OSError:
        return
