"""Transactions: all or nothing, in order, through symlinks, with modes, and without overwriting others' changes."""

import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from files.test_faults import die, expect, forked, nothing, started, temporaries
from vxenv.activation import trust
from vxenv.errors import StoreError
from vxenv.files import journal, transaction
from vxenv.files.journal import Content
from vxenv.files.transaction import Transaction, lock_store, read_content

Profile = Callable[[str, str | bytes], Path]


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Replace fsync, since power loss is not tested."""
    monkeypatch.setattr(os, "fsync", nothing)


def mode(path: Path) -> int:
    """Return the permissions of `path`."""
    return stat.S_IMODE(path.lstat().st_mode)


def written(*files: tuple[Path, bytes], what: str = "test") -> bool:
    """Write the files in one transaction; tell whether it changed anything."""
    with lock_store():
        change = Transaction(what)
        for path, data in files:
            change.write(str(path), data)
        return change.commit()


def test_several_files_change_together(profile: Profile) -> None:
    """A transaction writes all its files and records them in one entry, in order."""
    one, two = profile("one", "1"), profile("two", "2")
    new = one.with_name("new.toml")

    assert written((two, b"22"), (new, b"33"), (one, b"11"))
    assert [b"11", b"22", b"33"] == [path.read_bytes() for path in (one, two, new)]
    (entry,) = journal.list_done()
    assert [str(two), str(new), str(one)] == [file.path for file in entry.files]
    assert [Content(b"2", mode(two)), None] == [file.before for file in entry.files[:2]]


def test_files_change_in_the_order_in_which_they_were_collected(
    profile: Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A renamed profile exists under its new name before the old one is removed."""
    old = profile("old", "1")
    new, child = old.with_name("new.toml"), profile("child", "2")
    calls: list[str] = []
    replace, unlink = os.replace, os.unlink

    def replacing(source: str, place: str, **named: int) -> None:
        calls.append(os.path.basename(place))
        replace(source, place, **named)

    def unlinking(path: str, **named: int) -> None:
        calls.append(os.path.basename(path))
        unlink(path, **named)

    monkeypatch.setattr(os, "replace", replacing)
    monkeypatch.setattr(os, "unlink", unlinking)
    with lock_store():
        change = Transaction("rename")
        change.place(str(new), change.find(str(old)))
        change.write(str(child), b"3")
        change.remove(str(old))
        change.commit()

    assert ["new.toml", "child.toml", "old.toml"] == [name for name in calls if name.endswith(".toml")]


def test_what_changes_nothing_leaves_no_trace(profile: Profile, home: Path) -> None:
    """A transaction without differences writes nothing: no file, no journal, no new time."""
    path = profile("one", "1")
    before = path.stat()

    assert not written((path, b"1"))
    assert not written()
    assert before == path.stat()
    assert [] == journal.list_done()
    assert not (home / ".local/state/vxenv/history").exists()


@pytest.mark.parametrize("permissions", [0o600, 0o644, 0o640, 0o700])
def test_modes_are_kept(permissions: int, profile: Profile) -> None:
    """A file keeps its mode when it is written and when that is undone, with any umask."""
    path = profile("one", "1")
    path.chmod(permissions)
    before = os.umask(0o077)
    try:
        written((path, b"2"))
        expect(0, forked("undo"))
        expect(0, forked("undo", "--redo"))
    finally:
        os.umask(before)

    assert (permissions, b"2") == (mode(path), path.read_bytes())


def test_a_new_file_is_private(profile: Profile) -> None:
    """New and copied profiles are accessible only to the user; a renamed one keeps its mode."""
    path = profile("one", "1 = 1\n")
    path.chmod(0o644)
    path.write_text("# 1\n")
    before = os.umask(0)
    try:
        expect(0, forked("copy", "one", "two"))
        expect(0, forked("rename", "one", "three"))
    finally:
        os.umask(before)

    assert [0o600, 0o644] == [mode(path.with_name(f"{name}.toml")) for name in ("two", "three")]


