"""Test the part of the hook that bash, zsh and fish read at its first need: when, from where, with which faults."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

import vxenv.setup.hook_text
from shells.drivers import BASHES, FISH, ZSH, Shell
from shells.harness import Session
from shells.home import Home
from vxenv.assets import read_asset
from vxenv.setup.hook_text import list_own_directories, render_hook
from vxenv.setup.refresh import write_files

LOCATION: Final = "CLOUD_ML_REGION"
PROJECT: Final = "ANTHROPIC_VERTEX_PROJECT_ID"
split = pytest.mark.parametrize("shell", [*BASHES, ZSH, FISH], indirect=True, ids=repr)


def report_loaded(shell: Shell) -> str:
    """Return the line that prints whether the other part is loaded."""
    if shell.kind == "fish":
        return "functions -q __vxenv_request_plan; and echo loaded; or true"
    return "typeset -f __vxenv_request_plan >/dev/null && echo loaded || :"


@pytest.fixture
def project(home: Home) -> str:
    """Provide an allowed directory, in a home with two profiles."""
    home.location("eu", "europe-west1")
    home.location("us", "us-east5")
    return home.directory("p", 'profile = "eu"\n')


def cold_files(home: Home) -> list[Path]:
    """Return the files with the other part, oldest first."""
    return sorted(Path(home.state, "shell").glob("cold-*"), key=lambda path: path.stat().st_mtime_ns)


def warm(shell: Shell, home: Home, project: str) -> None:
    """Let the shell see both directories, so that their plans are on disk."""
    Session(shell, home).cd(project).cd("..").run()


@split
def test_first_need(shell: Shell, home: Home, project: str) -> None:
    """Plans on disk and in memory need only the first part; Python and commands need the other."""
    warm(shell, home, project)
    session = (
        Session(shell, home).cd(project).show("in").cd("..").cd(project).mark("before").line(report_loaded(shell))
    )
    result = session.vxenv("use", "us").show("used").mark("after").line(report_loaded(shell)).mark("end").run()

    assert (["europe-west1"], ["us-east5"]) == (result.get("in", LOCATION), result.get("used", LOCATION))
    assert ("", "loaded\n") == (result.out("before"), result.out("after"))


@pytest.mark.parametrize(("mine", "loaded"), [(None, ""), ("mine", "loaded\n")], ids=["unset", "set"])
@split
def test_child_of_an_active_shell(shell: Shell, home: Home, project: str, mine: str | None, loaded: str) -> None:
    """A child shell in the same directory needs the other part only if variables were set before, and undoes all."""
    warm(shell, home, project)
    parent = Session(shell, home).cd(project).show("in").run({PROJECT: mine} if mine else {})
    session = (
        Session(shell, home).mark("before").line(report_loaded(shell)).mark("end").show("in").cd("..").show("out")
    )
    result = session.run(parent.env("in"), cwd=project, PWD=project)

    assert loaded == result.out("before")
    assert ["europe-west1", "eu", None] == result.get("in", LOCATION, "VXENV_PROFILE", PROJECT)
    assert [None, None, mine] == result.get("out", LOCATION, "VXENV_PROFILE", PROJECT)


def lose(file: Path) -> None:
    """Remove the file."""
    file.unlink()


def link(file: Path) -> None:
    """Replace the file by a symlink to a copy."""
    shutil.move(file, file.with_name("copy"))
    file.symlink_to(file.with_name("copy"))


def block(file: Path) -> None:
    """Replace the file by a directory."""
    file.unlink()
    file.mkdir()


def truncate(file: Path) -> None:
    """Keep only the first function of the file."""
    text = file.read_text()
    file.write_text(text[: text.index("\n\n# ==== ")])


def give_away(file: Path) -> None:
    """Make another user the owner, or as an ordinary user forbid reading."""
    if os.geteuid() == 0:
        os.chown(file, 12345, 12345)
    else:
        file.chmod(0)


def describe_fault(home: Home, shell: Shell) -> str:
    """Return the message about a file that cannot be loaded."""
    (file,) = cold_files(home) or [Path("?")]
    return (
        f"vxenv: cannot load {file}: it is missing, unreadable, a symlink or owned by another user\n"
        f"hint: vxenv setup; exec {shell.kind}\n"
    )


@pytest.mark.parametrize("fault", [lose, link, block, truncate, give_away], ids=lambda fault: fault.__name__)
@split
def test_fault(shell: Shell, home: Home, project: str, fault: Callable[[Path], None]) -> None:
    """A file that cannot be loaded is reported once, variables stay, and commands run without the hook."""
    Session(shell, home).run()
    session = Session(shell, home).mark("quiet").show("start").mark("in").cd(project).line("true").show("in")
    session.cd("..").cd(project).line("true").mark("command").vxenv("list").vxenv("use", "us").mark("end").show("end")
    message = describe_fault(home, shell)
    fault(cold_files(home)[0])
    result = session.run({LOCATION: "mine"})

    assert ["", message] == [result.err(label) for label in ("quiet", "in")]
    assert [result.users("start")] * 2 == [result.users(label) for label in ("in", "end")]
    assert [True, True] == ["eu" in result.out("command"), "vxenv setup" in result.err("command")]


@split
def test_fault_with_a_variable_set(shell: Shell, home: Home, project: str) -> None:
    """A plan that would replace a variable of the user is not applied, nor reported as active."""
    warm(shell, home, project)
    session = Session(shell, home).show("start").mark("in").cd(project).show("in").mark("end").line("true")
    message = describe_fault(home, shell)
    result = session.cd("..").show("out").mark("last").run({LOCATION: "mine"})
    assert ["europe-west1"] == result.get("in", LOCATION)

    cold_files(home)[0].unlink()
    result = session.run({LOCATION: "mine"})
    assert (message, "") == (result.err("in"), result.err("end"))
    assert [result.users("start")] * 2 == [result.users(label) for label in ("in", "out")]


@split
def test_repaired(shell: Shell, home: Home, project: str) -> None:
    """Once the file exists again, the shell that reported it loads it at the next need."""
    warm(shell, home, project)
    file, away = str(cold_files(home)[0]), home.path("away")
    session = Session(shell, home).vxenv("use", "us").show("use").line("true").vxenv("list")
    session.line(f"command mv {shell.quote(away)} {shell.quote(file)}").vxenv("use", "us").show("again")
    shutil.move(file, away)
    result = session.run()

    assert 1 == result.stderr.count("vxenv: cannot load")
    assert [None, "us-east5"] == [result.env(label).get(LOCATION) for label in ("use", "again")]


@split
def test_older_shell(shell: Shell, home: Home, project: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A shell that was started before an upgrade loads the other part of its own version, and four are kept."""
    warm(shell, home, project)
    hook = Path(home.hook(shell.kind))
    own = cold_files(home)[0].name
    early = home.write(f"early.{shell.kind}", hook.read_text())

    for number in range(6):

        def read(folder: str, name: str, number: int = number) -> str:
            """Return the text of a newer version."""
            return read_asset(folder, name) + (f"echo newer {number}\n" if "cold" in name else "")

        monkeypatch.setattr(vxenv.setup.hook_text, "read_asset", read)
        with home.entered():
            write_files(shell.kind, list_own_directories())
        if number == 3:
            session = Session(shell, home, hook=False).line(shell.source(early)).vxenv("use", "us").show("used")
            result = (
                session.mark("newer").line(shell.source(str(hook))).vxenv("use", "eu").show("newer").mark("end").run()
            )
            assert (["us-east5"], ["europe-west1"]) == (result.get("used", LOCATION), result.get("newer", LOCATION))
            assert "newer 3\n" == result.out("newer")
    assert (5, False) == (len(cold_files(home)), own in {path.name for path in cold_files(home)})


