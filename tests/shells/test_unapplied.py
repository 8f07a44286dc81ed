"""Test that a selected profile that cannot be applied is not named as active, and that changes are reported."""

import json
import os

import pytest

from shells.drivers import Shell
from shells.harness import Result, Session
from shells.home import Home
from shells.test_children import child

LOCATION = "CLOUD_ML_REGION"
PROFILE = "VXENV_PROFILE"
REASON = "VXENV_REASON"
NAMES = (LOCATION, PROFILE, REASON)
PROTECTED = 'protected = true\n[vertex]\nregion = "us-east1"\n'
RESTORED = "no active profile; environment restored\n"
BROKEN = {
    "syntax": 'region = "x"\n[vertex\n',
    "value": "[vertex]\nregion = 5\n",
    "parent": 'extends = "nothing"\n[vertex]\nregion = "us-east1"\n',
}


def profile_file(home: Home, name: str) -> str:
    """Return the path of the profile `name`."""
    return home.path(f".config/vxenv/profiles/{name}.toml")


def copy(shell: Shell, home: Home, text: str, file: str) -> str:
    """Return the line that writes the bytes `text` to `file`."""
    number = len(os.listdir(home.root))
    return f"cp {shell.quote(home.write(f'copy{number}', text))} {shell.quote(file)}"


def remove(shell: Shell, file: str) -> str:
    """Return the line that removes `file`."""
    return f"rm {shell.quote(file)}"


def check_inactive(result: Result, label: str, location: str | None = "mine") -> None:
    """Check that no profile is named as active under `label`, and that CLOUD_ML_REGION holds `location`."""
    own = {name for name in result.env(label) if name.startswith(("__VXENV_N_", "__VXENV_O_", "__VXENV_DIGEST"))}
    protected = result.get(label, "VXENV_PROTECTED")
    assert ([location, None, None], [None], set()) == (result.get(label, *NAMES), protected, own)


def test_pinned_profile_that_is_removed(shell: Shell, home: Home) -> None:
    """Removing a pinned profile restores its variables and its name; recreating it activates it again."""
    home.location("before", "us-west1")
    file = home.profile("eu", PROTECTED)
    session = Session(shell, home).vxenv("use", "before").vxenv("use", "--yes", "eu").mark("remove")
    session.line(remove(shell, file)).show("gone").mark("quiet").line("true").line("true").mark("list").vxenv("list")
    session.mark("status").vxenv("status").mark("json").vxenv("status", "--json")
    session.mark("back").line(copy(shell, home, PROTECTED, file)).show("back").vxenv("use", "-").show("before")
    result = session.mark("end").run({LOCATION: "mine"})
    check_inactive(result, "gone")
    said = f'{RESTORED}vxenv: cannot apply "eu" (pinned): no profile "eu"\nhint: vxenv list\n'
    assert (said, "") == (result.err("remove"), result.err("quiet") + result.out("quiet"))
    assert "*" not in result.out("list")
    rows = [line.split(None, 1) for line in result.out("status").splitlines()]
    assert ["profile", "none"] in rows
    assert ["error", 'cannot apply "eu" (pinned): no profile "eu"'] in rows
    assert "hint: vxenv list\n" in result.err("status")
    found = json.loads(result.out("json"))
    expected = {"stack": "eu", "reason": "use", "error": 'no profile "eu"', "hint": "vxenv list"}
    assert (None, None, expected) == (found["profile"], found["reason"], found["not_applied"])
    assert ["us-east1", "eu", "use", "1"] == result.get("back", *NAMES, "VXENV_PROTECTED")
    assert "eu [protected]  us-east1\n" == result.err("back").splitlines(keepends=True)[0]
    assert ["us-west1", "before"] == result.get("before", LOCATION, PROFILE)


@pytest.mark.parametrize("how", BROKEN)
def test_pinned_profile_that_breaks(shell: Shell, home: Home, how: str) -> None:
    """A pinned profile that breaks is inactive until fixed, even in a directory that selects another one."""
    home.location("us", "us-east5")
    file = home.location("eu", "europe-west1")
    project = home.directory("p", 'profile = "us"\n')
    session = Session(shell, home).vxenv("use", "eu").mark("break").line(copy(shell, home, BROKEN[how], file))
    session.show("broken").mark("cd").cd(project).show("there").mark("status").vxenv("status").mark("repair")
    session.line(copy(shell, home, '[vertex]\nregion = "europe-west4"\n', file)).show("repaired")
    result = session.mark("end").vxenv("auto").show("auto").run({LOCATION: "mine"})
    check_inactive(result, "broken")
    check_inactive(result, "there")
    assert result.err("break").startswith(f'{RESTORED}vxenv: cannot apply "eu" (pinned): ')
    assert (1, 1) == (result.err("break").count("vxenv:"), result.err("break").count("hint: "))
    assert "this shell is pinned" in result.err("cd")
    assert 'cannot apply "eu" (pinned): ' in result.out("status")
    assert ["europe-west4", "eu", "use"] == result.get("repaired", *NAMES)
    assert "eu  europe-west4\n" == result.err("repair")
    assert ["us-east5", "us"] == result.get("auto", LOCATION, PROFILE)


def test_unapplied_pin_ends_with_auto_and_off(shell: Shell, home: Home) -> None:
    """`auto`, `off` and `use` end a pin that cannot be applied, and leave nothing of it."""
    home.location("us", "us-east5")
    eu = home.location("eu", "europe-west1")
    project = home.directory("p", 'profile = "us"\n')
    session = Session(shell, home).cd(project)
    for word in ("auto", "off", "us"):
        session.line(copy(shell, home, '[vertex]\nregion = "europe-west1"\n', eu)).vxenv("use", "eu")
        session.line(remove(shell, eu)).show(f"gone-{word}")
        session.vxenv(*(["use", word] if word == "us" else [word])).show(word)
    result = session.run({LOCATION: "mine"})
    for word, expected in (
        ("auto", ["us-east5", "us", f"{project}/.vxenv.toml"]),
        ("off", ["mine", None, "off"]),
        ("us", ["us-east5", "us", "use"]),
    ):
        check_inactive(result, f"gone-{word}")
        assert (word, [*expected, None]) == (word, result.get(word, *NAMES, "__VXENV_PIN"))


