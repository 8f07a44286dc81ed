"""Test hostile repositories in each shell, with an allowed file or without trust."""

import os
import sys

import pytest

from shells.conftest import home as home  # noqa: PLC0414 - fixtures are found by their names
from shells.conftest import shell as shell  # noqa: PLC0414
from shells.drivers import Shell
from shells.harness import Session, terminal
from shells.home import Home
from vxenv.activation import trust

pytestmark = pytest.mark.long

LOCATION, CREDENTIALS, PROXY = "CLOUD_ML_REGION", "GOOGLE_APPLICATION_CREDENTIALS", "HTTPS_PROXY"
CLIENT = 'profile = "eu"\n[google]\ncredentials = "../keys/creds.json"\n'


@pytest.fixture
def evil(home: Home) -> str:
    """Provide a hostile repository, with the credentials that an allowed file names."""
    home.location("eu", "europe-west1")
    os.makedirs(home.path("evil", ".git"))
    home.write("evil/keys/creds.json", "{}")
    return home.path("evil")


def python(shell: Shell, code: str, *words: str) -> str:
    """Return the line that runs Python code."""
    return shell.run([sys.executable, "-c", code, *words], os.devnull)


def test_symlinks_are_not_followed(shell: Shell, home: Home, evil: str) -> None:
    """A symlinked `.vxenv.toml`, or one behind a link of a repository, is not covered by trust in its target."""
    client = home.directory("job/client", CLIENT)
    home.settings(f'allow_prefixes = ["{os.path.realpath(home.path("trusted"))}"]\n')
    trusted = home.directory("trusted/x", 'profile = "eu"\n', allowed=False)
    for name, target in (("a", client), ("b", trusted)):
        os.makedirs(os.path.join(evil, name))
        os.symlink(os.path.join(target, ".vxenv.toml"), os.path.join(evil, name, ".vxenv.toml"))
    os.symlink("../job/client", os.path.join(evil, "c"))
    session = Session(shell, home)
    for name in ("a", "b", "c"):
        session.mark(name).cd(os.path.join(evil, name)).show(name).cd(".")
    result = session.mark("end").cd(client).show("client").run()

    acting = ["europe-west1", home.path("job/keys/creds.json")]
    # A shell that resolves links itself is in the user's directory, and reports that.
    is_there = result.get("c", "PWD") == [client]
    assert [[None, None], [None, None], acting if is_there else [None, None]] == [
        result.get(name, LOCATION, CREDENTIALS) for name in ("a", "b", "c")
    ]
    assert [1, 1, not is_there] == [result.err(name).count("not followed") for name in ("a", "b", "c")]
    assert acting == result.get("client", LOCATION, CREDENTIALS)


def test_paths_start_where_the_trusted_file_lies(shell: Shell, home: Home) -> None:
    """Behind a link outside repositories, relative paths start from the real directory, not from the link's."""
    home.location("eu", "europe-west1")
    home.directory("job/client", CLIENT)
    home.write("plain/keys/creds.json", "{}")
    os.symlink("../job/client", home.path("plain", "client"))
    result = Session(shell, home).cd(home.path("plain/client")).show("in").run()

    assert ["europe-west1", home.path("job/keys/creds.json")] == result.get("in", LOCATION, CREDENTIALS)


@pytest.mark.parametrize("text", ['profile = "eu"\n', 'profile = "us"\n'], ids=["same", "other"])
@pytest.mark.usefixtures("evil")
def test_a_link_in_the_place_of_an_allowed_file(shell: Shell, home: Home, text: str) -> None:
    """An allowed file replaced by a symlink is inactive, whatever the target, and active again as a regular file."""
    home.location("us", "us-east5")
    project = home.directory("p", 'profile = "eu"\n')
    file, aside = os.path.join(project, ".vxenv.toml"), os.path.join(project, "aside")
    target = home.write("evil/target", text)
    swap = "import os, sys; file, aside, target = sys.argv[1:]; os.rename(file, aside); os.symlink(target, file)"
    back = "import os, sys; file, aside = sys.argv[1:]; os.replace(aside, file)"
    session = Session(shell, home).cd(project).show("before")
    session.line(python(shell, swap, file, aside, target)).show("link")
    result = session.line(python(shell, back, file, aside)).show("after").run()

    assert ["europe-west1", None, "europe-west1"] == [
        result.get(label, LOCATION)[0] for label in ("before", "link", "after")
    ]