@pytest.mark.parametrize("words", [("set", "*", "env.X=1"), ("remove", "one"), ("unset", "one", "env.A")])
def test_a_read_only_file(words: tuple[str, ...], profile: Profile, home: Path) -> None:
    """A read-only profile is not changed, not even by root, and neither are other files of the transaction."""
    first, path = profile("a", '[env]\nA = "1"\n'), profile("one", '[env]\nA = "1"\n')
    path.chmod(0o400)
    ran = expect(1, forked(*words))

    assert "one.toml is read-only" in ran.stderr
    assert ['[env]\nA = "1"\n'] * 2 == [first.read_text(), path.read_text()]
    assert ([], [], 0o400) == (journal.list_done(), temporaries(home), mode(path))


def test_a_read_only_file_is_renamed_and_copied(profile: Profile) -> None:
    """A read-only profile can be renamed and keeps its mode."""
    path = profile("one", "# 1\n")
    path.chmod(0o400)
    expect(0, forked("rename", "one", "two"))
    expect(0, forked("copy", "two", "three"))
    expect(0, forked("undo", "2"))

    assert (["one.toml"], 0o400) == (os.listdir(path.parent), mode(path))


LINKS = ["target.toml", "../elsewhere/target.toml", "/"]


@pytest.fixture(params=LINKS, ids=["beside", "elsewhere", "absolute"])
def link(request: pytest.FixtureRequest, profile: Profile, config: Path) -> Path:
    """Return a profile that is a symlink, as created by dotfile managers."""
    path = profile("x", "").with_name("link.toml")
    path.with_name("x.toml").unlink()
    to = request.param if request.param != "/" else str(config / "elsewhere" / "target.toml")
    target = path.parent / to
    target.parent.mkdir(exist_ok=True)
    target.write_text("# 1\n")
    target.chmod(0o640)
    path.symlink_to(to)
    return path


def test_a_link_is_written_through(link: Path, home: Path) -> None:
    """A profile that is a symlink stays one; its target changes and keeps its mode."""
    target, to = link.resolve(), os.readlink(link)
    expect(0, forked("set", "link", "env.X=1"))
    assert (to, '# 1\n\n[env]\nX = "1"\n', 0o640) == (os.readlink(link), target.read_text(), mode(target))
    expect(0, forked("undo"))

    assert (to, "# 1\n", 0o640, []) == (os.readlink(link), target.read_text(), mode(target), temporaries(home))


def test_a_link_is_removed_as_a_link(link: Path) -> None:
    """Removing a symlink leaves its target unchanged."""
    target, to = link.resolve(), os.readlink(link)
    expect(0, forked("remove", "link"))
    assert (False, "# 1\n") == (os.path.lexists(link), target.read_text())
    expect(0, forked("undo"))

    assert (to, "# 1\n") == (os.readlink(link), target.read_text())


def test_a_link_is_renamed_as_a_link(link: Path) -> None:
    """A renamed symlink keeps its target."""
    target, to = link.resolve(), os.readlink(link)
    expect(0, forked("rename", "link", "other"))
    assert (to, False, "# 1\n") == (
        os.readlink(link.with_name("other.toml")),
        os.path.lexists(link),
        target.read_text(),
    )
    expect(0, forked("undo"))

    assert (to, "# 1\n") == (os.readlink(link), target.read_text())


@pytest.mark.parametrize("words", [("rename", "--force", "link", "file"), ("rename", "--force", "file", "link")])
def test_a_link_and_a_file_that_take_each_others_place(words: tuple[str, ...], link: Path) -> None:
    """A file that replaces a symlink, or is replaced by one, leaves the target unchanged."""
    target, to, file = link.resolve(), os.readlink(link), link.with_name("file.toml")
    file.write_text("# file\n")
    expect(0, forked(*words))
    assert "# 1\n" == target.read_text()
    expect(0, forked("undo"))

    assert (to, "# 1\n", "# file\n") == (os.readlink(link), target.read_text(), file.read_text())
    assert not file.is_symlink()


def test_a_copy_over_a_link_goes_through_it(link: Path) -> None:
    """A copy is written through a symlink like `set`, and undo restores the target."""
    target, to, file = link.resolve(), os.readlink(link), link.with_name("file.toml")
    file.write_text("# file\n")
    expect(0, forked("copy", "--force", "file", "link"))
    assert (to, "# file\n") == (os.readlink(link), target.read_text())
    assert "# 1\n" == link.with_name("link.toml.bak").read_text()
    expect(0, forked("undo"))

    assert (to, "# 1\n") == (os.readlink(link), target.read_text())