def test_child_keeps_the_unapplied_pin(shell: Shell, home: Home) -> None:
    """A child shell neither names a missing pinned profile nor uses the default, and applies it later."""
    home.location("us", "us-east5")
    home.settings('default = "us"\n')
    file = home.location("eu", "europe-west1")
    inner = Session(shell, home).show("inside")
    inner.line(copy(shell, home, '[vertex]\nregion = "europe-west4"\n', file)).show("repaired")
    outer = Session(shell, home).vxenv("use", "eu").line(remove(shell, file))
    result = outer.line(child(outer, inner)).show("after").run({LOCATION: "mine"})
    check_inactive(result, "inside")
    assert ["europe-west4", "eu", "use"] == result.get("repaired", *NAMES)
    assert ["europe-west4", "eu", "use"] == result.get("after", *NAMES)


def test_default_that_is_removed(shell: Shell, home: Home) -> None:
    """A removed default is inactive, and `status` reports that it is selected."""
    home.settings('default = "eu"\n')
    file = home.location("eu", "europe-west1")
    session = Session(shell, home).show("in").mark("remove").line(remove(shell, file)).show("gone")
    session.mark("status").vxenv("status").mark("back")
    session.line(copy(shell, home, '[vertex]\nregion = "europe-west4"\n', file)).show("back")
    result = session.mark("end").run({LOCATION: "mine"})
    assert ["europe-west1", "eu", "default"] == result.get("in", *NAMES)
    check_inactive(result, "gone")
    said = f'{RESTORED}vxenv: cannot apply "eu" (default): no profile "eu"\nhint: vxenv list\n'
    assert said.replace("vxenv list", "vxenv add eu") == result.err("remove")
    assert 'cannot apply "eu" (default): no profile "eu"' in result.out("status")
    assert ["europe-west4", "eu", "default"] == result.get("back", *NAMES)


def test_directory_that_names_a_missing_profile(shell: Shell, home: Home) -> None:
    """A directory file that names a missing profile activates none, not even the previous one."""
    home.location("us", "us-east5")
    first = home.directory("first", 'profile = "us"\n')
    second = home.directory("second", 'profile = "sandbox"\n')
    session = Session(shell, home).cd(first).mark("enter").cd(second).show("in").mark("status").vxenv("status")
    result = session.mark("end").run({LOCATION: "mine"})
    check_inactive(result, "in")
    said = f'{RESTORED}vxenv: cannot apply "sandbox" (~/second/.vxenv.toml): no profile "sandbox"\nhint: vxenv list\n'
    assert said == result.err("enter")
    assert 'cannot apply "sandbox" (~/second/.vxenv.toml): no profile "sandbox"' in result.out("status")


@pytest.mark.parametrize("by", ["use", "directory", "default"])
def test_change_made_elsewhere_is_said(shell: Shell, home: Home, by: str) -> None:
    """A change of the active profile by another terminal is reported once, and only if a variable changed."""
    home.settings('default = "eu"\n' if by == "default" else "")
    file = home.location("eu", "europe-west1")
    place = home.directory("p", 'profile = "eu"\n') if by == "directory" else home.root
    session = Session(shell, home).cd(place).vxenv(*(["use", "eu"] if by == "use" else ["list"]))
    moved = '[vertex]\nregion = "europe-west4"\n'
    added = f'{moved}[env]\nA = "1"\n'
    for label, text in (("location", moved), ("other", added), ("comment", f"# mine\n{added}")):
        session.mark(label).line(copy(shell, home, text, file)).show(label).mark(f"{label}-after").line("true")
    result = session.mark("end").run()
    where = {"use": "", "directory": "  (~/p/.vxenv.toml)", "default": "  (default)"}[by]
    line = f"eu  europe-west4{where}\n"
    assert [line, "", line, "", "", ""] == [
        result.err(label) for one in ("location", "other", "comment") for label in (one, f"{one}-after")
    ]
    assert [["europe-west4", None], ["europe-west4", "1"]] == [
        result.get(label, LOCATION, "A") for label in ("location", "other")
    ]


@pytest.mark.parametrize("how", ["variable", "config"])
def test_change_made_elsewhere_is_quiet(shell: Shell, home: Home, how: str) -> None:
    """A change is applied without a line in quiet mode."""
    home.settings("quiet = true\n" if how == "config" else "")
    file = home.location("eu", "europe-west1")
    session = Session(shell, home).vxenv("use", "eu").mark("change")
    session.line(copy(shell, home, '[vertex]\nregion = "europe-west4"\n', file)).show("in").mark("end")
    result = session.run({"VXENV_QUIET": "1"} if how == "variable" else None)
    assert (["europe-west4"], "") == (result.get("in", LOCATION), result.err("change"))


def test_child_does_not_repeat_the_line(shell: Shell, home: Home) -> None:
    """A child shell starts with its parent's variables, and prints nothing."""
    home.location("eu", "europe-west1")
    inner = Session(shell, home).line("true").show("inside")
    outer = Session(shell, home).vxenv("use", "eu").mark("child")
    result = outer.line(child(outer, inner)).mark("end").run()
    assert ["europe-west1", "eu", "use"] == result.get("inside", *NAMES)
    assert "eu  " not in result.stderr.partition("\x1dchild\x1d")[2]
