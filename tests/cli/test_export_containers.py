"""`export` for containers: mounts, paths and secrets, and changes to devcontainer.json."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from commandline import called, error, refused
from vxenv.exchange import CONTAINERS

Profile = Callable[[str, str | bytes], Path]

VERTEX = '[vertex]\nproject = "acme-prod"\nregion = "eu"\n'
USER = '{"type": "authorized_user", "client_id": "a", "client_secret": "b", "refresh_token": "c"}'
ADC = ".config/gcloud/application_default_credentials.json"
TARGET = "/mnt/vxenv/credentials.json"
FILE = ".devcontainer/devcontainer.json"
INTO = ("--format", "devcontainer", "--write", FILE)
OUT_OF = ("export", "--format", "devcontainer", "--remove", FILE)
OURS = """\
// mine
{
  "image": "debian:12", // base
  "mounts": [ /* none */ ],
  "containerEnv": {
    "A": "1", // a
    "CLOUD_ML_REGION": "us-east5",
  },
}
"""


@pytest.fixture
def login(home: Path) -> Path:
    """Provide gcloud's default credentials file."""
    path = home / ADC
    path.parent.mkdir(parents=True)
    path.write_text(USER)
    return path


def read_document(form: str, *names: str) -> dict[str, Any]:
    """Return what `export` prints, parsed."""
    ran = called("export", *names, "--format", form)
    assert 0 == ran.code, ran
    document: dict[str, Any] = yaml.safe_load(ran.stdout)
    return document


def test_default_credentials_are_mounted(profile: Profile, login: Path) -> None:
    """Without google.credentials, gcloud's default file is mounted, by a path that is valid for every user."""
    assert login.exists()
    profile("eu", VERTEX)
    document = read_document("devcontainer", "eu")

    assert (TARGET, [f"type=bind,source=${{localEnv:HOME}}/{ADC},target={TARGET},readonly"]) == (
        document["containerEnv"]["GOOGLE_APPLICATION_CREDENTIALS"],
        document["mounts"],
    )


def test_named_credentials_are_mounted(profile: Profile, home: Path, login: Path) -> None:
    """The file in google.credentials takes precedence, and only its path changes."""
    key = login.rename(home / "key.json")
    profile("eu", f'{VERTEX}[google]\ncredentials = "~/{key.name}"\n')
    service = read_document("compose", "eu")["services"]["claude"]

    assert (TARGET, "${HOME}/key.json", True) == (
        service["environment"]["GOOGLE_APPLICATION_CREDENTIALS"],
        service["volumes"][0]["source"],
        service["volumes"][0]["read_only"],
    )


def test_no_credentials(profile: Profile) -> None:
    """Without a credentials file, nothing is mounted, and a note says so."""
    profile("eu", VERTEX)
    ran = called("export", "eu", "--format", "devcontainer")

    assert (["image", "containerEnv"], f"note: no credentials are mounted: ~/{ADC} does not exist\n") == (
        list(json.loads(ran.stdout)),
        ran.stderr,
    )


@pytest.mark.parametrize("tables", [f"{VERTEX}skip_auth = true\n", "[vertex]\nenabled = false\n"])
def test_profiles_that_need_no_credentials(profile: Profile, login: Path, tables: str) -> None:
    """No file is mounted for a profile that does not log in to Google."""
    assert login.exists()
    profile("x", tables)

    assert "mounts" not in read_document("devcontainer", "x")


def test_missing_credentials_are_mounted_with_a_warning(profile: Profile) -> None:
    """A file that the profile names is mounted, because it may exist elsewhere."""
    profile("eu", f'{VERTEX}[google]\ncredentials = "~/key.json"\n')
    ran = called("export", "eu", "--format", "compose")

    assert ("${HOME}/key.json", "warning: ~/key.json does not exist\n") == (
        yaml.safe_load(ran.stdout)["services"]["claude"]["volumes"][0]["source"],
        ran.stderr,
    )


