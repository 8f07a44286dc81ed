"""Test the Python SDK in a switched shell: it reads the shell, and not Claude Code's settings files."""

import os
import shutil
import sys

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from client.settings import Ground, started
from client.test_exec_against_the_client import AGAINST, SOURCE, WINS
from client.test_exec_against_the_client import on as profiles
from client.vertex import Vertex

on = profiles
CALL = """\
import anthropic
client = anthropic.AnthropicVertex(access_token="token", max_retries=0)
client.messages.create(model="claude-sonnet-4-6", max_tokens=1, messages=[{"role": "user", "content": "hi"}])
"""
SIGNED_IN = CALL.replace('access_token="token", ', "")
LOAD = {"bash": 'eval "$({} init bash)"', "zsh": 'eval "$({} init zsh)"', "fish": "{} init fish | source"}


def asked(shell: str, script: str, on: Ground, vertex: Vertex, line: str) -> tuple[str, ...]:
    """Return the requested project, location and model of `script` after `line`, and its output."""
    if shutil.which(shell) is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(f"{shell} is not installed")
    (on.project / "call.py").write_text(script)
    vxenv = f"'{sys.executable}' -P -m vxenv"
    given = {"PYTHONPATH": SOURCE, "METADATA_SERVER_DETECTION": "none", "NO_GCE_CHECK": "true"}
    lines = [LOAD[shell].format(vxenv), line.format(vxenv=vxenv), f"'{sys.executable}' -P call.py"]
    return started([shell, "-c", "\n".join(lines)], on, given, vertex)


@pytest.mark.parametrize("shell", LOAD)
def test_the_sdk_goes_where_the_profile_says(shell: str, vertex: Vertex, on: Ground) -> None:
    """Project, location and address come from the shell, whatever Claude Code's settings contain."""
    on.lay({"user": AGAINST})
    found = asked(shell, CALL, on, vertex, "vxenv use eu")

    assert WINS == found[:3], found[3]


def test_off_takes_it_back(vertex: Vertex, on: Ground) -> None:
    """After `off` the SDK finds no location, and sends no request."""
    found = asked("bash", CALL, on, vertex, "vxenv use eu; vxenv off")

    assert ("", "", "", True) == (*found[:3], "No region was given" in found[3])


@pytest.mark.parametrize("key", ["credentials", "config_dir"])
def test_the_profiles_credentials_are_found(key: str, vertex: Vertex, on: Ground) -> None:
    """A profile's credentials file is used for signing in, and so is one in its gcloud directory."""
    private = rsa.generate_private_key(public_exponent=65537, key_size=2048).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file = {
        "type": "service_account",
        "project_id": "of-the-file",
        "private_key_id": "1",
        "private_key": private.decode(),
        "client_email": "robot@of-the-file.iam.gserviceaccount.com",
        "token_uri": f"http://{vertex.host}/token",
    }
    on.lay({"gcloud/application_default_credentials.json": file})
    place = on.home / "gcloud"
    value = place / "application_default_credentials.json" if key == "credentials" else place
    profile = on.home / ".config" / "vxenv" / "profiles" / "eu.toml"
    profile.write_text(f'{profile.read_text()}[google]\n{key} = "{value}"\n')
    found = asked("bash", SIGNED_IN, on, vertex, "vxenv use eu")

    assert WINS == found[:3], found[3]
    assert ["urn:ietf:params:oauth:grant-type:jwt-bearer"] == vertex.grants
