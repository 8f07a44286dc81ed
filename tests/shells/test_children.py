"""Test child shells of an active shell, and rc files that set the same variables."""

import itertools
import os
import shutil

import pytest

from shells.drivers import BASHES, FISH, SHELLS, ZSH, Shell
from shells.harness import Session
from shells.home import Home

LOCATION = "CLOUD_ML_REGION"
PROJECT = "ANTHROPIC_VERTEX_PROJECT_ID"
TELEMETRY = "DISABLE_TELEMETRY"


@pytest.fixture
def project(home: Home) -> str:
    """Provide a directory that selects `eu`, beside the profile `us`."""
    home.profile("eu", f'[vertex]\nregion = "europe-west1"\n[env]\n{TELEMETRY} = "1"\n')
    home.location("us", "us-east5")
    return home.directory("p", 'profile = "eu"\n')


def child(outer: Session, inner: Session) -> str:
    """Return the line for `outer` that runs `inner` as a child shell."""
    text = "\n".join(filter(None, [inner.shell.preamble, *inner.lines, ""]))
    script = inner.home.write(f"child{len(inner.lines)}.{inner.shell.kind}", text)
    words, standard_input = inner.shell.command(script)
    return outer.shell.run(words, standard_input)


# All pairs of the common shells, and each other shell paired with them, in both directions.
COMMON = (*BASHES, ZSH, FISH)
PAIRS = [pair for pair in itertools.product(SHELLS, SHELLS) if pair[0] in COMMON or pair[1] in COMMON]


@pytest.mark.parametrize("pair", PAIRS, ids=[f"{a}-{b}" for a, b in PAIRS])
def test_child_takes_over_and_undoes(pair: tuple[Shell, Shell], home: Home, project: str) -> None:
    """A child shell starts with its parent's profile, undoes it correctly, and does not affect the parent."""
    for one in pair:
        one.require()
    inner = Session(pair[1], home).show("child").cd(home.root).show("child-out").cd(project).show("child-back")
    outer = Session(pair[0], home).cd(project)
    outer.line(child(outer, inner)).show("parent").cd(home.root).show("parent-out")
    names = (LOCATION, PROJECT, TELEMETRY, "VXENV_PROFILE")
    for before in (None, "", "it's\nmine"):
        shutil.rmtree(outer.shown)
        os.mkdir(outer.shown)
        result = outer.run({} if before is None else {LOCATION: before, PROJECT: before})
        for label in ("child", "child-back", "parent"):
            assert ["europe-west1", None, "1", "eu"] == result.get(
                label, LOCATION, PROJECT, TELEMETRY, "VXENV_PROFILE"
            )
        for label in ("child-out", "parent-out"):
            assert [before, before, None, None] == result.get(label, *names)
            assert [] == [name for name in result.users(label) if name.startswith(("__VXENV", "__vxenv"))]


def test_grandchild_undoes(home: Home, project: str) -> None:
    """Bash in zsh in fish undoes the activation of fish."""
    fish, zsh, bash = (next(one for one in SHELLS if one.kind == kind) for kind in ("fish", "zsh", "bash"))
    for one in (fish, zsh, bash):
        one.require()
    third = Session(bash, home).show("third").vxenv("off").show("off").vxenv("auto").show("auto")
    second = Session(zsh, home)
    second.line(child(second, third))
    first = Session(fish, home).cd(project)
    first.line(child(first, second))
    result = first.run({LOCATION: "mine"})
    assert ["europe-west1"] == result.get("third", LOCATION)
    assert ["mine"] == result.get("off", LOCATION)
    assert ["europe-west1"] == result.get("auto", LOCATION)


def test_child_keeps_the_pin(shell: Shell, home: Home, project: str) -> None:
    """`use` and `off` apply to child shells, even in a directory that selects another profile."""
    inner = Session(shell, home).show("used")
    outer = Session(shell, home).cd(project).vxenv("use", "us")
    outer.line(child(outer, inner))
    inner = Session(shell, home).line("true").show("off")
    outer.vxenv("off").line(child(outer, inner))
    result = outer.run()
    assert ["us-east5", "us", "use"] == result.get("used", LOCATION, "VXENV_PROFILE", "VXENV_REASON")
    assert [None, None, "off"] == result.get("off", LOCATION, "VXENV_PROFILE", "VXENV_REASON")


