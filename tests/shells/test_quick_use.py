"""Test `use`, `off` and `auto` without Python: the output and the environment are those of the command in Python."""

import os
import shutil
import stat
import sys
from collections.abc import Mapping, Sequence
from typing import Final

import pytest

from shells.drivers import BASHES, KSH, MKSH, QUICK, ZSH, Shell
from shells.harness import Result, Session
from shells.home import Home
from shells.test_processes import started, steps, traced
from vxenv.catalogue.secrets import redact
from vxenv.catalogue.variables import load_variables
from vxenv.paths import escape_text

__all__ = ["traced"]

LOCATION: Final = "CLOUD_ML_REGION"
# Lines that leave everything to Python.
REFUSE: Final[Mapping[str, str]] = {"fish": "function __vxenv_run_quickly; return 1; end"}
REFUSE_ELSEWHERE: Final = "function __vxenv_run_quickly { return 1; }"
# Runs a command with its stderr on a terminal, and copies what it prints there.
TERMINAL: Final = """
import os, pty, subprocess, sys, tty
ours, theirs = pty.openpty()
tty.setraw(theirs)
process = subprocess.Popen(sys.argv[1:], stderr=theirs)
os.close(theirs)
while True:
    try:
        data = os.read(ours, 65536)
    except OSError:
        break
    if not data:
        break
    os.write(2, data)
sys.exit(process.wait())
"""
# Commands, in one shell.
COMMANDS: Final[tuple[tuple[str, ...], ...]] = (
    ("use", "eu"),
    ("use", "us"),
    ("use", "eu"),
    ("use", "eu"),
    ("use", "eu", "opus"),
    ("use", "eu+opus"),
    ("use", "-"),
    ("use", "-"),
    ("use", "acme/prod"),
    ("use", "other"),
    ("use", "eu+acme/prod", "us"),
    ("use", "acme/prod"),
    ("use", "us"),
    ("-q", "use", "eu"),
    ("use", "--quiet", "us"),
    ("use", "old"),
    ("off",),
    ("use", "opus"),
    ("off", "-q"),
    ("auto",),
    ("use", "us"),
    ("auto", "--quiet"),
)
DIRECTORY: Final = "p"
posix = pytest.mark.parametrize("shell", [*BASHES, ZSH, KSH, MKSH], indirect=True, ids=repr)
quick = pytest.mark.parametrize("shell", QUICK, indirect=True, ids=repr)


@pytest.fixture
def project(home: Home) -> str:
    """Provide profiles of all kinds, and a directory that selects one of them."""
    home.profile("eu", '[vertex]\nproject = "acme-prod"\nregion = "eu"\n[env]\nDISABLE_TELEMETRY = "1"\n')
    home.profile("us", '[vertex]\nproject = "acme-prod"\nregion = "us-east5"\n[env]\nHTTPS_PROXY = ""\nB_B = "1"\n')
    home.profile(
        "opus",
        '[models]\nmain = "claude-opus-5-5"\n[env]\nBB = "a b→c\\u001b[1m $x `id` *"\nDISABLE_TELEMETRY = false\n',
    )
    home.profile("other", f'[vertex]\nregion = "eu"\n[env]\nANTHROPIC_AUTH_TOKEN = "sk-{"a" * 9}"\n')
    home.profile(
        "old", '[vertex]\nproject = "acme-prod"\nregion = "global"\n[models]\nmain = "claude-opus-4@20250514"\n'
    )
    home.source("acme/prod", '[vertex]\nregion = "global"\n')
    home.profile("guarded", 'protected = true\n[vertex]\nregion = "global"\n')
    home.settings('default = "us"\n')
    return home.directory(DIRECTORY, 'profile = "eu"\n')


def compare(
    shell: Shell,
    home: Home,
    lines: Sequence[str],
    given: Mapping[str, str],
    *,
    before: str = "",
    terminal: bool = False,
    broken: bool = True,
) -> None:
    """Compare `lines` in a shell that leaves them to Python with a shell that does not, with a `broken` Python."""
    tracer = (sys.executable, "-c", TERMINAL) if terminal else ()
    false = shutil.which("false")
    assert false
    seen: list[list[object]] = []
    for own in (
        REFUSE.get(shell.kind, REFUSE_ELSEWHERE),
        shell.let("__vxenv_python", false) if broken else shell.nothing,
    ):
        session = Session(shell, home, before=before).line(own)
        for number, line in enumerate(lines):
            session.mark(f"{number}").line(line).mark(f"{number} end").show(f"env{number}")
        result = session.run(given, tracer=tracer)
        seen.append([describe(result, number, line) for number, line in enumerate(lines)])
    for expected, actual in zip(*seen, strict=True):
        assert expected == actual


