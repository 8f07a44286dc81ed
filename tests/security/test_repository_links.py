"""Test repositories with symlinks that lead out: files written for a project stay in that project."""

import errno
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from commandline import Ran, called, error
from vxenv.activation import trust
from vxenv.errors import RefusedError, StoreError
from vxenv.files import atomic, journal
from vxenv.files.project_directory import confine
from vxenv.files.transaction import Transaction, lock_store

FORMAT = ("--format", "claude-settings")
CONTAINER = ".devcontainer/devcontainer.json"
LOCAL, SHARED, OTHER = ".claude/settings.local.json", ".claude/settings.json", ".vscode/settings.json"

# Each command that writes in a project, with the file that it writes.
WRITERS: dict[str, tuple[str, tuple[str, ...]]] = {
    "export container": (CONTAINER, ("export", "eu", "--format", "devcontainer", "--write", CONTAINER)),
    "export local": (LOCAL, ("export", "eu", *FORMAT, "--write", LOCAL)),
    "export shared": (SHARED, ("export", "eu", *FORMAT, "--write", SHARED)),
    "export dotted": (SHARED, ("export", "eu", *FORMAT, "--write", f"./x/../{SHARED}")),
    "export other": (OTHER, ("export", "eu", *FORMAT, "--write", OTHER)),
    "export deep": ("a/b/s.json", ("export", "eu", *FORMAT, "--write", "a/b/s.json")),
    "export flat": ("s.json", ("export", "eu", *FORMAT, "--write", "s.json")),
    "install local": (LOCAL, ("claude", "install", "--local")),
    "install project": (SHARED, ("claude", "install", "--project")),
    "install project, forced": (SHARED, ("claude", "install", "--project", "--force")),
    "install a file": (OTHER, ("claude", "install", OTHER)),
}
# Each command that removes the output of another one.
REMOVERS: dict[str, tuple[str, tuple[str, ...], tuple[str, ...]]] = {
    "export": (LOCAL, WRITERS["export local"][1], ("export", *FORMAT, "--remove", LOCAL)),
    "claude": (LOCAL, WRITERS["install local"][1], ("claude", "remove", "--local")),
    "claude project": (SHARED, WRITERS["install project"][1], ("claude", "remove", "--project")),
    "undo": (LOCAL, WRITERS["export local"][1], ("undo",)),
    "undo, forced": (LOCAL, WRITERS["export local"][1], ("undo", "--force")),
}


class Victim(NamedTuple):
    """The files that must not change."""

    # The user's home.
    home: Path
    # The directory that the links lead to.
    folder: Path
    # A file in that directory.
    file: Path

    def everything(self) -> dict[str, bytes | str]:
        """Return all files outside the project and outside vxenv's own directories."""
        found: dict[str, bytes | str] = {}
        for path in sorted(self.home.rglob("*")):
            name = str(path.relative_to(self.home))
            if not name.startswith(("code", ".config/vxenv", ".local", ".cache")):
                found[name] = (
                    str(path.readlink()) if path.is_symlink() else (path.is_file() and path.read_bytes()) or b""
                )
        return found


@pytest.fixture(autouse=True)
def eu(profile: Callable[[str, str], Path]) -> None:
    """Write a profile."""
    profile("eu", '[vertex]\nproject = "acme-prod"\nregion = "eu"\n')


@pytest.fixture
def victim(home: Path) -> Victim:
    """Write user settings that commands could change."""
    folder = home / "precious"
    folder.mkdir()
    for name in ("settings.json", "settings.local.json", "s.json", ".vxenv.toml"):
        (folder / name).write_text("{}" if name.endswith("json") else "")
    return Victim(home, folder, folder / "settings.json")


def link_file(work: Path, name: str, victim: Victim) -> None:
    """Make the file itself a link."""
    (work / name).parent.mkdir(parents=True, exist_ok=True)
    (work / name).symlink_to(victim.file)


