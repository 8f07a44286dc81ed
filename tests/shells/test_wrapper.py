"""Test `claude` with claude_wrapper in config.toml, which passes the active stack as --settings."""

import json
from pathlib import Path

import pytest

from shells.drivers import NUSHELL, Shell
from shells.harness import ESCAPES, Result, Session, terminal
from shells.home import Home
from shells.test_processes import started, steps, traced

__all__ = ["traced"]

CLIENT = '#!/bin/sh\nfor word in "$@"; do echo "<$word>"; done; echo done\n'


@pytest.fixture
def project(home: Home) -> str:
    """Provide a directory that selects a profile, with a program named claude on PATH."""
    home.settings("claude_wrapper = true\n")
    home.profile("eu", '[vertex]\nregion = "eu"\n')
    Path(home.write("bin/claude", CLIENT)).chmod(0o755)
    return home.directory("project", 'profile = "eu"\n')


def run(session: Session, home: Home) -> Result:
    """Run `session` with this claude first on PATH."""
    path = f"{home.path('bin')}:{home.environment()['PATH']}"
    return session.play(PATH=path) if session.shell.kind == "nushell" else session.run(PATH=path)


def said(result: Result, label: str) -> dict[str, str]:
    """Return the variables of the settings passed to claude."""
    first, path, *_ = result.out(label).splitlines()
    assert "<--settings>" == first
    found: dict[str, str] = json.loads(Path(path.strip("<>")).read_text())["env"]
    return found


def test_it_follows_the_profile(shell: Shell, home: Home, project: str) -> None:
    """The settings follow the directory's profile, with closed variables empty; arguments arrive as typed."""
    session = Session(shell, home).cd(project).mark("in").line(f"claude -p {shell.quote('a  b')} {shell.quote('')}")
    session.mark("left").cd(home.root).mark("out").line("claude x").mark("end")
    result = run(session, home)
    env = said(result, "in")

    assert ("eu", "1", "") == (env["CLOUD_ML_REGION"], env["CLAUDE_CODE_USE_VERTEX"], env["ANTHROPIC_MODEL"])
    assert ["<-p>", "<a  b>", "<>", "done"] == result.out("in").splitlines()[2:]
    assert ["<x>", "done"] == result.out("out").splitlines()


def test_cd_and_claude_in_one_line(shell: Shell, home: Home, project: str) -> None:
    """A directory entered on the same line applies."""
    session = Session(shell, home).cd(project).cd(home.root).mark("one")
    session.line(shell.both(shell.cd(project), "claude")).mark("end")

    assert "eu" == said(run(session, home), "one")["CLOUD_ML_REGION"]


def test_use_and_off(shell: Shell, home: Home, project: str) -> None:
    """The settings follow `use`, and `off` removes them."""
    session = Session(shell, home).vxenv("use", "eu").mark("use").line("claude").mark("off").vxenv("off")
    result = run(session.mark("then").line("claude").mark("end"), home)

    assert project
    assert ("eu", "done\n") == (said(result, "use")["CLOUD_ML_REGION"], result.out("then"))


def test_command_goes_by(shell: Shell, home: Home, project: str) -> None:
    """`command claude` runs the program directly."""
    session = Session(shell, home).cd(project).mark("in").line("command claude x").mark("end")

    assert ["<x>", "done"] == run(session, home).out("in").splitlines()


@pytest.mark.parametrize("kind", ["function", "alias"])
def test_what_is_there_stays(shell: Shell, home: Home, project: str, kind: str) -> None:
    """A user's function or alias is kept, and that is reported once."""
    functions = {
        "fish": "function claude; echo mine; end",
        "elvish": "fn claude { echo mine }",
        "nushell": "def claude [] { print mine }",
        "xonsh": "aliases['claude'] = lambda args: print('mine')",
        "tcsh": "alias claude 'echo mine'",  # it has no functions
    }
    own = functions.get(shell.kind, "claude() { echo mine; }") if kind == "function" else shell.alias("claude", "mine")
    session = Session(shell, home, hook=False)
    lines = [own, shell.source(home.hook(shell.kind))]
    # elvish does not report a function defined after the hook.
    for line in lines if shell.kind == "elvish" else reversed(lines):
        session.line(line)
    session.mark("enter").cd(project).cd(home.root).cd(project)
    session.mark("call").line("claude" if shell.kind in ("nushell", "xonsh") else "eval claude").mark("end")
    result = run(session, home)

    assert ["mine"] == result.out("call").split()
    assert 1 == result.err("enter").count("claude is already an alias or function")


