"""Test `exec --ssh` against a real sshd on loopback."""

import contextlib
import getpass
import os
import select
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pexpect
import pytest

from commandline import refused, run_process
from sources.servers import serve_ssh
from terminals import end
from vxenv.cli.remote_command import render_script
from vxenv.env_diff import Op

Profile = Callable[[str, str], Path]
Serve = Callable[[str], AbstractContextManager[str]]

PRINTER = "import os, sys; print(*(repr(os.environ.get(name)) for name in sys.argv[1:]), sep='\\n')"
ACCEPT = "AcceptEnv LC_*\n"
HARD = {
    "A_QUOTE": """it's "quoted" `id` $(id) ${HOME} \\ \\\\ \\n""",
    "A_LINES": "\nfirst\n\n  second\n\n",
    "A_SIGNS": "! * ? [a] {b} ~ # % ^ & | ; < > \t",
    "A_TEXT": "Zürich, Ā\u0081\u0088, 東京",
    "A_EMPTY": "",
    "A_DASH": "-é",
    "A_BOTH": "100%s\n\\n\\x'x",
}
LOGIN_SHELLS = ("sh", "bash", "zsh", "fish", "tcsh", "ksh", "mksh", "elvish", "nu")


@contextlib.contextmanager
def start_server(options: str) -> Iterator[str]:
    """Run sshd with lines of configuration for the duration of the block; the value is that of --ssh."""
    with tempfile.TemporaryDirectory(prefix="vxenv-ssh-") as folder, serve_ssh(Path(folder), options) as server:
        words = shlex.split(server.command)[1:]
        yield shlex.join([*words, "-p", str(server.port), f"{getpass.getuser()}@127.0.0.1"])


@pytest.fixture(scope="module")
def remote() -> Iterator[str]:
    """Provide the value of --ssh for an sshd that accepts ``LC_*``."""
    with start_server(ACCEPT) as words:
        yield words


@pytest.fixture
def hard(profile: Profile) -> str:
    """Return a profile with values that are hard to quote."""
    rows = "".join(f"{name} = {_quote(value)}\n" for name, value in HARD.items())
    profile("hard", f'[vertex]\nproject = "acme-prod"\nregion = "eu"\n[env]\n{rows}')
    return "hard"


def _quote(value: str) -> str:
    """Return `value` as a string of TOML."""
    return '"' + "".join(f"\\U{ord(letter):08x}" for letter in value) + '"'


def on_terminal(*words: str) -> tuple[int, str]:
    """Run ``vxenv`` on a terminal of 31 rows, and return the exit code and the output."""
    child = pexpect.spawn(
        sys.executable, ["-P", "-m", "vxenv", *words], dimensions=(31, 97), encoding="utf-8", timeout=60
    )
    try:
        child.expect(pexpect.EOF)
        child.wait()
        return child.exitstatus, child.before.replace("\r\n", "\n")
    finally:
        end(child)


def test_values(hard: str, remote: str) -> None:
    """Every value arrives byte for byte, and closed variables are unset."""
    names = [*HARD, "CLOUD_ML_REGION", "ANTHROPIC_MODEL", "LC_VXENV", "__vxenv_x"]
    ran = run_process("exec", "--ssh", remote, hard, "--", sys.executable, "-c", PRINTER, *names)

    assert (0, [*map(repr, HARD.values()), "'eu'", "None", "None", "None"]) == (ran.code, ran.stdout.splitlines())


def test_arguments(hard: str, remote: str) -> None:
    """Every argument of the command arrives byte for byte."""
    show = "import sys; print(*map(repr, sys.argv[1:]), sep='\\n')"
    ran = run_process("exec", "--ssh", remote, hard, "--", sys.executable, "-c", show, "--", "-n", *HARD.values())

    assert (0, [repr(word) for word in ("--", "-n", *HARD.values())]) == (ran.code, ran.stdout.splitlines())