def link_file_relatively(work: Path, name: str, victim: Victim) -> None:
    """Make the file itself a link through a second one in the project."""
    (work / name).parent.mkdir(parents=True, exist_ok=True)
    (work / "second").symlink_to(os.path.relpath(victim.file, work))
    (work / name).symlink_to(os.path.relpath(work / "second", (work / name).parent))


def link_directory(work: Path, name: str, victim: Victim) -> None:
    """Make its directory a link, or the file itself if it has none."""
    if os.sep not in name:
        return link_file(work, name, victim)
    (work / name).parent.parent.mkdir(parents=True, exist_ok=True)
    return (work / name).parent.symlink_to(victim.folder)


def link_parent(work: Path, name: str, victim: Victim) -> None:
    """Make the topmost directory in the project a link."""
    first, *rest = Path(name).parts
    (victim.folder.joinpath(*rest[:-1])).mkdir(parents=True, exist_ok=True)
    (work / first).symlink_to(victim.folder if rest else victim.file)


def link_to_nothing(work: Path, name: str, victim: Victim) -> None:
    """Make the file a link to a missing one."""
    (work / name).parent.mkdir(parents=True, exist_ok=True)
    (work / name).symlink_to(victim.home / ".not-there")


def link_directory_to_nothing(work: Path, name: str, victim: Victim) -> None:
    """Make the topmost directory a link to a missing one."""
    (work / Path(name).parts[0]).symlink_to(victim.home / "not-there")


def link_to_etc(work: Path, name: str, victim: Victim) -> None:
    """Make the file a link to an unimportant system file, in case this test fails."""
    del victim
    (work / name).parent.mkdir(parents=True, exist_ok=True)
    (work / name).symlink_to("/etc/vxenv-was-here/settings.json")


def link_upward(work: Path, name: str, victim: Victim) -> None:
    """Make the file a link through the project's own parent."""
    (work / name).parent.mkdir(parents=True, exist_ok=True)
    up = os.path.relpath(victim.file, (work / name).parent)
    (work / name).symlink_to(up)


LINKS = (
    link_file, link_file_relatively, link_directory, link_parent, link_to_nothing, link_directory_to_nothing,
    link_to_etc, link_upward,
)  # fmt: skip
each_link = pytest.mark.parametrize("link", LINKS, ids=lambda link: link.__name__)


@each_link
@pytest.mark.parametrize("writer", WRITERS)
def test_nothing_is_written_through_a_link(
    writer: str, link: Callable[..., None], victim: Victim, work: Path, home: Path
) -> None:
    """The command is rejected for any link and target, names the real path, and changes nothing."""
    name, words = WRITERS[writer]
    link(work, name, victim)
    real = os.path.realpath(work / name).replace(str(home), "~")
    before = victim.everything()
    said = error(called(*words), 3)

    assert (True, before, []) == (real in said, victim.everything(), journal.list_done()), said
    assert not Path("/etc/vxenv-was-here").exists()


@each_link
@pytest.mark.parametrize("flags", [(), ("--dry-run",)], ids=["written", "dry run"])
def test_nothing_is_read_through_a_link_either(
    flags: tuple[str, ...], link: Callable[..., None], victim: Victim, work: Path
) -> None:
    """The content of a link's target is not shown as the project's."""
    link(work, SHARED, victim)
    for file in victim.folder.rglob("*.json"):
        file.write_text('{"env": {"NAME": "precious"}}')

    assert 'precious"' not in error(called("claude", "install", "--project", *flags), 3)


