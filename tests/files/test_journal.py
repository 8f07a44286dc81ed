"""The history of the store: changes are recorded, undone and redone, and damaged entries are harmless."""

import base64
import json
import os
import shutil
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from files.test_faults import Tree, expect, forked, temporaries, tree
from vxenv.activation import trust
from vxenv.files import journal
from vxenv.files.journal import KEPT
from vxenv.paths import find_state_directory

Profile = Callable[[str, str | bytes], Path]


@pytest.fixture
def path(profile: Profile) -> Path:
    """Return a profile that was set to 1, 2 and 3 in turn."""
    found = profile("p", "# p\n")
    for value in "123":
        expect(0, forked("set", "p", f"env.V={value}"))
    return found


@pytest.fixture
def folder(home: Path) -> Path:
    """Return the directory of the history."""
    return home / ".local/state/vxenv/history"


def value(path: Path) -> str:
    """Return the value that the profile sets, or ""."""
    return path.read_text().partition('V = "')[2][:1]


def commands(*words: str) -> list[str]:
    """Return the last column of `undo --list`."""
    return [line.split("  ")[-1].strip() for line in expect(0, forked("undo", "--list", *words)).stdout.splitlines()]


def listed() -> list[tuple[str, bool]]:
    """Return the entries of the history, the newest first, each with whether it is undone."""
    rows = json.loads(expect(0, forked("undo", "--list", "--json")).stdout)
    assert 1 == rows["version"]
    return [(row["what"], row["undone"]) for row in rows["changes"]]


def test_one_step_and_several(path: Path) -> None:
    """`undo` undoes the last change, `undo N` the last N, and the list shows the rest."""
    expect(0, forked("undo"))
    assert "2" == value(path)
    expect(0, forked("undo", "2"))

    assert ("# p\n", [("set p env.V=3", True), ("set p env.V=2", True), ("set p env.V=1", True)]) == (
        path.read_text(),
        listed(),
    )


def test_too_many_steps(path: Path) -> None:
    """More steps than the history has are an error, and nothing is undone."""
    expect(2, forked("undo", "4"))
    expect(2, forked("undo", "0"))
    expect(2, forked("undo", "--redo"))

    assert ("3", 3) == (value(path), len(journal.list_done()))


def test_redo(path: Path) -> None:
    """Undone changes are redone in their original order."""
    before = path.read_bytes()
    expect(0, forked("undo", "3"))
    expect(0, forked("undo", "--redo"))
    assert "1" == value(path)
    expect(0, forked("undo", "--redo", "2"))

    assert (before, [False] * 3) == (path.read_bytes(), [undone for _, undone in listed()])
    expect(2, forked("undo", "--redo"))


def test_a_new_change_forgets_what_was_taken_back(path: Path) -> None:
    """After a new change, nothing can be redone."""
    expect(0, forked("undo", "2"))
    expect(0, forked("set", "p", "env.V=9"))
    expect(2, forked("undo", "--redo"))
    assert [("set p env.V=9", False), ("set p env.V=1", False)] == listed()
    expect(0, forked("undo", "2"))

    assert "# p\n" == path.read_text()


def test_there_and_back_many_times(path: Path) -> None:
    """Any sequence of undo and redo keeps the length of the history and the state at each position."""
    seen: dict[int, set[bytes]] = {}
    for words in [("2",), ("--redo",), (), ("--redo", "2"), ("3",), ("--redo", "3"), ("1",), ("--redo",)]:
        expect(0, forked("undo", *words))
        seen.setdefault(len(journal.list_done()), set()).add(path.read_bytes())

    assert ({0: 1, 1: 1, 2: 1, 3: 1}, 3) == ({at: len(found) for at, found in sorted(seen.items())}, len(listed()))


def test_the_last_fifty_are_kept(path: Path, folder: Path) -> None:
    """The fifty-first change removes the first one with its file."""
    for number in range(KEPT):
        expect(0, forked("set", "p", f"env.W={number}"))
    assert (50, 50) == (len(journal.list_done()), len(os.listdir(folder)))
    expect(2, forked("undo", "51"))
    expect(0, forked("undo", "50"))

    assert (True, "3") == ("W" not in path.read_text(), value(path))