def test_token_files_are_named(profile: Profile, home: Path) -> None:
    """A second file that the credentials refer to is named in a note."""
    external = {
        "type": "external_account",
        "audience": "a",
        "subject_token_type": "t",
        "token_url": "u",
        "credential_source": {"file": "/var/token"},
    }
    (home / "key.json").write_text(json.dumps(external))
    profile("eu", f'{VERTEX}[google]\ncredentials = "~/key.json"\n')

    assert "note: ~/key.json needs /var/token, which is not mounted\n" == (
        called("export", "eu", "--format", "compose").stderr
    )


def test_other_paths_are_omitted(profile: Profile) -> None:
    """Variables that are valid only on this machine are omitted, each with a note."""
    profile(
        "eu",
        f'{VERTEX}skip_auth = true\n[google]\nconfig_dir = "~/g"\nconfiguration = "acme"\n'
        '[network]\nextra_ca_certs = "~/ca.pem"\n',
    )
    ran = called("export", "eu", "--format", "k8s")
    names = {"CLOUDSDK_CONFIG", "CLOUDSDK_ACTIVE_CONFIG_NAME", "NODE_EXTRA_CA_CERTS"}

    assert set() == names & yaml.safe_load(ran.stdout)["data"].keys()
    assert {
        "note: CLOUDSDK_CONFIG is omitted: ~/g is a path on this machine",
        "note: NODE_EXTRA_CA_CERTS is omitted: ~/ca.pem is a path on this machine",
        "note: CLOUDSDK_ACTIVE_CONFIG_NAME is omitted: gcloud's configurations are on this machine",
    } == set(ran.stderr.splitlines())


@pytest.mark.parametrize("form", CONTAINERS)
def test_secrets_are_never_written(profile: Profile, form: str) -> None:
    """Neither a secret nor a reference to one is written; where possible, the local environment provides it."""
    profile("eu", f'{VERTEX}skip_auth = true\n[env]\nMY_TOKEN = "s3cret"\nOTHER_KEY = {{ secret = "pass:x/y" }}\n')
    ran = called("export", "eu", "--format", form)
    document = yaml.safe_load(ran.stdout)
    where: dict[str, tuple[str, ...]] = {
        "devcontainer": ("remoteEnv",),
        "compose": ("services", "claude", "environment"),
        "k8s": ("data",),
    }
    for key in where[form]:
        document = document[key]

    assert (False, False) == ("s3cret" in ran.stdout, "s3cret" in ran.stderr)
    assert {
        "devcontainer": {"MY_TOKEN": "${localEnv:MY_TOKEN}", "OTHER_KEY": "${localEnv:OTHER_KEY}"},
        "compose": {"MY_TOKEN": None, "OTHER_KEY": None},
        "k8s": {},
    }[form] == {name: value for name, value in document.items() if name in ("MY_TOKEN", "OTHER_KEY")}


def test_unset_variables_are_null(profile: Profile) -> None:
    """A dev container unsets what the profile unsets explicitly, and omits closed variables."""
    profile("eu", f"{VERTEX}skip_auth = true\n[env]\nHTTPS_PROXY = false\n")

    assert {"HTTPS_PROXY": None} == read_document("devcontainer", "eu")["remoteEnv"]


def test_devcontainer_is_restored(profile: Profile, work: Path, login: Path) -> None:
    """Comments and all other bytes are kept, and removal restores the file."""
    assert login.exists()
    profile("eu", VERTEX)
    path = work / FILE
    path.parent.mkdir()
    path.write_text(OURS)
    ran = called("export", "eu", *INTO)

    assert (0, "", f"~/code/{FILE}: added eu  (undo: vxenv undo)\n") == ran
    assert f"""\
// mine
{{
  "image": "debian:12", // base
  "mounts": [
    "type=bind,source=${{localEnv:HOME}}/{ADC},target={TARGET},readonly"
   /* none */ ],
  "containerEnv": {{
    "A": "1", // a
    "CLOUD_ML_REGION": "eu",
    "CLAUDE_CODE_USE_VERTEX": "1",
    "ANTHROPIC_VERTEX_PROJECT_ID": "acme-prod",
    "GOOGLE_APPLICATION_CREDENTIALS": "{TARGET}",
  }},
}}
""" == path.read_text()
    assert f"~/code/{FILE}: already up to date\n" == called("export", "eu", *INTO).stderr
    assert f"~/code/{FILE}: removed vxenv's variables\n" == called(*OUT_OF).stderr
    assert OURS == path.read_text()


