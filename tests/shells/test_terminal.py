"""Test the hook at real prompts in a pseudo-terminal, loaded from rc files."""

import os
import sys

import pytest

from shells.drivers import BASHES, FISH, KSH, MKSH, NUSHELL, ZSH, Shell
from shells.harness import ESCAPES, Terminal, terminal, until
from shells.home import Home

LOCATION = "CLOUD_ML_REGION"
TELEMETRY = "DISABLE_TELEMETRY"


@pytest.fixture
def project(home: Home) -> str:
    """Provide a directory that selects `eu`, beside the profiles `us` and `guarded`."""
    home.profile("eu", f'[vertex]\nregion = "europe-west1"\n[env]\n{TELEMETRY} = "1"\n')
    home.location("us", "us-east5")
    home.profile("guarded", 'protected = true\n[vertex]\nregion = "global"\n')
    return home.directory("p", 'profile = "eu"\n')


def location(found: Terminal, label: str) -> str | None:
    """Return the location in a child process."""
    return found.env(label).get(LOCATION)


def test_enter_and_leave(shell: Shell, home: Home, project: str) -> None:
    """A profile is entered and left at real prompts, and its line is printed once."""
    with terminal(shell, home) as found:
        assert "vxenv" not in found.first
        text = found.line(shell.cd(project))
        assert 1 == text.count("eu  europe-west1  (~/p/.vxenv.toml)")
        assert "europe-west1" == location(found, "in")
        assert "vxenv" not in found.line("true")
        assert "no active profile" in found.line("cd ..")
        assert None is location(found, "out")


def test_cd_and_command(shell: Shell, home: Home, project: str) -> None:
    """`cd proj && command` runs the command with the profile before the next prompt."""
    with terminal(shell, home) as found:
        line = shell.both("cd p", f"command printenv {LOCATION}")
        assert "europe-west1\n" in found.line(line).replace("eu  europe-west1  (~", "")
        assert project


@pytest.mark.parametrize("order", ["before", "after"])
def test_rc_file_exports_the_same(shell: Shell, home: Home, project: str, order: str) -> None:
    """A value exported by the rc file is restored outside, in either loading order."""
    hook = shell.source(home.hook(shell.kind))
    exports = shell.export(LOCATION, "rc")
    rc = f"{exports}\n{hook}" if order == "before" else f"{hook}\n{exports}"
    with terminal(shell, home, rc=f"{shell.cd(project)}\n{rc}") as found:
        assert 1 == found.first.count("eu  europe-west1")
        assert "europe-west1" == location(found, "in")
        found.line("cd ..")
        assert "rc" == location(found, "out")


def test_interrupt(shell: Shell, home: Home, project: str) -> None:
    """Ctrl-C ends a command and a half-typed line, and the hook continues to work."""
    with terminal(shell, home, echo=True) as found:
        found.line(shell.cd(project))
        marker = home.path("sleeping")
        found.child.sendline(f"command sh -c {shell.quote(f'echo $$ >{chr(34)}{marker}{chr(34)}; exec sleep 600')}")
        until("the command runs", marker)
        found.child.sendintr()
        found.wait()
        # fish sometimes drops input typed soon after; elvish and nushell draw typed text in pieces; in tcsh the
        # prompt has the same number then.
        if shell.kind not in ("fish", "elvish", "nushell", "tcsh"):
            found.child.send("half a line")
            found.child.expect_exact("half a line")  # makes the shell read lines
            found.child.sendintr()
            found.wait()
        assert "europe-west1" == location(found, "in")
        found.line("cd ..")
        assert None is location(found, "out")


@pytest.mark.parametrize("shell", [*BASHES, ZSH, KSH, MKSH], indirect=True, ids=repr)
def test_interrupt_trap_of_the_user(shell: Shell, home: Home, project: str) -> None:
    """The user's INT trap still runs after all steps of the hook."""
    with terminal(shell, home, rc=f"trap 'echo trapped-it' INT\n{shell.source(home.hook(shell.kind))}") as found:
        found.line(shell.cd(project))
        found.line("vxenv use us")
        found.line("cd ..")
        assert "trapped-it" in found.line("trap")


