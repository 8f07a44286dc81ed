"""Test the hook together with other tools' prompt and `cd` code, in either order."""

import os
import re
from textwrap import dedent
from typing import Final

import pytest

from shells.drivers import NUSHELL, SHELLS, TCSH, ZSH, Shell
from shells.harness import terminal
from shells.home import Home
from shells.neighbours import COMPANIES, Company

LOCATION = "CLOUD_ML_REGION"

ORDERS: Final = ["before", "after"]
PAIRS: Final = [(shell, one) for shell in SHELLS for one in COMPANIES.get(shell.kind, [])]


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize(("shell", "one"), PAIRS, ids=[f"{shell}-{one.name}" for shell, one in PAIRS])
def test_company(shell: Shell, one: Company, order: str, home: Home) -> None:
    """Other tools loaded before or after the hook run at each prompt with the right status, the hook at each move."""
    shell.require()
    home.location("eu", "eu")
    project = home.directory("p", 'profile = "eu"\n')
    text = dedent(one.rc).strip("\n")
    lines = [text, shell.source(home.hook(shell.kind))]
    rc = "\n".join(lines if order == "before" else lines[::-1])
    seen = []
    with terminal(shell, home, rc=rc) as found:
        for turn in range(2):
            seen.append(found.line(shell.both(shell.cd(project), shell.shown(LOCATION))))
            seen.append(found.line(shell.failing))
            seen.append(found.line(shell.status or shell.nothing))
            environment = found.env(f"in{turn}")
            assert ["eu", "eu"] == [environment.get(LOCATION), environment.get("VXENV_PROFILE")]
            found.line(shell.cd(home.root))
            assert LOCATION not in found.env(f"out{turn}")
        found.line("vxenv use eu")
        assert "eu" == found.env("used").get(LOCATION)
    for turn in (0, 3):
        assert "<eu>" in seen[turn]
        assert one.says.replace("STATUS", "0") in seen[turn]
        assert one.says.replace("STATUS", "3") in seen[turn + 1]
        assert not shell.status or "3" in re.sub(r"<[^>]*>", "", seen[turn + 2])


def test_silent_while_loading(shell: Shell, home: Home) -> None:
    """The hook prints nothing while an rc file is read, not even pending messages."""
    home.location("eu", "eu")
    project = home.directory("p", 'profile = "eu"\n', allowed=False)
    home.settings('default = "nothing"\n')
    place = home.path("printed")
    load = shell.source(home.hook(shell.kind))
    rc = f"{shell.cd(project)}\n{shell.all_into(load, place)}"
    if not shell.redirects:
        home.write("printed", "")
        rc = "\n".join([shell.cd(project), shell.say("begin"), load, shell.say("end")])
    with terminal(shell, home, rc=rc) as found:
        assert 1 == found.first.count("is not allowed")
        assert shell.redirects or "begin\nbegin\nend\nend\n" in found.first
    with open(place, encoding="utf-8") as file:
        assert "" == file.read()


@pytest.mark.parametrize("name", ["precmd", "cwdcmd"])
def test_tcsh_stands_beside_a_later_alias(name: str, home: Home) -> None:
    """An alias that replaces one of tcsh's two is noticed through the other, and both run from then on."""
    TCSH.require()
    home.location("eu", "eu")
    home.location("us", "us")
    project = home.directory("p", 'profile = "eu"\n')
    other = home.directory("o", 'profile = "us"\n')
    with terminal(TCSH, home) as found:
        found.line(f"alias {name} 'echo mine-$status'")
        found.line(TCSH.cd(other))
        found.line(TCSH.cd(project))
        assert "eu" == found.env("in").get(LOCATION)
        assert "<us>" in found.line(f"{TCSH.cd(other)}; {TCSH.shown(LOCATION)}")
        found.line("setenv VXENV_PROFILE mine")
        assert "us" == found.env("mended").get("VXENV_PROFILE")
        assert "mine-0" in found.line(TCSH.cd(project))
        said = found.line(f"alias {name}")
    assert (1, 1) == (said.count("echo mine-"), said.count("__vxenv_"))


