"""Atomic writes: a reader sees either the old file or the new one."""

import errno
import os
import signal
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from vxenv.errors import StoreError
from vxenv.files import atomic

OLD, NEW = b"old\n", b"new\n" * 1000

# Writes files of one repeated letter forever; prints a line once it has begun.
WRITER = """\
import sys
from vxenv.files.atomic import write
durable = sys.argv[2] == "durable"
write(sys.argv[1], b"a" * 100_000, durable=durable)
print("begun", flush=True)
while True:
    for letter in (b"b", b"c"):
        write(sys.argv[1], letter * 100_000, durable=durable)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a directory."""
    path = tmp_path / "a folder"
    path.mkdir()
    return path


@pytest.fixture
def file(folder: Path) -> Path:
    """Return a file with the old content, the only one in its directory."""
    path = folder / "file"
    path.write_bytes(OLD)
    return path


def mode(path: Path) -> int:
    """Return the permissions of `path`."""
    return stat.S_IMODE(path.stat().st_mode)


def test_a_new_file_is_private(folder: Path) -> None:
    """A new file is accessible only to the user, with any umask."""
    before = os.umask(0)
    try:
        atomic.write(str(folder / "file"), NEW)
    finally:
        os.umask(before)

    assert (0o600, NEW, ["file"]) == (mode(folder / "file"), (folder / "file").read_bytes(), os.listdir(folder))


@pytest.mark.parametrize("permissions", [0o600, 0o644, 0o640, 0o400, 0o755])
def test_a_files_mode_is_kept(permissions: int, file: Path) -> None:
    """An existing file keeps its mode, also if it is read-only."""
    file.chmod(permissions)
    before = os.umask(0o077)
    try:
        atomic.write(str(file), NEW)
    finally:
        os.umask(before)

    assert (permissions, NEW) == (mode(file), file.read_bytes())


def test_a_mode_need_not_be_kept(file: Path) -> None:
    """A plan is private, whatever it replaces."""
    file.chmod(0o666)
    atomic.write(str(file), NEW, keep_mode=False)

    assert 0o600 == mode(file)


@pytest.mark.parametrize("relative", [True, False])
def test_a_symlink_is_written_through(relative: bool, file: Path, tmp_path: Path) -> None:
    """A symlink, as created by dotfile managers, is kept, and its target is replaced."""
    link = tmp_path / "link"
    link.symlink_to(os.path.relpath(file, tmp_path) if relative else file)
    atomic.write(str(link), NEW)

    assert (True, NEW, ["file"]) == (link.is_symlink(), file.read_bytes(), os.listdir(file.parent))


def test_a_link_to_a_link_is_written_through(file: Path, tmp_path: Path) -> None:
    """All symlinks in a chain are kept."""
    (tmp_path / "one").symlink_to(file)
    (tmp_path / "two").symlink_to("one")
    atomic.write(str(tmp_path / "two"), NEW)

    assert (True, True, NEW) == ((tmp_path / "one").is_symlink(), (tmp_path / "two").is_symlink(), file.read_bytes())


def test_a_dangling_link_gets_its_target(folder: Path) -> None:
    """A symlink to a missing file is kept, and the file is created."""
    (folder / "link").symlink_to("target")
    atomic.write(str(folder / "link"), NEW)

    assert (True, NEW) == ((folder / "link").is_symlink(), (folder / "target").read_bytes())