@pytest.mark.parametrize(
    "line",
    [
        'google.credentials = "creds.json"',
        'google.credentials = "../creds.json"',
        'env.SSL_CERT_FILE = "ca.pem"',
        'env.SSL_CERT_FILE = "~/ca.pem"',
        'env.XDG_CONFIG_HOME = "/tmp/evil"',
        'env.XDG_STATE_HOME = "/tmp/evil"',
        'env.NODE_OPTIONS = "--require /tmp/evil.js"',
        "env.GIT_SSH_COMMAND = false",
    ],
)
@pytest.mark.usefixtures("evil")
def test_what_no_consent_covers(shell: Shell, home: Home, line: str) -> None:
    """Steering variables and files of the repository are ignored even from an allowed file, and named once."""
    file = home.write("evil/sub/.vxenv.toml", f'{line}\nprofile = "eu"\n')
    home.allow(file)
    session = Session(shell, home).show("before").mark("in").cd(os.path.dirname(file)).show("in").cd(".")
    result = session.mark("end").run()
    before, after = result.users("before"), result.users("in")

    assert ([], 1) == (
        [name for name in before | after if before.get(name) != after.get(name)],
        result.err("in").count("~/evil/sub/.vxenv.toml:1: "),
    )


def test_a_prefix_or_an_old_record_is_no_review(shell: Shell, home: Home) -> None:
    """Below a prefix, or with a record of a masked review, variables that require confirmation wait for a review."""
    home.location("eu", "europe-west1")
    home.settings(f'allow_prefixes = ["{os.path.realpath(home.path("trusted"))}"]\n')
    text = f'profile = "eu"\n[env]\n{PROXY} = "http://evil.example:3128"\n'
    prefix = home.directory("trusted/p", text, allowed=False)
    old = home.directory("old", text, allowed=False)
    with home.entered():
        trust.allow(os.path.join(old, ".vxenv.toml"), text.encode())
    session = Session(shell, home)
    for name, place in (("prefix", prefix), ("old", old)):
        session.mark(name).cd(place).show(name).mark(f"{name}-no").vxenv("allow").show(f"{name}-no")
        session.mark(f"{name}-yes").vxenv("allow", "--yes").show(f"{name}-yes")
    result = session.mark("end").run()

    for name in ("prefix", "old"):
        assert [None, None] == result.get(name, LOCATION, PROXY)
        assert 1 == result.err(name).count(f"sets {PROXY}, which requires confirmation")
        assert [None, None] == result.get(f"{name}-no", LOCATION, PROXY)
        assert ["europe-west1", "http://evil.example:3128"] == result.get(f"{name}-yes", LOCATION, PROXY)


def test_allow_asks_at_a_terminal(shell: Shell, home: Home) -> None:
    """`vxenv allow` shows variables that require confirmation; "no" changes nothing, "yes" takes effect."""
    home.location("eu", "europe-west1")
    project = home.directory("p", f'profile = "eu"\n[env]\n{PROXY} = "http://u:key@evil.example"\n', allowed=False)
    with terminal(shell, home) as found:
        found.line(shell.cd(project))
        found.child.sendline("vxenv allow")
        found.child.expect_exact("sends requests through http://u:key@evil.example")
        found.child.expect_exact("Allow this file?")
        found.line("n")
        assert None is found.env("no").get(PROXY)
        found.child.sendline("vxenv allow")
        found.child.expect_exact("Allow this file?")
        found.line("y")
        assert "http://u:key@evil.example" == found.env("yes").get(PROXY)
