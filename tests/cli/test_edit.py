"""Test edit: any editor's result keeps both the user's text and the profile safe."""

import contextlib
import os
import shlex
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pexpect
import pytest

from commandline import Ran, called, error, refused, tree
from terminals import end, press

Profile = Callable[[str, str | bytes], Path]
Editor = Callable[[str], str]

OLD = '# by hand\n[vertex]\nregion = "us"   # for now\n'
PATH = ".config/vxenv/profiles/prod.toml"


@pytest.fixture(autouse=True)
def prod(profile: Profile, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Write the profile to edit, and disable real editors."""
    for name in ("VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    return profile("prod", OLD)


@pytest.fixture
def editor(tmp_path: Path) -> Editor:
    """Return a function that makes an editor from lines of shell script; its command has an option and blanks."""

    def make(script: str) -> str:
        place = tmp_path / "an editor"
        place.write_text(f'#!/bin/sh\n[ "$1" = --wait ] || exit 9\nshift\n{script}\n')
        place.chmod(0o700)
        return f"{shlex.quote(str(place))} --wait"

    return make


def drafts(home: Path) -> list[str]:
    """Return the saved texts."""
    return sorted(path.read_text() for path in (home / ".local/state/vxenv/drafts").rglob("*.toml"))


def kept(text: str) -> Path:
    """Return the path of the saved text from an error."""
    words = text.partition("your version")[2].split()
    return Path(next(word for word in words if word.startswith("~/")).rstrip(",;.")).expanduser()


def test_edit(editor: Editor, prod: Path, home: Path) -> None:
    """The edited text replaces the profile with its mode, and the temporary copy is removed."""
    prod.chmod(0o640)
    ran = called("edit", "prod", env={"EDITOR": editor('perl -pi -e s/us/eu/ "$1"; echo "# end" >>"$1"')})

    assert (0, "", "prod: changed\n", OLD.replace("us", "eu") + "# end\n", [], 0o640) == (
        *ran[:2],
        ran.stderr,
        prod.read_text(),
        list((home / ".local/state/vxenv/drafts").iterdir()),
        prod.stat().st_mode & 0o777,
    )
    assert (0, OLD) == (called("undo").code, prod.read_text())


def test_copy_is_private(editor: Editor, tmp_path: Path) -> None:
    """The temporary copy has the profile's name, and is private."""
    look = tmp_path / "look"
    script = f'{{ ls -ld "$1"; ls -ld "$(dirname "$1")"; }} >{shlex.quote(str(look))}'
    called("edit", "prod", env={"EDITOR": editor(script)})
    file, folder = look.read_text().splitlines()

    assert ("-rw-------", "/prod.toml", "drwx------") == (file[:10], file[-10:], folder[:10])


@pytest.mark.parametrize("visual", [True, False])
def test_visual_goes_first(visual: bool, editor: Editor, prod: Path) -> None:
    """VISUAL takes precedence over EDITOR, unless it is empty."""
    env = {"VISUAL": editor('echo "# visual" >>"$1"') if visual else "", "EDITOR": "false"}
    if not visual:
        env["EDITOR"] = editor('echo "# editor" >>"$1"')

    assert (0, f"# {'visual' if visual else 'editor'}") == (
        called("edit", "prod", env=env).code,
        prod.read_text().splitlines()[-1],
    )


def test_the_active_one(editor: Editor, profile: Profile, prod: Path) -> None:
    """Without a name the last profile of the active stack is edited."""
    profile("base", "")
    env = {"EDITOR": editor('echo "# here" >>"$1"'), "VXENV_PROFILE": "base+prod"}

    assert (0, OLD + "# here\n") == (called("edit", env=env).code, prod.read_text())


def test_nothing_written(home: Path, editor: Editor) -> None:
    """An unchanged text leaves no copy and no history entry, and is reported."""
    before = tree(home)

    assert (Ran(0, "", "prod: unchanged\n"), before) == (
        called("edit", "prod", env={"EDITOR": editor('touch "$1"')}),
        tree(home),
    )


def test_replaced_by_a_rename(editor: Editor, prod: Path) -> None:
    """An editor that replaces the file by a rename, with a backup beside it, works."""
    script = 'cp "$1" "$1~"; sed s/us/eu/ "$1" >"$1.new"; mv "$1.new" "$1"'

    assert (0, OLD.replace("us", "eu")) == (
        called("edit", "prod", env={"EDITOR": editor(script)}).code,
        prod.read_text(),
    )


@pytest.mark.parametrize(("script", "status"), [("exit 3", "3"), ("kill -9 $$", "")])
def test_editor_fails(script: str, status: str, editor: Editor, home: Path) -> None:
    """A failing editor is reported with its status; nothing is changed or saved."""
    assert status in refused(home, 1, "edit", "prod", env={"EDITOR": editor(script)})
    assert [] == list((home / ".local/state/vxenv/drafts").iterdir())


@pytest.mark.parametrize("name", ["VISUAL", "EDITOR"])
def test_no_such_editor(name: str, home: Path) -> None:
    """A missing editor is reported; the hint changes the variable that selected it."""
    assert f"export {name}=" in refused(home, 1, "edit", "prod", env={name: "no-such-editor --wait"})


def test_editor_fails_with_changes(editor: Editor, home: Path, prod: Path) -> None:
    """Text written before the editor failed is saved, and the message names the path."""
    said = error(called("edit", "prod", env={"EDITOR": editor('echo "# mine" >>"$1"; exit 1')}), 1)

    assert (OLD, OLD + "# mine\n", [OLD + "# mine\n"]) == (prod.read_text(), kept(said).read_text(), drafts(home))


def test_editor_removes_the_file(editor: Editor, home: Path) -> None:
    """An editor that removes the file changes nothing, and leaves nothing behind."""
    refused(home, 1, "edit", "prod", env={"EDITOR": editor('rm "$1"')})
    assert [] == list((home / ".local/state/vxenv/drafts").iterdir())


@pytest.mark.parametrize("script", ['rm "$1"; mkdir "$1"', 'rm "$1"; mkfifo "$1"', 'ln -sf /nowhere "$1"'])
def test_editor_leaves_something_else(script: str, editor: Editor, home: Path, prod: Path) -> None:
    """An editor that leaves something other than a file changes nothing, and does not block."""
    error(called("edit", "prod", env={"EDITOR": editor(script)}), 1)
    assert (OLD, True) == (prod.read_text(), home.exists())


def test_editor_empties_the_file(editor: Editor, prod: Path) -> None:
    """An empty file is treated as a mistake, and is not saved as a profile."""
    error(called("edit", "prod", env={"EDITOR": editor(': >"$1"')}), 1)
    assert OLD == prod.read_text()


INVALID = {
    "toml": ('echo "x = " >>"$1"', "invalid TOML"),
    "key": ('echo "regoin = 1" >>"$1"', "regoin"),
    "value": ('perl -pi -e s/us/Us/ "$1"', "invalid location"),
    "circle": ("""echo 'extends = "prod"' >t; cat "$1" >>t; cat t >"$1" """, "in a cycle"),
    "parent": ("""echo 'extends = "gone"' >t; cat "$1" >>t; cat t >"$1" """, "gone"),
    "bytes": (r"""printf '\377' >>"$1" """, "UTF-8"),
    "size": ('yes "# long" | head -c 70000 >>"$1"', "KiB"),
}


@pytest.mark.parametrize(("script", "said"), INVALID.values(), ids=INVALID)
def test_invalid_without_a_terminal(script: str, said: str, editor: Editor, home: Path, prod: Path) -> None:
    """An invalid text is reported; the profile is unchanged, and the message names the saved text."""
    text = error(called("edit", "prod", env={"EDITOR": editor(script)}), 1)

    assert (True, OLD, True) == (said in text, prod.read_text(), kept(text).read_bytes() not in (b"", OLD.encode()))
    assert 1 == len(list((home / ".local/state/vxenv/drafts").rglob("*.toml")))


def test_invalid_line_is_one_of_the_text(editor: Editor) -> None:
    """The reported line is in the reported file."""
    text = error(called("edit", "prod", env={"EDITOR": editor('echo "x = " >>"$1"')}), 1)
    where = text.removeprefix("vxenv: ").partition(": ")[0]
    path, _, line = where.rpartition(":")

    assert "x =" == Path(path).expanduser().read_text().splitlines()[int(line) - 1].strip()


def test_hint_takes_the_text(editor: Editor, prod: Path) -> None:
    """The command in the message accepts the corrected text, and the hint opens the text."""
    text = error(called("edit", "prod", env={"EDITOR": editor('echo "# mine" >>"$1"; echo "x = " >>"$1"')}), 1)
    draft = kept(text)
    draft.write_text(draft.read_text().replace("x = \n", ""))
    words = shlex.split(text.partition("run: vxenv ")[2].splitlines()[0])

    assert (0, OLD + "# mine\n") == (called(*(os.path.expanduser(word) for word in words)).code, prod.read_text())


def test_changed_meanwhile(editor: Editor, home: Path, prod: Path) -> None:
    """If the profile was changed during the edit, both texts are kept."""
    script = f'echo "# other" >>{shlex.quote(str(home / PATH))}; echo "# mine" >>"$1"'
    text = error(called("edit", "prod", env={"EDITOR": editor(script)}), 1)

    assert (OLD + "# other\n", OLD + "# mine\n") == (prod.read_text(), kept(text).read_text())


def test_removed_meanwhile(editor: Editor, home: Path) -> None:
    """If the profile was removed during the edit, it is not recreated, and the text is saved."""
    script = f'rm {shlex.quote(str(home / PATH))}; echo "# mine" >>"$1"'
    text = error(called("edit", "prod", env={"EDITOR": editor(script)}), 1)

    assert (False, OLD + "# mine\n") == ((home / PATH).exists(), kept(text).read_text())


def test_others_work_meanwhile(editor: Editor, prod: Path, profile: Profile) -> None:
    """Other commands do not wait for an open editor."""
    other = profile("other", "")
    command = f"{shlex.quote(sys.executable)} -P -m vxenv set other env.A=1"
    ran = called("edit", "prod", env={"EDITOR": editor(f'{command} && echo "# mine" >>"$1"')})

    assert (0, OLD + "# mine\n", '[env]\nA = "1"\n') == (ran.code, prod.read_text(), other.read_text())


def test_broken_profile_is_opened(editor: Editor, prod: Path) -> None:
    """A broken profile can be edited."""
    prod.write_text("x = \n")

    assert (0, "") == (
        called("edit", "prod", env={"EDITOR": editor('echo "[vertex]" >"$1"')}).code,
        prod.read_text()[9:],
    )


def test_symlink(editor: Editor, prod: Path, home: Path) -> None:
    """A profile that is a link remains a link."""
    real = home / "dots.toml"
    prod.rename(real)
    prod.symlink_to(real)
    called("edit", "prod", env={"EDITOR": editor('echo "# mine" >>"$1"')})

    assert (True, OLD + "# mine\n") == (prod.is_symlink(), real.read_text())


@pytest.mark.parametrize(
    ("words", "said"), [([], "missing argument NAME: no active profile"), (["nope"], "nope"), (["a+b"], "stack")]
)
def test_edit_of_what_is_refused(words: list[str], said: str, home: Path) -> None:
    """An invalid profile name is rejected, and no editor is started."""
    assert said in refused(home, 2, "edit", *words, env={"EDITOR": "touch started;"})
    assert not os.path.exists("started")


# --- on a terminal


@contextlib.contextmanager
def editing(command: str) -> Iterator[Any]:
    """Run ``vxenv edit prod`` behind a pseudo-terminal, with an editor."""
    child = pexpect.spawn(
        sys.executable,
        ["-P", "-m", "vxenv", "edit", "prod"],
        env={**os.environ, "TERM": "dumb", "EDITOR": command},
        encoding="utf-8",
        timeout=60,
        dimensions=(24, 400),
    )
    try:
        yield child
    finally:
        end(child)


def ended(child: Any) -> tuple[int, str]:
    """Wait for the end, and return the exit code and the output since the last question."""
    child.expect(pexpect.EOF)
    child.wait()
    return child.exitstatus, child.before.replace("\r\n", "\n")


# At each start the editor writes the next text.
TURNS = """\
n=$(cat turn 2>/dev/null || echo 0)
echo $((n + 1)) >turn
cp "text$n" "$1"
"""


@pytest.fixture
def turns(editor: Editor, work: Path) -> str:
    """Return an editor that first writes an error, then fixes it."""
    (work / "text0").write_text(OLD + "x = \n")
    (work / "text1").write_text(OLD + "# mended\n")
    return editor(TURNS)


@pytest.mark.parametrize("key", ["e", ""])
def test_edit_again(key: str, turns: str, prod: Path, home: Path) -> None:
    """On a terminal the error is shown, and Enter reopens the editor with the same text."""
    with editing(turns) as child:
        child.expect_exact("invalid TOML")
        child.expect_exact("What now?")
        child.sendline(key)
        assert 0 == ended(child)[0]

    assert (OLD + "# mended\n", []) == (prod.read_text(), drafts(home))


def test_hint_is_shown_before_the_question(editor: Editor) -> None:
    """The hint for the error is shown before the editor opens again."""
    with editing(editor('echo "regoin = 1" >>"$1"')) as child:
        child.expect_exact("What now?")
        assert 'did you mean "region"' in child.before


def test_keep(turns: str, prod: Path, home: Path) -> None:
    """`k` saves an invalid text, and undo restores the profile."""
    with editing(turns) as child:
        child.expect_exact("What now?")
        child.sendline("k")
        assert 0 == ended(child)[0]

    assert (OLD + "x = \n", []) == (prod.read_text(), drafts(home))
    assert (0, OLD) == (called("undo").code, prod.read_text())


@pytest.mark.parametrize("key", ["q\r", "\x03", "\x04"], ids=["q", "interrupt", "end"])
def test_leave(key: str, turns: str, prod: Path, home: Path) -> None:
    """`q`, Ctrl-C and Ctrl-D leave the profile unchanged, and the message names the saved text."""
    with editing(turns) as child:
        child.expect_exact("What now?")
        press(child, key)
        code, text = ended(child)

    assert (code in (1, 130), OLD, [OLD + "x = \n"]) == (True, prod.read_text(), drafts(home))
    assert OLD + "x = \n" == kept(text).read_text()


def test_other_answers(turns: str, prod: Path) -> None:
    """Any other answer repeats the question."""
    with editing(turns) as child:
        child.expect_exact("What now?")
        child.sendline("yes")
        child.expect_exact("unknown answer; expected one of: e, k, q")
        child.expect_exact("What now?")
        child.sendline("k")
        assert 0 == ended(child)[0]

    assert OLD + "x = \n" == prod.read_text()


def test_interrupt_reaches_the_editor(editor: Editor, work: Path, prod: Path) -> None:
    """Ctrl-C in an editor that handles it as a key does not end the edit."""
    script = (
        'trap "echo caught >>caught; echo \\"# mine\\" >>\\"$1\\"; exit 0" INT; : >ready; while :; do sleep 0.1; done'
    )
    with editing(editor(script)) as child:
        wait_for(work / "ready")
        child.send("\x03")
        code, text = ended(child)

    assert (0, "caught\n", OLD + "# mine\n", False) == (
        code,
        (work / "caught").read_text() if (work / "caught").exists() else "",
        prod.read_text(),
        "Traceback" in text,
    )


def test_interrupt_ends_the_editor(editor: Editor, work: Path, prod: Path, home: Path) -> None:
    """An editor ended by Ctrl-C has failed like any other."""
    before = tree(home)
    with editing(editor(": >ready; exec sleep 600")) as child:
        wait_for(work / "ready")
        child.send("\x03")
        code, text = ended(child)

    assert (True, False, OLD, before) == (code in (1, 130), "Traceback" in text, prod.read_text(), tree(home))


def test_editor_has_the_terminal(editor: Editor, work: Path) -> None:
    """The editor reads the terminal's input."""
    with editing(editor('test -t 0 && test -t 1 && : >ready; read line; echo "# $line" >>"$1"')) as child:
        wait_for(work / "ready")
        child.sendline("typed")
        assert 0 == ended(child)[0]

    assert "# typed" in called("export", "prod", "--format", "toml").stdout


def wait_for(path: Path) -> None:
    """Wait until `path` exists."""
    limit = time.monotonic() + 60
    while not path.exists():
        assert time.monotonic() < limit, f"still waiting for {path.name}"
        time.sleep(0.02)
