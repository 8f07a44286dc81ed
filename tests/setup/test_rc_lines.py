"""Tests of the line in rc files: adding, finding and removing it."""

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vxenv.setup.init_file import Maker, is_stale, read_maker, render_init_file
from vxenv.setup.rc_lines import append_line, remove_line
from vxenv.setup.record import Made, Put, Record, pack_record, unpack_record
from vxenv.shells import SHELLS
from vxenv.shells.load_line import find_init_line, find_marked_line, has_init_call, render_load_line

LINE = b"if [ -r x ]; then . x; fi # vxenv setup"


@given(st.binary().filter(lambda data: not find_marked_line(data)))
def test_put_in_and_taken_out(data: bytes) -> None:
    """Adding and removing the line restores any file."""
    added = append_line(data, LINE)

    assert (data, LINE) == (remove_line(data + added, added, LINE, b""), find_marked_line(data + added))


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"a\n", b"a\n%b\n"),
        (b"a", b"a\n%b\n"),
        (b"", b"%b\n"),
        (b"a\r\nb", b"a\r\nb\r\n%b\r\n"),
        (b"a \\\n", b"a \\\n\n%b\n"),
        (b"a \\", b"a \\\n\n%b\n"),
    ],
)
def test_a_line_of_its_own(data: bytes, expected: bytes) -> None:
    """The line is separate from others, and has the line ending of the file."""
    assert expected.replace(b"%b", LINE) == data + append_line(data, LINE)


@pytest.mark.parametrize(
    ("before", "change", "expected"),
    [
        (b"a\n", lambda data: data + b"b\n", b"a\nb\n"),
        (b"a", lambda data: data + b"b\n", b"a\nb\n"),
        (b"a\n", lambda data: b"0\n" + data, b"0\na\n"),
        (b"a\n", lambda data: data.replace(b"if [", b"  if  ["), b"a\n"),
        (b"a\r\n", lambda data: data + b"b\r\n", b"a\r\nb\r\n"),
        (b"a\n", lambda _: b"a\n", None),
    ],
    ids=["behind", "glued", "above", "changed", "crlf", "gone"],
)
def test_taken_out_of_a_changed_file(before: bytes, change: object, expected: bytes | None) -> None:
    """Removing the line keeps later changes around it."""
    added = append_line(before, LINE)
    assert callable(change)

    assert expected == remove_line(change(before + added), added, LINE, b"")


def test_what_was_replaced_comes_back() -> None:
    """A replaced line is restored, even if the new one was changed."""
    assert [b"a\nmine\nb", b"a\nmine\nb\n"] == [
        remove_line(b"a\n" + LINE + b"\nb", b"", LINE, b"mine"),
        remove_line(b"a\n: " + LINE + b"\nb\n", b"", LINE + b" ", b"mine"),
    ]


@pytest.mark.parametrize(
    ("shell", "path", "expected"),
    [
        ("bash", "/h/.local/x", 'if [ -r "$HOME/.local/x" ]; then . "$HOME/.local/x"; fi # vxenv setup'),
        ("zsh", "/o/it's", "if [ -r '/o/it'\\''s' ]; then . '/o/it'\\''s'; fi # vxenv setup"),
        ("bash", "/h/a $b", """if [ -r "$HOME"/'a $b' ]; then . "$HOME"/'a $b'; fi # vxenv setup"""),
        ("pwsh", "/h/.a/b", 'if (Test-Path -LiteralPath "$HOME/.a/b") { . "$HOME/.a/b" } # vxenv setup'),
        (
            "pwsh",
            "/h/it's $b",
            "if (Test-Path -LiteralPath ($HOME + '/it''s $b')) { . ($HOME + '/it''s $b') } # vxenv setup",
        ),
        ("pwsh", "/o/a", "if (Test-Path -LiteralPath '/o/a') { . '/o/a' } # vxenv setup"),
        ("xonsh", "/h/.a/b", "if p'~/.a/b'.is_file(): exec(p'~/.a/b'.read_text('utf-8')) # vxenv setup"),
        (
            "xonsh",
            "/h/a $b",
            "if {0}.is_file(): exec({0}.read_text('utf-8')) # vxenv setup".format(
                "__import__('pathlib').Path.home().joinpath('a $b')"
            ),
        ),
        (
            "xonsh",
            "/o/it's",
            "if {0}.is_file(): exec({0}.read_text('utf-8')) # vxenv setup".format(
                """__import__('pathlib').Path("/o/it's")"""
            ),
        ),
        ("fish", "/h/a", 'if test -r "$HOME/a"; source "$HOME/a"; end # vxenv setup'),
        ("fish", "/h/it's", "if test -r \"$HOME\"/'it\\'s'; source \"$HOME\"/'it\\'s'; end # vxenv setup"),
    ],
)
def test_line(shell: str, path: str, expected: str) -> None:
    """The line is relative to the home, and quoted for its shell."""
    assert expected == render_load_line(shell, path, "/h")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('eval "$(vxenv init bash)"\n', (True, True)),
        ('  eval "$(/opt/it/vxenv init bash)"\r\n', (True, True)),
        ("eval \"$('/o p/vxenv' init bash)\"\n", (True, True)),
        ('command -v vxenv && eval "$(vxenv init bash)"\n', (False, True)),
        ("source <(vxenv init bash)\n", (False, True)),
        ('# eval "$(vxenv init bash)"\n', (False, False)),
        ('eval "$(vxenv init zsh)"\n', (False, False)),
        ("vxenv init bash > ~/hook.bash\n", (False, False)),
        ("alias v=vxenv\n", (False, False)),
    ],
)
def test_lines_of_the_users_own(text: str, expected: tuple[bool, bool]) -> None:
    """Lines that load the hook are found; they are replaceable only if they do nothing else."""
    data = b"a\n" + text.encode() + b"b\n"

    assert expected == (bool(find_init_line(data, "bash")), has_init_call(data, "bash"))


