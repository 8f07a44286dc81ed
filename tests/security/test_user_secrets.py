"""Test another user who reads all process arguments and tries to read all files."""

import json
import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from commandline import Run

Profile = Callable[[str, str], Path]

BY_NAME, BY_VALUE, BY_FILE, SHAPELESS = (
    "plain-by-name",
    "sk-ant-" + "v" * 20,
    "ya29." + "f" * 30,
    "nothing-in-its-name",
)
PROFILE = f"""\
[vertex]
project = "acme-prod"
[env]
GATEWAY_TOKEN = "{BY_NAME}"
FROM_SHAPE = "{BY_VALUE}"
INNOCENT = "{SHAPELESS}"
"""
# It records its visible arguments, then runs the given code.
CLIENT = """\
#!/bin/sh
echo $$ >"$SEEN/pid"
ps -ww -o args= -p $$ >"$SEEN/words"
while [ "$1" != --settings ]; do shift; done
ls -ln "$2" >"$SEEN/mode"
cp "$2" "$SEEN/copy.json"
printf %s "$2" >"$SEEN/path"
"""
PATIENCE = 30.0


@pytest.fixture
def seen(home: Path, profile: Profile, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the path where a program called claude, on PATH, records its arguments."""
    folder = home / "seen"
    folder.mkdir()
    profile("p", PROFILE)
    monkeypatch.setenv("SEEN", str(folder))
    monkeypatch.setenv("PATH", f"{home / 'bin'}:{os.environ['PATH']}")
    client(home, "")
    return folder


def client(home: Path, script: str) -> None:
    """Put a program called claude on PATH that records its arguments, then runs `script`."""
    path = home / "bin" / "claude"
    path.parent.mkdir(exist_ok=True)
    path.write_text(CLIENT + script)
    path.chmod(0o755)


def gone(path: Path) -> bool:
    """Return whether the file at `path` disappears within a short time."""
    until = time.monotonic() + PATIENCE
    while path.exists() and time.monotonic() < until:
        time.sleep(0.01)
    return not path.exists()


def comes(path: Path) -> bool:
    """Return whether the file at `path` gets content within a short time."""
    until = time.monotonic() + PATIENCE
    while not (path.exists() and path.read_text()) and time.monotonic() < until:
        time.sleep(0.01)
    return path.exists()


def started(*words: str) -> subprocess.Popen[bytes]:
    """Start ``vxenv exec p -- claude``."""
    command = [sys.executable, "-P", "-m", "vxenv", "exec", "p", "--", "claude", *words]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def test_no_value_is_a_word(run: Run, home: Path, work: Path, seen: Path) -> None:
    """No value of a profile, or of the caller's own settings file, is in the arguments of a process."""
    (work / "own.json").write_text(json.dumps({"env": {"OWN": BY_FILE}}))
    ran = run("exec", "p", "--", "claude", "-p", "--settings", "own.json")
    assert 0 == ran.code, ran
    words, given = (seen / "words").read_text(), json.loads((seen / "copy.json").read_text())["env"]

    assert (0, []) == (ran.code, [one for one in (BY_NAME, BY_VALUE, BY_FILE, SHAPELESS, "acme-prod") if one in words])
    assert [BY_NAME, BY_VALUE, BY_FILE, SHAPELESS] == [
        given[name] for name in ("GATEWAY_TOKEN", "FROM_SHAPE", "OWN", "INNOCENT")
    ]
    assert [] == [one for one in (BY_NAME, BY_VALUE, BY_FILE) if one in ran.stdout + ran.stderr]
    assert home


def test_the_file_is_private_and_goes(run: Run, home: Path, seen: Path) -> None:
    """The settings file and its directory are private, and the file is removed at the end."""
    client(home, 'ls -lnd "$(dirname "$2")" >>"$SEEN/mode"; exit 7')
    ran = run("exec", "p", "--", "claude")
    modes = [line[:10] for line in (seen / "mode").read_text().splitlines()]

    assert (7, ["-rw-------", "drwx------"]) == (ran.code, modes)
    assert gone(Path((seen / "path").read_text()))


@pytest.fixture
def hangups() -> Iterator[None]:
    """Restore the default hangup handling, because programs inherit the one of nohup."""
    before = signal.signal(signal.SIGHUP, signal.SIG_DFL)
    yield
    signal.signal(signal.SIGHUP, before)


@pytest.mark.usefixtures("hangups")
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGHUP])
def test_the_file_goes_when_the_client_is_killed(home: Path, seen: Path, how: signal.Signals) -> None:
    """The started process is Claude Code itself; killing it removes the file."""
    client(home, "exec sleep 600")
    process = started()
    assert comes(seen / "path")
    path = Path((seen / "path").read_text())
    there = path.exists()
    process.send_signal(how)
    process.communicate()

    assert (str(process.pid), True, -how) == ((seen / "pid").read_text().strip(), there, process.returncode)
    assert gone(path)


