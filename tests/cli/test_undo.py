"""Test undo and redo of all commands, and their messages."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from commandline import Ran, called, refused, tree

Profile = Callable[[str, str | bytes], Path]
WHEN = r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d"


def store(home: Path) -> dict[str, tuple[bytes, int]]:
    """Return every file of the store except the history."""
    return {path: data for path, data in tree(home).items() if "history" not in path}


# One of each kind; the last needs the files of the others.
COMMANDS = [
    ["add", "a", "--region", "eu"],
    ["set", "a", "models.opus=claude-opus-5", "env.A=1"],
    ["unset", "a", "env.A"],
    ["copy", "a", "b"],
    ["set", "b", "extends=a"],
    ["default", "b"],
    ["rename", "a", "c"],
    ["set", "*", "models.sonnet=claude-sonnet-5"],
    ["add", "b", "--region", "us", "--force"],
    ["default", "--unset"],
    ["remove", "--yes", "b", "c"],
]


def test_back_and_forth(home: Path) -> None:
    """Every command is undone to the byte, one by one and all at once, and redone likewise."""
    states = [store(home)]
    for words in COMMANDS:
        assert 0 == called(*words).code
        states.append(store(home))
    back = [(called("undo").code, store(home)) for _ in COMMANDS]
    forth = [(called("undo", "--redo").code, store(home)) for _ in COMMANDS]
    count = str(len(COMMANDS))

    assert ([(0, state) for state in states[-2::-1]], [(0, state) for state in states[1:]]) == (back, forth)
    assert (0, states[0]) == (called("undo", count).code, store(home))
    assert (0, states[-1]) == (called("undo", count, "--redo").code, store(home))


def test_undo_what_is_said() -> None:
    """An undone change is named with its time and its files, and so is a redone one."""
    called("add", "a", "--region", "eu")
    back, forth = called("undo"), called("undo", "--redo")

    assert (0, "", 0, "") == (*back[:2], *forth[:2])
    assert re.fullmatch(rf"undone: add a  \({WHEN}\)\n  ~/\.config/vxenv/profiles/a\.toml\n", back.stderr)
    assert re.fullmatch(rf"redone: add a  \({WHEN}\)\n  ~/\.config/vxenv/profiles/a\.toml\n", forth.stderr)


def test_undo_list() -> None:
    """The list has the last change first, with its number of steps, and the undone changes."""
    called("add", "a", "--region", "eu")
    called("set", "a", "env.A=1")
    called("set", "a", "env.A=2")
    called("undo")
    lines = called("undo", "--list").stdout.splitlines()

    assert [
        ["-", "set a env.A=2", "undone"],
        ["1", "set a env.A=1"],
        ["2", "add a"],
    ] == [[cell for cell in re.split("  +", line) if not re.fullmatch(WHEN, cell)] for line in lines]


def test_list_as_json(home: Path) -> None:
    """JSON has the same, with the files."""
    called("add", "a", "--region", "eu")
    called("set", "a", "env.A=1")
    called("undo")
    found = json.loads(called("undo", "--list", "--json").stdout)
    path = str(home / ".config/vxenv/profiles/a.toml")

    assert (1, [("set a env.A=1", True, [path]), ("add a", False, [path])]) == (
        found["version"],
        [(row["what"], row["undone"], row["files"]) for row in found["changes"]],
    )


def test_undo_list_of_nothing() -> None:
    """Without changes the list is empty, and JSON is still valid."""
    assert Ran(0, "", "no changes to undo\n") == called("undo", "--list")
    assert {"version": 1, "changes": []} == json.loads(called("undo", "--list", "--json").stdout)


def test_list_is_printable(profile: Profile) -> None:
    """The list contains no control characters."""
    profile("a", "")
    called("set", "a", "env.A=\x1b[31mred\nline")
    out = called("undo", "--list").stdout

    assert (1, False) == (len(out.splitlines()), "\x1b" in out)


def test_new_change_ends_redo(profile: Profile, home: Path) -> None:
    """After a new change, undone changes cannot be redone."""
    profile("a", "")
    called("set", "a", "env.A=1")
    called("undo")
    called("set", "a", "env.B=1")

    assert "no changes to redo" in refused(home, 2, "undo", "--redo")


def test_undo_dry_run(profile: Profile, home: Path) -> None:
    """--dry-run prints the reverse difference, and changes nothing."""
    profile("a", "[env]\n")
    called("set", "a", "env.A=1")
    before = tree(home)
    ran = called("undo", "--dry-run")

    assert (
        Ran(
            0,
            "--- ~/.config/vxenv/profiles/a.toml\n+++ ~/.config/vxenv/profiles/a.toml\n@@ -1,2 +1 @@\n"
            ' [env]\n-A = "1"\n',
            "",
        ),
        before,
    ) == (ran, tree(home))


def test_dry_run_of_a_file_that_comes_and_goes() -> None:
    """A removed or created file has /dev/null on the other side."""
    called("add", "a", "--region", "eu")
    gone = called("undo", "-n").stdout.splitlines()[:2]
    called("undo")
    come = called("undo", "--redo", "-n").stdout.splitlines()[:2]
    path = "~/.config/vxenv/profiles/a.toml"

    assert ([f"--- {path}", "+++ /dev/null"], ["--- /dev/null", f"+++ {path}"]) == (gone, come)


def test_dry_run_hides_secrets(profile: Profile) -> None:
    """The difference masks secrets."""
    profile("a", '[env]\nMY_TOKEN = "s3cret-1"\nURL = "http://me:s3cret-2@host/"\n')
    called("set", "a", "env.MY_TOKEN=s3cret-3")
    called("copy", "a", "b")
    ran = called("undo", "2", "--dry-run")

    assert (0, False) == (ran.code, "s3cret" in ran.stdout + ran.stderr)


def test_dry_run_shows_no_records(profile: Profile) -> None:
    """Internal files of vxenv are not shown."""
    profile("a", "")
    called("local", "a")
    called("rename", "a", "b")
    ran = called("undo", "--dry-run")

    assert (0, True, False) == (ran.code, "~/code/.vxenv.toml" in ran.stdout, "allow/" in ran.stdout)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "no changes to undo"),
        (["--redo"], "no changes to redo"),
        (["0"], "0"),
        (["x"], "x"),
        (["-1"], "-1"),
    ],
    ids=str,
)
def test_undo_of_what_is_refused(words: list[str], said: str, home: Path) -> None:
    """An empty history is an error with a hint."""
    assert said in refused(home, 2, "undo", *words)


def test_too_many(profile: Profile, home: Path) -> None:
    """More steps than available is an error, and none is undone."""
    profile("a", "")
    called("set", "a", "env.A=1")

    assert "only 1 change to undo" in refused(home, 2, "undo", "2")


def test_changed_since(profile: Profile, home: Path) -> None:
    """Later manual changes are kept: undo is rejected, except with --force, which can be undone too."""
    path = profile("a", "")
    called("set", "a", "env.A=1")
    path.write_text("# by hand\n")

    assert "~/.config/vxenv/profiles/a.toml has changed since set a env.A=1" in refused(home, 3, "undo")
    assert (0, "") == (called("undo", "--force").code, path.read_text())
    assert (0, "# by hand\n") == (called("undo").code, path.read_text())


def test_removed_since(profile: Profile, home: Path) -> None:
    """A later manual removal also counts as a change."""
    path = profile("a", "")
    called("set", "a", "env.A=1")
    path.unlink()
    refused(home, 3, "undo")


def test_already_as_before(profile: Profile) -> None:
    """A change already reverted manually does not prevent undo."""
    path = profile("a", "")
    called("set", "a", "env.A=1")
    path.write_text("")

    assert (0, "", 1) == (called("undo").code, path.read_text(), len(called("undo", "--list").stdout.splitlines()))


def test_fifty_are_kept(profile: Profile) -> None:
    """Fifty changes can be undone, and no more."""
    path = profile("a", "")
    for number in range(53):
        called("set", "a", f"env.A={number}")

    assert (50, 0, '[env]\nA = "2"\n') == (
        len(called("undo", "--list").stdout.splitlines()),
        called("undo", "50").code,
        path.read_text(),
    )


def test_undo_forget(profile: Profile, home: Path) -> None:
    """--forget removes all old versions."""
    profile("a", '[env]\nMY_TOKEN = "s3cret"\n')
    called("unset", "a", "env.MY_TOKEN")
    said = called("undo", "--forget", "--yes")

    assert (0, "", False, True) == (
        *said[:2],
        any(b"s3cret" in data or b"czNjcmV0" in data for data, _ in tree(home).values()),
        "1 change" in said.stderr and "1 changes" not in said.stderr,
    )
    assert "no changes to undo" in refused(home, 2, "undo")


def test_history_is_private(profile: Profile, home: Path) -> None:
    """Old versions are private."""
    profile("a", "").chmod(0o644)
    called("set", "a", "env.A=1")
    folder = home / ".local/state/vxenv/history"

    assert (0o700, {0o600}) == (
        folder.stat().st_mode & 0o777,
        {file.stat().st_mode & 0o777 for file in folder.iterdir()},
    )


@pytest.mark.parametrize("junk", [b"", b"{", b"[]", b'{"version": 99}', b"\xff"])
def test_damaged_history(junk: bytes, profile: Profile, home: Path) -> None:
    """A damaged entry ends the undoable history with an error; other commands work."""
    path = profile("a", "")
    called("set", "a", "env.A=1")
    for file in (home / ".local/state/vxenv/history").iterdir():
        file.write_bytes(junk)
    refused(home, 2, "undo")

    assert (0, 0, '[env]\nA = "1"\n') == (called("set", "a", "env.B=1").code, called("undo").code, path.read_text())


def test_what_is_gone_and_active() -> None:
    """If undo removes the active profile, that is reported once, with a hint."""
    called("add", "a", "--region", "eu")
    ran = called("undo", env={"VXENV_PROFILE": "a", "VXENV_REASON": "use"})

    assert (0, True, 1) == (
        ran.code,
        "warning: pinned in this shell, but missing: a" in ran.stderr,
        ran.stderr.count("hint: "),
    )


def test_what_a_directory_decides_is_the_hooks_to_tell(profile: Profile) -> None:
    """If a directory selects the removed profile, undo reports nothing, because no pin is affected."""
    profile("a", "")
    called("copy", "a", "b")

    assert "active" not in called("undo", env={"VXENV_PROFILE": "b", "VXENV_REASON": "/x/.vxenv.toml"}).stderr
