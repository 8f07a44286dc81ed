"""Test that changed bytes on disk are noticed at the next prompt."""

import os

import pytest

from shells.drivers import Shell
from shells.harness import Session
from shells.home import Home

LOCATION = "CLOUD_ML_REGION"


def rewrite(shell: Shell, file: str, text: str) -> str:
    """Return the line that writes `text` to `file`."""
    return shell.write(text, file)


def region(value: str) -> str:
    """Return a profile that sets the location `value`."""
    return f'[vertex]\nregion = "{value}"\n'


def test_edited_profile_is_applied(shell: Shell, home: Home) -> None:
    """An edited profile is applied at the next prompt, repeatedly, and undone to the original values."""
    file = home.location("eu", "europe-west1")
    project = home.directory("p", 'profile = "eu"\n')
    session = Session(shell, home).cd(project)
    for value in ("us-east5", "us-east1", "us-east5", "europe-west4"):
        session.line(rewrite(shell, file, region(value))).show(value)
    result = session.cd(home.root).show("out").run({LOCATION: "mine"})
    for value in ("us-east5", "us-east1", "europe-west4"):
        assert [value] == result.get(value, LOCATION)
    assert ["mine"] == result.get("out", LOCATION)


def test_same_size_and_time(shell: Shell, home: Home) -> None:
    """A change that keeps size and time, and a change to an older time, are noticed."""
    file = home.location("eu", "us-east1")
    os.utime(file, (10**9, 10**9))
    project = home.directory("p", 'profile = "eu"\n')
    touch = f"touch -d @1000000000 {shell.quote(file)}"
    older = f"touch -d @500000000 {shell.quote(file)}"
    session = Session(shell, home).cd(project).show("first")
    session.line(f"{rewrite(shell, file, region('us-east4'))}; {touch}").show("same")
    result = session.line(f"{rewrite(shell, file, region('us-east5'))}; {older}").show("older").run()
    assert ["us-east1"] == result.get("first", LOCATION)
    assert ["us-east4"] == result.get("same", LOCATION)
    assert ["us-east5"] == result.get("older", LOCATION)


def test_replaced_by_an_older_file(shell: Shell, home: Home) -> None:
    """A profile replaced by an older file is noticed."""
    home.location("eu", "us-east1")
    other = home.location("older", "us-east4")
    os.utime(other, (10**8, 10**8))
    project = home.directory("p", 'profile = "eu"\n')
    move = f"mv {shell.quote(other)} {shell.quote(home.path('.config/vxenv/profiles/eu.toml'))}"
    result = Session(shell, home).cd(project).line(move).show("after").run()
    assert ["us-east4"] == result.get("after", LOCATION)


def test_base_profile_changes(shell: Shell, home: Home) -> None:
    """A change to a base of the active profile is applied."""
    base = home.location("base", "us-east1")
    home.profile("eu", 'extends = "base"\n[env]\nA = "1"\n')
    project = home.directory("p", 'profile = "eu"\n')
    session = Session(shell, home).cd(project).show("first").line(rewrite(shell, base, region("us-east4")))
    result = session.show("then").run()
    assert ["us-east1"] == result.get("first", LOCATION)
    assert ["us-east4"] == result.get("then", LOCATION)


def test_base_profile_created_later(shell: Shell, home: Home) -> None:
    """A missing base profile is reported once, and applied once it exists."""
    home.profile("eu", 'extends = "base"\n[env]\nA = "1"\n')
    project = home.directory("p", 'profile = "eu"\n')
    session = Session(shell, home).mark("enter").cd(project).show("missing").mark("create")
    session.line(rewrite(shell, home.path(".config/vxenv/profiles/base.toml"), region("us-east4"))).show("there")
    result = session.mark("end").run()
    assert [None, None, None] == result.get("missing", "A", LOCATION, "VXENV_PROFILE")
    assert 1 == result.err("enter").count("vxenv:")
    assert "base" in result.err("enter")
    assert ["1", "us-east4", "eu"] == result.get("there", "A", LOCATION, "VXENV_PROFILE")


@pytest.mark.parametrize(
    "broken",
    ['region = "x"\n[vertex\n', '[vertex]\nregoin = "us-east5"\n', '[vertex]\nproject = "x"\n', "\xff\x00"],
    ids=["syntax", "unknown", "value", "bytes"],
)
def test_broken_profile(shell: Shell, home: Home, broken: str) -> None:
    """A broken profile is reported once and deactivated, and is applied again after it is fixed."""
    file = home.location("eu", "us-east1")
    project = home.directory("p", 'profile = "eu"\n')
    other = home.write("broken", broken.encode("latin-1"))
    session = Session(shell, home).cd(project).mark("break").line(f"cp {shell.quote(other)} {shell.quote(file)}")
    session.show("broken").line("mkdir sub").cd("sub").cd("..").mark("mend")
    result = session.line(rewrite(shell, file, region("us-east4"))).show("mended").mark("end").run(A="a")
    assert [None, None, None] == result.get("broken", LOCATION, "VXENV_PROFILE", "VXENV_REASON")
    assert 1 == result.err("break").count("vxenv:")
    assert "eu.toml" in result.err("break")
    assert ["us-east4", "eu"] == result.get("mended", LOCATION, "VXENV_PROFILE")
    assert "vxenv:" not in result.err("mend")