@each_link
@pytest.mark.parametrize("writer", ["export local", "install project"])
def test_a_project_elsewhere(
    writer: str, link: Callable[..., None], victim: Victim, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file of another project than the working directory's is confined to that project."""
    name, words = WRITERS[writer]
    project = home / "elsewhere" / "client"
    project.mkdir(parents=True)
    link(project, name, victim)
    path = str(project / name)
    given = ("claude", "install", path) if words[0] == "claude" else (*words[:-1], path)
    for place in (home / "code", home, home / "elsewhere", project, project.parent.parent / "elsewhere"):
        monkeypatch.chdir(place)
        before = victim.everything()
        error(called(*given), 3)
        assert before == victim.everything(), place


def test_a_link_deep_in_a_checkout(victim: Victim, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a checkout, links above the file's own directory count too, from any working directory."""
    checkout = home / "checkout"
    (checkout / ".git").mkdir(parents=True)
    (victim.folder / "conf").mkdir()
    (checkout / "sub").symlink_to(victim.folder)
    before = victim.everything()
    for place in (checkout, home / "code", home):
        monkeypatch.chdir(place)
        path = str(checkout / "sub" / "conf" / "s.json")
        error(called("export", "eu", *FORMAT, "--write", path), 3)

    assert before == victim.everything()


@pytest.mark.parametrize("remover", REMOVERS)
@each_link
def test_nothing_is_taken_out_through_a_link(
    remover: str, link: Callable[..., None], victim: Victim, work: Path
) -> None:
    """Content written before a link was created is not removed from the link's target."""
    name, put, take = REMOVERS[remover]
    assert 0 == called(*put).code
    text = (work / name).read_bytes()
    (work / name).unlink()
    (work / name).parent.rmdir()
    link(work, name, victim)
    for file in victim.folder.rglob("*.json"):
        file.write_bytes(text)
    before = victim.everything()
    ran = called(*take)

    # `undo --force` replaces a link in place of the file, and follows none.
    forced = remover.endswith("forced") and not (work / name).parent.is_symlink()
    assert (0 if forced else 3, before) == (ran.code, victim.everything()), ran
    assert "Traceback" not in ran.stderr


def test_rename_leaves_a_linked_directory_file(victim: Victim, work: Path) -> None:
    """`rename` changes neither an allowed directory file that became a link, nor the link's target."""
    file = work / ".vxenv.toml"
    file.write_text('profile = "eu"\n')
    trust.allow(str(file), file.read_bytes())
    target = victim.folder / ".vxenv.toml"
    file.rename(target)
    file.symlink_to(target)
    before = victim.everything()
    ran = called("rename", "eu", "europe")

    assert before == victim.everything(), ran
    assert "Traceback" not in ran.stderr


@each_link
def test_local_writes_through_no_link(link: Callable[..., None], victim: Victim, work: Path) -> None:
    """`local` writes its file into the working directory, or fails."""
    link(work, ".vxenv.toml", victim)
    before = victim.everything()
    ran = called("local", "eu")

    assert (True, before) == (ran.code in (1, 3), victim.everything()), ran
    assert "Traceback" not in ran.stderr


@each_link
def test_the_safe_write_itself(link: Callable[..., None], victim: Victim, work: Path) -> None:
    """`write` with a project rejects paths that lead out of it, and creates no file."""
    link(work, SHARED, victim)
    before, names = victim.everything(), sorted(work.rglob("*"))
    with pytest.raises(RefusedError) as caught:
        atomic.write(str(work / SHARED), b"evil", inside=str(work))

    assert (3, before, names) == (caught.value.code, victim.everything(), sorted(work.rglob("*")))
    assert caught.value.hint.startswith("ls -ld ")


def test_a_link_that_leads_in_a_circle(work: Path) -> None:
    """A link to itself is an error, and is kept."""
    (work / "s.json").symlink_to("s.json")
    for words in (WRITERS["export flat"][1], ("claude", "install", "s.json")):
        error(called(*words), 1)
    with pytest.raises(StoreError):
        atomic.write_in_project(str(work / "s.json"), b"", str(work))

    assert "s.json" == os.readlink(work / "s.json")


# Replacements during a command: a path component, before each call where a race is possible.
CALLS = ("open", "stat", "mkdir", "replace", "unlink", "fsync", "fchmod", "urandom")


class Swap:
    """Replaces a directory or the file by a link when a function of os is called for the n-th time."""

    def __init__(self, place: Path, target: Path) -> None:
        """Store the replaced path and the link's target."""
        self.place, self.target = place, target
        self.calls, self.done = 0, False

    def now(self) -> None:
        """Replace the path, as another process would."""
        self.done = True
        if os.path.lexists(self.place):
            os.rename(self.place, self.place.with_name("moved"))
        os.symlink(self.target, self.place)

    def patch(self, patch: pytest.MonkeyPatch, name: str, number: int) -> None:
        """Replace the path before the call `number` of `name`."""
        call = getattr(os, name)

        def swapping(*words: Any, **named: Any) -> Any:
            self.calls += 1
            if self.calls == number:
                self.now()
            return call(*words, **named)

        patch.setattr(os, name, swapping)


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("place", [".claude", SHARED])
@pytest.mark.parametrize("there", [True, False], ids=["there", "new"])
@pytest.mark.parametrize("kind", ["write", "install"])
def test_swapped_between_check_and_write(  # noqa: PLR0917 - each is a parameter of the test
    kind: str, there: bool, place: str, call: str, victim: Victim, work: Path, tmp_path: Path
) -> None:
    """A directory or file that becomes a link at any time changes no file behind the link, and leaves none there."""
    before = victim.everything()
    target = victim.folder if place == ".claude" else victim.file
    number, seen = 0, 0
    while True:
        number += 1
        for path in work.iterdir():
            # Moved directories do not matter: a checked directory still belongs to the project.
            path.rename(tmp_path / f"{call}-{number}-{path.name}")
        (work / ".claude").mkdir()
        if there:
            (work / SHARED).write_text("{}")
        swap = Swap(work / place, target)
        with pytest.MonkeyPatch.context() as patch:
            swap.patch(patch, call, number)
            ran = attempt(kind, work)
        assert before == victim.everything(), (number, ran)
        if not swap.done:
            break
        seen += 1

    assert 0 == ran.code, ran
    assert seen or call in ("mkdir", "unlink", "urandom", "fsync")


def attempt(kind: str, work: Path) -> Ran:
    """Write by `write` itself or by a command, and return the result; only vxenv's own errors may occur."""
    if kind == "install":
        ran = called("claude", "install", "--project")
        assert "Traceback" not in ran.stderr
        journal.abandon()
        return ran
    try:
        atomic.write_in_project(str(work / SHARED), b"new", str(work))
    except (RefusedError, StoreError) as caught:
        return Ran(caught.code, "", str(caught))
    return Ran(0, "", "")


def test_a_swapped_link_does_not_block_the_store(victim: Victim, work: Path) -> None:
    """An interrupted change in a directory that became a link is settled, and the next command works."""
    (work / ".claude").mkdir()
    path = work / SHARED
    before = victim.everything()
    with lock_store():
        change = Transaction("test")
        change.confine(str(path))
        change.write(str(path), b"new")
        entry = journal.begin("test", change.list_changes(), 0)
    (work / ".claude").rmdir()
    (work / ".claude").symlink_to(victim.folder)
    ran = called("set", "eu", "env.X=1")

    assert (0, before, None) == (ran.code, victim.everything(), journal.read_pending()), (ran, entry)


def test_links_inside_the_project_are_followed(work: Path) -> None:
    """A link that stays in the project is kept, and its target is written."""
    (work / "conf").mkdir()
    (work / ".claude").symlink_to("conf")
    (work / "conf" / "settings.json").symlink_to("shared.json")
    (work / "conf" / "shared.json").write_text("{}")
    ran = called("claude", "install", "--project")

    assert (0, "shared.json", True) == (
        ran.code,
        os.readlink(work / "conf" / "settings.json"),
        "statusLine" in json.loads((work / "conf" / "shared.json").read_text()),
    )
    assert 0 == called("claude", "remove", "--project").code


def test_links_of_the_users_own_above_the_project(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A project reached by a link of the user works like any other."""
    project = home / "data" / "client"
    project.mkdir(parents=True)
    (home / "work").symlink_to("data")
    monkeypatch.chdir(home / "work" / "client")
    monkeypatch.setenv("PWD", str(home / "work" / "client"))
    codes = [called(*words).code for words in (WRITERS["export local"][1], ("claude", "install", "--local"))]
    codes.append(called("local", "eu").code)
    monkeypatch.chdir(home)
    codes.append(called("claude", "install", "work/client/.claude/settings.json").code)

    assert [0, 0, 0, 0] == codes
    assert [".claude", ".vxenv.toml"] == sorted(os.listdir(project))


@pytest.mark.parametrize("variable", ["", "CLAUDE_CONFIG_DIR"])
@pytest.mark.parametrize("kind", ["file", "directory"])
def test_the_users_own_settings_are_written_through(kind: str, variable: str, home: Path) -> None:
    """The user's own settings, or their directory, may be a link into a repository of dotfiles."""
    dotfiles = home / "dotfiles"
    dotfiles.mkdir()
    own = home / ("elsewhere" if variable else ".claude")
    if kind == "directory":
        own.symlink_to(dotfiles)
    else:
        own.mkdir()
        (own / "settings.json").symlink_to(dotfiles / "settings.json")
        (dotfiles / "settings.json").write_text("{}")
    env = {variable: str(own)} if variable else {}
    ran = [
        called("claude", "install", env=env),
        called("export", "eu", *FORMAT, "--write", str(own / "settings.json"), env=env),
    ]

    assert [0, 0] == [one.code for one in ran], ran
    assert {"statusLine", "hooks", "env"} == set(json.loads((dotfiles / "settings.json").read_text()))


def test_a_relative_claude_directory_is_no_own(victim: Victim, work: Path) -> None:
    """A relative CLAUDE_CONFIG_DIR is in the project, and links there count."""
    (work / "own").symlink_to(victim.folder)
    before = victim.everything()
    error(called("claude", "install", env={"CLAUDE_CONFIG_DIR": "own"}), 3)

    assert before == victim.everything()


def test_temporary_files_are_private(work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Temporary files beside a project's file are new, private, and in the real directory."""
    seen = []
    call = os.open

    def watching(path: Any, flags: int, mode: int = 0o777, *, dir_fd: int | None = None) -> int:
        descriptor = call(path, flags, mode, dir_fd=dir_fd)
        if flags & os.O_CREAT:
            real = os.path.realpath(f"/dev/fd/{dir_fd}") if dir_fd is not None else ""
            seen.append((str(path), bool(flags & os.O_EXCL), mode, os.fstat(descriptor).st_mode & 0o777, real))
        return descriptor

    old = os.umask(0)
    try:
        with monkeypatch.context() as patch:
            patch.setattr(os, "open", watching)
            atomic.write(str(work / "s.json"), b"{}", inside=str(work))
            assert 0 == called(*WRITERS["export flat"][1]).code
    finally:
        os.umask(old)

    assert {(True, 0o600, 0o600)} == {one[1:4] for one in seen}
    assert {True} == {atomic.is_temporary(one[0]) for one in seen}


@pytest.mark.parametrize("path", ["s.json", ".claude/settings.json", "a/.vscode/settings.json"])
def test_what_is_no_link_is_itself(path: str, work: Path) -> None:
    """A path without links is confined to itself."""
    assert str(work / path) == confine(str(work / path))


def test_a_device_or_a_pipe_in_the_place(work: Path) -> None:
    """A file that is not a regular file is not replaced, and does not block."""
    os.mkfifo(work / "s.json")
    for words in (WRITERS["export flat"][1], ("claude", "install", "s.json")):
        error(called(*words), 1)
    with pytest.raises(OSError, match="Not a regular file") as caught:
        atomic.write(str(work / "s.json"), b"", inside=str(work))

    assert errno.EINVAL == caught.value.errno
