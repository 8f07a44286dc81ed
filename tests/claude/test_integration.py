"""Install the status line and the guard in a settings file of Claude Code, and remove them."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commandline import Tree, called, error, refused, tree
from vxenv.text.json_edit import Piece, drop_pieces, put_pieces

OWN_HOOK = {"matcher": "startup", "hooks": [{"type": "command", "command": "echo hello"}]}
OWN_LINE = {"type": "command", "command": "mine", "padding": 1}
FORMAT = ("--format", "claude-settings")
TEXTS: dict[str, str] = {
    "nothing": "",
    "blank": " \n",
    "empty object": "{}",
    "empty object, lines": "{\n}\n",
    "others": '{\n  "model": "opus",\n  "x": [1, {"hooks": 2}]\n}\n',
    "one line": '{"model":"opus"}',
    "hooks of others": json.dumps({"hooks": {"Stop": [OWN_HOOK]}, "a": 1}, indent="\t"),
    "hooks of its own": json.dumps({"hooks": {"SessionStart": [OWN_HOOK]}}, indent=4),
    "one line, hooks": json.dumps({"hooks": {"SessionStart": [OWN_HOOK]}}),
    "empty hooks": '{"hooks": {}, "b": 1}',
    "empty list": '{\n  "hooks": {\n    "SessionStart": []\n  }\n}',
    "doubled": '{"hooks": {"SessionStart": 5}, "hooks": {"SessionStart": []}, "model": "a", "model": "b"}',
    "lines of Windows": '{\r\n  "env": {\r\n    "X": "1"\r\n  }\r\n}\r\n',
    "odd blanks": '\n\t{ "env"\n:\n{ "X"\t: "1" ,\n"Y":"2"\n} }  \n\n',
    "env as written": '{\n  "env": {\n    "CLOUD_ML_REGION": "us-east5"\n  }\n}\n',
}


@pytest.fixture(autouse=True)
def program(home: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Install this `vxenv` on PATH, and return its command for sh."""
    place = home / "bin" / "vxenv"
    place.parent.mkdir()
    place.write_text(f"#!/bin/sh\nexec '{sys.executable}' -P -m vxenv \"$@\"\n")
    place.chmod(0o755)
    monkeypatch.setenv("PATH", f"{place.parent}:{os.environ['PATH']}")
    return "'" + str(place).replace("'", "'\"'\"'") + "'"


@pytest.fixture(autouse=True)
def eu(profile: Callable[[str, str], Path]) -> None:
    """Write profiles."""
    profile("eu", '[vertex]\nregion = "eu"\n[env]\nHTTPS_PROXY = false\n')


@pytest.fixture
def user(home: Path) -> Path:
    """Return the path of the user's settings, in an existing directory."""
    path = home / ".claude" / "settings.json"
    path.parent.mkdir()
    return path


def wanted(settings: dict[str, Any], program: str) -> dict[str, Any]:
    """Return `settings` with both additions."""
    hook = {"hooks": [{"type": "command", "command": f"{program} guard"}]}
    hooks = settings.get("hooks", {})
    added = {**hooks, "SessionStart": [*hooks.get("SessionStart", []), hook]}
    return {**settings, "statusLine": {"type": "command", "command": f"{program} statusline"}, "hooks": added}


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("name", TEXTS)
def test_install_and_remove(name: str, mark: bytes, user: Path, program: str) -> None:
    """Both are added, other content stays, a second run changes nothing, and removal restores bytes and mode."""
    data = mark + TEXTS[name].encode()
    user.write_bytes(data)
    user.chmod(0o640)
    first = called("claude", "install")
    after = user.read_bytes()
    again = [called("claude", "install").code for _ in range(2)]
    same = user.read_bytes()
    removed = called("claude", "remove")

    assert [0, 0, 0, 0] == [first.code, *again, removed.code], (first, removed)
    assert wanted(json.loads(TEXTS[name] if TEXTS[name].strip() else "{}"), program) == json.loads(
        after.removeprefix(mark)
    )
    assert (after, data, 0o640) == (same, user.read_bytes(), user.stat().st_mode & 0o777)