def test_own_changes_are_kept(profile: Profile, work: Path) -> None:
    """Removal from a file that has changed since keeps the changes."""
    profile("eu", f"{VERTEX}skip_auth = true\n")
    path = work / FILE
    path.parent.mkdir()
    path.write_text(OURS)
    called("export", "eu", *INTO)
    path.write_text(path.read_text().replace('"image": "debian:12"', '"image": "debian:13"'))
    called(*OUT_OF)

    assert OURS.replace("debian:12", "debian:13") == path.read_text()


def test_undo_restores(profile: Profile, work: Path) -> None:
    """`undo` restores the file, and a second profile replaces the first."""
    profile("eu", f"{VERTEX}skip_auth = true\n")
    profile("us", f"{VERTEX}skip_auth = true\n".replace('"eu"', '"us"'))
    path = work / FILE
    path.parent.mkdir()
    path.write_text(OURS)
    called("export", "eu", *INTO)
    first = path.read_text()
    called("export", "us", *INTO)

    assert first.replace('"CLOUD_ML_REGION": "eu"', '"CLOUD_ML_REGION": "us"') == path.read_text()
    called("undo")
    assert first == path.read_text()
    called("undo")
    assert OURS == path.read_text()


def test_a_new_file_gets_an_image(profile: Profile, work: Path) -> None:
    """A file without an image gets one, on every write, and removal deletes a file that was created."""
    profile("eu", f"{VERTEX}skip_auth = true\n")
    profile("us", f"{VERTEX}skip_auth = true\n".replace('"eu"', '"us"'))
    ran = called("export", "eu", *INTO)

    assert f"note: ~/code/{FILE} has no image; added debian:stable" == ran.stderr.splitlines()[-1]
    called("export", "us", *INTO)
    assert "debian:stable" == json.loads((work / FILE).read_text())["image"]
    called(*OUT_OF)
    assert not (work / FILE).exists()


def test_nothing_to_remove(work: Path, home: Path) -> None:
    """Removal from a file without variables of vxenv is an error."""
    (work / ".devcontainer").mkdir()
    (work / FILE).write_text(OURS)

    assert f"~/code/{FILE} has no variables from vxenv" in refused(home, 3, *OUT_OF)
    assert OURS == (work / FILE).read_text()


def test_write_requires_a_format_of_files(profile: Profile, home: Path) -> None:
    """--write is refused for formats that are only printed."""
    profile("eu", VERTEX)

    assert "--write and --remove require --format claude-settings or devcontainer" in refused(
        home, 2, "export", "eu", "--format", "compose", "--write", "x"
    )


def test_values_that_cannot_be_written(profile: Profile, work: Path) -> None:
    """A value that the container's tool would replace leaves the file unchanged."""
    profile("eu", f'{VERTEX}skip_auth = true\n[env]\nA = "${{localEnv:HOME}}"\n')

    assert "hint: vxenv export eu --format json" in error(called("export", "eu", *INTO), 1)
    assert not (work / FILE).exists()


def test_import_inverts_export(profile: Profile, home: Path, login: Path) -> None:
    """A profile that is imported from its dev container sets the same variables, with the path on this machine."""
    login.rename(home / "key.json")
    text = f'{VERTEX}\n[google]\ncredentials = "~/key.json"\n'
    profile("eu", text)
    called("export", "eu", *INTO)
    ran = called("import", FILE, "--as", "back")

    assert 0 == ran.code, ran
    assert called("export", "eu", "--format", "json").stdout == called("export", "back", "--format", "json").stdout