def test_a_dangling_link(profile: Profile) -> None:
    """A dangling symlink is reported as missing, or gets a target; it is not lost."""
    link = profile("x", "").with_name("link.toml")
    link.symlink_to("nowhere.toml")
    for words in (("set", "link", "env.X=1"), ("copy", "link", "y"), ("rename", "link", "y"), ("undo",)):
        ran = forked(*words)
        assert "Traceback" not in ran.stderr
        assert "y: a copy" not in ran.stderr

    assert link.is_symlink() or link.with_name("y.toml").is_symlink()


def test_links_in_a_circle(profile: Profile) -> None:
    """A symlink to itself is an error without a traceback."""
    link = profile("x", "").with_name("link.toml")
    link.symlink_to("link.toml")
    for words in (("set", "link", "env.X=1"), ("copy", "link", "y"), ("copy", "--force", "x", "link")):
        expect(1, forked(*words))

    assert "link.toml" == os.readlink(link)


@pytest.mark.parametrize("kind", ["fifo", "directory"])
def test_something_else_in_place_of_a_profile(kind: str, profile: Profile, home: Path) -> None:
    """A pipe or a directory in place of a profile is an error, does not block, and nothing changes."""
    path = profile("x", "# x\n").with_name("odd.toml")
    if kind == "fifo":
        os.mkfifo(path)
    else:
        path.mkdir()
    commands: list[tuple[str, ...]] = [
        ("set", "*", "env.X=1"),
        ("copy", "odd", "y"),
        ("copy", "--force", "x", "odd"),
        ("rename", "odd", "y"),
    ]
    for words in [*commands, ("rename", "--force", "x", "odd"), ("remove", "odd"), ("undo",)]:
        ran = forked(*words)
        assert (True, True) == (ran.code in (1, 2, 3), "Traceback" not in ran.stderr), (words, ran)

    assert (["odd.toml", "x.toml"], "# x\n") == (sorted(os.listdir(path.parent)), path.with_name("x.toml").read_text())
    assert ([], True) == (temporaries(home), not path.is_file())


@pytest.mark.parametrize("place", ["", "profiles", "../../.local/state/vxenv", "../../.local/state/vxenv/history"])
def test_a_file_in_place_of_a_directory(place: str, config: Path) -> None:
    """A file in place of one of vxenv's directories is an error in each command."""
    path = Path(os.path.normpath(config / place))
    if place.startswith("."):
        (config / "profiles").mkdir()
        (config / "profiles" / "one.toml").write_text("# 1\n")
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.is_dir():
        path.rmdir()
    path.write_text("in the way")
    commands = [("set", "one", "env.X=1"), ("copy", "one", "two"), ("remove", "one"), ("default", "--unset")]
    for words in commands:
        ran = forked(*words)
        # Without profiles or a default, there is nothing to do.
        fine = [1] if place.startswith(".") and words[0] != "default" else [0, 1, 2]
        assert (True, True) == (ran.code in fine, "Traceback" not in ran.stderr), (words, ran)
    for option in ("--dry-run", "--list", "--forget --yes", "--redo"):
        assert "Traceback" not in forked("undo", *option.split()).stderr, option

    assert "in the way" == path.read_text()
    if place.startswith("."):
        assert "# 1\n" == (config / "profiles" / "one.toml").read_text()


@pytest.mark.parametrize("at", [0, 1, 2])
@pytest.mark.parametrize("kind", ["changed", "removed", "mode", "link"])
def test_an_editor_that_is_quicker(at: int, kind: str, profile: Profile, home: Path) -> None:
    """A file changed by another process between read and write is not overwritten, and no other file changes."""
    paths = [profile(name, f"# {name}\n") for name in ("a", "b", "c")]
    with lock_store():
        change = Transaction("test")
        for path in paths:
            change.write(str(path), change.read(str(path)) + b"more")
        if kind == "changed":
            paths[at].write_text("an editor's")
        elif kind == "mode":
            paths[at].chmod(0o755)
        else:
            paths[at].unlink()
            if kind == "link":
                paths[at].symlink_to(os.devnull)
        with pytest.raises(StoreError, match=r"was changed by another process|No such file"):
            change.commit()
    left = {"changed": "an editor's", "removed": None, "mode": f"# {'abc'[at]}\n", "link": ""}[kind]

    expected = [left if number == at else f"# {name}\n" for number, name in enumerate("abc")]
    assert expected == [path.read_text() if path.exists() else None for path in paths]
    assert ([], []) == (journal.list_done(), temporaries(home))


