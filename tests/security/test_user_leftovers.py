"""Test leftovers of killed commands and full disks: no stray or partial files."""

import contextlib
import fcntl
import os
import shutil
import signal
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from commandline import Ran, called
from files.test_faults import (
    Calls,
    all_at_once,
    expect,
    forked,
    full,
    in_a_file_system,
    killed,
    numbers,
    reset,
    started,
    temporaries,
)
from vxenv.files import atomic
from vxenv.files.directories import open_directory

pytestmark = pytest.mark.long

FORMAT = ("--format", "claude-settings")
NAME = ".0123456789abcdef.tmp"
COMMANDS: dict[str, tuple[str, ...]] = {
    "local": ("local", "eu"),
    "allow": ("allow", "../client"),
    "deny": ("deny", "../client"),
    "setup": ("setup", "--shell", "bash", "--yes"),
    "setup fish": ("setup", "--shell", "fish", "--yes"),
    "claude install": ("claude", "install"),
    "claude install in a project": ("claude", "install", "--local"),
    "export": ("export", "eu", *FORMAT, "--write", ".claude/settings.json"),
    "default": ("default", "eu"),
}
ALIKE = ("setup fish", "claude install", "claude install in a project", "default", "deny")
each_command = pytest.mark.parametrize("command", COMMANDS)
# One of each pair with the same code path.
each_way = pytest.mark.parametrize("command", [name for name in COMMANDS if name not in ALIKE])


@pytest.fixture
def place(home: Path, profile: Callable[[str, str], Path]) -> Path:
    """Provide a home with a profile, and a directory that selects it."""
    profile("eu", '[vertex]\nproject = "acme-prod"\nregion = "eu"\n')
    (home / "client").mkdir()
    (home / "client" / ".vxenv.toml").write_text('profile = "eu"\n')
    (home / ".bashrc").write_text("# mine\n")
    for folder in (home / ".config", home / ".config" / "vxenv", home / ".config" / "vxenv" / "profiles"):
        folder.chmod(0o700)
    return home


def everything(home: Path) -> dict[str, bytes]:
    """Return all files below `home` and all directories outside vxenv's own, which may remain empty."""
    found: dict[str, bytes] = {}
    for path in sorted(home.rglob("*")):
        name = str(path.relative_to(home))
        if path.is_symlink() or not path.is_dir():
            found[name] = os.fsencode(path.readlink()) if path.is_symlink() else path.read_bytes()
        elif not name.startswith((".local", ".cache")):
            found[name] = b"(directory)"
    return found


def said(ran: Ran) -> tuple[str, ...]:
    """Return the expected part of an error, or all of it."""
    return tuple(word if word in ran.stderr else ran.stderr for word in ("No space left on device", "hint: df -h "))


@each_way
def test_killed_at_every_call(command: str, place: Path, tmp_path: Path) -> None:
    """A command killed at any call leaves whole files, and its repetition removes the leftovers."""
    kept, calls, left = tmp_path / "kept", Calls(), 0
    shutil.copytree(place, kept, symlinks=True)
    expect(0, forked(*COMMANDS[command]))
    new = {name for name in everything(place) if "vxenv/history/" not in name}
    for number in numbers(calls):
        reset(place, kept)
        code = forked(*COMMANDS[command], first=calls.wrong(number, killed, on=False)).code
        assert (0 if calls.reached < number else -signal.SIGKILL) == code
        left += len(temporaries(place))
        expect(0, forked(*COMMANDS[command]))
        now = {name for name in everything(place) if "vxenv/history/" not in name}
        assert ([], new) == (temporaries(place), now), number

    assert left


@each_command
def test_no_room_at_one_call(command: str, place: Path, tmp_path: Path) -> None:
    """A full disk at any call is reported with the place and a hint, and nothing is changed."""
    kept, calls, failed = tmp_path / "kept", Calls(), 0
    shutil.copytree(place, kept, symlinks=True)
    before = everything(place)
    for number in numbers(calls):
        reset(place, kept)
        ran = forked(*COMMANDS[command], first=calls.wrong(number, full, on=False))
        if expect(1 if ran.code else 0, ran).code:
            failed += 1
            now = {name: data for name, data in everything(place).items() if "vxenv/history/" not in name}
            assert before == now, (number, ran)
            assert ("No space left on device", "hint: df -h ") == said(ran)

    assert failed