def test_layout() -> None:
    """Additions use the layout of the file."""
    line = Piece(("statusLine",), {"type": "command"})
    hook = Piece(("hooks", "SessionStart"), {"hooks": []}, item=True)
    after, _ = put_pieces('{\n    "a": 1\n}\n', (line, hook))

    assert json.dumps({"a": 1, "statusLine": {"type": "command"}, "hooks": {"SessionStart": [{"hooks": []}]}},
                      indent=4) + "\n" == after  # fmt: skip


OWNERS = ("install", "export")
STEPS = {
    ("install", "put"): ("claude", "install", "s.json"),
    ("install", "take"): ("claude", "remove", "s.json"),
    ("install", "more"): ("claude", "install", "s.json", "--no-statusline"),
    ("export", "put"): ("export", "eu", *FORMAT, "--write", "s.json"),
    ("export", "take"): ("export", *FORMAT, "--remove", "s.json"),
    ("export", "more"): ("export", "eu", *FORMAT, "--write", "s.json"),
}


Step = tuple[str, str]


def orders() -> list[list[Step]]:
    """Return every order in which two commands can add, add again and remove."""
    found: list[list[Step]] = [[]]
    for owner in OWNERS:
        steps = [(owner, "put"), (owner, "more"), (owner, "take")]
        found = [merged for one in found for merged in _merged(one, steps)]
    return found


def _merged(one: list[Step], other: list[Step]) -> list[list[Step]]:
    """Return every interleaving of the steps of both, each in its order."""
    if not one or not other:
        return [[*one, *other]]
    return [[one[0], *rest] for rest in _merged(one[1:], other)] + [
        [other[0], *rest] for rest in _merged(one, other[1:])
    ]


@pytest.mark.parametrize("name", ["absent", "nothing", "env as written", "hooks of its own", "doubled"])
def test_any_order_gives_the_file_back(name: str, work: Path) -> None:
    """`install` and `export --write` are independent: the last removal restores the file."""
    path = work / "s.json"
    data = None if name == "absent" else TEXTS[name].encode()
    for order in orders():
        if data is not None:
            path.write_bytes(data)
        there: set[str] = set()
        for owner, step in order:
            assert 0 == called(*STEPS[owner, step]).code
            there = there | {owner} if step != "take" else there - {owner}
            settings = json.loads(path.read_text()) if path.exists() and path.read_text().strip() else {}
            ours = {"guard": "vxenv' guard" in json.dumps(settings), "env": settings.get("env", {}).get("HTTPS_PROXY")}
            assert {"guard": "install" in there, "env": "" if "export" in there else None} == ours
        assert (data is not None) == path.exists()
        assert data == (path.read_bytes() if data is not None else None)


@pytest.mark.parametrize("name", TEXTS)
def test_both_orders_come_to_the_same(name: str, work: Path) -> None:
    """Either order gives the same file, and removal keeps the user's own changes."""
    path = work / "s.json"
    orders = (OWNERS, OWNERS[::-1])
    texts, left = [], []
    for order in orders:
        path.write_bytes(TEXTS[name].encode())
        codes = [called(*STEPS[owner, "put"]).code for owner in order]
        texts.append(path.read_bytes().decode())
        path.write_text(json.dumps({"mine": 1, **json.loads(texts[-1])}))
        codes += [called(*STEPS[owner, "take"]).code for owner in order]
        assert [0] * 4 == codes
        left.append(json.loads(path.read_text()))
    before = json.loads(TEXTS[name] if TEXTS[name].strip() else "{}")

    assert texts[0] == texts[1]
    assert [{"mine": 1, **before}] * 2 == left


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
PIECES = (
    Piece(("env", "A"), "1"),
    Piece(("env", "B"), ""),
    Piece(("statusLine",), {"type": "command", "command": "x"}),
    Piece(("hooks", "SessionStart"), {"hooks": [{"command": "y"}]}, item=True),
)


