"""Test the address of a missing source in a directory file, in each shell."""

import os

from shells.drivers import Shell
from shells.harness import Session
from shells.home import Home

URL = "git@github.com:acme/vxenv-profiles.git"
TEXT = f'profile = "acme/prod"\nsource = "{URL}"\n'
LOCATION = "CLOUD_ML_REGION"
# All characters that such an address can have.
ODD = "ssh://git_0-A@github.com:22/~acme/50%25/a..b/x+y_z-0.git"


def place_source(home: Home, url: str = URL) -> tuple[str, str]:
    """Write the source acme elsewhere; return its directory there, and its place."""
    home.write("new/acme/record.toml", f'url = "{url}"\nkind = "git"\n')
    home.write("new/acme/profiles/prod.toml", '[vertex]\nregion = "eu"\n')
    os.makedirs(home.path(".local/state/vxenv/sources"), exist_ok=True)
    return home.path("new/acme"), home.path(".local/state/vxenv/sources/acme")


def test_a_newcomer(shell: Shell, home: Home) -> None:
    """A file that is not allowed names its missing source once with the command; once it exists, the usual ones."""
    directory = home.directory("p", TEXT, allowed=False)
    new, place = place_source(home)
    session = Session(shell, home).mark("in").cd(directory).line(shell.nothing).mark("added").cd(home.root)
    session.line(f"mv {shell.quote(new)} {shell.quote(place)}").cd(directory).mark("allow").vxenv("allow").mark("end")
    result = session.show("end").run()
    file = "~/p/.vxenv.toml"
    assert [
        f'vxenv: {file} is not allowed (selects "acme/prod"; no source "acme")',
        f"hint: vxenv source add acme {URL}",
        "hint: vxenv deny",
    ] == result.err("in").splitlines()
    assert [
        f'vxenv: {file} is not allowed (selects "acme/prod")',
        "hint: vxenv diff @shell @dir",
        "hint: vxenv allow",
        "hint: vxenv deny",
    ] == result.err("added").splitlines()
    assert ["eu"] == result.get("end", LOCATION)


def test_an_allowed_file(shell: Shell, home: Home) -> None:
    """An allowed file names its missing source with the command, and is applied once the source exists."""
    directory = home.directory("p", TEXT)
    new, place = place_source(home)
    session = Session(shell, home).mark("in").cd(directory).line(shell.nothing).mark("end").show("in")
    session.line(f"mv {shell.quote(new)} {shell.quote(place)}").line(shell.nothing).show("added")
    result = session.run()
    assert [
        'vxenv: cannot apply "acme/prod" (~/p/.vxenv.toml): no source "acme"',
        f"hint: vxenv source add acme {URL}",
    ] == result.err("in").splitlines()
    assert [[None], ["eu"]] == [result.get(label, LOCATION) for label in ("in", "added")]


def test_another_address(shell: Shell, home: Home) -> None:
    """If the source was added from another address, the profile is applied with a note."""
    directory = home.directory("p", TEXT)
    os.rename(*place_source(home, "git@github.com:umbrella/profiles.git"))
    result = Session(shell, home).mark("in").cd(directory).mark("end").show("in").run()
    note = f'~/p/.vxenv.toml:2: source "acme" is git@github.com:umbrella/profiles.git, not {URL}'
    assert (["eu"], True) == (result.get("in", LOCATION), f"note: {note}" in result.err("in"))


def test_a_hostile_address(shell: Shell, home: Home) -> None:
    """An address that is not plain is not shown, whether or not the file is allowed."""
    text = 'profile = "acme/prod"\nsource = "https://x/$(touch evil)"\n'
    places = [home.directory("p", text, allowed=False), home.directory("q", text)]
    session = Session(shell, home).mark("in")
    for place in places:
        session.cd(place)
    result = session.mark("end").show("end").run()
    assert (True, False, False) == tuple(
        text in result.err("in") for text in ("source: invalid address", "source add", "touch")
    )
    assert [None] == result.get("end", LOCATION)


def test_the_command_is_one_line_of_words(shell: Shell, home: Home) -> None:
    """Pasted into the shell, the command passes each character of an address unchanged."""
    directory = home.directory("p", TEXT.replace(URL, ODD))
    output = home.path("words")
    os.chmod(home.write("record", '#!/bin/sh\nprintf "%s\\n" "$@" >"$HOME/words"\n'), 0o700)
    result = Session(shell, home).mark("in").cd(directory).mark("end").run()
    hint = next(line for line in result.err("in").splitlines() if line.startswith("hint: vxenv source add"))
    Session(shell, home, hook=False).line(hint.replace("hint: vxenv", "./record")).run()
    with open(output, encoding="utf-8") as file:
        assert ["source", "add", "acme", ODD] == file.read().splitlines()
