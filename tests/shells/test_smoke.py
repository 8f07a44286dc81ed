"""Test one short session in each shell."""

from shells.drivers import Shell
from shells.harness import Session
from shells.home import Home


def test_one_session(shell: Shell, home: Home) -> None:
    """A shell switches by directory, manually and off, and restores each variable at the end."""
    home.location("eu", "eu")
    home.location("us", "us-east5")
    client = home.directory("client", 'profile = "eu"\n')
    session = Session(shell, home).export("CLOUD_ML_REGION", "mine").cd(client).show("in").cd(home.root).show("out")
    result = session.vxenv("use", "us").show("by hand").vxenv("off").show("off").vxenv("auto").show("auto").run()

    found = [
        result.get(label, "CLOUD_ML_REGION", "VXENV_PROFILE") for label in ("in", "out", "by hand", "off", "auto")
    ]
    assert [["eu", "eu"], ["mine", None], ["us-east5", "us"], ["mine", None], ["mine", None]] == found
