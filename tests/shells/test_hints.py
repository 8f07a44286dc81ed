"""Type printed hints into the shell that printed them, and check that each one works."""

import json
import os
import re
import stat
import sys

import pytest

from shells.drivers import Shell
from shells.harness import Session
from shells.home import Home

PROXY, OVERRIDE = "HTTPS_PROXY", "CLOUDSDK_AUTH_CREDENTIAL_FILE_OVERRIDE"


def program(home: Home, place: str, script: str) -> str:
    """Write a program, and return its directory."""
    path = home.write(place, f"#!/bin/sh\n{script}\n")
    os.chmod(path, stat.S_IRWXU)
    return os.path.dirname(path)


def hint(text: str) -> str:
    """Return the last hint in printed output."""
    return text.rpartition("hint: ")[2].splitlines()[0]


def advice(shell: Shell, home: Home, group: str, name: str, **given: str) -> str:
    """Return the hint of one of doctor's checks, in an environment with the variables `given`."""
    ran = Session(shell, home).mark("said").vxenv("doctor", "--json").mark("end").run(given)
    checks = json.loads(ran.out("said"))["checks"]
    return next(str(one["hint"]) for one in checks if (one["group"], one["name"]) == (group, name))


@pytest.mark.parametrize("place", ["plain", "with a space", "o'hara's (2)"])
@pytest.mark.parametrize("editor", ["record", "record --wait"])
def test_a_broken_file_is_opened(shell: Shell, home: Home, editor: str, place: str) -> None:
    """The hint for an unreadable file opens it in the user's editor, which may have arguments."""
    folder = program(home, "bin/record", 'for last; do :; done; printf %s "$last" >"$HOME/opened"')
    directory = home.directory(place, "profile = \n")
    given = {"EDITOR": editor, "PATH": f"{folder}:{os.environ['PATH']}"}
    first = Session(shell, home).mark("in").cd(directory).mark("end").run(given)
    Session(shell, home).line(hint(first.err("in"))).run(given)
    with open(home.path("opened"), encoding="utf-8") as file:
        assert os.path.join(directory, ".vxenv.toml") == file.read()


def test_a_variable_is_unset(shell: Shell, home: Home) -> None:
    """The hint for a wrong shell variable unsets it."""
    given = {PROXY: "socks5://proxy:1080"}
    session = Session(shell, home).line(advice(shell, home, "network", "proxy", **given)).show("after")
    assert [None] == session.run(given).get("after", PROXY)


def test_gclouds_variable_is_unset(shell: Shell, home: Home) -> None:
    """The hint for a wrong variable of gcloud unsets it."""
    os.makedirs(home.path(".config/gcloud/configurations"))
    home.write(".config/gcloud/configurations/config_default", "[core]\naccount = me@acme.example\n")
    given = {OVERRIDE: home.path("gone")}
    session = Session(shell, home).line(advice(shell, home, "gcloud", "login", **given)).show("after")
    assert [None] == session.run(given).get("after", OVERRIDE)


def test_a_variable_is_set(shell: Shell, home: Home) -> None:
    """The hint for a nearly correct variable sets the correct value."""
    given = {PROXY: "proxy.example:1080"}
    line = advice(shell, home, "network", "proxy", **given)
    assert ["http://proxy.example:1080"] == Session(shell, home).line(line).show("after").run(given).get(
        "after", PROXY
    )


def test_a_program_is_put_on_path(shell: Shell, home: Home) -> None:
    """The hint for a Claude Code outside PATH adds its directory."""
    folder = program(home, ".local/bin/claude", "echo found >&2")
    session = Session(shell, home).line(advice(shell, home, "client", "installed")).mark("run").line("claude")
    result = session.mark("end").show("after").run()
    assert ("found\n", folder) == (result.err("run"), str(result.get("after", "PATH")[0]).split(":")[0])


def test_each_program_of_a_name_is_listed(shell: Shell, home: Home) -> None:
    """The hint for several programs of one name lists them."""
    folders = [program(home, f"{place}/claude", "echo '2.1.0 (Claude Code)'") for place in ("one", "two")]
    given = {"PATH": ":".join([*folders, os.environ["PATH"]])}
    line = advice(shell, home, "client", "path", **given)
    said = Session(shell, home).mark("said").line(shell.caught(line)).mark("end").run(given).out("said")
    # Some shells quote the path, and nushell prints a table with a broken line.
    said = re.sub(r"[\s│]", "", said)
    assert [True, True] == [f"shome/{place}/claude" in said for place in ("one", "two")]


def test_another_editor(shell: Shell, home: Home) -> None:
    """The hint for a failed editor names another editor."""
    home.location("eu", "eu")
    given = {"EDITOR": "false"}
    first = Session(shell, home).mark("said").vxenv("edit", "eu").mark("end").run(given)
    line = hint(first.err("said")).partition(", ")[0]
    assert ["nano"] == Session(shell, home).line(line).show("after").run(given).get("after", "EDITOR")


def test_the_hook_is_loaded_again(shell: Shell, home: Home) -> None:
    """The hint for an outdated hook loads the one of the rc file."""
    hook = home.hook(shell.kind)
    shell.rc(home, shell.source(hook))
    given = {"ZDOTDIR": home.root}
    with open(hook, encoding="utf-8") as file:
        old = home.write(f"old.{shell.kind}", file.read().replace("0.1.0", "0.0.9"))
    first = Session(shell, home, hook=False).line(shell.source(old)).mark("said").vxenv("doctor", "--json").mark("end")
    checks = json.loads(first.run(given).out("said"))["checks"]
    line = next(one["hint"] for one in checks if (one["group"], one["name"]) == ("shell", "hook"))
    session = Session(shell, home).line(line).mark("said").vxenv("doctor", "--json").mark("end").run(given)
    found = json.loads(session.out("said"))["checks"]
    assert ["ok"] == [one["state"] for one in found if (one["group"], one["name"]) == ("shell", "hook")]
    assert hook in line.replace("~", home.root)
    assert sys.executable
