"""Test restricted shells, which cannot start programs by path: one message, and no other change."""

import copy

import pytest

from shells.drivers import BASHES, KSH, MKSH, ZSH, Shell
from shells.harness import Session, terminal
from shells.home import Home

MESSAGE = "vxenv: restricted shell: cannot run vxenv; variables unchanged\nhint: vxenv exec NAME -- COMMAND\n"


@pytest.fixture(params=[*BASHES, ZSH, KSH, MKSH], ids=repr)
def restricted(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Shell:
    """Return a restricted shell."""
    shell: Shell = request.param
    shell.require()
    found = copy.copy(shell)
    words = [*shell.terminal(), "-r"]
    monkeypatch.setattr(found, "arguments", (*shell.arguments, "-r"), raising=False)
    monkeypatch.setattr(found, "terminal", lambda: words, raising=False)
    return found


def test_evaluated(restricted: Shell, home: Home) -> None:
    """The hook evaluated in a restricted shell reports once that it does nothing; commands on PATH still run."""
    home.location("eu", "eu")
    home.settings('default = "eu"\n')
    home.directory("", 'profile = "eu"\n')
    session = Session(restricted, home, hook=False).mark("load")
    session.line(f'eval "$(cat {restricted.quote(home.hook(restricted.kind))})"').line("true").mark("command")
    result = session.line('echo "<$CLOUD_ML_REGION>"').line("type vxenv").mark("end").run()
    assert MESSAGE == result.err("load")
    assert "<>\n" == result.out("command").partition("vxenv")[0]
    assert "function" not in result.out("command")


def test_loaded_by_an_rc_file(restricted: Shell, home: Home) -> None:
    """The hook in an rc file, read before the restrictions apply, prints the same message once, and no error."""
    home.location("eu", "eu")
    project = home.directory("p", 'profile = "eu"\n')
    hook = restricted.source(home.hook(restricted.kind))
    with terminal(restricted, home, rc=f"{restricted.cd(project)}\n{hook}") as found:
        assert MESSAGE == found.first[found.first.index("vxenv: ") :]
        assert "restricted" not in found.line("true")
        assert "function" not in found.line("type vxenv")