def test_undo_where_a_file_was_changed_by_hand(path: Path) -> None:
    """A file that has changed since is overwritten only with --force, which records a new change."""
    path.write_text("# by hand\n")
    ran = expect(3, forked("undo"))
    assert (True, "# by hand\n", 3) == ("has changed since" in ran.stderr, path.read_text(), len(journal.list_done()))
    expect(0, forked("undo", "--force"))
    assert "2" == value(path)
    expect(0, forked("undo"))

    assert ("# by hand\n", "set p env.V=3") == (path.read_text(), journal.list_done()[0].what)


def test_several_steps_of_which_one_is_refused(path: Path, profile: Profile) -> None:
    """If a later step is refused, no step is undone."""
    other = profile("q", "# q\n")
    expect(0, forked("set", "q", "env.V=1"))
    path.write_text("# by hand\n")
    expect(3, forked("undo", "2"))

    assert ('# q\n\n[env]\nV = "1"\n', "# by hand\n", 4) == (
        other.read_text(),
        path.read_text(),
        len(journal.list_done()),
    )


def test_a_change_by_hand_that_comes_to_the_same(path: Path) -> None:
    """A file that already has the restored content, or another mode, does not prevent undo."""
    path.write_bytes(path.read_bytes().replace(b"3", b"2"))
    expect(0, forked("undo"))
    path.chmod(0o640)
    expect(0, forked("undo"))

    assert ("1", 1) == (value(path), len(journal.list_done()))


@pytest.mark.usefixtures("path")
def test_a_dry_run_changes_nothing(home: Path) -> None:
    """`undo --dry-run` prints the changes."""
    before = tree(home)
    ran = expect(0, forked("undo", "--dry-run"))

    assert ['-V = "3"', '+V = "2"'] == [line for line in ran.stdout.splitlines() if line[1:2] == "V"]
    assert (before, 3) == (tree(home), len(journal.list_done()))


def test_journal_forget(path: Path, folder: Path) -> None:
    """`undo --forget` removes all bytes of the history and leaves the profiles unchanged."""
    expect(0, forked("undo"))
    ran = expect(0, forked("undo", "--forget", "--yes"))

    assert (True, [], "2") == ("forgot 3 changes" in ran.stderr, os.listdir(folder), value(path))
    expect(2, forked("undo"))
    expect(0, forked("set", "p", "env.V=7"))
    assert ["set p env.V=7"] == [entry.what for entry in journal.list_done()]


def test_the_history_is_private(path: Path, folder: Path) -> None:
    """The history is accessible only to its owner, with any umask."""
    before = os.umask(0)
    try:
        expect(0, forked("set", "p", "env.V=4"))
        expect(0, forked("undo"))
    finally:
        os.umask(before)

    assert {0o600} == {stat.S_IMODE(one.stat().st_mode) for one in folder.iterdir()}
    assert 0o700 == stat.S_IMODE(folder.stat().st_mode)
    assert path.exists()


def test_a_history_that_others_can_read_is_closed(path: Path, folder: Path) -> None:
    """The next change removes other users' permissions, for example after a restored backup."""
    folder.chmod(0o755)
    expect(0, forked("set", "p", "env.V=4"))

    assert (0o700, "4") == (stat.S_IMODE(folder.stat().st_mode), value(path))


SECRETS = [
    "env.MY_API_KEY=hush-hush",
    "ANTHROPIC_API_KEY=hush-hush",
    "env.X=sk-ant-api03-hush-hush-hush",
    "env.HTTPS_PROXY=http://me:hush-hush@proxy:8080",
    "tuning.custom_headers=Authorization: Bearer hush-hush",
    'tuning.custom_headers:={Authorization = "hush-hush"}',
    "env.GH=ghp_hushhushhushhushhushhush",
    "description=sk-ant-api03-hush-hush-hush",
]


@pytest.mark.parametrize("pair", SECRETS)
def test_secrets_are_not_put_down(pair: str, path: Path, folder: Path) -> None:
    """A secret given to `set` is in the profile, but not in the output or the entry's command."""
    ran = expect(0, forked("set", "p", pair))
    assert (True, False, False) == ("hush" in path.read_text(), "hush" in ran.stderr, "hush" in ran.stdout)
    newest = max(folder.iterdir())

    assert "hush" not in json.loads(newest.read_text())["what"]
    assert "hush" not in forked("undo", "--list").stdout