def describe(result: Result, number: int, line: str) -> tuple[str, str, str, dict[str, str]]:
    """Return a line with its output on both streams, and the environment after it."""
    environment = {name: value for name, value in result.env(f"env{number}").items() if name != "_"}
    return line, result.out(f"{number}"), result.err(f"{number}"), environment


def vxenv(shell: Shell, *words: str) -> str:
    """Return the line that calls vxenv and prints its status."""
    return shell.reporting(" ".join(["vxenv", *map(shell.quote, words)]))


def list_lines(shell: Shell, home: Home, project: str) -> list[str]:
    """Return all commands, with changes by hand and of the directory between them."""
    commands = [vxenv(shell, *words) for words in COMMANDS]
    by_hand = [
        vxenv(shell, "use", "eu"),
        shell.export(LOCATION, "by-hand"),
        shell.unset("DISABLE_TELEMETRY"),
        vxenv(shell, "use", "us"),
        shell.export("DISABLE_TELEMETRY", "2"),
        shell.export("B_B", ""),
        vxenv(shell, "use", "opus"),
        shell.unset("ANTHROPIC_MODEL"),
        vxenv(shell, "off"),
        vxenv(shell, "auto"),
    ]
    in_project = [shell.cd(project), vxenv(shell, "use", "us"), shell.cd(home.root), shell.cd(project)]
    return [*commands, *by_hand, *in_project, vxenv(shell, "auto"), vxenv(shell, "off"), vxenv(shell, "auto")]


def set_own_values(shell: Shell) -> str:
    """Return lines that set values of the user's own: exported and empty, and not exported."""
    own = [shell.export("DISABLE_TELEMETRY", ""), shell.let("B_B", "local"), shell.let("ANTHROPIC_MODEL", "local")]
    return "\n".join(own)


@quick
@pytest.mark.parametrize("terminal", [False, True], ids=["pipe", "terminal"])
def test_output_is_that_of_python(shell: Shell, home: Home, project: str, *, terminal: bool) -> None:
    """All commands print the same, on a terminal too, and leave the same environment."""
    given = {"TERM": "xterm", "HTTPS_PROXY": "http://proxy:3128", LOCATION: "asia-southeast1"}
    lines = list_lines(shell, home, project)
    compare(shell, home, lines, given, before=set_own_values(shell), terminal=terminal)


@quick
@pytest.mark.parametrize(
    "given",
    [{"NO_COLOR": "1"}, {"NO_COLOR": ""}, {"TERM": "dumb"}, {"FORCE_COLOR": "1"}, {"VXENV_QUIET": "1"}],
    ids=str,
)
def test_variables_for_output(shell: Shell, home: Home, project: str, given: Mapping[str, str]) -> None:
    """The variables that control colours and messages have the same effect on a terminal."""
    assert project
    lines = [vxenv(shell, *words) for words in (("use", "old"), ("use", "us"), ("off",))]
    compare(shell, home, lines, {"TERM": "xterm", **given}, terminal=True)


@quick
@pytest.mark.parametrize("name", ["FORCE_COLOR", "CLICOLOR_FORCE"])
def test_forced_colours(shell: Shell, home: Home, project: str, name: str) -> None:
    """Colours that the environment forces are the same without a terminal."""
    assert project
    lines = [vxenv(shell, *words) for words in (("use", "eu"), ("use", "us"), ("off",))]
    compare(shell, home, lines, {"TERM": "xterm", name: "1"})


@quick
def test_variables_that_are_not_exported(shell: Shell, home: Home, project: str) -> None:
    """Variables that are not exported have no effect, since Python does not see them."""
    assert project
    own = [shell.let("NO_COLOR", "1"), shell.let("VXENV_QUIET", "1")]
    lines = [vxenv(shell, *words) for words in (("use", "eu"), ("use", "us"), ("off",))]
    compare(shell, home, [*own, *lines], {"TERM": "xterm"}, terminal=True)


@quick
def test_quiet_in_the_configuration(shell: Shell, home: Home, project: str) -> None:
    """With `quiet = true` in config.toml nothing is printed."""
    home.settings('default = "us"\nquiet = true\n')
    compare(shell, home, list_lines(shell, home, project), {})


@quick
def test_conflicts(shell: Shell, home: Home, project: str) -> None:
    """Warnings about Claude Code's settings are printed in every directory without settings of its own."""
    home.write(".claude/settings.json", '{"env": {"CLOUD_ML_REGION": "us"}}')
    lines = [shell.cd(project), vxenv(shell, "use", "eu"), vxenv(shell, "use", "us"), vxenv(shell, "off")]
    compare(shell, home, lines, {"TERM": "xterm"}, terminal=True)


@quick
def test_own_settings_at_home(shell: Shell, home: Home, project: str) -> None:
    """In the home directory the user's own settings are no project settings."""
    assert project
    home.write(".claude/settings.json", '{"env": {"DISABLE_AUTOUPDATER": "1"}}')
    compare(shell, home, [vxenv(shell, "use", "eu"), vxenv(shell, "use", "old")], {})


