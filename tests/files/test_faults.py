"""Faults of the store: killed, interrupted or failing at any call, a full disk, fifty concurrent writers."""

import contextlib
import errno
import fcntl
import itertools
import mmap
import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import tomllib
import traceback
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

import pytest

from commandline import Ran
from sources.repositories import Repository
from vxenv import __main__
from vxenv.activation import trust
from vxenv.cli.commands import copy, import_, undo, use
from vxenv.cli.commands import set as set_command

# Imported before any fork, to save time in the children.
from vxenv.files import journal, lock, transaction
from vxenv.paths import find_config_directory, find_profiles_directory
from vxenv.profiles.source_files import CHECKED

# Imported before any fork, to save time in the children.
COMMANDS = (copy, import_, set_command, use, undo)
TRACEBACK = 70

Tree = dict[str, tuple[bytes, int]]
First = Callable[[], object]
# Replacement of a call: takes its name, the original function and its arguments.
Wrong = Callable[[str, Callable[..., Any], tuple[Any, ...], dict[str, Any]], Any]


def nothing(*_: object) -> None:
    """Do nothing."""


class Child(NamedTuple):
    """Process that runs the command line."""

    pid: int
    out: BinaryIO
    err: BinaryIO

    def ran(self) -> Ran:
        """Wait for its end and return the result; the code for a signal is negative."""
        code = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        texts = []
        for file in (self.out, self.err):
            file.seek(0)
            texts.append(file.read().decode(errors="surrogateescape"))
            file.close()
        return Ran(code, *texts)


def started(*words: str, first: First = nothing) -> Child:
    """Start ``vxenv`` with arguments in a fork, without starting Python; `first` is called in it before."""
    out, err = tempfile.TemporaryFile(), tempfile.TemporaryFile()  # noqa: SIM115 - Child.ran closes them
    pid = os.fork()
    if pid:
        return Child(pid, out, err)
    code = TRACEBACK
    try:
        for number, file in enumerate((os.open(os.devnull, os.O_RDONLY), out.fileno(), err.fileno())):
            os.dup2(file, number)
        sys.stdin, sys.stdout, sys.stderr = (
            open(number, mode, closefd=False, errors="surrogateescape")  # noqa: SIM115 - the process ends with them
            for number, mode in enumerate("rww")
        )
        sys.argv = ["vxenv", *words]
        # Power loss is not tested, and a sync is slow.
        setattr(os, "fsync", nothing)  # noqa: B010 - mypy rejects assigning to a function
        first()
        __main__.main()
        code = 0
    except SystemExit as done:
        code = int(done.code or 0)
    except BaseException:  # noqa: BLE001 - the process ends here
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def forked(*words: str, first: First = nothing) -> Ran:
    """Run ``vxenv`` with arguments in a fork and return the result."""
    return started(*words, first=first).ran()


def expect(code: int, ran: Ran) -> Ran:
    """Return `ran`, which must have ended with `code` and without a traceback."""
    assert (code, "") == (ran.code, ran.stderr if ran.code != code or "Traceback" in ran.stderr else "")
    return ran


def tree(home: Path) -> Tree:
    """Return all files below `home` with their modes, symlinks as their targets, without history and cache."""
    found = {}
    for folder, folders, files in os.walk(home):
        folders[:] = [name for name in folders if name not in ("history", ".cache")]
        for name in files:
            if name == CHECKED:
                continue  # the time of a check is no change
            path = os.path.join(folder, name)
            mode = os.lstat(path).st_mode
            data = os.fsencode(os.readlink(path)) if stat.S_ISLNK(mode) else Path(path).read_bytes()
            found[os.path.relpath(path, home)] = (data, stat.S_IMODE(mode) if stat.S_ISREG(mode) else 0)
    return found


def temporaries(home: Path) -> list[str]:
    """Return the temporary files left by writers, in any directory."""
    return sorted(str(path.relative_to(home)) for path in home.rglob(".*.tmp"))


def profiles_parse() -> None:
    """Raise unless every profile is valid TOML."""
    for name in os.listdir(find_profiles_directory()):
        if name.endswith(".toml"):
            with open(os.path.join(find_profiles_directory(), name), "rb") as file:
                tomllib.load(file)


def done() -> list[str]:
    """Return the commands that can be undone, the last first."""
    return [entry.what for entry in journal.list_done()]