def test_removed_profile(shell: Shell, home: Home) -> None:
    """Removing an active profile is reported once, and its variables are restored."""
    file = home.location("eu", "us-east1")
    project = home.directory("p", 'profile = "eu"\n')
    session = Session(shell, home).cd(project).mark("remove").line(f"rm {shell.quote(file)}").show("gone")
    result = session.line(rewrite(shell, file, region("us-east4"))).show("back").mark("end").run({LOCATION: "mine"})
    assert ["mine", None] == result.get("gone", LOCATION, "VXENV_PROFILE")
    assert 1 == result.err("remove").count("vxenv:")
    assert ["us-east4", "eu"] == result.get("back", LOCATION, "VXENV_PROFILE")


def test_broken_directory_file(shell: Shell, home: Home) -> None:
    """An allowed directory file that cannot be parsed is reported once, and no profile is active."""
    home.location("eu", "us-east1")
    project = home.directory("p", 'profile = "eu\n')
    session = Session(shell, home).mark("enter").cd(project).show("in").line("mkdir sub").cd("sub").cd("..")
    result = session.mark("end").run()
    assert [None, None] == result.get("in", LOCATION, "VXENV_PROFILE")
    assert 1 == result.err("enter").count("vxenv:")


@pytest.mark.parametrize("size", [64 * 1024, 64 * 1024 + 1, 1024 * 1024])
def test_large_files(shell: Shell, home: Home, size: int) -> None:
    """A profile of 64 KiB is read in full; a longer one is reported once."""
    start = '[vertex]\nregion = "us-east1"\n#'
    home.profile("eu", start + "x" * (size - len(start)))
    project = home.directory("p", 'profile = "eu"\n')
    session = Session(shell, home).mark("enter").cd(project).show("in").line("mkdir sub").cd("sub").cd("..")
    result = session.mark("end").cd(home.root).show("out").run()
    fits = size <= 64 * 1024
    assert ["us-east1" if fits else None] == result.get("in", LOCATION)
    assert (0 if fits else 1) == result.err("enter").count("vxenv:")
    assert [None] == result.get("out", LOCATION)


def test_nul_byte_in_a_file(shell: Shell, home: Home) -> None:
    """A NUL byte in a directory file is not reported at each prompt."""
    home.location("eu", "us-east1")
    project = home.directory("p", 'profile = "eu"\n# \0 hidden\n')
    session = Session(shell, home).mark("enter").cd(project).show("in").line("mkdir sub").cd("sub").cd("..")
    result = session.mark("end").run()
    assert [None] == result.get("in", LOCATION)
    assert 1 == result.err("enter").count("vxenv:")


def test_settings_change(shell: Shell, home: Home) -> None:
    """A changed default or quiet setting takes effect at the next prompt; broken settings are reported once."""
    home.location("eu", "europe-west1")
    home.location("us", "us-east5")
    file = home.settings('default = "eu"\n')
    session = Session(shell, home).show("eu").line(rewrite(shell, file, 'default = "us"\nquiet = true\n')).show("us")
    session.mark("break").line(rewrite(shell, file, 'default = "us\n')).show("broken").line("true").line("true")
    result = session.mark("end").run()
    assert ["europe-west1"] == result.get("eu", LOCATION)
    assert ["us-east5"] == result.get("us", LOCATION)
    assert [None] == result.get("broken", LOCATION)
    assert 1 == result.err("break").count("vxenv:")
    assert 1 == result.stderr.count("eu  europe-west1")
    assert 0 == result.stderr.count("us  us-east5")


def test_shared_name_of_plans(shell: Shell, home: Home) -> None:
    """Two directories with the same plan name on disk each get their own plan."""
    home.location("eu", "europe-west1")
    home.location("us", "us-east5")
    first = home.directory("a%b", 'profile = "eu"\n')
    second = home.directory("a/b", 'profile = "us"\n')
    session = Session(shell, home)
    for label, place in (("1", first), ("2", second), ("3", first), ("4", second)):
        session.cd(place).show(label)
    result = session.run()
    assert ["europe-west1", "us-east5"] * 2 == [result.get(label, LOCATION)[0] for label in "1234"]


def test_more_directories_than_slots(shell: Shell, home: Home) -> None:
    """A walk through more directories than a shell caches plans for, repeated, applies each and undoes all."""
    places = []
    for number in range(11):
        home.profile(f"p{number}", f'[env]\nA = "{number}"\nA_{number} = "1"\n')
        places.append(home.directory(f"d{number}", f'profile = "p{number}"\n'))
    session = Session(shell, home).show("before")
    for turn in range(2):
        for number, place in enumerate(places):
            session.cd(place).show(f"{turn}-{number}")
    result = session.cd(home.root).show("after").run(A="mine")
    for turn in range(2):
        for number in range(11):
            environment = result.env(f"{turn}-{number}")
            found = {name for name in environment if name == "A" or name.startswith("A_")} - {"A__z"}  # ksh93's
            assert {"A", f"A_{number}"} == found
            assert str(number) == environment["A"]
    assert result.users("before") == result.users("after")