@given(
    st.dictionaries(st.text(max_size=5).filter(lambda key: key not in ("env", "hooks")), JSON, min_size=1, max_size=3),
    st.dictionaries(st.sampled_from("ABC"), st.text(max_size=3), min_size=1),
    st.dictionaries(st.sampled_from(["Stop", "SessionStart"]), st.lists(JSON, min_size=1, max_size=2), min_size=1),
    st.sampled_from([None, 0, 1, 2, 4, "\t"]),
    st.lists(st.sampled_from(PIECES), unique_by=lambda piece: piece.path),
)
def test_pieces_come_and_go(
    others: dict[str, Any], env: dict[str, str], hooks: dict[str, Any], indent: int | str | None, pieces: list[Piece]
) -> None:
    """Additions are removed exactly from a file with any content and layout."""
    text = json.dumps({**others, "env": env, "hooks": hooks}, indent=indent)
    after, before = put_pieces(text, pieces)

    assert (text, tuple(pieces)) == drop_pieces(after, pieces, before)
    for piece in pieces:
        found = json.loads(after)
        for key in piece.path:
            found = found[key]
        assert piece.value == (found[-1] if piece.item else found)


def test_what_was_changed_since_stays(user: Path, program: str) -> None:
    """In a file that was changed meanwhile, additions are removed and the user's changes stay."""
    user.write_text('{"model": "opus"}')
    called("claude", "install")
    found = json.loads(user.read_text())
    found["hooks"]["SessionStart"].append(OWN_HOOK)
    found["statusLine"] = OWN_LINE
    user.write_text(json.dumps(found))
    ran = called("claude", "install")
    kept = json.loads(user.read_text())
    called("claude", "remove")

    assert (0, True) == (ran.code, "kept the existing status line and added only the guard" in ran.stderr)
    assert (OWN_LINE, True) == (kept["statusLine"], f"{program} guard" in json.dumps(kept, ensure_ascii=False)
                                .replace('\\"', '"'))  # fmt: skip
    assert {"model": "opus", "hooks": {"SessionStart": [OWN_HOOK]}, "statusLine": OWN_LINE} == json.loads(
        user.read_text()
    )


def test_again_after_a_change_moves_nothing(user: Path) -> None:
    """A second run does not move the user's additions that follow."""
    called("claude", "install")
    text = user.read_text().rstrip().removesuffix("}").rstrip() + ',\n  "z": 1\n}\n'
    user.write_text(text)

    assert (0, text) == (called("claude", "install").code, user.read_text())


@pytest.mark.parametrize("force", [True, False])
def test_a_status_line_of_ones_own(user: Path, *, force: bool) -> None:
    """The user's status line stays; --force replaces it, and removal restores it byte for byte."""
    text = '{"statusLine" : {"command":"mine" , "padding": 1.0}}'
    user.write_text(text)
    ran = called("claude", "install", *(["--force"] if force else []))
    found = json.loads(user.read_text())
    called("claude", "remove")

    assert (0, not force) == (ran.code, "hint: vxenv claude install --force\n" in ran.stderr)
    assert (force, True) == ("vxenv' statusline" in found["statusLine"]["command"], "hooks" in found)
    assert text == user.read_text()


def test_a_status_line_alone_that_is_there(user: Path, home: Path) -> None:
    """An existing status line is an error if nothing else was requested."""
    user.write_text(json.dumps({"statusLine": OWN_LINE}))

    assert "already has a status line; run vxenv statusline from it, or replace it with --force" in refused(
        home, 3, "claude", "install", "--no-guard"
    )
    assert {"statusLine": OWN_LINE} == json.loads(user.read_text())


def test_what_is_there_by_hand_is_enough(user: Path, program: str) -> None:
    """Equal settings of the user's own are neither added twice nor removed."""
    text = json.dumps(wanted({}, program))
    user.write_text(text)
    ran = called("claude", "install")

    assert (0, True, text) == (ran.code, "status line and guard already installed" in ran.stderr, user.read_text())
    assert "has no such entries from vxenv" in error(called("claude", "remove"), 3)


def test_one_of_both(user: Path) -> None:
    """Each can be added and removed alone."""
    states = []
    for words in (
        ("install", "--no-guard"), ("install",), ("remove", "--no-guard"), ("install", "--no-guard"), ("remove",),
    ):  # fmt: skip
        assert 0 == called("claude", *words).code
        found = json.loads(user.read_text()) if user.exists() else {}
        states.append((bool(found.get("statusLine")), bool(found.get("hooks"))))

    assert [(True, False), (True, True), (False, True), (True, False), (False, False)] == states
    assert not user.exists()