BASE = b"""\
# The common base.

[models]
sonnet = "claude-sonnet-4-6" # kept

# about opus
opus = 'claude-opus-5'
"""
BUNDLE = """\
[profiles.prod-b]
extends = "fresh"
[profiles.fresh.vertex]
region = "eu"
[profiles.another.vertex]
region = "us"
"""


@pytest.fixture
def store(home: Path, config: Path) -> Path:
    """Write a store with many references: symlinks, parents, a default, an allowed directory."""
    folder, client, dotfiles = config / "profiles", home / "client", home / "dotfiles"
    for path in (folder, client, dotfiles):
        path.mkdir()
    (folder / "base.toml").write_bytes(BASE)
    (folder / "child.toml").write_bytes(b'extends = [ # parents\r\n  "base",\r\n]\r\n')
    for name, mode in (("prod-a", 0o600), ("prod-b", 0o644), ("prod-c", 0o640)):
        (folder / f"{name}.toml").write_bytes(b'# %s\nextends = "base"\n' % name.encode())
        (folder / f"{name}.toml").chmod(mode)
    (dotfiles / "linked.toml").write_bytes(b'# in the dotfiles\nextends = "base"')
    (folder / "linked.toml").symlink_to("../../../dotfiles/linked.toml")
    (folder / "bystander.toml").write_bytes(b"# nobody's\n")
    (config / "config.toml").write_bytes(b'default = "base+child" # both\n')
    asking = client / ".vxenv.toml"
    asking.write_bytes(b'profile = "base" # ours\n')
    trust.allow(str(asking), asking.read_bytes())
    (home / "bundle.toml").write_text(BUNDLE)
    for path in home.rglob("*"):
        if path.is_dir():
            path.chmod(0o700)
    return home


# Profiles of a team, before and after an update.
OLD = {"profiles/base.toml": "[vertex]\nregion = 'eu'\n", "profiles/gone.toml": "extends = 'base'\n"}
NEW = {"profiles/base.toml": "[vertex]\nregion = 'us'\n", "profiles/new.toml": "", "source.toml": ""}
ADD = ("source", "add", "acme", "../../team.git", "--yes")
# Any next command recovers the store; this one changes nothing else.
MENDING = ("unset", "child", "env.NOTHING")
RENAME = ("rename", "base", "root")
SCENARIOS: dict[str, tuple[list[tuple[str, ...]], tuple[str, ...]]] = {
    "set": ([], ("set", "prod-*", "linked", "models.sonnet=claude-sonnet-5", "env.X=1")),
    "copy": ([], ("copy", "base", "new")),
    "copy over": ([], ("copy", "--force", "base", "linked")),
    "rename": ([], RENAME),
    "rename link": ([], ("rename", "linked", "moved")),
    "rename over": ([], ("rename", "--force", "bystander", "linked")),
    "remove": ([], ("remove", "--force", "--yes", "base", "prod-*", "linked")),
    "import": ([], ("import", "--force", "../bundle.toml")),
    "default": ([], ("default", "child")),
    "undo": ([RENAME], ("undo",)),
    "redo": ([RENAME, ("undo",)], ("undo", "--redo")),
    "source add": ([], ADD),
    "source update": ([ADD], ("source", "update", "--yes")),
    "source remove": ([ADD], ("source", "remove", "acme")),
}
# System calls with lasting effects; os.open counts only if it creates a file.
CALLS = ("open", "write", "fsync", "fchmod", "chmod", "mkdir", "replace", "rename", "unlink", "symlink", "link")


class Calls:
    """Counter, across processes, of the calls with lasting effects, which makes one of them fail."""

    def __init__(self) -> None:
        """Start with zero calls."""
        self._reached = mmap.mmap(-1, 8)

    @property
    def reached(self) -> int:
        """The number of calls that the last process made."""
        return int.from_bytes(self._reached[:8], "big")

    def wrong(self, number: int, how: Wrong, *, on: bool) -> First:
        """Return a function that makes the call `number` (with `on`, also all later ones) fail in its process."""
        self._reached[:8] = bytes(8)

        def patched(name: str) -> None:
            call = getattr(os, name)

            def counted(*words: Any, **named: Any) -> Any:
                if name == "open" and not words[1] & os.O_CREAT:
                    return call(*words, **named)
                at = self.reached + 1
                self._reached[:8] = at.to_bytes(8, "big")
                if at == number or (on and at > number):
                    return how(name, call, words, named)
                return call(*words, **named)

            setattr(os, name, counted)

        def everything() -> None:
            for name in CALLS:
                patched(name)

        return everything