def test_stdin_and_exit_code(hard: str, remote: str) -> None:
    """Stdin follows the script without a change, and the exit code is the command's."""
    data = bytes(range(256)) * 4096
    ran = run_process("exec", "--ssh", remote, hard, "--", "sh", "-c", "cksum; exit 7", stdin=data)
    expected = subprocess.run(["cksum"], input=data, capture_output=True, check=True).stdout.decode()

    assert (7, expected) == (ran.code, ran.stdout)


def test_open_stdin(hard: str, remote: str) -> None:
    """The process that copies stdin ends with ssh, even if stdin stays open."""
    reader, writer = os.pipe()
    words = [sys.executable, "-P", "-m", "vxenv", "exec", "--ssh", remote, hard, "--", "true"]
    done = subprocess.run(words, stdin=reader, capture_output=True, check=False, timeout=60)
    os.close(reader)
    poll = select.poll()
    poll.register(writer, 0)
    closed = [event & select.POLLERR for _, event in poll.poll(30_000)]
    os.close(writer)

    assert (0, [select.POLLERR]) == (done.returncode, closed)


def test_missing_command(hard: str, remote: str) -> None:
    """A command that the other machine does not have exits with 127."""
    ran = run_process("exec", "--ssh", remote, hard, "--", "no-such-program")

    assert (127, True) == (ran.code, "no-such-program" in ran.stderr)


def test_terminal(hard: str, remote: str) -> None:
    """On a terminal the command gets one of the same size and the same values, and nothing is echoed."""
    script = "import os; print(os.get_terminal_size(), repr(os.environ['A_LINES']), os.environ.get('LC_VXENV'))"
    code, text = on_terminal("exec", "--ssh", remote, hard, "--", sys.executable, "-c", script)

    assert (0, f"os.terminal_size(columns=97, lines=31) {HARD['A_LINES']!r} None") == (code, text.splitlines()[0])


