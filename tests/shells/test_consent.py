"""Test the effects of a directory file before and after it is allowed."""

import os
import sys

from shells.drivers import Shell
from shells.harness import Session
from shells.home import Home

LOCATION = "CLOUD_ML_REGION"


def test_unallowed_file_is_named_once(shell: Shell, home: Home) -> None:
    """An unallowed file changes nothing and is named once, not at each prompt."""
    home.location("eu", "europe-west1")
    project = home.directory("p", 'profile = "eu"\n', allowed=False)
    session = Session(shell, home).mark("enter").cd(project).show("in").line("mkdir sub").cd("sub").cd("..")
    result = session.mark("end").run()
    assert [None, None, None] == result.get("in", LOCATION, "VXENV_PROFILE", "VXENV_REASON")
    text = result.err("enter")
    assert 1 == text.count('~/p/.vxenv.toml is not allowed (selects "eu")')
    assert 1 == text.count("vxenv allow")
    assert "" == result.out("enter")


def test_allow_edit_deny(shell: Shell, home: Home) -> None:
    """Allowing takes effect at the next prompt, an edit blocks, allowing again takes effect, and denying silences."""
    home.location("eu", "europe-west1")
    home.location("us", "us-east5")
    project = home.directory("p", 'profile = "eu"\n', allowed=False)
    file = os.path.join(project, ".vxenv.toml")
    session = Session(shell, home).cd(project).vxenv("allow").show("allowed").mark("edit")
    session.line(shell.write('profile = "us"\n', file)).show("edited").mark("again")
    session.vxenv("allow").show("again").mark("deny").vxenv("deny").mark("denied").show("denied")
    session.cd(home.root).cd(project).show("back")
    result = session.run()
    assert ["europe-west1", "eu"] == result.get("allowed", LOCATION, "VXENV_PROFILE")
    assert [None, None] == result.get("edited", LOCATION, "VXENV_PROFILE")
    assert 1 == result.err("edit").count('is not allowed (selects "us")')
    assert ["us-east5", "us"] == result.get("again", LOCATION, "VXENV_PROFILE")
    assert [None, None] == result.get("denied", LOCATION, "VXENV_PROFILE")
    assert [None, None] == result.get("back", LOCATION, "VXENV_PROFILE")
    assert "" == result.err("denied")


def test_consent_of_another_shell_is_seen(shell: Shell, home: Home) -> None:
    """Allowing or denying in another shell takes effect here at the next prompt."""
    home.location("eu", "europe-west1")
    project = home.directory("p", 'profile = "eu"\n', allowed=False)
    allow, deny = (shell.run([sys.executable, "-m", "vxenv", word], os.devnull) for word in ("allow", "deny"))
    session = Session(shell, home).cd(project).line(allow).show("allowed")
    result = session.line(deny).show("denied").line(allow).show("again").run()
    assert ["europe-west1"] == result.get("allowed", LOCATION)
    assert [None] == result.get("denied", LOCATION)
    assert ["europe-west1"] == result.get("again", LOCATION)


def test_next_allowed_file_above_governs(shell: Shell, home: Home) -> None:
    """If the nearest file is not allowed, the next allowed one above applies; allowing the nearest replaces it."""
    home.location("outer", "us-east5")
    home.location("inner", "europe-west1")
    home.directory("outer", 'profile = "outer"\n')
    inner = home.directory("outer/inner", 'profile = "inner"\n', allowed=False)
    session = Session(shell, home).cd(inner).show("blocked").mark("allow").vxenv("allow").show("allowed")
    result = session.vxenv("deny").show("denied").run()
    assert ["us-east5", "outer"] == result.get("blocked", LOCATION, "VXENV_PROFILE")
    assert ["europe-west1", "inner"] == result.get("allowed", LOCATION, "VXENV_PROFILE")
    assert ["us-east5", "outer"] == result.get("denied", LOCATION, "VXENV_PROFILE")


def test_default_where_the_file_is_not_allowed(shell: Shell, home: Home) -> None:
    """The default stays active beside an unallowed file."""
    home.location("eu", "europe-west1")
    home.location("us", "us-east5")
    home.settings('default = "us"\n')
    project = home.directory("p", 'profile = "eu"\n', allowed=False)
    result = Session(shell, home).cd(project).show("in").run()
    assert ["us-east5", "us"] == result.get("in", LOCATION, "VXENV_PROFILE")


def test_copied_file_needs_its_own_consent(shell: Shell, home: Home) -> None:
    """Trust applies to a path and its bytes: the same bytes elsewhere are not allowed."""
    home.location("eu", "europe-west1")
    home.directory("p", 'profile = "eu"\n')
    other = home.directory("q", 'profile = "eu"\n', allowed=False)
    result = Session(shell, home).cd(other).show("in").run()
    assert [None] == result.get("in", LOCATION)


def test_allowed_by_prefix(shell: Shell, home: Home) -> None:
    """A prefix allows the directories below it, comparing whole components, and `deny` overrides it."""
    home.location("eu", "europe-west1")
    home.settings(f'allow_prefixes = ["{os.path.realpath(home.path("work"))}"]\n')
    inside = home.directory("work/p", 'profile = "eu"\n', allowed=False)
    evil = home.directory("work-evil/p", 'profile = "eu"\n', allowed=False)
    session = Session(shell, home).cd(inside).show("inside").cd(evil).show("evil")
    result = session.cd(inside).vxenv("deny").show("denied").run()
    assert ["europe-west1"] == result.get("inside", LOCATION)
    assert [None] == result.get("evil", LOCATION)
    assert [None] == result.get("denied", LOCATION)


def test_quiet_hides_no_refusal(shell: Shell, home: Home) -> None:
    """VXENV_QUIET hides the activation line, but not the message about an unallowed file."""
    home.location("eu", "europe-west1")
    allowed = home.directory("p", 'profile = "eu"\n')
    blocked = home.directory("q", 'profile = "eu"\n', allowed=False)
    session = Session(shell, home).mark("allowed").cd(allowed).mark("blocked").cd(blocked).mark("end")
    result = session.run(VXENV_QUIET="1")
    assert "" == result.err("allowed")
    assert 1 == result.err("blocked").count("is not allowed")


def test_directory_file_that_is_no_file(shell: Shell, home: Home) -> None:
    """A directory, a FIFO or a dangling link named `.vxenv.toml` is not a directory file."""
    home.location("eu", "europe-west1")
    project = home.directory("p", 'profile = "eu"\n')
    os.makedirs(os.path.join(project, "d", ".vxenv.toml"))
    os.makedirs(os.path.join(project, "f"))
    os.mkfifo(os.path.join(project, "f", ".vxenv.toml"))
    os.makedirs(os.path.join(project, "l"))
    os.symlink("nowhere", os.path.join(project, "l", ".vxenv.toml"))
    session = Session(shell, home)
    for name in ("d", "f", "l"):
        session.cd(os.path.join(project, name)).show(name)
    result = session.run()
    assert ["europe-west1"] * 3 == [result.get(name, LOCATION)[0] for name in ("d", "f", "l")]