@split
def test_evaluated_hook(shell: Shell, home: Home, project: str) -> None:
    """The text of `vxenv init` has both parts, and reads no other file."""
    with home.entered():
        text = home.write(f"whole.{shell.kind}", render_hook(shell.kind))
    command = "cat {} | source" if shell.kind == "fish" else 'eval "$(command cat {})"'
    session = Session(shell, home, hook=False).line(command.format(shell.quote(text)))
    session.mark("loaded").line(report_loaded(shell)).mark("end").cd(project).show("in").vxenv("use", "us").show(
        "used"
    )
    result = session.cd("..").vxenv("off").show("off").run()

    assert [["europe-west1"], ["us-east5"], [None]] == [result.get(at, LOCATION) for at in ("in", "used", "off")]
    assert ("loaded\n", []) == (result.out("loaded"), cold_files(home))


@pytest.mark.parametrize("shell", [*BASHES, ZSH], indirect=True, ids=repr)
def test_exports_nothing(shell: Shell, home: Home) -> None:
    """Loading the other part under `set -a` and with aliases exports no function and expands no alias."""
    home.location("us", "us-east5")
    line = "set -a; alias local=false return=false shift=false export=false unset=false"
    session = Session(shell, home).line(line).show("before").vxenv("use", "us").show("used").vxenv("off").show("off")
    result = session.mark("alias").line("alias local").mark("end").run()
    named = {name for name in result.env("used") if name.startswith("BASH_FUNC_") or name == "__vxenv_closed"}

    assert (["us-east5"], [None]) == (result.get("used", LOCATION), result.get("off", LOCATION))
    assert (set(), True) == (named, "false" in result.out("alias"))