@pytest.mark.parametrize(("before", "expected"), [(None, "None"), ("de:en", "'de:en'")])
def test_red_hat(before: str | None, expected: str, hard: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """An sshd that accepts only known variables, as on Red Hat's systems, accepts LANGUAGE, which is restored."""
    if before:
        monkeypatch.setenv("LANGUAGE", before)
    with start_server("AcceptEnv LANG LC_CTYPE LC_ALL LANGUAGE\n") as remote:
        code, text = on_terminal(
            "exec", "--ssh", remote, hard, "--", sys.executable, "-c", PRINTER, "A_LINES", "LC_VXENV", "LANGUAGE"
        )

    assert (0, [repr(HARD["A_LINES"]), "None", expected]) == (code, text.splitlines()[:3])


def test_terminal_without_accept_env(hard: str) -> None:
    """If sshd does not accept the variable, nothing runs on a terminal, and a message names the setting."""
    with start_server("") as remote:
        code, text = on_terminal("exec", "--ssh", remote, hard, "--", "echo", "ran")
        ran = run_process("exec", "--ssh", remote, hard, "--", "echo", "ran")

    message = "vxenv: the ssh server does not accept LC_VXENV, see AcceptEnv in sshd_config"
    assert (126, message, (0, "ran\n")) == (code, text.splitlines()[0], (ran.code, ran.stdout))


@pytest.mark.long
@pytest.mark.parametrize("shell", LOGIN_SHELLS)
def test_login_shells(shell: str, hard: str) -> None:
    """The login shell of the other machine does not matter."""
    program = shutil.which(shell)
    if program is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(f"{shell} is not installed")
    words = ("--", sys.executable, "-c", PRINTER, *HARD)
    with start_server(f'{ACCEPT}ForceCommand exec {program} -c "$SSH_ORIGINAL_COMMAND"\n') as remote:
        ran = run_process("exec", "--ssh", remote, hard, *words)
        code, text = on_terminal("exec", "--ssh", remote, hard, *words)

    expected = [repr(value) for value in HARD.values()]
    assert (0, expected) == (ran.code, ran.stdout.splitlines())
    assert (0, expected) == (code, text.splitlines()[: len(expected)])


@pytest.mark.parametrize("terminal", [False, True])
def test_process_list(terminal: bool, profile: Profile, remote: str) -> None:
    """No process on either side has a value in its arguments."""
    profile("p", '[env]\nMARK = "SEEN-VALUE"\n')
    look = (
        "a=$(cat /proc/[0-9]*/cmdline 2>/dev/null | tr '\\0' ' ')\n"
        'echo "$a" | grep -c SEEN[-]VALUE; echo "$a" | grep -c LC_[V]XENV'
    )
    words = ("exec", "--ssh", remote, "p", "--", "sh", "-c", look)
    text = on_terminal(*words)[1] if terminal else run_process(*words).stdout

    values, carriers = map(int, text.splitlines()[:2])
    assert (0, True) == (values, carriers > 0)


def test_secrets(profile: Profile, home: Path, remote: str) -> None:
    """Secrets, referred to or literal, are sent only after confirmation."""
    profile("p", '[env]\nMY_TOKEN = "SEEN"\nGATE = { secret = "pass:acme/gate" }\n')
    (home / "bin").mkdir()
    (home / "bin" / "pass").write_text("#!/bin/sh\necho gate-secret\n")
    (home / "bin" / "pass").chmod(0o755)
    path = {"PATH": f"{home / 'bin'}:{os.environ['PATH']}"}
    words = ("exec", "--ssh", remote, "p", "--", sys.executable, "-c", PRINTER, "MY_TOKEN", "GATE")
    without = run_process(*words, env=path)
    sent = run_process(words[0], "--yes", *words[1:], env=path)

    assert (3, "") == (without.code, without.stdout)
    assert without.stderr.startswith(
        f'vxenv: "p" sets secrets, which {getpass.getuser()}@127.0.0.1 would receive: GATE'
    )
    assert (0, ["'SEEN'", "'gate-secret'"]) == (sent.code, sent.stdout.splitlines())


def test_paths(profile: Profile, home: Path, remote: str) -> None:
    """A path that does not exist on the other machine is reported there; the file is not sent."""
    profile("p", '[google]\ncredentials = "~/keys/acme.json"\n[env]\nSSL_CERT_FILE = "/etc/passwd"\n')
    ran = run_process("exec", "--ssh", remote, "p", "--", "true")
    line = f"warning: {getpass.getuser()}@127.0.0.1 has no {home}/keys/acme.json (GOOGLE_APPLICATION_CREDENTIALS)\n"

    assert (0, line) == (ran.code, ran.stderr)


def test_remote_command_of_the_user(hard: str, home: Path, remote: str) -> None:
    """A RemoteCommand in the user's configuration of ssh does not apply."""
    (home / "ssh").write_text("Host *\nRemoteCommand false\n")
    words = [str(home / "ssh") if word == "/dev/null" else word for word in shlex.split(remote)]
    ran = run_process("exec", "--ssh", shlex.join(words), hard, "--", "echo", "ran")

    assert (0, "ran\n") == (ran.code, ran.stdout)


@pytest.mark.parametrize("text", ["", " ", "-oProxyCommand=id", "host -v", "'host"])
def test_hosts(text: str, hard: str, home: Path) -> None:
    """The last word is the host, and never an option."""
    ran = refused(home, 2, "exec", "--ssh", text, hard, "--", "true")

    assert f'vxenv: "{text}" does not end with a host' == ran.splitlines()[0]


def test_script() -> None:
    """The script is one line of printable ASCII."""
    script = render_script([Op("A", "/a\n/b"), Op("B", None)], ["x", "y\nz", "é"], "host\x1b")

    assert (True, True) == (script.isascii() and script.isprintable(), "unset B; " in script)