@quick
def test_linked_worktree(shell: Shell, home: Home, project: str) -> None:
    """A linked worktree needs no Python, unless the main one has local settings."""
    assert project
    home.write("main/.git/worktrees/w/HEAD", "")
    home.write("w/.git", f"gitdir: {home.path('main')}/.git/worktrees/w\n")
    inner = os.path.dirname(home.write("w/a/b/file", ""))
    lines = [shell.cd(inner), vxenv(shell, "use", "eu"), vxenv(shell, "use", "us")]
    compare(shell, home, lines, {})
    home.write("main/.claude/settings.local.json", '{"env": {"CLOUD_ML_REGION": "us"}}')
    compare(shell, home, lines, {}, broken=False)


@quick
@pytest.mark.parametrize(
    "file", ["p/.claude/settings.json", "p/.claude/settings.local.json", ".claude/settings.local.json"]
)
def test_settings_of_a_project(shell: Shell, home: Home, project: str, file: str) -> None:
    """Settings of a project are reported as by Python, through a symlink too, and in a removed directory."""
    home.write(".git/HEAD", "")
    home.write(file, '{"env": {"CLOUD_ML_REGION": "us"}}')
    os.symlink(project, home.path("link"))
    gone = home.path("gone")
    os.makedirs(gone)
    lines = [
        vxenv(shell, "use", "eu"),
        shell.cd(project), vxenv(shell, "use", "eu"), vxenv(shell, "use", "us"),
        shell.cd(home.path("link")), vxenv(shell, "use", "eu"), vxenv(shell, "off"),
    ]  # fmt: skip
    compare(shell, home, lines, {}, broken=False)


@quick
def test_everything_else_is_left_to_python(shell: Shell, home: Home, project: str) -> None:
    """Errors, protected profiles, other options, values to hide or escape, and lost records give the same output."""
    assert project
    secret = f"sk-ant-{'a' * 20}"
    words: list[tuple[str, ...]] = [
        ("use", "-"), ("use",), ("use", ""), ("use", "missing"), ("use", "e*"), ("use", "guarded"),
        ("use", "eu", "guarded"), ("use", "--yes", "guarded"), ("use", "--help"), ("use", "eu", "--", "us"),
        ("off", "eu"), ("auto", "eu"), ("use", "off"), ("use", "eu+"), ("use", "eu", "-"),
        ("use", "eu", "eu"), ("use", "other"),
    ]  # fmt: skip
    lines = [vxenv(shell, *each) for each in words]
    for value in (secret, "a b", "ä→", "user:password@host", "x" * 101, "a\nb", "-n", "~/x", "="):
        lines += [
            shell.export("BB", value),
            vxenv(shell, "use", "opus"),
            vxenv(shell, "off"),
            vxenv(shell, "use", "us"),
        ]
    lines += [vxenv(shell, "use", "eu"), shell.unset("__VXENV_STATE"), vxenv(shell, "use", "us")]
    lines += [shell.export("__VXENV_STATE", "1 BB:xx"), vxenv(shell, "off"), shell.nothing]
    compare(shell, home, lines, {}, broken=False)


@posix
@pytest.mark.parametrize("mode", ["set -eu", "IFS=aeiou0123; set -f", "set -aC", "alias return=: shift=: continue=:"])
def test_modes_of_the_shell(shell: Shell, home: Home, project: str, mode: str) -> None:
    """Options, IFS and aliases of the user change nothing."""
    assert project
    lines = [vxenv(shell, *words) for words in (("use", "old"), ("use", "us"), ("use", "-"), ("off",), ("auto",))]
    compare(shell, home, [mode, *lines, shell.nothing], {})


@quick
def test_nothing_is_started(shell: Shell, home: Home, project: str, traced: tuple[str, ...]) -> None:
    """`use`, `use -`, `off` and `auto` of profiles that were seen before start no process, in a new shell too."""
    lines = [" ".join(["vxenv", *map(shell.quote, words)]) for words in COMMANDS]
    first = Session(shell, home).cd(project).cd(home.root)
    for line in lines:
        first.line(line)
    first.run()
    session = Session(shell, home).line("true").cd(project)
    for label in ("disk", "memory"):
        steps(session, label, *lines)
    session.show("end").run(tracer=traced)
    assert [(0, 0), (0, 0)] == [started(home, label) for label in ("disk", "memory")]