def test_a_file_that_appears_in_between(profile: Profile) -> None:
    """A file created by another process in place of a new one is not overwritten."""
    path = profile("x", "").with_name("new.toml")
    with lock_store():
        change = Transaction("test")
        change.write(str(path), b"ours")
        path.write_text("his")
        with pytest.raises(StoreError, match="was changed by another process"):
            change.commit()

    assert ("his", []) == (path.read_text(), journal.list_done())


def test_an_editor_during_the_command(profile: Profile) -> None:
    """A file saved by an editor while `set` runs is not overwritten."""
    path = profile("x", "# x\n")

    def first() -> None:
        begin = journal.begin

        def late(*words: Any) -> Any:
            begun: Any = begin(*words)
            path.write_text("an editor's")
            return begun

        setattr(journal, "begin", late)  # noqa: B010 - mypy rejects assigning to a function

    ran = expect(1, forked("set", "x", "env.X=1", first=first))

    assert (True, "an editor's") == ("was changed by another process; try again" in ran.stderr, path.read_text())
    assert [] == journal.list_done()


def test_what_an_editor_did_meanwhile_is_not_taken_back(profile: Profile, monkeypatch: pytest.MonkeyPatch) -> None:
    """A roll-back does not overwrite a file that an editor has changed since."""
    one, two = profile("a", "# a\n"), profile("b", "# b\n")
    replace = os.replace

    def failing(source: str, place: str, **named: int) -> None:
        if place == two.name:
            one.write_text("an editor's")
            raise OSError(5, "Input/output error")
        replace(source, place, **named)

    monkeypatch.setattr(os, "replace", failing)
    with pytest.raises(StoreError, match="Input/output error"):
        written((one, b"1"), (two, b"2"))

    assert ("an editor's", "# b\n", []) == (one.read_text(), two.read_text(), journal.list_done())


def test_the_next_writer_takes_back_what_was_cut_short(profile: Profile) -> None:
    """The next writer rolls back an interrupted transaction, reports it once, and keeps later changes."""
    one, two = profile("a", "# a\n"), profile("b", "# b\n")

    first: Callable[[], None] = lambda: setattr(journal, "finish", die)  # noqa: E731 - short
    assert -9 == forked("set", "?", "env.X=1", first=first).code
    two.write_text("# by hand\n")
    ran = expect(0, forked("default", "--unset"))

    assert ("# a\n", "# by hand\n", True) == (
        one.read_text(),
        two.read_text(),
        "undid an interrupted command" in ran.stderr,
    )
    assert "interrupted" not in expect(0, forked("default", "--unset")).stderr


def test_removing_what_is_gone_already(profile: Profile) -> None:
    """Removing a missing file changes nothing."""
    path = profile("x", "").with_name("gone.toml")
    with lock_store():
        change = Transaction("test")
        change.remove(str(path))
        assert not change.commit()

    assert [None, []] == [read_content(str(path)), journal.list_done()]


def test_temporary_files_of_others_are_left_alone(profile: Profile, config: Path) -> None:
    """Only files named like vxenv's temporary files are removed."""
    names = [".x.tmp", ".0123.tmp", ".notes.tmp", "0123456789abcdef.tmp", ".zzzzzzzzzzzzzzzz.tmp"]
    profile("x", "# x\n")
    for folder in (config, config / "profiles"):
        for name in names:
            (folder / name).write_text("mine")
        (folder / ".0123456789abcdef.tmp").write_text("a dead writer's")
    expect(0, forked("set", "x", "env.X=1"))

    for folder in (config, config / "profiles"):
        assert sorted(names) == sorted(name for name in os.listdir(folder) if name.endswith(".tmp"))


@pytest.mark.parametrize("words", [("rename", "--force", "base", "child"), ("rename", "--force", "child", "base"),
                                   ("copy", "--force", "child", "base")])  # fmt: skip