@pytest.mark.parametrize(("version", "expected"), [("2.1.82", False), ("2.1.197", True), ("2.1.332", True)])
def test_changes_of_directory(version: str, expected: bool, user: Path, home: Path, program: str) -> None:
    """The guard also runs at changes of directory if the installed Claude Code has a hook for these."""
    text = json.dumps({"hooks": {"CwdChanged": [OWN_HOOK]}})
    user.write_text(text)
    client = home / "versions" / version / "claude"
    client.parent.mkdir(parents=True)
    client.touch(0o755)
    (home / "bin" / "claude").symlink_to(client)
    codes = [called("claude", "install").code for _ in range(2)]
    hooks = json.loads(user.read_text())["hooks"]
    codes += [called("claude", "remove").code]

    guard = {"hooks": [{"type": "command", "command": f"{program} guard"}]}
    assert {"CwdChanged": [OWN_HOOK, *([guard] if expected else [])], "SessionStart": [guard]} == hooks
    assert ([0, 0, 0], text) == (codes, user.read_text())


def test_integration_undo(user: Path) -> None:
    """Either command can be undone."""
    user.write_text("{ }")
    called("claude", "install")
    after = user.read_text()
    called("claude", "remove")
    codes = [called("undo").code]
    back = user.read_text()
    codes += [called("undo").code]

    assert ([0, 0], after, "{ }") == (codes, back, user.read_text())
    assert 3 == called("claude", "remove").code


@pytest.mark.parametrize(
    ("words", "env", "place"),
    [
        ((), {}, ".claude/settings.json"),
        (("--user",), {}, ".claude/settings.json"),
        ((), {"CLAUDE_CONFIG_DIR": "{home}/cc"}, "cc/settings.json"),
        (("--project",), {}, "code/.claude/settings.json"),
        (("--local",), {}, "code/.claude/settings.local.json"),
        (("../some file.json",), {}, "some file.json"),
    ],
)
def test_places(words: tuple[str, ...], env: dict[str, str], place: str, home: Path) -> None:
    """The default is the user's file; missing files are created with mode 0600 and removed again."""
    moved = {name: value.replace("{home}", str(home)) for name, value in env.items()}
    codes = [called("claude", "install", *words, env=moved).code]
    mode = (home / place).stat().st_mode & 0o777
    codes.append(called("claude", "remove", *words, env=moved).code)

    assert ([0, 0], 0o600, False) == (codes, mode, (home / place).exists())


def test_integration_dry_run(user: Path, home: Path) -> None:
    """A dry run shows the difference without secrets, and changes nothing."""
    user.write_text(
        '{\n  "apiKeyHelper": "x",\n  "env": {"ANTHROPIC_AUTH_TOKEN": "hush", "B": "sk-ant-12345678"}\n}\n'
    )
    before: Tree = tree(home)
    ran = called("claude", "install", "--dry-run")

    assert (0, True, False) == (ran.code, '+  "statusLine": {' in ran.stdout, "hush" in ran.stdout)
    assert ("(hidden)", True) == (ran.stdout.partition('AUTH_TOKEN": "')[2][:8], "sk-ant" not in ran.stdout)
    assert before == tree(home)
    assert 0 == called("claude", "install").code
    assert "-  }" in called("claude", "remove", "-n").stdout