def test_interrupt_while_python_runs(shell: Shell, home: Home, project: str) -> None:
    """Ctrl-C while the hook waits for Python returns to the prompt without a partial change."""
    marker = home.path("asked")
    fake = home.write(
        "fake",
        f'#!/bin/sh\nif [ -e "{marker}" ]; then exec "{sys.executable}" "$@"; fi\n: >"{marker}"\nexec sleep 600\n',
    )
    os.chmod(fake, 0o700)
    hook = home.hook(shell.kind)
    with open(hook, encoding="utf-8") as file:
        head, _, tail = file.read().rpartition(sys.executable)
    quoted = shell.within_quotes(fake)
    # The default, looked up when the hook is loaded, is answered at once.
    with open(hook, "w", encoding="utf-8") as file:
        file.write(head + quoted + tail)
    home.write("asked", "")
    with terminal(shell, home, rc=shell.source(hook)) as found:
        os.unlink(marker)
        found.child.sendline(shell.cd(project))
        until("the command runs", marker)
        found.child.sendintr()
        found.wait()
        environment = found.env("interrupted")
        assert ("VXENV_PROFILE" in environment) == (LOCATION in environment)
        found.line("cd /")
        assert None is location(found, "out")
        found.line(shell.cd(project))
        assert "europe-west1" == location(found, "in")


@pytest.mark.parametrize("shell", [FISH], indirect=True, ids=repr)
def test_fish_status(shell: Shell, home: Home, project: str) -> None:
    """The status of the last command is preserved after the prompt, and after `cd`."""
    with terminal(shell, home) as found:
        found.line("false")
        assert "<1>" in found.line('echo "<$status>"')
        found.line(shell.cd(project))
        assert "<0>" in found.line('echo "<$status>"')
        found.line("cd /nowhere")
        assert "<1>" in found.line('echo "<$status>"')


def test_protected_asks_on_a_terminal(shell: Shell, home: Home, project: str) -> None:
    """A protected profile asks on a terminal: "no" changes nothing, "yes" switches."""
    with terminal(shell, home) as found:
        found.line(shell.cd(project))
        found.child.sendline("vxenv use guarded")
        found.child.expect_exact("Switch to this profile?")
        found.line("n")
        assert "europe-west1" == location(found, "no")
        found.child.sendline("vxenv use guarded")
        found.child.expect_exact("Switch to this profile?")
        found.line("y")
        assert "global" == location(found, "yes")


def test_allow_at_a_prompt(shell: Shell, home: Home) -> None:
    """An unallowed file is named once, and `vxenv allow` takes effect at the next prompt."""
    home.location("eu", "europe-west1")
    project = home.directory("p", 'profile = "eu"\n', allowed=False)
    with terminal(shell, home) as found:
        assert 1 == found.line(shell.cd(project)).count("is not allowed")
        assert 0 == found.line("true").count("is not allowed")
        found.line("vxenv allow")
        assert "europe-west1" == location(found, "allowed")


def test_child_shell_at_a_prompt(shell: Shell, home: Home, project: str) -> None:
    """A child shell takes over the activation with its own rc file, and leaves its parent unchanged."""
    with terminal(shell, home) as found:
        found.line(shell.cd(project))
        found.child.sendline(" ".join(["command", *map(shell.quote, shell.terminal())]))
        assert "vxenv" not in found.wait().replace(".vxenv.toml", "")
        assert "europe-west1" == location(found, "child")
        found.line("cd ..")
        assert None is location(found, "child-out")
        found.line("exit")
        assert "europe-west1" == location(found, "parent")