def test_a_profile_in_the_place_of_its_own_parent_or_child(words: tuple[str, ...], profile: Profile) -> None:
    """No profile is lost or extends itself; a command that would cause that is refused."""
    base = profile("base", "# base\n")
    child = profile("child", '# child\nextends = "base"\n')
    ran = forked(*words)

    assert (True, True) == (ran.code in (0, 1, 2, 3), "Traceback" not in ran.stderr)
    if ran.code:
        assert ["# base\n", '# child\nextends = "base"\n'] == [base.read_text(), child.read_text()]
    else:
        assert "# base\n" in [path.read_text() for path in (base, child) if path.exists()]
        for path in (base, child):
            if path.exists():
                expect(0, forked("show", path.stem))


def test_a_rename_changes_everything_that_names_it(profile: Profile, config: Path, home: Path) -> None:
    """Parents, the default and allowed directory files refer to the new name; other directory files are listed."""
    profile("old", "# old\n")
    child = profile("child", 'extends = ["old", "x"] # y\n')
    profile("x", "")
    (config / "config.toml").write_text('default = "x+old"\nquiet = true # z\n')
    asking = home / "client" / ".vxenv.toml"
    asking.parent.mkdir()
    asking.write_text('profile = "old" # w\n')
    trust.allow(str(asking), asking.read_bytes())
    denied = home / "stranger" / ".vxenv.toml"
    denied.parent.mkdir()
    denied.write_text('profile = "old"\n')
    trust.deny(str(denied))
    ran = expect(0, forked("rename", "old", "new", first=lambda: os.environ.pop("VXENV_QUIET", None)))

    assert 'extends = ["new", "x"] # y\n' == child.read_text()
    assert 'default = "x+new"\nquiet = true # z\n' == (config / "config.toml").read_text()
    assert 'profile = "new" # w\n' == asking.read_text()
    assert os.path.exists(trust.name_allow_record(str(asking), asking.read_bytes()))
    assert not os.path.exists(trust.name_allow_record(str(asking), b'profile = "old" # w\n'))
    assert ('profile = "old"\n', True) == (
        denied.read_text(),
        'stranger/.vxenv.toml: still selects "old"' in ran.stderr,
    )


def test_a_change_past_what_can_be_read(profile: Profile) -> None:
    """A profile that would exceed the size limit is not written."""
    path = profile("x", "# x\n" + "# long\n" * 9000)
    before = path.read_bytes()
    expect(1, forked("set", "x", f"env.X={'x' * 3000}"))

    assert (before, []) == (path.read_bytes(), journal.list_done())


def test_a_variable_of_the_catalogue_in_env(profile: Profile) -> None:
    """A variable that [env] sets although it has a key is changed and removed by its name."""
    path = profile("x", '[env]\nCLOUD_ML_REGION = "us" # why\n')
    expect(0, forked("set", "x", "CLOUD_ML_REGION=eu"))
    assert ["eu"] == [line.split('"')[1] for line in path.read_text().splitlines() if '"' in line]
    expect(0, forked("unset", "x", "CLOUD_ML_REGION"))

    assert "eu" not in path.read_text()


def test_a_failed_command_changes_nothing(profile: Profile) -> None:
    """If one of several profiles cannot be changed, none is."""
    good, bad = profile("a", "# a\n"), profile("b", "not = [ toml")
    for words in (("set", "*", "env.X=1"), ("set", "a", "env.X=1", "vertex.region=No Such"), ("set", "a", "b=c")):
        assert forked(*words).code in (1, 2)

    assert ("# a\n", "not = [ toml", []) == (good.read_text(), bad.read_text(), journal.list_done())


def test_waiting_writers_find_what_the_first_wrote(profile: Profile) -> None:
    """A command reads only after it holds the lock, so that no other change is lost."""
    path = profile("x", "# x\n")
    with lock_store():
        # A fork inherits the lock's descriptor.
        child = started("set", "x", "env.X=1", first=lambda: os.closerange(3, 1024))
        # Waiting or not, it cannot have read yet.
        path.write_text("# y\n")
    expect(0, child.ran())

    assert '# y\n\n[env]\nX = "1"\n' == path.read_text()
    assert transaction.read_content(str(path)) == Content(path.read_bytes(), mode(path))