@quick
def test_changed_profile_needs_python(shell: Shell, home: Home, project: str) -> None:
    """A plan with a changed input is not used."""
    assert project
    file = os.path.join(home.config, "profiles", "eu.toml")
    session = Session(shell, home).vxenv("use", "eu").vxenv("off").line(shell.write('[vertex]\nregion = "us"\n', file))
    result = session.mark("use").vxenv("use", "eu").mark("end").show("end").run()
    assert ["us"] == result.get("end", LOCATION)
    assert "eu  us\n" == result.err("use").split("  +")[0]


@quick
def test_inputs_of_advice(shell: Shell, home: Home, project: str) -> None:
    """A changed catalogue, and another version of Claude Code on PATH, are noticed."""
    assert project
    catalogue = os.path.join(home.config, "catalogue.toml")
    link = home.path("bin", "claude")
    os.makedirs(os.path.dirname(link))
    lines = [vxenv(shell, "use", "old"), shell.write("[invalid", catalogue), vxenv(shell, "use", "old")]
    lines += [f"rm {shell.quote(catalogue)}", vxenv(shell, "use", "old")]
    for version in ("2.1.197", "2.1.332"):
        program = home.write(f"share/versions/{version}/claude", "#!/bin/sh\n")
        os.chmod(program, stat.S_IRWXU)
        lines += [f"ln -sf {shell.quote(program)} {shell.quote(link)}", vxenv(shell, "use", "us")]
        lines += [vxenv(shell, "use", "old")]
    lines += [f"rm {shell.quote(link)}", vxenv(shell, "use", "us")]
    path = os.pathsep.join([os.path.dirname(link), os.environ["PATH"]])
    compare(shell, home, lines, {"PATH": path}, broken=False)


VALUES: Final = (
    "eu", "", "claude-opus-4@20250514", "http://proxy:3128", "a/b.c,d=e+f_g-h", "x" * 100, "x" * 101, "a b",
    "ä", "a\x1bb", "~", "user:pw@host", "https://user:pw@host/", "https://host/?key=abc",
    f"sk-ant-{'a' * 20}", f"sk-proj-{'a' * 20}",
    f"AIza{'a' * 35}", f"ya29.{'a' * 20}", f"1//0{'a' * 30}", f"GOCSPX-{'a' * 30}", f"ghp_{'a' * 36}",
    f"ghr_{'a' * 36}",
    f"github_pat_{'a' * 30}", f"glpat-{'a' * 20}", f"xoxb-{'a' * 20}", f"AKIA{'A' * 16}", f"ASIA{'A' * 16}",
    f"eyJ{'a' * 20}.eyJ{'a' * 20}.{'a' * 20}",
    '{"labels":{"team":"a"}}', "a=b,c=%20d", f'{{"a":"sk-ant-{"a" * 20}"}}', '{"a":"user:pw@host"}',
    '{"a":"bearer 1234567890"}',
)  # fmt: skip


@quick
def test_shown_values(shell: Shell, home: Home) -> None:
    """The hook shows a value only as Python does, and no value of a variable that Python hides."""
    names = [*load_variables().by_name, "MY_TOKEN", "my_passphrase", "Authorization", "git_credential_helper", "plain"]
    cases = [(LOCATION, value) for value in VALUES] + [(name, "eu") for name in names]
    file = home.path("shown", "values")
    os.makedirs(os.path.dirname(file))
    session = Session(shell, home)
    for name, value in cases:
        session.line(
            f"{shell.let('__vxenv_unclear', '')}; __vxenv_show_value {name} {shell.quote(value)}; "
            f'echo "$__vxenv_unclear|$__vxenv_shown" >>{shell.quote(file)}'
        )
    session.run()
    shown = result_lines(file)
    assert len(cases) == len(shown)
    for (name, value), line in zip(cases, shown, strict=True):
        if not line.startswith("1|"):
            expected = escape_text(redact(name, value)) or '""'
            assert f"|{expected}" == line
    assert {"|eu", "|http://proxy:3128", '|{"labels":{"team":"a"}}', "|a=b,c=%20d"} < set(shown)


@posix
def test_order_of_names(shell: Shell, home: Home) -> None:
    """Names are ordered by bytes, as in Python, whatever the locale is."""
    names = ("A", "AB", "A_", "A_B", "A1", "ABC", "B", "_", "a", "a_", "aB", "Z9", "https_proxy", "HTTPS_PROXY")
    pairs = [(name, other) for name in names for other in names if name != other]
    file = home.path("shown", "order")
    os.makedirs(os.path.dirname(file))
    session = Session(shell, home)
    for name, other in pairs:
        test = f"if __vxenv_is_before {name} {other}; then echo True; else echo False; fi"
        session.line(f"{test} >>{shell.quote(file)}")
    session.run({"LC_ALL": "en_US.UTF-8"})
    assert [str(name < other) for name, other in pairs] == result_lines(file)


def result_lines(file: str) -> list[str]:
    """Return the lines of a file."""
    with open(file, encoding="utf-8") as handle:
        return handle.read().splitlines()