def killed(name: str, call: Callable[..., Any], words: tuple[Any, ...], _: dict[str, Any]) -> None:
    """Die before the call, or in the middle of a write."""
    if name == "write":
        call(words[0], words[1][: len(words[1]) // 2])
    os.kill(os.getpid(), signal.SIGKILL)


def die(*_: object) -> None:
    """Die as by kill -9."""
    os.kill(os.getpid(), signal.SIGKILL)


def full(name: str, call: Callable[..., Any], words: tuple[Any, ...], _: dict[str, Any]) -> None:
    """Fail as on a full disk, after a partial write."""
    if name == "write":
        call(words[0], words[1][: len(words[1]) // 2])
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def interrupted(_: str, call: Callable[..., Any], words: tuple[Any, ...], named: dict[str, Any]) -> None:
    """Be interrupted as by Ctrl-C, just after the call."""
    call(*words, **named)
    raise KeyboardInterrupt


def reset(home: Path, kept: Path) -> None:
    """Restore `home` from its copy `kept`."""
    here = Path.cwd()
    shutil.rmtree(home)
    shutil.copytree(kept, home, symlinks=True)
    os.chdir(here)


class Scene:
    """Store before and after a command, which can be restored."""

    def __init__(self, home: Path, scenario: str) -> None:
        """Write the store, and record the result of the command."""
        ahead, self.words = SCENARIOS[scenario]
        team = Repository(home.with_name("team.git"))
        team.commit(OLD)
        for words in ahead:
            expect(0, forked(*words))
        team.commit(NEW)
        self.home, self.kept = home, home.with_name("kept")
        shutil.copytree(home, self.kept, symlinks=True)
        self.old, self.before = tree(home), done()
        expect(0, forked(*self.words))
        self.new, self.after = tree(home), done()
        assert self.old != self.new
        self.reset()

    def reset(self) -> None:
        """Restore the state before the command."""
        reset(self.home, self.kept)

    def is_whole_in_each_file(self) -> None:
        """Assert that each file is either the old one or the new one, ignoring temporary files."""
        profiles_parse()
        now = tree(self.home)
        left = {Path(path).name for path in temporaries(self.home)}
        mixed = [
            path
            for path in {**self.old, **self.new, **now}
            if Path(path).name not in left and now.get(path) not in (self.old.get(path), self.new.get(path))
        ]
        assert [] == mixed


def numbers(calls: Calls) -> Iterator[int]:
    """Yield 1, 2, 3 … until a process made fewer calls."""
    for number in itertools.count(1):
        yield number
        if calls.reached < number:
            return


# One command shows that the next one recovers; the others are tested in other files.
@pytest.mark.parametrize(
    "scenario", [name if name == "rename" else pytest.param(name, marks=pytest.mark.long) for name in SCENARIOS]
)
def test_killed_at_every_call(scenario: str, store: Path) -> None:
    """After a kill at any moment and the next command, all or nothing is done, and no temporary file is left."""
    scene, calls = Scene(store, scenario), Calls()
    for number in numbers(calls):
        scene.reset()
        code = forked(*scene.words, first=calls.wrong(number, killed, on=False)).code
        assert (0 if calls.reached < number else -signal.SIGKILL) == code
        scene.is_whole_in_each_file()
        if not code:
            break
        expect(0, forked(*MENDING))
        now = tree(store)
        assert ([], True) == (temporaries(store), now in (scene.old, scene.new)), number
        assert (scene.before if now == scene.old else scene.after) == done(), number
        assert journal.read_pending() is None, number

    assert calls.reached > 5


@pytest.mark.long
@pytest.mark.parametrize("on", [False, True], ids=["once", "from then on"])
@pytest.mark.parametrize("scenario", ["set", "rename", "rename over", "undo", "source update"])
def test_disk_full_at_every_call(scenario: str, on: bool, store: Path) -> None:
    """If any call fails, the command fails without changes; if the roll-back fails too, the next command recovers."""
    scene, calls = Scene(store, scenario), Calls()
    for number in numbers(calls):
        scene.reset()
        ran = forked(*scene.words, first=calls.wrong(number, full, on=on))
        failed = ran.code != 0
        expect(1 if failed else 0, ran)
        scene.is_whole_in_each_file()
        if on:
            expect(0, forked(*MENDING))
            # A command that fails only in the cleanup has succeeded.
            assert tree(store) == (scene.old if failed else scene.new), number
        else:
            assert tree(store) == (scene.old if failed else scene.new), number
            assert (scene.before if failed else scene.after) == done(), number
        assert [] == temporaries(store), number


@pytest.mark.long
def test_killed_between_the_steps(store: Path) -> None:
    """Of several undo steps, each is done completely or not at all, and the history has their number."""
    ahead = [("copy", "base", "x"), ("set", "x", "prod-a", "env.X=1"), ("remove", "x")]
    states = [tree(store)]
    for words in ahead:
        expect(0, forked(*words))
        states.append(tree(store))
    kept, calls = store.with_name("kept"), Calls()
    shutil.copytree(store, kept, symlinks=True)
    seen = set()
    for number in numbers(calls):
        reset(store, kept)
        code = forked("undo", "3", first=calls.wrong(number, killed, on=False)).code
        assert (0 if calls.reached < number else -signal.SIGKILL) == code
        expect(0, forked(*MENDING))
        left = len(done())
        seen.add(left)
        assert (states[left], []) == (tree(store), temporaries(store)), number

    assert {0, 1, 2, 3} == seen


@pytest.mark.long
@pytest.mark.parametrize("scenario", ["set", "rename", "undo", "source update"])
def test_interrupted_at_every_call(scenario: str, store: Path) -> None:
    """After Ctrl-C at any moment, all or nothing is done, as the history shows."""
    scene, calls = Scene(store, scenario), Calls()
    for number in numbers(calls):
        scene.reset()
        ran = forked(*scene.words, first=calls.wrong(number, interrupted, on=False))
        expect(130 if ran.code else 0, ran)
        left = {Path(path).name for path in temporaries(store)}  # interrupted before its name was recorded
        now = {path: what for path, what in tree(store).items() if Path(path).name not in left}
        assert now in (scene.old, scene.new), number
        assert (scene.before if now == scene.old else scene.after) == done(), number


@pytest.mark.long
def test_killed_while_mending(store: Path) -> None:
    """If a command is killed while it rolls back another one, the third recovers."""
    scene, calls = Scene(store, "rename"), Calls()
    for number in numbers(calls):
        scene.reset()
        # The first has replaced every file but has not completed the entry.
        assert -signal.SIGKILL == forked(*scene.words, first=lambda: setattr(journal, "finish", die)).code
        assert scene.old.keys() != tree(store).keys()
        code = forked(*MENDING, first=calls.wrong(number, killed, on=False)).code
        assert (0 if calls.reached < number else -signal.SIGKILL) == code
        scene.is_whole_in_each_file()
        expect(0, forked(*MENDING))
        assert (scene.old, [], []) == (tree(store), temporaries(store), done()), number


# Mounting a file system requires a namespace, which not every machine allows.
NAMESPACE = """\
import sys
sys.path.insert(0, sys.argv[1])
from importlib import import_module
getattr(import_module(sys.argv[2]), sys.argv[3])(sys.argv[4])
"""


def in_a_file_system(function: str, folder: Path, *, module: str = __name__, options: str = "size=256k") -> None:
    """Call a function of `module` in a namespace with a small file system mounted at `folder`."""
    mount = f'mount -t tmpfs -o {options},mode=700 none "$0"'
    if (
        not shutil.which("unshare")
        or subprocess.run(["unshare", "-rm", "sh", "-c", mount, folder], capture_output=True, check=False).returncode
    ):
        pytest.skip("this machine lets nobody mount a file system in a namespace")
    words = [
        sys.executable,
        "-P",
        "-c",
        NAMESPACE,
        os.path.dirname(os.path.dirname(__file__)),
        module,
        function,
        str(folder),
    ]
    done = subprocess.run(
        ["unshare", "-rm", "sh", "-c", f'{mount} && exec "$@"', folder, *words],
        capture_output=True,
        check=False,
        text=True,
        env={**os.environ, "VXENV_CONFIG_DIR": f"{folder}/config", "VXENV_STATE_DIR": f"{folder}/state"},
    )

    assert "" == done.stderr
    assert 0 == done.returncode


def small_store(folder: str) -> Path:
    """Write three larger profiles below `folder`, and change one to create a history."""
    path = Path(folder)
    os.makedirs(find_profiles_directory(), 0o700, exist_ok=True)
    os.chmod(find_config_directory(), 0o700)
    for name in ("a", "b", "c"):
        Path(find_profiles_directory(), f"{name}.toml").write_text("# comment\n" * 1000)
    expect(0, forked("set", "a", "env.FIRST=1"))
    return path


def fills(folder: str) -> None:
    """Run commands with increasing space on the disk until they succeed; each does all or nothing."""
    path = small_store(folder)
    for words in (("set", "*", "env.X=1"), ("copy", "a", "d"), ("rename", "a", "e"), ("undo",)):
        old, filler, refused = tree(path), path / "filler", 0
        for room in range(0, 400_000, 4096):
            with contextlib.suppress(OSError), filler.open("wb", buffering=0) as file:
                while True:
                    file.write(bytes(4096))
            os.truncate(filler, max(0, filler.stat().st_size - room))
            ran = forked(*words)
            filler.unlink()
            if not expect(1 if ran.code else 0, ran).code:
                break
            refused += 1
            assert (old, [], True) == (tree(path), temporaries(path), "No space left on device" in ran.stderr), words
        assert refused
        assert old != tree(path)


def refuses(folder: str) -> None:
    """Run commands on a read-only file system; each fails and changes nothing."""
    path = small_store(folder)
    old = tree(path)
    subprocess.run(["mount", "-o", "remount,ro", folder], check=True)
    for words in (("set", "a", "env.X=1"), ("copy", "a", "d"), ("rename", "a", "e"), ("remove", "a"), ("undo",)):
        ran = expect(1, forked(*words))
        assert (old, True) == (tree(path), "ead-only" in ran.stderr), (words, ran.stderr)
    os.environ["VXENV_STATE_DIR"] = tempfile.mkdtemp(dir=os.path.dirname(folder))
    for words in (("set", "a", "env.X=1"), ("copy", "a", "d"), ("rename", "a", "e"), ("remove", "a")):
        ran = expect(1, forked(*words))
        seen = (tree(path), "ead-only" in ran.stderr, journal.list_done())
        assert (old, True, []) == seen, (words, ran.stderr)
    expect(0, forked("undo", "--list"))


@pytest.mark.long
def test_a_full_file_system(tmp_path: Path) -> None:
    """On a full disk, at any write, a command fails without changes and with the reason."""
    (tmp_path / "full").mkdir()
    in_a_file_system("fills", tmp_path / "full")


def test_a_read_only_file_system(tmp_path: Path) -> None:
    """On a read-only disk, with the state there or elsewhere, each command reports it."""
    (tmp_path / "read only").mkdir()
    in_a_file_system("refuses", tmp_path / "read only")


def all_at_once(commands: Iterable[tuple[str, ...]], first: First = nothing) -> list[Ran]:
    """Run the commands concurrently: each waits at a barrier until all have started."""
    gate, handle = os.pipe()

    def wait() -> None:
        os.close(handle)
        os.read(gate, 1)
        first()

    children = [started(*words, first=wait) for words in commands]
    os.close(handle)
    found = [child.ran() for child in children]
    os.close(gate)
    return found


def settings(path: Path) -> Any:
    """Return the [env] of a profile."""
    return tomllib.loads(path.read_text()).get("env", {})


@pytest.mark.long
def test_fifty_writers_at_once(store: Path, profile: Callable[[str, str], Path]) -> None:
    """Fifty processes that each set a key of one profile all succeed, with fifty entries in the history."""
    path = profile("shared", "# shared\n")
    before = tree(store)
    for ran in all_at_once(("set", "shared", f"env.V_{n}={n}") for n in range(50)):
        expect(0, ran)

    assert {f"V_{n}": str(n) for n in range(50)} == settings(path)
    assert ([], 50) == (temporaries(store), len(done()))
    expect(0, forked("undo", "50"))
    assert before == tree(store)


def test_writers_of_all_kinds_at_once(store: Path, profile: Callable[[str, str], Path]) -> None:
    """Different concurrent commands have the same result as one after another, and all can be undone."""
    path = profile("shared", "# shared\n")
    numbers_ = range(8)
    for n in numbers_:
        profile(f"old-{n}", f'extends = "shared" # {n}\n')
        profile(f"gone-{n}", "")
    before = tree(store)
    commands = [
        words
        for n in numbers_
        for words in (
            ("set", "shared", f"env.V_{n}={n}"),
            ("copy", "base", f"copy-{n}"),
            ("rename", f"old-{n}", f"new-{n}"),
            ("remove", f"gone-{n}"),
            ("set", "prod-?", f"env.W_{n}={n}"),
        )
    ]
    for ran in all_at_once([*commands, ("default", "prod-a"), ("rename", "child", "kid")]):
        expect(0, ran)
    names = {name.removesuffix(".toml") for name in os.listdir(find_profiles_directory())}

    assert {f"V_{n}": str(n) for n in numbers_} == settings(path)
    for letter in "abc":
        assert {f"W_{n}": str(n) for n in numbers_} == settings(path.with_name(f"prod-{letter}.toml"))
    expected = {"base", "kid", "bystander", "linked", "shared", "prod-a", "prod-b", "prod-c"}
    assert expected | {f"{kind}-{n}" for n in numbers_ for kind in ("copy", "new")} == names
    assert [] == temporaries(store)
    expect(0, forked("undo", str(len(commands) + 2)))
    assert before == tree(store)


@pytest.mark.parametrize(
    "words",
    [("set", "victim", "env.X=1"), ("copy", "victim", "new"), ("rename", "victim", "new"), ("remove", "victim")],
    ids=lambda words: words[0],
)
def test_a_profile_that_goes_while_a_command_waits(
    words: tuple[str, ...], store: Path, profile: Callable[[str, str], Path]
) -> None:
    """A profile that was removed while a command waited for the lock is unknown and is not created again."""
    path = profile("victim", '[vertex]\nregion = "us"\n')
    flock = fcntl.flock

    def first() -> None:
        def lock(*given: Any) -> None:
            flock(*given)
            path.unlink(missing_ok=True)

        fcntl.flock = lock

    ran = expect(2, forked(*words, first=first))

    assert ("", 'vxenv: no profile "victim"') == (ran.stdout, ran.stderr[:26])
    assert [] == [name for name in os.listdir(find_profiles_directory()) if name in ("victim.toml", "new.toml")]
    assert [] == done()
    assert [] == temporaries(store)


def holder() -> tuple[int, int]:
    """Start a process that holds the lock forever; return its process ID and a pipe that signals the lock."""
    reading, writing = os.pipe()
    pid = os.fork()
    if not pid:
        with transaction.lock_store():
            os.write(writing, b"x")
            signal.pause()
        os._exit(0)
    os.close(writing)
    return pid, reading


def test_a_writer_that_dies_lets_go(store: Path) -> None:
    """Commands wait while a process holds the lock, and continue when it is killed."""
    pid, pipe = holder()
    try:
        assert b"x" == os.read(pipe, 1)
        descriptor = os.open(find_config_directory(), os.O_RDONLY)
        with pytest.raises(BlockingIOError):
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        os.close(descriptor)
        waiting = started("set", "prod-a", "env.X=1")
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        os.close(pipe)
    expect(0, waiting.ran())

    assert {"X": "1"} == settings(store / ".config/vxenv/profiles/prod-a.toml")


def test_a_writer_that_does_not_let_go(store: Path) -> None:
    """After the timeout, a waiting command reports the other process and changes nothing."""
    before = tree(store)
    pid, pipe = holder()
    try:
        assert b"x" == os.read(pipe, 1)
        ran = forked("set", "prod-a", "env.X=1", first=lambda: setattr(lock, "_PATIENCE", -1))
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        os.close(pipe)
    expect(1, ran)

    assert (before, True) == (tree(store), "another vxenv process has been changing" in ran.stderr)


def unlockable() -> None:
    """Make locks fail, as on some network file systems."""

    def fail(*_: Any) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    fcntl.flock = fail


def test_a_file_system_without_locks(store: Path) -> None:
    """Commands work without locks."""
    expect(0, forked("set", "prod-a", "env.X=1", first=unlockable))
    expect(0, forked("undo", first=unlockable))
    expect(0, forked("undo", "--redo", first=unlockable))

    assert {"X": "1"} == settings(store / ".config/vxenv/profiles/prod-a.toml")


@pytest.mark.parametrize("at", ["begin", "finish"])
def test_two_writers_without_locks(at: str, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without locks and with two concurrent writers, the changes of commands that succeeded are kept."""
    path = store / ".config/vxenv/profiles/prod-a.toml"
    inner: list[int] = []
    real = getattr(journal, at)
    result = store / "inner"

    def meanwhile(*words: Any) -> Any:
        if not inner:
            inner.append(1)
            result.write_text(str(forked("set", "prod-a", "env.INNER=1").code))
        return real(*words)

    def first() -> None:
        unlockable()
        setattr(journal, at, meanwhile)

    ran = forked("set", "prod-a", "env.OUTER=1", first=first)
    codes = {"OUTER": ran.code, "INNER": int(result.read_text())}
    monkeypatch.undo()

    assert {0, 1} >= set(codes.values()), ran.stderr
    assert {name for name, code in codes.items() if not code} == set(settings(path))