def test_nobody_waits_for_who_removes_it(home: Path, seen: Path) -> None:
    """The process that waits for the end holds nothing open, and is not a child of Claude Code."""
    client(home, 'exec >&- 2>&-; ps -o pid= --ppid $$ >"$SEEN/children"; echo >"$SEEN/ready"; exec sleep 600')
    process = started()
    try:
        said = process.stdout.read() if process.stdout else None  # until the last holder releases it
        assert comes(seen / "ready")
        running = process.poll() is None
    finally:
        process.kill()
        process.communicate()
    children = (seen / "children").read_text().split()

    assert (b"", True) == (said, running)
    assert 1 == len(children)  # ps itself


@pytest.mark.parametrize("closed", ["<&-", ">&-"])
def test_closed_streams_do_no_harm(home: Path, seen: Path, closed: str) -> None:
    """The file is kept while Claude Code runs, even with closed standard streams."""
    client(home, 'sleep 0.5; [ -e "$2" ] && echo yes >"$SEEN/after"')
    words = f'exec "$0" -P -m vxenv exec p -- claude {closed}'
    subprocess.run(["sh", "-c", words, sys.executable], check=False, capture_output=True)

    assert "yes\n" == (seen / "after").read_text()
    assert gone(Path((seen / "path").read_text()))


def test_a_file_of_a_dead_process_is_swept(run: Run, home: Path, seen: Path) -> None:
    """If the waiting process was killed too, the next start removes the file; others' files are kept."""
    run("exec", "p", "--", "claude")
    path = Path((seen / "path").read_text())
    assert gone(path)
    start, machine, process, end = path.name.split("-")
    left = path
    other = path.with_name(f"{start}-{'0' * 8}-{process}-{end}")
    mine = path.with_name(f"{start}-{machine}-{os.getpid()}-{end}")
    for file in (left, other, mine):
        file.write_text("{}")
    run("exec", "p", "--", "claude")

    assert [False, True, True] == [file.exists() for file in (left, other, mine)]
    assert home


def test_the_file_goes_without_pidfd(home: Path, seen: Path) -> None:
    """Without pidfd (macOS, old kernels), the end of a process is polled."""
    script = (
        "import os, sys\nif hasattr(os, 'pidfd_open'): del os.pidfd_open\n"
        "from vxenv import __main__\nsys.argv = ['vxenv', 'exec', 'p', '--', 'claude']\n__main__.main()"
    )
    client(home, '[ -e "$2" ] && exit 9')
    done = subprocess.run([sys.executable, "-P", "-c", script], check=False, capture_output=True)

    assert (9, b"") == (done.returncode, done.stdout)
    assert gone(Path((seen / "path").read_text()))


@pytest.mark.parametrize("wanted", ["command", "file"])
def test_nothing_stays_where_nothing_starts(run: Run, home: Path, seen: Path, wanted: str) -> None:
    """A failed start leaves no file; an unwritable cache prevents the start."""
    cache = home / ".cache" / "vxenv"
    (home / "bin" / "claude").chmod(0o644 if wanted == "command" else 0o755)
    if wanted == "file":
        cache.parent.mkdir()
        cache.write_text("")
    ran = run("exec", "p", "--", str(home / "bin" / "claude"))

    assert ({"command": 126, "file": 1}[wanted], False) == (ran.code, (seen / "pid").exists())
    assert [] == [one for one in (BY_NAME, BY_VALUE) if one in ran.stdout + ran.stderr]
    assert all(gone(path) for path in cache.glob("settings/exec-*"))


def test_the_wrappers_file_is_private(home: Path, config: Path, seen: Path) -> None:
    """The file for the hook's `claude` and its directory are private."""
    (config / "config.toml").write_text("claude_wrapper = true\n")
    words = ["-P", "-m", "vxenv", "hook", "bash", "1", "use:p", "name", str(home)]
    subprocess.run(
        [sys.executable, *words], check=True, capture_output=True, env={**os.environ, "__VXENV_HOOK": "bash"}
    )
    files = list((home / ".cache" / "vxenv" / "settings").iterdir())

    assert [0o600] == [stat.S_IMODE(file.stat().st_mode) for file in files]
    assert 0o700 == stat.S_IMODE(files[0].parent.stat().st_mode)
    assert seen