def test_what_is_listed_steers_no_terminal(path: Path) -> None:
    """Escape sequences in a value are printed as text."""
    expect(0, forked("set", "p", "env.X=\x1b]0;gotcha\x07\n\r"))
    ran = expect(0, forked("undo", "--list"))

    assert [] == [character for character in ran.stdout if not character.isprintable() and character != "\n"]
    assert path.exists()


def test_undo_of_a_rename_restores_consent(profile: Profile, config: Path, home: Path) -> None:
    """A directory file changed by a rename is allowed before, after, and after undo, without surplus records."""
    profile("old", "# old\n")
    profile("child", 'extends = "old"\n')
    (config / "config.toml").write_text('default = "old"\n')
    asking = home / "client" / ".vxenv.toml"
    asking.parent.mkdir()
    asking.write_text('profile = "old" # w\n')
    trust.allow(str(asking), asking.read_bytes())
    before = tree(home)

    def allowed() -> tuple[bool, list[str]]:
        record = trust.name_allow_record(str(asking), asking.read_bytes())
        return os.path.exists(record), [record.path for record in trust.list_records()]

    states: list[Tree] = []
    for words in (("rename", "old", "new"), ("undo",), ("undo", "--redo"), ("undo",)):
        expect(0, forked(*words))
        states.append(tree(home))
        assert (True, [str(asking)]) == allowed()

    assert [before, states[0], before] == states[1:]
    assert [] == temporaries(home)


def test_undo_of_a_rename_whose_directory_file_was_changed(profile: Profile, home: Path) -> None:
    """A directory file that has changed since is not undone without --force."""
    profile("old", "# old\n")
    asking = home / "client" / ".vxenv.toml"
    asking.parent.mkdir()
    asking.write_text('profile = "old"\n')
    trust.allow(str(asking), asking.read_bytes())
    expect(0, forked("rename", "old", "new"))
    asking.write_text('profile = ["new", "x"]\n')
    expect(3, forked("undo"))
    assert 'profile = ["new", "x"]\n' == asking.read_text()
    expect(0, forked("undo", "--force"))
    assert 'profile = "old"\n' == asking.read_text()
    expect(0, forked("undo"))

    assert 'profile = ["new", "x"]\n' == asking.read_text()


def test_undo_where_a_directory_is_gone(profile: Profile, home: Path) -> None:
    """If a directory file was removed with its directory, undo fails without changes, or undoes the rest."""
    profile("old", "# old\n")
    asking = home / "client" / ".vxenv.toml"
    asking.parent.mkdir()
    asking.write_text('profile = "old"\n')
    trust.allow(str(asking), asking.read_bytes())
    expect(0, forked("rename", "old", "new"))
    asking.unlink()
    asking.parent.rmdir()
    before = tree(home)
    expect(3, forked("undo"))
    ran = forked("undo", "--force")

    assert (True, True) == (ran.code in (0, 1), "Traceback" not in ran.stderr)
    assert ran.code == 0 or before == tree(home)


def packed(text: str) -> list[Any]:
    """Return a file's content as stored in the history."""
    return [base64.b64encode(text.encode()).decode(), 0o600, False]


def entry(**changes: Any) -> str:
    """Return an entry of the history with the given fields changed."""
    whole = {"version": 1, "number": 99, "what": "x", "when": 1.5, "settles": 0, "files": [], "waiting": []}
    return json.dumps({**whole, **changes})


def place(name: str) -> str:
    """Return a path in the working directory as stored in the history."""
    return os.fsencode(os.path.abspath(name)).hex()