def test_short_writes_are_continued(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that the system writes in several parts is complete."""
    write = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, data: write(descriptor, data[:7]))
    atomic.write(str(file), NEW)

    assert NEW == file.read_bytes()


@pytest.mark.parametrize("durable", [True, False])
def test_bytes_are_on_the_disk_before_the_name(durable: bool, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A durable write syncs once, before the rename; any other write does not sync."""
    calls: list[str] = []

    def note(name: str) -> None:
        call = getattr(os, name)

        def noted(*words: object, **named: object) -> None:
            calls.append(name)
            call(*words, **named)

        monkeypatch.setattr(os, name, noted)

    note("fsync")
    note("replace")
    atomic.write(str(file), NEW, durable=durable)

    assert (["fsync", "replace"] if durable else ["replace"]) == calls


def disk_full(*_: object, **__: object) -> None:
    """Fail as the system does."""
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def interrupted(*_: object, **__: object) -> None:
    """Fail as Ctrl-C does."""
    raise KeyboardInterrupt


@pytest.mark.parametrize("call", ["open", "fchmod", "write", "fsync", "replace"])
@pytest.mark.parametrize("fail", [disk_full, interrupted])
def test_a_failure_leaves_the_old_file(
    call: str, fail: Callable[..., None], file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After any failure, the old file is unchanged, and no temporary file or descriptor is left."""
    descriptors = len(os.listdir("/dev/fd"))
    with monkeypatch.context() as patch:
        patch.setattr(os, call, fail)
        with pytest.raises((OSError, KeyboardInterrupt)):
            atomic.write(str(file), NEW)

    assert (OLD, ["file"], descriptors) == (file.read_bytes(), os.listdir(file.parent), len(os.listdir("/dev/fd")))


def test_a_failure_after_half_of_it(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The old file is kept if the disk becomes full during a write."""
    write = os.write
    calls: list[int] = []

    def half(descriptor: int, data: bytes) -> int:
        calls.append(1)
        if len(calls) > 1:
            disk_full()
        return write(descriptor, data[: len(data) // 2])

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", half)
        with pytest.raises(OSError, match="No space left"):
            atomic.write(str(file), NEW)

    assert (2, OLD, ["file"]) == (len(calls), file.read_bytes(), os.listdir(file.parent))


def test_store_makes_a_private_directory(tmp_path: Path) -> None:
    """A missing private directory is created for the user only."""
    path = tmp_path / "one" / "two" / "file"
    atomic.store(str(path), NEW)

    assert (NEW, 0o600, 0o700) == (path.read_bytes(), mode(path), mode(path.parent))


def test_store_takes_others_rights_away(folder: Path) -> None:
    """Other users' permissions for a private directory are removed."""
    folder.chmod(0o755)
    atomic.store(str(folder / "file"), NEW)

    assert 0o700 == mode(folder)


@pytest.mark.parametrize("call", ["open", "makedirs", "replace"])
def test_store_says_what_it_could_not_write(call: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A read-only directory and a full disk are a StoreError that names the file."""
    path = str(folder / "file")

    def denied(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    with monkeypatch.context() as patch:
        patch.setattr(os, call, denied)
        with pytest.raises(StoreError) as caught:
            atomic.store(path, NEW)

    assert (f"cannot write {path}: Permission denied", f'ls -ld "{folder}"') == (
        caught.value.what,
        caught.value.hint.replace("'", '"'),
    )


def test_store_below_a_file(file: Path) -> None:
    """A file in place of a directory is an error."""
    with pytest.raises(StoreError, match="Not a directory"):
        atomic.store(str(file / "x"), NEW)

    assert OLD == file.read_bytes()


@pytest.mark.parametrize("durable", ["durable", "quick"])
def test_a_killed_writer_leaves_a_whole_file(durable: str, folder: Path) -> None:
    """A writer killed at any moment leaves either the old file or the new one."""
    path = folder / "file"
    seen = set()
    for _ in range(8):
        with subprocess.Popen(
            [sys.executable, "-P", "-c", WRITER, str(path), durable], stdout=subprocess.PIPE
        ) as writer:
            assert writer.stdout is not None
            begun = writer.stdout.readline()
            # The time of the kill is random, so that it is often in the middle of a write.
            writer.send_signal(signal.SIGKILL)
        data = path.read_bytes()
        seen.add((begun, len(data), len(set(data))))

    assert {(b"begun\n", 100_000, 1)} == seen


def test_readers_beside_two_writers_see_whole_files(folder: Path) -> None:
    """While two processes write the same file, every read returns one complete version."""
    path = folder / "file"
    words = [sys.executable, "-P", "-c", WRITER, str(path), "quick"]
    with (
        subprocess.Popen(words, stdout=subprocess.PIPE) as one,
        subprocess.Popen(words, stdout=subprocess.PIPE) as two,
    ):
        try:
            for writer in (one, two):
                assert writer.stdout is not None
                writer.stdout.readline()
            seen = {(len(data), len(set(data))) for data in (path.read_bytes() for _ in range(100))}
        finally:
            one.kill()
            two.kill()

    assert {(100_000, 1)} == seen