def test_child_goes_back(shell: Shell, home: Home, project: str) -> None:
    """`use -` in a child restores the previous stack of its parent."""
    inner = Session(shell, home).vxenv("use", "-").show("back")
    outer = Session(shell, home).cd(project).vxenv("use", "us")
    outer.line(child(outer, inner))
    assert ["europe-west1", "eu"] == outer.run().get("back", LOCATION, "VXENV_PROFILE")


@pytest.mark.parametrize("when", ["before", "after"])
def test_rc_file_exports_the_same(shell: Shell, home: Home, project: str, when: str) -> None:
    """The profile overrides the rc file's exports inside; the rc file's values are restored outside."""
    lines = [shell.export(LOCATION, "rc"), shell.export(PROJECT, "rc-project"), shell.export(TELEMETRY, "rc")]
    hook = shell.source(home.hook(shell.kind))
    rc = "; ".join([*lines, hook] if when == "before" else [hook, *lines])
    session = Session(shell, home, hook=False).line(rc).show("in").cd(home.root).show("out")
    result = session.run(cwd=project, PWD=project)
    assert ["europe-west1", None, "1"] == result.get("in", LOCATION, PROJECT, TELEMETRY)
    assert ["rc", "rc-project", "rc"] == result.get("out", LOCATION, PROJECT, TELEMETRY)


@pytest.mark.parametrize("when", ["before", "after"])
def test_child_whose_rc_file_exports_the_same(shell: Shell, home: Home, project: str, when: str) -> None:
    """A child shell with differing rc exports applies the profile again, and restores the rc file's values."""
    lines = [shell.export(LOCATION, "rc"), shell.export(PROJECT, "rc-project"), shell.export(TELEMETRY, "rc")]
    hook = shell.source(home.hook(shell.kind))
    inner = Session(shell, home, hook=False)
    inner.line("; ".join([*lines, hook] if when == "before" else [hook, *lines]))
    inner.show("in").cd(home.root).show("out")
    outer = Session(shell, home).cd(project)
    outer.line(child(outer, inner))
    result = outer.run({LOCATION: "mine"})
    assert ["europe-west1", None, "1"] == result.get("in", LOCATION, PROJECT, TELEMETRY)
    assert ["rc", "rc-project", "rc"] == result.get("out", LOCATION, PROJECT, TELEMETRY)


def test_rc_file_unsets(shell: Shell, home: Home, project: str) -> None:
    """A child applies the profile again if its rc file unsets the parent's variables."""
    inner = Session(shell, home, hook=False, before=shell.unset(LOCATION))
    inner.line(shell.source(home.hook(shell.kind))).show("in").cd(home.root).show("out")
    outer = Session(shell, home).cd(project)
    outer.line(child(outer, inner))
    result = outer.run()
    assert ["europe-west1"] == result.get("in", LOCATION)
    assert [None] == result.get("out", LOCATION)


def test_unexported_original_in_a_child(shell: Shell, home: Home, project: str) -> None:
    """An unexported value is not inherited: the child unsets the variable outside, the parent restores it."""
    inner = Session(shell, home).cd(home.root).stand("child", LOCATION)
    outer = Session(shell, home).let(LOCATION, "mine").cd(project)
    result = outer.line(child(outer, inner)).cd(home.root).stand("parent", LOCATION).run()
    assert ("unset", "") == result.variable("child")
    assert ("local", "mine") == result.variable("parent")


def test_child_without_the_hook_is_left_alone(shell: Shell, home: Home, project: str) -> None:
    """A child shell without the hook prints nothing at its prompts."""
    inner = Session(shell, home, hook=False).mark("child").line("true").show("in").mark("child-end")
    outer = Session(shell, home).cd(project).export("PROMPT_COMMAND", os.environ.get("NOTHING", "")).line("true")
    if shell.kind == "bash":
        outer = Session(shell, home).cd(project).line("export PROMPT_COMMAND")
    outer.line(child(outer, inner))
    result = outer.run()
    assert "" == result.out("child") + result.err("child")
    assert ["europe-west1"] == result.get("in", LOCATION)


def test_non_interactive_shell_is_left_alone(shell: Shell, home: Home, project: str) -> None:
    """A script that sources the hook keeps its parent's environment, and the hook does not run in it."""
    script = (
        f"{shell.source(home.hook(shell.kind))}; {shell.cd(home.root)}; {shell.environment(home.path('shown/in'))}"
    )
    outer = Session(shell, home).cd(project).mark("script")
    outer.line(shell.run([shell.program, "-c", script], os.devnull)).mark("end")
    result = outer.run()
    assert ["europe-west1", "eu"] == result.get("in", LOCATION, "VXENV_PROFILE")
    assert "" == result.out("script") + result.err("script")