def test_tcsh_stands_beside_both_from_a_command_on(home: Home) -> None:
    """If lines after the hook replaced both tcsh aliases, the next vxenv command restores them."""
    TCSH.require()
    home.location("eu", "eu")
    project = home.directory("p", 'profile = "eu"\n')
    both = "alias precmd 'set mine = prompt'\nalias cwdcmd 'set mine = moved'"
    with terminal(TCSH, home, rc=f"{TCSH.source(home.hook('tcsh'))}\n{both}") as found:
        found.line("vxenv list")
        found.line(TCSH.cd(project))
        assert "eu" == found.env("in").get(LOCATION)


def test_tcsh_with_aliases_of_builtins(home: Home) -> None:
    """The hook of tcsh calls builtins despite aliases of set, source, eval and others."""
    TCSH.require()
    home.location("eu", "eu")
    project = home.directory("p", 'profile = "eu"\n')
    words = ["echo", "eval", "set", "setenv", "source", "unsetenv"]
    aliases = "\n".join(f"alias {word} '/bin/echo ALIAS {word}'" for word in words)
    with terminal(TCSH, home, rc=f"{TCSH.source(home.hook('tcsh'))}\n{aliases}") as found:
        said = found.first + found.line(TCSH.cd(project))
        assert "eu" == found.env("in").get(LOCATION)
        said += found.line(TCSH.cd(home.root))
        assert LOCATION not in found.env("out")
        said += found.line("vxenv use eu")
        assert "eu" == found.env("used").get(LOCATION)
    assert (0, True) == (said.count("ALIAS"), "eu" in said)


def test_nushell_stands_beside_replaced_hooks_from_a_command_on(home: Home) -> None:
    """If config.nu replaces all hooks after loading vxenv, the next command restores them without old messages."""
    NUSHELL.require()
    home.location("eu", "eu")
    home.directory("p", 'profile = "eu"\n', allowed=False)
    rc = f"{NUSHELL.source(home.hook('nushell'))}\n$env.config.hooks = {{pre_prompt: [{{|| null }}]}}"
    with terminal(NUSHELL, home, rc=rc) as found:
        found.line("./p")
        said = [found.line("vxenv allow"), found.line(NUSHELL.nothing)]
        assert [1, 0] == [one.count("is not allowed") for one in said]
        assert "eu" == found.env("in").get(LOCATION)
        found.line("..")
        assert LOCATION not in found.env("out")


def test_nushell_keeps_how_a_cd_of_the_user_fails(home: Home) -> None:
    """A user-defined `cd` of config.nu that fails keeps its own status."""
    NUSHELL.require()
    own = "alias core = cd\ndef --env cd [to: path] { core $to; ^sh -c 'exit 7' }"
    os.makedirs(home.path("p"))
    place = home.path("status")
    with terminal(NUSHELL, home, rc=f"{own}\n{NUSHELL.source(home.hook('nushell'))}") as found:
        found.line("cd p")
        found.line(NUSHELL.into("$env.LAST_EXIT_CODE | into string", place))
    with open(place, encoding="utf-8") as file:
        assert "7" == file.read()


def test_after_an_instant_prompt(home: Home) -> None:
    """Messages are printed after Powerlevel10k's instant prompt, which reports earlier output as an error."""
    ZSH.require()
    home.location("eu", "eu")
    project = home.directory("p", 'profile = "eu"\n', allowed=False)
    place = home.path("printed")
    rc = rf"""
    typeset -gi __p9k_instant_prompt_active=1
    exec {{instant_out}}>&1 {{instant_err}}>&2 >{ZSH.quote(place)} 2>&1
    p10k() {{
      [[ $1 == clear-instant-prompt ]] || return 1
      exec >&$instant_out 2>&$instant_err
      unset __p9k_instant_prompt_active
    }}
    {ZSH.cd(project)}
    {ZSH.source(home.hook("zsh"))}
    """
    with terminal(ZSH, home, rc=dedent(rc)) as found:
        assert 1 == found.first.count("is not allowed")
    with open(place, encoding="utf-8") as file:
        assert "" == file.read()