@pytest.mark.parametrize("shell", [*BASHES, ZSH, KSH, MKSH], indirect=True, ids=repr)
def test_background_job(shell: Shell, home: Home, project: str) -> None:
    """A background job that moves has its own profile and does not affect the shell; fish has no such jobs."""
    with terminal(shell, home) as found:
        place = os.path.join(home.path("shown"), "job")
        text = found.line(f"({shell.cd(project)} && {shell.environment(place)}) & wait")
        assert "europe-west1  (~" not in text
        assert None is location(found, "shell")
        with open(place, "rb") as file:
            assert b"CLOUD_ML_REGION=europe-west1" in file.read().split(b"\0")


def test_completion_is_silent(shell: Shell, home: Home, project: str) -> None:
    """Completing a path after `cd` prints nothing."""
    with terminal(shell, home, environment={"TERM": "xterm"}) as found:
        found.child.send("cd ./p\t")
        found.child.send("\x15")
        assert "vxenv" not in found.line("true")
        assert project


@pytest.mark.parametrize("shell", [FISH], indirect=True, ids=repr)
def test_fish_moves_by_a_key(shell: Shell, home: Home, project: str) -> None:
    """Messages after Alt-Left begin on a new line, and leave the lines below that fish redraws for the prompt."""
    load = shell.source(home.hook("fish"))
    prompt = r"functions -c fish_prompt one; function fish_prompt; printf '\n%s\n' above; one; end"
    with terminal(shell, home, rc=f"{load}\n{prompt}") as found:
        found.line(shell.cd(project))
        found.line(shell.cd(home.root))
        found.child.send("\x1b[1;3D")
        found.child.expect(r"((?:\r\n)*)eu  europe-west1  \(~/p/\.vxenv\.toml\)((?:\r\n)+)(?!\r\n)[^\n]{2}")
        assert ("\r\n", "\r\n" * 3) == found.child.match.groups()
        assert "europe-west1" == location(found, "in")


@pytest.mark.parametrize("line", ["cd nosuch", "let to = 'file'; cd $to", "cd -P nosuch"])
@pytest.mark.parametrize("shell", [NUSHELL], indirect=True, ids=repr)
def test_nushell_cd_that_fails(shell: Shell, home: Home, line: str) -> None:
    """An error of `cd` has the same text as without vxenv, and marks the typed code."""
    home.write("file", "")
    said = []
    for rc in ("", shell.source(home.hook("nushell"))):
        with terminal(shell, home, rc=rc) as found:
            text = ESCAPES.sub("", found.line(line))
            said.append(text[text.index("\u00d7") : text.index("help:")])
    assert said[0] == said[1]


@pytest.mark.parametrize("shell", [FISH], indirect=True, ids=repr)
def test_fish_universal_variables(shell: Shell, home: Home, project: str) -> None:
    """Universal variables are covered while a profile is active, and restored as universal outside."""
    with terminal(shell, home) as found:
        found.line(f"set -Ux {LOCATION} universal; set -Ux ANTHROPIC_VERTEX_PROJECT_ID other")
        found.line(shell.cd(project))
        inside = found.env("in")
        assert ["europe-west1", None] == [inside.get(LOCATION), inside.get("ANTHROPIC_VERTEX_PROJECT_ID") or None]
        found.line("vxenv use us")
        assert "us-east5" == location(found, "used")
        found.line("vxenv auto")
        found.line("cd ..")
        outside = found.env("out")
        assert ["universal", "other"] == [outside.get(LOCATION), outside.get("ANTHROPIC_VERTEX_PROJECT_ID")]
        assert f"{LOCATION} g0" in found.line(f"set -qg {LOCATION}; and echo {LOCATION} g1; or echo {LOCATION} g0")


@pytest.mark.usefixtures("project")
def test_a_prefix_asks(shell: Shell, home: Home) -> None:
    """A prefix of a profile's name asks for confirmation through the hook, and "yes" switches."""
    with terminal(shell, home) as found:
        found.child.sendline("vxenv use e")
        found.child.expect_exact('Switch to "eu"? [Y/n]: ')
        found.child.sendline("y")
        found.wait()
        assert "europe-west1" == location(found, "in")