@pytest.mark.parametrize("scope", ["--user", "--project"])
def test_the_command_runs(scope: str, home: Path, work: Path, program: str) -> None:
    """The command works in sh from any directory; in a shared file it is silent without vxenv."""
    called("claude", "install", scope)
    path = (home if scope == "--user" else work) / ".claude" / "settings.json"
    command = json.loads(path.read_text())["statusLine"]["command"]
    base = str(Path(shutil.which("sh") or "").parent)

    def ran(search: str) -> tuple[int, str, str]:
        env = {**os.environ, "PATH": search, "NO_COLOR": "1", "CLAUDECODE": "1"}
        done = subprocess.run(
            ["sh", "-c", command],
            cwd="/",
            env=env,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        return done.returncode, done.stdout, done.stderr

    assert (0, "no profile\n", "") == ran(os.environ["PATH"])
    assert scope == "--project" or command == f"{program} statusline"
    assert ((0, "", "") if scope == "--project" else (0, "no profile\n", "")) == ran(base)


def test_a_symlink_stays_one(user: Path, home: Path) -> None:
    """The target of a symlink is changed."""
    (home / "real.json").write_text("{}")
    user.symlink_to(home / "real.json")
    called("claude", "install")
    there = "statusLine" in (home / "real.json").read_text()
    called("claude", "remove")

    assert (True, True, "{}") == (there, user.is_symlink(), (home / "real.json").read_text())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("// mine\n{}", "settings.json: is not valid JSON, line 1"),
        ('{"a": 1,}', "is not valid JSON, line 1"),
        ("[]", "is not a JSON object"),
        ('{"hooks": []}', "has a value for hooks that is not an object"),
        ('{"hooks": {"SessionStart": {}}}', "has a value for SessionStart that is not a list"),
        ('{"a": "\udcff"}', "is not UTF-8"),
        ('{"a": ' + "[" * 100_000, "is nested too deeply"),
        ('{"a": "' + "x" * (2 * 1024 * 1024 - 20) + '"}', "would be larger than 2 MiB"),
    ],
)
def test_what_is_no_settings_file(text: str, said: str, user: Path, home: Path) -> None:
    """A file that Claude Code would not read is reported with the reason and unchanged."""
    user.write_bytes(text.encode(errors="surrogateescape"))

    assert said in refused(home, 1, "claude", "install")
    assert text.encode(errors="surrogateescape") == user.read_bytes()


def test_a_large_file(user: Path) -> None:
    """A file just below the size limit is valid."""
    text = '{"a": "' + "x" * (2 * 1024 * 1024 - 1000) + '"}'
    user.write_text(text)
    codes = [called("claude", "install").code, called("claude", "remove").code]

    assert ([0, 0], text) == (codes, user.read_text())


def test_a_file_that_cannot_be_read(user: Path, home: Path) -> None:
    """An unreadable file is reported, and nothing changes."""
    user.write_text("{}")
    user.chmod(0)
    if os.access(user, os.R_OK):
        user.unlink()
        user.mkdir()  # root can read everything else

    assert "settings.json" in refused(home, 1, "claude", "install")


DAMAGED = (
    b"",
    b"{",
    b"[]",
    b'{"version": 2, "original": 5, "digest": "", "pieces": {}}',
    b'{"version": 2, "original": null, "digest": "", "pieces": {"session": [1]}}',
    b'{"version": 2, "original": null, "digest": "", "pieces": {"session": [[1, 2, 3, 4]]}}',
)


@pytest.mark.parametrize("what", DAMAGED)
def test_a_damaged_record(what: bytes, user: Path, home: Path) -> None:
    """A damaged record counts as missing, and nothing breaks."""
    called("claude", "install")
    (record,) = (home / ".local" / "state" / "vxenv" / "written").iterdir()
    record.write_bytes(what)
    text = user.read_text()

    assert "has no such entries from vxenv" in error(called("claude", "remove"), 3)
    assert (0, text) == (called("claude", "install").code, user.read_text())


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("install", "--no-statusline", "--no-guard"), 2),
        (("install", "--local", "x.json"), 2),
        (("install", ""), 2),
        (("install", "no/where.json"), 1),
        (("remove",), 3),
        (("what",), 2),
    ],
)
def test_integration_of_what_is_refused(words: tuple[str, ...], code: int, home: Path) -> None:
    """An impossible request is reported with a hint, and nothing changes."""
    refused(home, code, "claude", *words)


def test_hooks_that_are_off(user: Path) -> None:
    """A warning says that disabled hooks will not run."""
    user.write_text('{"disableAllHooks": true}')

    assert "sets disableAllHooks; Claude Code runs no hooks and no status line" in called("claude", "install").stderr