JUNK: dict[str, Callable[[], str]] = {
    "empty": lambda: "",
    "cut": lambda: entry()[:40],
    "list": lambda: "[]",
    "null": lambda: "null",
    "number": lambda: "1",
    "deep": lambda: "[" * 100_000,
    "deep object": lambda: '{"a":' * 100_000,
    "binary": lambda: "\x00\x01" * 50,
    "huge number": lambda: '{"version":1,"number":' + "9" * 5000 + "}",
    "no number": lambda: entry(number="x"),
    "float": lambda: entry(number=1.5),
    "another number": lambda: entry(number=3),
    "true": lambda: entry(number=True),
    "what": lambda: entry(what=5),
    "when": lambda: entry(when="a"),
    "never": lambda: entry(when=1e300),
    "nan": lambda: entry(when=float("nan")),
    "infinity": lambda: entry(when=float("inf")),
    "before": lambda: entry(when=-1e300),
    "settles": lambda: entry(settles="q", files=[[place("q"), None, packed("q")]]),
    "settles nothing": lambda: entry(settles=77, files=[[place("q"), None, packed("q")]]),
    "files": lambda: entry(files=5),
    "file": lambda: entry(files=[[1, 2]]),
    "no hex": lambda: entry(files=[["zz", None, None]]),
    "NUL": lambda: entry(files=[["2f00", None, packed("q")]]),
    "no path": lambda: entry(files=[["", None, packed("q")]]),
    "relative": lambda: entry(files=[[b"q".hex(), packed("q"), None]]),
    "root": lambda: entry(files=[[b"/".hex(), packed("q"), None]]),
    "directory": lambda: entry(files=[[place("."), packed("q"), None]]),
    "below a file": lambda: entry(files=[[place("file/x"), packed("q"), None]]),
    "content": lambda: entry(files=[[place("q"), None, {}]]),
    "content 5": lambda: entry(files=[[place("q"), None, 5]]),
    "base64": lambda: entry(files=[[place("q"), None, ["%%%", 384, False]]]),
    "mode": lambda: entry(files=[[place("q"), ["", "a", False], None]]),
    "large mode": lambda: entry(files=[[place("q"), ["", 10**30, False], None]]),
    "link": lambda: entry(files=[[place("q"), ["AA==", 0, True], None]]),
    "version": lambda: entry(version=7, files=[[place("q"), None, packed("q")]]),
    "waiting": lambda: entry(waiting=5),
    "waiting elsewhere": lambda: entry(waiting=[place("file")]),
}


def harmless(*words: str) -> None:
    """Run a command, which must not print a traceback."""
    ran = forked(*words)
    assert (True, "") == (ran.code in (0, 1, 2, 3), ran.stderr if "Traceback" in ran.stderr else ""), words


@pytest.mark.parametrize("junk", JUNK)
def test_what_is_no_history(junk: str, path: Path, folder: Path, work: Path) -> None:
    """Damaged or unknown files in the history cause no traceback and no wrong change, and block no command."""
    (work / "file").write_text("mine")
    for name in ("00000099.json", "00000099.undone", "pending.json"):
        (folder / name).write_text(JUNK[junk]())
    harmless("undo", "--list")
    harmless("undo", "--redo")
    (folder / "pending.json").write_text(JUNK[junk]())
    harmless("undo")
    # An entry that cannot be undone must not block other commands.
    expect(0, forked("set", "p", "env.V=5"))

    assert ("5", "mine") == (value(path), (work / "file").read_text())
    expect(0, forked("undo"))


@pytest.mark.parametrize("cut", [0, 1, 10, 100, -1, -2])
def test_a_truncated_entry(cut: int, path: Path, folder: Path) -> None:
    """Changes before a truncated entry cannot be undone, but new changes can."""
    newest = max(folder.iterdir())
    newest.write_bytes(newest.read_bytes()[:cut])
    expect(2, forked("undo"))
    assert "3" == value(path)
    expect(0, forked("set", "p", "env.V=4"))
    expect(0, forked("undo"))

    assert "3" == value(path)
    expect(2, forked("undo"))


@pytest.mark.parametrize(
    "name", ["x.json", "٣.json", "²².json", ".json", "1.json", "-5.json", "9" * 200 + ".json", "sub"]
)
def test_foreign_names(name: str, path: Path, folder: Path) -> None:
    """Files with other names in the history's directory are ignored."""
    (folder / name).mkdir() if name == "sub" else (folder / name).write_text("{}")
    for words in (("undo", "--list"), ("undo",), ("set", "p", "env.V=5"), ("undo",), ("undo", "--forget", "--yes")):
        harmless(*words)

    assert path.exists()