@each_way
def test_no_room_from_a_call_on(command: str, place: Path, tmp_path: Path) -> None:
    """Without space for the rollback no file is partial, and the same command with space completes the change."""
    kept, calls, failed = tmp_path / "kept", Calls(), 0
    shutil.copytree(place, kept, symlinks=True)
    before = everything(place)
    expect(0, forked(*COMMANDS[command]))
    new = {name: data for name, data in everything(place).items() if "vxenv/history/" not in name}
    for number in numbers(calls):
        reset(place, kept)
        ran = forked(*COMMANDS[command], first=calls.wrong(number, full, on=True))
        if expect(1 if ran.code else 0, ran).code:
            failed += 1
            now = everything(place)
            assert [] == [name for name in before if now.get(name) not in (before[name], new[name])], (number, ran)
            assert ("No space left on device", "hint: df -h ") == said(ran)
            expect(0, forked(*COMMANDS[command]))
            now = everything(place)
            names = {name for name in now if "vxenv/history/" not in name}
            assert ([], set(new)) == (temporaries(place), names), number

    assert failed


def exhaust(folder: str) -> None:
    """Run the commands with free blocks, but no inode, then one, two and so on, until they succeed."""
    home = Path(folder)
    work = home / "code"
    work.mkdir()
    os.environ |= {"HOME": folder, "PWD": str(work)}
    os.environ.pop("CLAUDE_CONFIG_DIR", None)
    os.chdir(work)
    profiles = home / "config" / "profiles"
    profiles.mkdir(parents=True)
    (profiles / "eu.toml").write_text('[vertex]\nregion = "eu"\n')
    state = ("state", "config")  # empty directories may remain there
    for words in (COMMANDS[name] for name in ("claude install", "export", "local", "setup")):
        refused, before = 0, sorted(path for path in home.rglob("*") if path.relative_to(home).parts[0] not in state)
        for room in range(40):
            fill(home / "filler", room)
            ran = forked(*words)
            shutil.rmtree(home / "filler")
            if not expect(1 if ran.code else 0, ran).code:
                break
            refused += 1
            now = sorted(path for path in home.rglob("*") if path.relative_to(home).parts[0] not in state)
            assert ("No space left on device", "hint: df -h ", before) == (*said(ran), now), ran
        else:
            raise AssertionError(words)
        assert refused, words


def fill(folder: Path, room: int) -> None:
    """Use up all inodes except `room`."""
    folder.mkdir()
    number = 0
    with contextlib.suppress(OSError):
        while True:
            (folder / str(number)).touch()
            number += 1
    for each in range(min(room, number)):
        (folder / str(each)).unlink()


def test_a_file_system_without_inodes(tmp_path: Path) -> None:
    """On a disk without free inodes each command reports that, and works once there are enough."""
    (tmp_path / "full").mkdir()
    in_a_file_system("exhaust", tmp_path / "full", module=__name__, options="nr_inodes=60")


def test_a_living_writer_is_left_alone(place: Path, work: Path) -> None:
    """A temporary file of a running process is kept, however long it takes."""
    reading, writing = os.pipe()

    def stop() -> None:
        replace = os.replace

        def stopping(source: str, target: str, **named: int) -> None:
            if target == ".vxenv.toml":
                os.write(writing, b"x")
                os.kill(os.getpid(), signal.SIGSTOP)
            replace(source, target, **named)

        setattr(os, "replace", stopping)  # noqa: B010 - mypy has its own idea of assigning to a function

    slow = started("local", "eu", first=stop)
    assert b"x" == os.read(reading, 1)
    (waiting,) = temporaries(place)
    os.utime(place / waiting, (0, 0))
    expect(0, forked("local", "eu"))
    assert [waiting] == temporaries(place)
    os.kill(slow.pid, signal.SIGCONT)
    expect(0, slow.ran())
    for descriptor in (reading, writing):
        os.close(descriptor)

    assert ([], [".vxenv.toml"]) == (temporaries(place), os.listdir(work))


@pytest.mark.parametrize("words", [COMMANDS["allow"], COMMANDS["local"]], ids=lambda words: words[0])
def test_fifty_writers_at_once(words: tuple[str, ...], place: Path) -> None:
    """Fifty commands that write and sweep at the same time do not remove each other's files."""
    if words[0] == "local":
        expect(0, forked(*words))
    for ran in all_at_once([words] * 50):
        expect(0, ran)

    assert [] == temporaries(place)


