"""Beside what other people put into a prompt or around `cd`, in either order."""

import re
from textwrap import dedent
from typing import Final

import pytest

from shells.companies import COMPANIES, Company
from shells.harness import terminal
from shells.home import Home
from shells.spoken import SHELLS, Shell

LOCATION = "CLOUD_ML_REGION"

ORDERS: Final = ["before", "after"]
PAIRS: Final = [(shell, one) for shell in SHELLS for one in COMPANIES.get(shell.kind, [])]


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize(("shell", "one"), PAIRS, ids=[f"{shell}-{one.name}" for shell, one in PAIRS])
def test_company(shell: Shell, one: Company, order: str, home: Home) -> None:
    """Loaded before or after the hook, it runs at each prompt with the right status, and the hook at each move."""
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
    """Whatever it has to say, the hook prints nothing while an rc file is read: prompts are on the screen by then."""
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