@pytest.mark.parametrize("name", ["pending.json", "00000099.json", "00000099.undone"])
def test_a_directory_in_the_history(name: str, path: Path, folder: Path) -> None:
    """A directory in place of an entry is an error without a traceback."""
    (folder / name).mkdir()
    forget = ("undo", "--forget", "--yes")
    for words in (("undo", "--list"), ("set", "p", "env.V=5"), ("undo",), ("undo", "--redo"), forget):
        harmless(*words)

    assert path.exists()


def test_without_any_history(profile: Profile, home: Path) -> None:
    """In a new home there is nothing to undo, and undo creates no files."""
    profile("p", "")
    before = tree(home)
    ran = expect(0, forked("undo", "--list"))
    assert ("", True) == (ran.stdout, "no changes to undo" in ran.stderr)
    assert [] == json.loads(expect(0, forked("undo", "--list", "--json")).stdout)["changes"]
    for words in (("undo",), ("undo", "--redo"), ("undo", "2")):
        expect(2, forked(*words))
    expect(0, forked("undo", "--forget", "--yes"))

    assert (before, False) == (tree(home), os.path.exists(os.path.join(find_state_directory(), "history")))


def test_the_list_names_commands(path: Path, home: Path) -> None:
    """The list shows the command of each entry, the last first, in columns."""
    expect(0, forked("copy", "p", "q"))
    expect(0, forked("remove", "q"))

    assert ["remove q", "copy p q", "set p env.V=3", "set p env.V=2", "set p env.V=1"] == commands()
    assert (True, []) == (path.exists(), temporaries(home))


def copied(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Copy the home, and use the copy from now on."""
    copy = home.with_name("copy of a home")
    shutil.copytree(home, copy, symlinks=True)
    monkeypatch.setenv("HOME", str(copy))
    return copy


def test_undo_in_a_copied_home(path: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a copy of a home, undo and redo change only the copy."""
    before = tree(home)
    copy = copied(home, monkeypatch)
    theirs = copy / path.relative_to(home)
    expect(0, forked("undo", "2"))
    assert ("1", before) == (value(theirs), tree(home))
    expect(0, forked("undo", "--redo"))

    assert ("2", before) == (value(theirs), tree(home))


def test_undo_in_a_home_behind_a_symlink(path: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If the home is reached by a symlink, undo finds files changed under the other path."""
    link = home.with_name("link")
    link.symlink_to(home)
    monkeypatch.setenv("HOME", str(link))
    expect(0, forked("undo"))
    expect(0, forked("set", "p", "env.V=7"))
    monkeypatch.setenv("HOME", str(home))
    expect(0, forked("undo"))

    assert "2" == value(path)


@pytest.mark.parametrize("written_by", ["older", "this"])
def test_undo_of_a_change_outside_of_the_home(
    written_by: str, path: Path, home: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a copy of a home, a change to a path outside it is refused, and the file is unchanged."""
    place = max(folder.iterdir())
    entry = json.loads(place.read_text())
    entry["files"][0][0] = os.fsencode(path).hex()
    entry["files"][0][3] = os.fsencode(path.with_name("w")).hex()
    if written_by == "older":
        del entry["home"]
    place.write_text(json.dumps(entry))
    copied(home, monkeypatch)
    before = tree(home)
    ran = expect(3, forked("undo"))

    assert ("in another home directory" in ran.stderr, before) == (True, tree(home))
    monkeypatch.setenv("HOME", str(home))
    if written_by == "older":
        expect(0, forked("undo"))
        assert "2" == value(path)


def test_a_change_cut_short_in_the_home_that_was_copied(
    path: Path, home: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An interrupted change of an older vxenv is rolled back only in its own home."""
    place = max(folder.iterdir())
    entry = json.loads(place.read_text())
    entry["files"][0][0] = os.fsencode(path).hex()
    entry["files"][0][3] = os.fsencode(path.with_name(".0123456789abcdef.waiting.tmp")).hex()
    entry |= {"ends": "00000009.json", "number": 9, "writer": 1 << 30}
    del entry["home"]
    (folder / "pending.json").write_text(json.dumps(entry))
    before = tree(home)
    copied(home, monkeypatch)
    expect(0, forked("set", "p", "env.W=1"))

    assert before == tree(home)