def test_a_file_that_is_swept_before_it_is_locked(work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A writer creates another file if its first one is swept before it is locked."""
    flock = fcntl.flock
    swept: list[bool] = []

    def late(descriptor: int, how: int) -> None:
        if not swept:
            swept.append(True)
            with open_directory(str(work)) as folder:
                atomic.sweep(folder)
        flock(descriptor, how)

    monkeypatch.setattr(fcntl, "flock", late)
    atomic.write(str(work / "file"), b"whole", inside=str(work))

    assert ([True], b"whole", ["file"]) == (swept, (work / "file").read_bytes(), os.listdir(work))


@pytest.mark.parametrize("name", [NAME, ".fedcba9876543210.tmp"])
def test_an_abandoned_file_is_swept(name: str, place: Path, work: Path) -> None:
    """The next `local`, `claude install` and `export --write` in a directory remove a dead writer's file."""
    (work / ".claude").mkdir()
    for words, folder in (
        (COMMANDS["local"], work),
        (COMMANDS["export"], work / ".claude"),
        (COMMANDS["claude install in a project"], work / ".claude"),
    ):
        (folder / name).write_text("half")
        expect(0, called(*words))
        assert [] == temporaries(place), words


def in_the_way(kind: str, path: Path, precious: Path) -> None:
    """Create a file at `path` with the name of a temporary file."""
    if kind == "link":
        path.symlink_to(precious)
    elif kind == "link to a directory":
        path.symlink_to(precious.parent)
    elif kind == "directory":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind == "another's":
        path.write_text("his")
        os.chown(path, 12345, 12345)
    else:
        path.with_name({"longer": NAME + ".txt", "shorter": ".0123.tmp", "a note": "notes.tmp"}[kind]).write_text(
            "mine"
        )


KINDS = ("link", "link to a directory", "directory", "pipe", "another's", "longer", "shorter", "a note")


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_no_leftover_stays(kind: str, place: Path, work: Path) -> None:
    """Only the user's regular files with exactly such a name are swept; a link is neither followed nor removed."""
    if kind == "another's" and os.geteuid() != 0:
        pytest.skip("only root can give a file away")
    precious = place / "precious" / "file"
    precious.parent.mkdir()
    precious.write_text("precious")
    in_the_way(kind, work / NAME, precious)
    before = {path: path.lstat() for path in (*work.iterdir(), precious)}
    expect(0, called("local", "eu"))

    same = {path: path.lstat() for path in before if os.path.lexists(path)}
    assert [(path, one.st_ino, one.st_mtime_ns) for path, one in before.items()] == [
        (path, one.st_ino, one.st_mtime_ns) for path, one in same.items()
    ]


def test_without_locks_nothing_is_swept(place: Path, work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a file system without locks commands work, and keep files that a running writer may use."""

    def fail(*_: Any) -> None:
        raise OSError(37, "No locks available")

    (work / NAME).write_text("half")
    monkeypatch.setattr(fcntl, "flock", fail)
    expect(0, called("local", "eu"))

    assert [f"code/{NAME}"] == temporaries(place)


def test_consent_is_swept_where_it_lies(place: Path) -> None:
    """The next record removes leftovers of killed `allow` and `deny` beside the records."""
    state = place / ".local" / "state" / "vxenv"
    for verdict in ("allow", "deny"):
        folder = state / verdict
        folder.mkdir(parents=True, exist_ok=True)
        (folder / NAME).write_text("half")
        expect(0, called(*COMMANDS[verdict]))
        assert [] == temporaries(place)


def test_setup_has_what_the_line_sources_first(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If the sourced file cannot be written, the rc file gets no line."""
    state = place / ".local" / "state" / "vxenv"
    state.mkdir(parents=True, mode=0o700)
    (state / "shell").write_text("in the way")
    ran = called("setup", "--shell", "bash", "--yes")
    monkeypatch.undo()

    assert (1, "# mine\n") == (ran.code, (place / ".bashrc").read_text()), ran
    assert "Traceback" not in ran.stderr


def test_no_new_mode(work: Path) -> None:
    """A file written with a permissive umask is private."""
    before = os.umask(0)
    try:
        atomic.write(str(work / "file"), b"", inside=str(work))
    finally:
        os.umask(before)

    assert 0o600 == stat.S_IMODE((work / "file").stat().st_mode)


def test_a_full_stdout() -> None:
    """A full stdout causes no traceback."""
    if not os.path.exists("/dev/full"):
        pytest.skip("this system has no /dev/full")
    with open("/dev/full", "wb") as device:
        done = subprocess.run(
            [sys.executable, "-P", "-m", "vxenv", "vars"],
            stdout=device,
            stderr=subprocess.PIPE,
            check=False,
            text=True,
        )

    assert (1, True, False) == (done.returncode, "No space left" in done.stderr, "Traceback" in done.stderr)