@pytest.mark.parametrize("shell", [NUSHELL], indirect=True, ids=repr)
@pytest.mark.parametrize("first", [True, False], ids=["before", "behind"])
@pytest.mark.parametrize("own", ["def claude [] { print mine }", "alias claude = print mine"], ids=["def", "alias"])
def test_what_config_nu_has_stays(shell: Shell, home: Home, project: str, own: str, first: bool) -> None:
    """A command or an alias of config.nu is kept in either loading order, and the hook reports it once."""
    lines = [own, shell.source(home.hook(shell.kind))]
    path = f"{home.path('bin')}:{home.environment()['PATH']}"
    with terminal(shell, home, "\n".join(lines if first else reversed(lines)), {"PATH": path}) as found:
        said = "".join(found.line(shell.cd(place)) for place in (project, home.root, project))
        called = ESCAPES.sub("", found.line("claude")).splitlines()
    assert (1, "mine") == (said.count("claude is already an alias or function"), called[-1])


@pytest.mark.parametrize("shell", [NUSHELL], indirect=True, ids=repr)
def test_nushell_hands_on_words(shell: Shell, home: Home, project: str) -> None:
    """Typed words, piped input and the status are passed as without the wrapper: numbers, patterns, quotes, flags."""
    words = """1_000 1.50 null *.toml '*.toml' ~/x '~/x' --flag="a b" -h --help -- "" $"(1 + 1)" ...[1 'b c'] {a: 1}"""
    for name in ("one.toml", "two.toml"):
        home.write(f"project/{name}", "")
    Path(home.write("bin/claude", f"{CLIENT}[ -t 0 ] || cat\n[ -t 1 ] && echo terminal\nexit 3\n")).chmod(0o755)
    session = Session(shell, home).cd(project).mark("with").line(f"claude {words}").line(shell.status)
    session.line("'piped' | claude").line("claude | lines | length").mark("without").line("hide-env __VXENV_SETTINGS")
    session.line(f"^claude {words}").line(shell.status).line("'piped' | ^claude").line("^claude | lines | length")
    result = run(session.mark("end"), home)
    own = result.out("with").splitlines()
    settings = own[1]

    assert ("<--settings>", 2) == (own[0], own.count("<--settings>"))
    own = [line for line in own if line not in ("<--settings>", settings)]
    # Its count includes these two more.
    assert result.out("without").splitlines() == [*own[:-1], str(int(own[-1]) - 2)]


def test_off_by_default(shell: Shell, home: Home, project: str) -> None:
    """Without the setting the function is not defined."""
    home.settings("")
    session = Session(shell, home).cd(project).mark("in").line("claude x").mark("end")

    assert ["<x>", "done"] == run(session, home).out("in").splitlines()


def test_settings_that_are_gone(shell: Shell, home: Home, project: str) -> None:
    """If the settings file was removed, claude starts without it, with a warning."""
    gone = "rm -r " + shell.quote(home.path(".cache/vxenv/settings"))
    session = Session(shell, home).cd(project).line(gone).mark("in").line("claude x").mark("end")
    result = run(session, home)

    warnings = result.err("in").count("settings files may override the profile")
    assert (["<x>", "done"], 1) == (result.out("in").splitlines(), warnings)


def test_nothing_else_is_started(shell: Shell, home: Home, project: str, traced: tuple[str, ...]) -> None:
    """One process runs, Claude Code itself, and entering starts none."""
    session = Session(shell, home).line("true").cd(project).cd(home.root)
    steps(session, "enter", shell.cd(project), shell.cd(home.root), shell.cd(project))
    steps(session, "call", "claude x")
    session.run(tracer=traced, PATH=f"{home.path('bin')}:{home.environment()['PATH']}")

    assert ((0, 0), (1, 1)) == (started(home, "enter"), started(home, "call"))


def test_settings_that_are_gone_come_back(shell: Shell, home: Home, project: str) -> None:
    """A shell that activates a profile with a missing settings file creates the file again."""
    gone = "rm -r " + shell.quote(home.path(".cache/vxenv/settings"))
    session = (
        Session(shell, home).cd(project).cd(home.root).line(gone).cd(project).mark("in").line("claude").mark("end")
    )

    assert "eu" == said(run(session, home), "in")["CLOUD_ML_REGION"]
