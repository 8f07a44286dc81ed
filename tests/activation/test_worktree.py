"""Tests of linked git worktrees, which inherit the trust of the main checkout unless they are forged."""

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from commandline import Run
from vxenv.activation import trust
from vxenv.activation.allowed_file import find_allowed_file
from vxenv.activation.directory_file import read_directory_file
from vxenv.activation.worktree import list_worktrees, read_pointer
from vxenv.config import Config

TEXT = b"profile = 'p'\n"
NAME = ".vxenv.toml"


def git(place: Path, *words: str) -> None:
    """Run git in `place` without the user's configuration."""
    identity = {f"GIT_{who}_{what}": "a@b.example" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    environment = {**os.environ, **identity, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    subprocess.run(["git", *words], cwd=place, env=environment, check=True, capture_output=True)


@pytest.fixture
def main(work: Path) -> Path:
    """Return the main checkout of a repository with two directory files, both allowed."""
    place = work / "main"
    (place / "sub").mkdir(parents=True)
    git(place, "init", "--quiet", "--initial-branch=main")
    for folder in (place, place / "sub"):
        (folder / NAME).write_bytes(TEXT)
        trust.allow(str(folder / NAME), TEXT)
    git(place, "add", ".")
    git(place, "commit", "--quiet", "--message=files")
    return place


@pytest.fixture
def linked(main: Path) -> Path:
    """Return a linked worktree beside the main checkout."""
    git(main, "worktree", "add", "--quiet", "../linked")
    return main.parent / "linked"


def entry(main: Path, name: str = "linked") -> Path:
    """Return the entry of a worktree in the main checkout."""
    return main / ".git" / "worktrees" / name


def verdict(folder: Path, settings: Config | None = None) -> str:
    """Return the trust of the directory file in `folder`."""
    file = read_directory_file(str(folder / NAME), settings or Config())
    return "denied" if file.denied else "allowed" if file.allowed else "unknown"


def test_a_linked_worktree_inherits(main: Path, linked: Path) -> None:
    """The same bytes at the same relative path are allowed in a linked worktree, without a record of their own."""
    recorded = [record.path for record in trust.list_records()]

    assert (["allowed", "allowed"], [str(main / NAME), str(main / "sub" / NAME)]) == (
        [verdict(linked), verdict(linked / "sub")],
        recorded,
    )


def test_a_worktree_inside_the_main_checkout(main: Path) -> None:
    """A worktree below the main checkout, where Claude Code creates them, inherits too."""
    git(main, "worktree", "add", "--quiet", ".claude/worktrees/agent")

    assert ["allowed", "allowed"] == [verdict(main / ".claude/worktrees/agent" / name) for name in ("", "sub")]


def test_a_worktree_of_a_worktree(linked: Path) -> None:
    """A worktree that was created in another one belongs to the same main checkout."""
    git(linked, "worktree", "add", "--quiet", "inner")

    assert "allowed" == verdict(linked / "inner")


def test_relative_pointers(main: Path, linked: Path) -> None:
    """Both paths may be relative, as git 2.48 writes them with worktree.useRelativePaths."""
    (linked / ".git").write_text("gitdir: ../main/.git/worktrees/linked\n")
    (entry(main) / "gitdir").write_text("../../../../linked/.git\n")

    assert "allowed" == verdict(linked)


def test_odd_names(work: Path, main: Path) -> None:
    """A worktree's path may contain spaces, quotes, newlines and bytes that are not UTF-8."""
    folder = Path(os.fsdecode(os.fsencode(work) + b"/a 'b'\n\xff"))
    git(main, "worktree", "add", "--quiet", "-b", "odd", str(folder))

    assert "allowed" == verdict(folder)


def test_another_path_is_not_inherited(main: Path, linked: Path) -> None:
    """The file at another relative path has the same bytes, but nobody allowed it in the main checkout."""
    for folder in (main / "other", linked / "other"):
        folder.mkdir()
        (folder / NAME).write_bytes(TEXT)

    assert "unknown" == verdict(linked / "other")


def test_a_moved_worktree(linked: Path) -> None:
    """A worktree that was moved without git asks again; once git repaired its entry, it inherits."""
    moved = linked.rename(linked.with_name("moved"))
    before = verdict(moved)
    git(moved, "worktree", "repair")

    assert ("unknown", "allowed") == (before, verdict(moved))


def test_a_pruned_entry(main: Path, linked: Path) -> None:
    """A worktree asks again once git pruned its entry."""
    pointer = (linked / ".git").read_bytes()
    (linked / ".git").unlink()
    git(main, "worktree", "prune")
    (linked / ".git").write_bytes(pointer)

    assert (False, "unknown") == (entry(main).exists(), verdict(linked))


def test_changed_bytes(main: Path, linked: Path) -> None:
    """A changed byte in either file asks again."""
    (linked / NAME).write_bytes(TEXT + b"\n")
    changed = verdict(linked)
    (linked / NAME).write_bytes(TEXT)
    (main / NAME).write_bytes(TEXT + b"\n")

    assert ("unknown", "unknown") == (changed, verdict(linked))


def test_the_records_of_the_main_checkout(main: Path, linked: Path) -> None:
    """Denying, or forgetting, the file in the main checkout ends inheritance."""
    trust.deny(str(main / NAME))
    denied = verdict(linked)
    trust.allow(str(main / NAME), TEXT)
    again = verdict(linked)
    for record in trust.list_records():
        trust.remove_record(record)

    assert ("unknown", "allowed", "unknown") == (denied, again, verdict(linked))


def test_a_denial_in_the_worktree(main: Path, linked: Path) -> None:
    """Denying the file in the worktree overrides inheritance, and allowing it there needs no main checkout."""
    trust.deny(str(linked / NAME))
    denied = verdict(linked), verdict(main)
    trust.allow(str(linked / NAME), TEXT)
    shutil.rmtree(main)

    assert (("denied", "allowed"), "allowed") == (denied, verdict(linked))


def test_review_is_inherited(main: Path, linked: Path) -> None:
    """A file with variables that require confirmation is inherited only if it was reviewed in the main checkout."""
    text = b"[env]\nHTTPS_PROXY = 'http://proxy.acme.example'\n"
    for folder in (main, linked):
        (folder / NAME).write_bytes(text)
    trust.allow(str(main / NAME), text)
    plain = read_directory_file(str(linked / NAME), Config())
    trust.allow(str(main / NAME), text, reviewed=True)

    assert (False, ("HTTPS_PROXY",), "allowed") == (plain.allowed, plain.questions, verdict(linked))


def test_prefixes(main: Path, linked: Path) -> None:
    """A main checkout below a prefix is inherited, unless it is denied."""
    for record in trust.list_records():
        trust.remove_record(record)
    settings = Config(allow_prefixes=(str(main),))
    allowed = verdict(linked), verdict(linked, settings)
    (linked / NAME).write_bytes(TEXT + b"\n")
    changed = verdict(linked, settings)
    (linked / NAME).write_bytes(TEXT)
    trust.deny(str(main / NAME))

    assert (("unknown", "allowed"), "unknown", "unknown") == (allowed, changed, verdict(linked, settings))


@pytest.mark.parametrize(("place", "expected"), [("beside", "allowed"), ("main/.claude/w", "unknown")])
def test_relative_paths_in_the_file(place: str, expected: str, main: Path, work: Path) -> None:
    """A relative path is inherited only if it leads to the same file: a branch may contain another one."""
    text = b"[google]\ncredentials = '../key.json'\n"
    (main / NAME).write_bytes(text)
    trust.allow(str(main / NAME), text, reviewed=True)
    git(main, "add", NAME)
    git(main, "commit", "--quiet", "--message=key")
    git(main, "worktree", "add", "--quiet", "-b", "w", str(work / place))

    assert expected == verdict(work / place)


class Places(NamedTuple):
    """The directories of a test."""

    # The main checkout.
    main: Path
    # A genuine worktree of it.
    linked: Path
    # A directory with the bytes that are allowed in the main checkout.
    evil: Path = Path()


# Each function makes the directory `evil` look like a worktree.
Forgery = Callable[[Places], None]


def nothing(at: Places) -> None:
    """Only copy the file."""


def copied_pointer(at: Places) -> None:
    """Copy the ``.git`` of a genuine worktree: the entry names that one."""
    shutil.copy(at.linked / ".git", at.evil / ".git")


def linked_pointer(at: Places) -> None:
    """Make ``.git`` a symlink to that of a genuine worktree."""
    (at.evil / ".git").symlink_to(at.linked / ".git")


def hard_linked_pointer(at: Places) -> None:
    """Make ``.git`` the same inode as that of a genuine worktree."""
    (at.evil / ".git").hardlink_to(at.linked / ".git")


def hard_linked_back(at: Places) -> None:
    """Build an entry whose files are those of the genuine one, in a repository of its own."""
    own = at.evil / ".git" / "worktrees" / "linked"
    own.mkdir(parents=True)
    for name in ("gitdir", "commondir"):
        (own / name).hardlink_to(entry(at.main) / name)
    (at.evil / "w").mkdir()
    (at.evil / "w" / ".git").write_text(f"gitdir: {own}\n")
    (at.evil / "w" / NAME).write_bytes(TEXT)


def missing_entry(at: Places) -> None:
    """Name an entry that does not exist."""
    (at.evil / ".git").write_text(f"gitdir: {at.main}/.git/worktrees/evil\n")


def main_repository(at: Places) -> None:
    """Name the repository itself, as ``git init --separate-git-dir`` does."""
    (at.evil / ".git").write_text(f"gitdir: {at.main}/.git\n")


def entry_elsewhere(at: Places) -> None:
    """Build an entry outside the repository with ``commondir`` naming it; git would accept this."""
    own = at.evil / "entry"
    own.mkdir()
    (own / "commondir").write_text(f"{at.main}/.git\n")
    (own / "gitdir").write_text(f"{at.evil}/.git\n")
    (own / "HEAD").write_text("ref: refs/heads/main\n")
    (at.evil / ".git").write_text(f"gitdir: {own}\n")


def entry_in_an_own_repository(at: Places) -> None:
    """Build such an entry with the right names."""
    own = at.evil / "x" / ".git" / "worktrees" / "evil"
    own.mkdir(parents=True)
    (own / "commondir").write_text(f"{at.main}/.git\n")
    (own / "gitdir").write_text(f"{at.evil}/.git\n")
    (at.evil / "x" / NAME).write_bytes(TEXT)
    (at.evil / "x" / ".git" / "index").write_bytes(b"")
    (at.evil / ".git").write_text(f"gitdir: {own}\n")


def dots(at: Places) -> None:
    """Name an own entry by a path that begins like a genuine one."""
    entry_elsewhere(at)
    (at.evil / ".git").write_text(f"gitdir: {entry(at.main)}/../../../../evil/entry\n")


def symlink_in_the_path(at: Places) -> None:
    """Name an own entry through a symlink with the name of the main checkout in front."""
    entry_elsewhere(at)
    (at.evil / "main").symlink_to(at.main)
    (at.evil / ".git").write_text("gitdir: at.main/.git/worktrees/linked\n")


def upper_case(at: Places) -> None:
    """Name the file ``.GIT`` and the main checkout in upper case."""
    (at.evil / ".GIT").write_text(f"gitdir: {at.main.parent}/MAIN/.git/worktrees/linked\n")


def upper_case_path(at: Places) -> None:
    """Name the main checkout in upper case."""
    (at.evil / ".git").write_text(f"gitdir: {at.main.parent}/MAIN/.git/worktrees/linked\n")


def too_long(at: Places) -> None:
    """Write a pointer with more characters than a path has."""
    (at.evil / ".git").write_text(f"gitdir: {'/' * 9000}{entry(at.main)}\n")


def nul(at: Places) -> None:
    """End the path by a NUL, where a shell and C stop reading."""
    (at.evil / ".git").write_text(f"gitdir: {entry(at.main)}\0\n")


def no_prefix(at: Places) -> None:
    """Leave out the keyword."""
    (at.evil / ".git").write_text(f"{entry(at.main)}\n")


def empty(at: Places) -> None:
    """Write an empty pointer."""
    (at.evil / ".git").write_text("")


def fifo(at: Places) -> None:
    """Make the pointer a FIFO, on which reading blocks."""
    os.mkfifo(at.evil / ".git")


def own_repository(at: Places) -> None:
    """Make the directory a repository of its own with configuration that names the main checkout."""
    git(at.evil, "init", "--quiet")
    git(at.evil, "config", "core.worktree", str(at.main))
    (at.evil / ".git" / "commondir").write_text(f"{at.main}/.git\n")
    (at.evil / ".git" / "gitdir").write_text(f"{at.main}/.git\n")


def submodule(at: Places) -> None:
    """Be a submodule of the main checkout."""
    (at.evil / ".git").write_text(f"gitdir: {at.main}/.git/modules/evil\n")
    modules = at.main / ".git" / "modules" / "evil"
    modules.mkdir(parents=True)
    (modules / "commondir").write_text("../..\n")
    (modules / "gitdir").write_text(f"{at.evil}/.git\n")


FORGERIES = (
    nothing, copied_pointer, linked_pointer, hard_linked_pointer, hard_linked_back, missing_entry, main_repository,
    entry_elsewhere, entry_in_an_own_repository, dots, symlink_in_the_path, upper_case, upper_case_path, too_long, nul,
    no_prefix, empty, fifo, own_repository, submodule,
)  # fmt: skip


@pytest.mark.parametrize("forge", FORGERIES, ids=lambda forge: forge.__name__)
def test_forgeries(forge: Forgery, main: Path, linked: Path, work: Path) -> None:
    """A directory that is not a worktree of the main checkout inherits nothing."""
    evil = work / "evil"
    evil.mkdir()
    (evil / NAME).write_bytes(TEXT)
    forge(Places(main, linked, evil))
    files = sorted(evil.rglob(NAME))
    # The shell's hook would find the file through the same search.
    found = [find_allowed_file(str(file.parent), Config()).file for file in files]

    assert (["unknown"] * len(files), [None] * len(files)) == ([verdict(file.parent) for file in files], found)


def test_the_environment_of_git(linked: Path, main: Path, work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Variables of git do not turn another directory into a worktree."""
    evil = work / "evil"
    evil.mkdir()
    (evil / NAME).write_bytes(TEXT)
    for name, value in {
        "GIT_DIR": str(entry(main)),
        "GIT_COMMON_DIR": str(main / ".git"),
        "GIT_WORK_TREE": str(evil),
        "GIT_CEILING_DIRECTORIES": str(work),
        "GIT_DISCOVERY_ACROSS_FILESYSTEM": "1",
    }.items():
        monkeypatch.setenv(name, value)

    assert ("unknown", "allowed") == (verdict(evil), verdict(linked))


def replace_entry(at: Places) -> None:
    """Move the entry and leave a symlink."""
    entry(at.main).rename(at.main / "moved")
    entry(at.main).symlink_to(at.main / "moved")


def replace_back(at: Places) -> None:
    """Move ``gitdir`` and leave a symlink."""
    (entry(at.main) / "gitdir").rename(at.main / "moved")
    (entry(at.main) / "gitdir").symlink_to(at.main / "moved")


def replace_common(at: Places) -> None:
    """Let ``commondir`` name another repository."""
    (entry(at.main) / "commondir").write_text("../../../..\n")


def replace_repository(at: Places) -> None:
    """Move ``.git`` of the main checkout and leave a symlink."""
    (at.main / ".git").rename(at.main / "moved")
    (at.main / ".git").symlink_to("moved")


def replace_main_file(at: Places) -> None:
    """Make the allowed file a symlink to the same bytes."""
    (at.main / NAME).rename(at.main / "moved")
    (at.main / NAME).symlink_to("moved")


def remove_main_file(at: Places) -> None:
    """Remove the allowed file."""
    (at.main / NAME).unlink()


def lead_through_a_link(at: Places) -> None:
    """Let ``gitdir`` name the worktree by a symlink, which another user may have made since."""
    (at.main.parent / "link").symlink_to(at.linked)
    (entry(at.main) / "gitdir").write_text(f"{at.main.parent}/link/.git\n")


def lead_through_a_parent(at: Places) -> None:
    """Let ``gitdir`` name the worktree by a parent directory that is a symlink."""
    (at.main.parent / "link").symlink_to(".")
    (entry(at.main) / "gitdir").write_text(f"{at.main.parent}/link/linked/.git\n")


def lengthen(at: Places) -> None:
    """Add more lines to ``.git`` than a path has characters."""
    with (at.linked / ".git").open("a") as file:
        file.write("\n" * 9000)


def name_another_file(at: Places) -> None:
    """Let ``gitdir`` name another file of the worktree."""
    (entry(at.main) / "gitdir").write_text(f"{at.linked}/.gitx\n")


def empty_back(at: Places) -> None:
    """Empty ``gitdir``."""
    (entry(at.main) / "gitdir").write_text("")


def writable(*parts: str) -> Callable[[Places], None]:
    """Return a function that lets all users write to a file or directory, below the directory that has both."""

    def open_up(at: Places) -> None:
        path = at.main.parent.joinpath(*parts)
        path.chmod(path.stat().st_mode | 0o002)

    open_up.__name__ = "others can write to " + "/".join(parts)
    return open_up


CHANGES = (
    replace_entry, replace_back, replace_common, replace_repository, replace_main_file, remove_main_file,
    lead_through_a_link, lead_through_a_parent, lengthen, name_another_file, empty_back,
    writable("linked"), writable("linked", ".git"), writable("main"), writable("main", ".git"),
    writable("main", ".git", "worktrees"), writable("main", ".git", "worktrees", "linked"),
    writable("main", ".git", "worktrees", "linked", "gitdir"),
    writable("main", ".git", "worktrees", "linked", "commondir"),
)  # fmt: skip


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_doubtful_worktrees(change: Callable[[Places], None], main: Path, linked: Path) -> None:
    """A genuine worktree asks again if something that it depends on is a symlink, missing or writable by others."""
    before = verdict(linked)
    change(Places(main, linked))

    assert ("allowed", "unknown") == (before, verdict(linked))


@pytest.mark.parametrize("part", ["linked/.git", "linked", "main/.git/worktrees/linked/gitdir", "main/.git"])
def test_other_owners(part: str, linked: Path, work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file or directory of another user does not count."""
    status = os.lstat

    def lstat(path: str | Path) -> os.stat_result:
        fields = list(status(path))
        if str(path) == str(work / part):
            fields[4] += 1  # its owner
        return os.stat_result(fields)

    monkeypatch.setattr(os, "lstat", lstat)

    assert "unknown" == verdict(linked)


@pytest.mark.parametrize(("group", "expected"), [(0, "allowed"), (1, "unknown")])
def test_groups(group: int, expected: str, linked: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A group may write to a pointer only if it is the user's own, which has the same number."""
    status = os.lstat
    (linked / ".git").chmod(0o664)

    def lstat(path: str | Path) -> os.stat_result:
        fields = list(status(path))
        fields[5] = fields[4] + group
        return os.stat_result(fields)

    monkeypatch.setattr(os, "lstat", lstat)

    assert expected == verdict(linked)


@pytest.mark.usefixtures("main")
@pytest.mark.parametrize("name", ["bare.git", "x/.git"])
def test_bare_repositories(name: str, work: Path) -> None:
    """A bare repository has no main checkout, whatever its name and the files beside it."""
    bare = work / name
    git(work, "clone", "--quiet", "--bare", "main", str(bare))
    (bare.parent / NAME).write_bytes(TEXT)
    trust.allow(str(bare.parent / NAME), TEXT)
    git(bare, "worktree", "add", "--quiet", str(work / "tree"), "main")

    assert "unknown" == verdict(work / "tree")


@pytest.mark.usefixtures("main")
def test_a_repository_in_another_place(work: Path) -> None:
    """The directory around a repository that was created elsewhere is not its main checkout."""
    (work / "store").mkdir()
    git(work, "clone", "--quiet", "--separate-git-dir=store/x.git", "main", "checkout")
    (work / "store" / NAME).write_bytes(TEXT)
    for folder in ("store", "checkout"):
        trust.allow(str(work / folder / NAME), TEXT)
    git(work / "checkout", "worktree", "add", "--quiet", str(work / "tree"))

    assert "unknown" == verdict(work / "tree")


def test_worktrees_of_submodules(main: Path, work: Path) -> None:
    """A worktree of a submodule belongs to no main checkout that vxenv knows; the submodule is a repository itself."""
    git(work, "clone", "--quiet", "main", "outer")
    git(work / "outer", "-c", "protocol.file.allow=always", "submodule", "add", "--quiet", str(main), "inner")
    trust.allow(str(work / "outer" / "inner" / NAME), TEXT)
    trust.allow(str(work / "outer" / NAME), TEXT)
    git(work / "outer" / "inner", "worktree", "add", "--quiet", str(work / "tree"))

    assert "unknown" == verdict(work / "tree")


def test_repositories_inside_a_worktree(linked: Path) -> None:
    """A repository inside a worktree is not part of it."""
    before = verdict(linked / "sub")
    git(linked / "sub", "init", "--quiet")

    assert ("allowed", "unknown") == (before, verdict(linked / "sub"))


def note_calls(call: Callable[..., object], seen: list[str]) -> Callable[..., object]:
    """Return `call`, which takes a path, with each path added to `seen`."""

    def noted(path: str, *rest: int, **options: int) -> object:
        seen.append(os.fsdecode(path))
        return call(path, *rest, **options)

    return noted


def test_paths_of_a_pointer_are_not_looked_at(work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pointer to a checkout that the user did not allow makes vxenv look at no path in it."""
    (work / NAME).write_bytes(TEXT)
    (work / ".git").write_text("gitdir: /net/evil.example/x/.git/worktrees/x\n")
    seen: list[str] = []
    for name in ("stat", "lstat", "open", "readlink", "listdir", "scandir", "access"):
        monkeypatch.setattr(os, name, note_calls(getattr(os, name), seen))
    search = find_allowed_file(str(work), Config())

    assert (None, [], True) == (search.file, [p for p in seen if p.startswith("/net")], str(work / ".git") in seen)
    assert [] == [path for path in (*search.files, *search.absent, *search.present) if path.startswith("/net")]


def test_inputs(main: Path, linked: Path) -> None:
    """The files that decide are inputs, and so are the records, so that a shell notices each change."""
    search = find_allowed_file(str(linked / "sub"), Config())
    pointers = (linked / ".git", entry(main) / "commondir", entry(main) / "gitdir")
    record = trust.name_allow_record(str(main / "sub" / NAME), TEXT)

    assert {str(path): TEXT for path in (linked / "sub" / NAME, main / "sub" / NAME)} == search.files
    assert search.file is not None
    assert search.file.inherited is not None
    assert {str(path): path.read_bytes() for path in pointers} == search.file.inherited.pointers
    assert (record, *map(str, pointers)) == search.present
    assert {
        trust.name_deny_record(str(linked / "sub" / NAME)),
        str(linked / "sub" / ".git"),
        str(linked / "sub" / ".git" / "HEAD"),
    } == set(search.absent)


def test_each_file_is_read_once(main: Path, linked: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The bytes that were verified are those in the plan: no file is read again, when it may have changed."""
    opened: list[str] = []
    monkeypatch.setattr(os, "open", note_calls(os.open, opened))
    find_allowed_file(str(linked), Config())
    files = [str(path) for path in (linked / NAME, linked / ".git", entry(main) / "gitdir", main / NAME)]

    assert [1] * len(files) == [opened.count(file) for file in files]


def test_ordinary_directories_have_no_new_inputs(main: Path, work: Path) -> None:
    """Outside linked worktrees, the inputs are the file and its record."""
    search = find_allowed_file(str(main), Config())
    (work / NAME).write_bytes(TEXT)

    assert {str(main / NAME): TEXT} == search.files
    assert {str(work / NAME): TEXT} == find_allowed_file(str(work), Config()).files
    assert (None, None) == (read_pointer(str(main / NAME)), read_pointer(str(work / NAME)))


def test_listing_worktrees(main: Path, linked: Path) -> None:
    """The worktrees of a checkout are found through its entries."""
    assert [str(linked / "sub" / NAME)] == list_worktrees(str(main / "sub" / NAME))


def test_commands(run: Run, linked: Path, profile: Callable[[str, str], Path]) -> None:
    """`allowed` and `status` name the main checkout; `deny` and `allow` record the worktree's own decisions."""
    profile("p", '[vertex]\nregion = "eu"\n')
    inside = {"PWD": str(linked)}
    os.chdir(linked)
    listed = run("allowed").stdout.splitlines()
    status = run("status", env=inside).stdout
    denied = run("deny", env=inside).stderr, verdict(linked)
    allowed = run("allow", env=inside).code, verdict(linked)

    assert [
        "~/code/main/.vxenv.toml        allowed",
        "~/code/linked/.vxenv.toml      allowed  through ~/code/main/.vxenv.toml",
        "~/code/main/sub/.vxenv.toml    allowed",
        "~/code/linked/sub/.vxenv.toml  allowed  through ~/code/main/sub/.vxenv.toml",
    ] == listed
    assert "~/code/linked/.vxenv.toml selects p, allowed through ~/code/main/.vxenv.toml\n" in status
    assert (("~/code/linked/.vxenv.toml: denied  (revert: vxenv allow)\n", "denied"), (0, "allowed")) == (
        denied,
        allowed,
    )


def test_json(run: Run, main: Path, linked: Path) -> None:
    """The JSON output names the main checkout too."""
    os.chdir(linked)
    status = json.loads(run("status", "--json", env={"PWD": str(linked)}).stdout)
    listed = json.loads(run("allowed", "--json").stdout)

    assert str(main / NAME) == status["directory"]["allowed_through"]
    assert {"path": str(linked / NAME), "allowed_through": str(main / NAME)} == listed["worktrees"][0]


def test_local_in_a_worktree(run: Run, main: Path, linked: Path, profile: Callable[[str, str], Path]) -> None:
    """`local` in a worktree changes the inherited file without a question and records its own decision."""
    profile("q", '[vertex]\nregion = "eu"\n')
    os.chdir(linked)
    ran = run("local", "q", env={"PWD": str(linked)})

    assert (0, ['profile = "q"'], "allowed", "allowed") == (
        ran.code,
        (linked / NAME).read_text().splitlines(),
        verdict(linked),
        verdict(main),
    )
