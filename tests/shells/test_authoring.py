"""Test commands that change profiles in the shell in which they are active."""

import os
from pathlib import Path

import pytest

from shells.drivers import Shell
from shells.harness import Session, terminal
from shells.home import Home

LOCATION = "CLOUD_ML_REGION"
PROFILE = "VXENV_PROFILE"
REASON = "VXENV_REASON"
TELEMETRY = "DISABLE_TELEMETRY"


@pytest.fixture(autouse=True)
def profiles(home: Home) -> None:
    """Write a base profile and two profiles that can be stacked on it."""
    home.profile("base", f'[env]\n{TELEMETRY} = "1"\n')
    home.location("eu", "europe-west1")
    home.location("us", "us-east5")


def test_rename_of_the_pinned(shell: Shell, home: Home) -> None:
    """A renamed pinned profile stays active under its new name, with unchanged variables and no message."""
    session = Session(shell, home).vxenv("use", "base", "eu").mark("rename").vxenv("rename", "eu", "europe")
    session.show("renamed").mark("next").line("true").show("next").mark("off").vxenv("off").show("off")
    result = session.run({LOCATION: "mine"})
    for label in ("renamed", "next"):
        assert ["europe-west1", "1", "base+europe", "use"] == result.get(label, LOCATION, TELEMETRY, PROFILE, REASON)
    assert "renamed eu → europe\n" == result.err("rename")
    assert "" == result.err("next") + result.out("next")
    assert ["mine", None, None] == result.get("off", LOCATION, TELEMETRY, PROFILE)


def test_rename_and_back(shell: Shell, home: Home) -> None:
    """`undo` of a rename also restores the name in the shell."""
    session = Session(shell, home).vxenv("use", "eu").vxenv("rename", "eu", "europe").vxenv("undo").show("in")
    assert ["europe-west1", "eu"] == session.run().get("in", LOCATION, PROFILE)


def test_rename_of_what_the_directory_asks_for(shell: Shell, home: Home) -> None:
    """A rename updates the directory file and the default; both stay allowed here and elsewhere."""
    home.settings('default = "eu"\n')
    here, there = (home.directory(place, 'profile = "eu"  # mine\n') for place in ("here", "there"))
    session = Session(shell, home).cd(here).mark("rename").vxenv("rename", "eu", "europe").show("here")
    session.mark("cd").cd(there).show("there").cd(here).show("back").cd(home.root).show("home").mark("end")
    result = session.run()
    for label in ("here", "there", "back"):
        assert ["europe-west1", "europe"] == result.get(label, LOCATION, PROFILE)
    assert ["europe-west1", "europe", "default"] == result.get("home", LOCATION, PROFILE, REASON)
    assert 'profile = "europe"  # mine\n' == Path(there, ".vxenv.toml").read_text()
    assert [] == [line for line in result.err("cd").splitlines() if "vxenv: " in line or "hint" in line]


def test_set_is_seen_at_the_next_prompt(shell: Shell, home: Home) -> None:
    """Set, unset and undo on the active profile, or on one it extends, take effect at the next prompt."""
    home.profile("child", 'extends = "eu"\n')
    session = Session(shell, home).vxenv("use", "child")
    session.vxenv("set", "eu", "vertex.region=eu", "env.A=it's $1").show("set")
    session.vxenv("unset", "eu", "env.A").show("unset").vxenv("undo").show("undo").vxenv("undo").show("before")
    result = session.run(A="mine")
    assert ["eu", "it's $1", "child"] == result.get("set", LOCATION, "A", PROFILE)
    assert ["eu", "mine"] == result.get("unset", LOCATION, "A")
    assert ["eu", "it's $1"] == result.get("undo", LOCATION, "A")
    assert ["europe-west1", "mine"] == result.get("before", LOCATION, "A")


def test_edit_is_seen_at_the_next_prompt(shell: Shell, home: Home) -> None:
    """An edit of the active profile, the default choice of `edit`, takes effect at the next prompt."""
    session = Session(shell, home).vxenv("use", "eu").vxenv("edit").show("in")
    assert ["eu"] == session.run(EDITOR="perl -pi -e s/europe-west1/eu/", VISUAL="").get("in", LOCATION)


def test_remove_and_undo(shell: Shell, home: Home) -> None:
    """A pinned profile is removed only with --force; its variables are unset, and undo restores them."""
    session = Session(shell, home).vxenv("use", "eu").vxenv("remove", "eu").show("refused")
    session.mark("remove").vxenv("remove", "--force", "eu").show("removed").mark("undo").vxenv("undo").show("undone")
    result = session.mark("end").vxenv("off").show("off").run({LOCATION: "mine"})
    assert ["europe-west1", "eu"] == result.get("refused", LOCATION, PROFILE)
    assert ["mine"] == result.get("removed", LOCATION)
    assert 1 == result.err("remove").count("hint: ")
    assert ["europe-west1", "eu"] == result.get("undone", LOCATION, PROFILE)
    assert ["mine"] == result.get("off", LOCATION)


def test_add_and_use(shell: Shell, home: Home) -> None:
    """`add` creates a profile from the exports of an rc file, and the profile then overrides the rc file."""
    file = home.write(
        f".rc.{shell.kind}", shell.export(LOCATION, "us-east5") + "\n" + shell.export(TELEMETRY, "a b'c")
    )
    session = Session(shell, home, before=shell.source(file)).vxenv("add", "work", "--from-rc", file)
    session.vxenv("set", "work", "vertex.region=global").vxenv("use", "work").show("in").vxenv("off").show("out")
    result = session.run()
    assert ["global", "a b'c", "work"] == result.get("in", LOCATION, TELEMETRY, PROFILE)
    assert ["us-east5", "a b'c", None] == result.get("out", LOCATION, TELEMETRY, PROFILE)


def test_questions_in_the_shell(shell: Shell, home: Home) -> None:
    """`add` asks its questions in the shell, through the hook."""
    with terminal(shell, home) as found:
        found.child.sendline("vxenv add mine")
        for question, answer in [
            ("Description", "d"),
            ("Google Cloud project", "acme-prod"),
            ("Location", ""),
            *((f"Model for {slot}", "") for slot in ("opus", "sonnet")),
        ]:
            found.child.expect_exact(question)
            found.child.sendline(answer)
        found.child.expect_exact("Model for haiku")
        found.line("")
        found.line("vxenv use mine")
        assert ["global", "acme-prod"] == [
            found.env("in").get(name) for name in (LOCATION, "ANTHROPIC_VERTEX_PROJECT_ID")
        ]


def test_edit_in_the_shell(shell: Shell, home: Home) -> None:
    """Invalid text prompts in the shell; `e` reopens the editor, and the corrected text takes effect at once."""
    script = home.write(
        "editor",
        '#!/bin/sh\nif [ -e "$HOME/once" ]; then perl -pi -e s/^x.*// "$1"; exit; fi\n: >"$HOME/once"\n'
        'echo "x = " >>"$1"; perl -pi -e s/europe-west1/eu/ "$1"\n',
    )
    os.chmod(script, 0o700)
    with terminal(shell, home, environment={"EDITOR": "~/editor", "VISUAL": ""}) as found:
        found.line("vxenv use eu")
        found.child.sendline("vxenv edit")
        found.child.expect_exact("What now?")
        found.line("e")
        assert "eu" == found.env("in").get(LOCATION)