@pytest.mark.parametrize(
    ("shell", "line"),
    [
        ("fish", b"vxenv init fish | source"),
        ("pwsh", b"Invoke-Expression (& vxenv init pwsh | Out-String)"),
        ("xonsh", b"exec($(vxenv init xonsh))"),
        ("xonsh", b"execx($(/opt/it/vxenv init xonsh))"),
    ],
)
def test_own_lines_of_others(shell: str, line: bytes) -> None:
    """The lines for other shells are found, too."""
    assert line == find_init_line(b"x\n" + line + b"\n", shell)


@pytest.mark.parametrize(
    ("files", "mac", "expected"),
    [
        ({}, False, [".bashrc"]),
        ({}, True, [".bashrc", ".bash_profile"]),
        ({".bash_profile": ". ~/.bashrc\n"}, True, [".bashrc"]),
        ({".bash_profile": "# . ~/.bashrc\n"}, True, [".bashrc", ".bash_profile"]),
        ({".profile": "x=1\n"}, True, [".bashrc", ".profile"]),
        ({".profile": "x=1\n"}, False, [".bashrc"]),
        ({".bash_login": "x=1\n", ".profile": ""}, False, [".bashrc", ".bash_login"]),
    ],
)
def test_files_of_bash(files: Mapping[str, str], mac: bool, expected: list[str], home: Path) -> None:
    """On macOS, whose terminals open login shells, the file of a login bash is included unless it reads .bashrc."""
    for name, text in files.items():
        (home / name).write_text(text)

    assert [str(home / name) for name in expected] == SHELLS["bash"].find_load_places({"HOME": str(home)}, mac=mac)


def test_files_of_the_others() -> None:
    """ZDOTDIR determines the file of zsh, XDG_CONFIG_HOME that of fish."""
    assert ["/h/.zshrc", "/z/.zshrc", "/h/.config/fish/conf.d/vxenv.fish", "/x/fish/conf.d/vxenv.fish"] == [
        *SHELLS["zsh"].find_load_places({"HOME": "/h"}, mac=True),
        *SHELLS["zsh"].find_load_places({"HOME": "/h", "ZDOTDIR": "/z"}, mac=False),
        *SHELLS["fish"].find_load_places({"HOME": "/h"}, mac=True),
        *SHELLS["fish"].find_load_places({"HOME": "/h", "XDG_CONFIG_HOME": "/x"}, mac=False),
    ]


def test_record_comes_back(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A record survives packing and a move of the home; a damaged one is ignored."""
    path = str(home / "rc")
    record = Record(
        "bash", {"config": path}, (Put(path, b"\xff", b"a\n", b"", made=True),), (path,), (Made(path, b""),)
    )
    data = pack_record(record)

    assert (record, None, None) == (unpack_record(data), unpack_record(data[:-5]), unpack_record(b"[]"))
    monkeypatch.setenv("HOME", "/moved")
    moved = unpack_record(data)
    assert moved is not None
    assert ("/moved/rc", "/moved/rc") == (moved.constants["config"], moved.puts[0].path)


def test_whose_file_is_stale(tmp_path: Path) -> None:
    """The file is rewritten after an upgrade in place or if its vxenv is missing, but not for a second vxenv."""
    python = tmp_path / "python"
    python.write_text("")
    python.chmod(0o700)
    old = Maker("1", str(python), str(python))
    (tmp_path / "init").write_bytes(render_init_file(old, "hook\n"))

    assert [old, None] == [read_maker(str(tmp_path / "init")), read_maker(str(python))]
    assert [False, True, False, True, True] == [
        is_stale(old, old),
        is_stale(old, old._replace(version="2")),
        is_stale(old, Maker("2", "/other/python", "/other/main")),
        is_stale(old._replace(main="/gone"), old),
        is_stale(None, old),
    ]


@pytest.mark.parametrize("shell", ["ksh", "mksh"])
@pytest.mark.parametrize(
    ("given", "expected"),
    [("", "/h/.{}rc"), ("~/rc", "/h/rc"), ("${HOME}/rc", "/h/rc"), ("/e/rc", "/e/rc"), ("$X/rc", "/h/.{}rc")],
)
def test_rc_files_of_korn_shells(shell: str, given: str, expected: str) -> None:
    """The file of ksh and mksh is the one in $ENV if it is known; it may be shared with other shells."""
    place = expected.format(shell)

    assert ([place], place != f"/h/.{shell}rc") == (
        SHELLS[shell].find_load_places({"HOME": "/h", "ENV": given}, mac=False),
        SHELLS[shell].is_shared(place),
    )


@pytest.mark.parametrize("shell", ["bash", "ksh", "mksh"])
@pytest.mark.parametrize("reader", ["bash", "dash", "ksh", "mksh"])
def test_line_that_others_read(shell: str, reader: str, tmp_path: Path) -> None:
    """In a shared file, each shell ignores the lines for others."""
    program = shutil.which(reader)
    if program is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(f"{reader} is not installed")
    (tmp_path / "hook").write_text("echo loaded\n")
    line = render_load_line(shell, str(tmp_path / "hook"), "/h", shared=True)
    ran = subprocess.run([str(program), "-c", line], capture_output=True, text=True, check=False)

    assert (0, "loaded\n" if shell == reader else "", "") == (ran.returncode, ran.stdout, ran.stderr)
