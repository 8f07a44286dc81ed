"""Test gcloud's files: the active configuration, its properties, and invalid files."""

from pathlib import Path

import pytest

from vxenv.errors import DocumentError, UsageError
from vxenv.google.configurations import (
    Configuration,
    find_active_configuration,
    find_default_credentials,
    find_gcloud_directory,
    list_configurations,
    read_configuration,
)

# As written by gcloud.
ACME = """\
[core]
project = acme-prod
account = me@acme.example

[ai]
region = europe-west4

[compute]
region = europe-west1

[billing]
quota_project = acme-billing

[auth]
impersonate_service_account = bot@acme-prod.iam.gserviceaccount.com
credential_file_override = /keys/acme.json

[proxy]
type = http
address = 192.0.2.1
port = 80

"""


@pytest.fixture
def directory(home: Path) -> Path:
    """Provide an empty gcloud directory."""
    folder = home / ".config" / "gcloud"
    (folder / "configurations").mkdir(parents=True)
    return folder


def configure(directory: Path, name: str, text: str | bytes) -> str:
    """Write the configuration `name`, and return its path."""
    path = directory / "configurations" / f"config_{name}"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return str(path)


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"HOME": "/h"}, "/h/.config/gcloud"),
        ({"HOME": "/h", "CLOUDSDK_CONFIG": ""}, "/h/.config/gcloud"),
        ({"HOME": "/h", "CLOUDSDK_CONFIG": "/acme"}, "/acme"),
    ],
)
def test_the_directory(environment: dict[str, str], expected: str) -> None:
    """A non-empty variable moves the directory."""
    assert expected == find_gcloud_directory(environment)


@pytest.mark.parametrize(
    ("variable", "file", "expected"),
    [
        (None, None, "default"),
        (None, "acme", "acme"),
        (None, "NONE", "NONE"),
        (None, "", "default"),
        (None, "Acme", "default"),
        (None, " acme ", "default"),
        (None, "../acme", "default"),
        (None, "acme\n", "acme\n"),
        ("", "acme", "acme"),
        ("eu", "acme", "eu"),
        ("No Name", "acme", "No Name"),
    ],
)
def test_the_active_configuration(directory: Path, variable: str | None, file: str | None, expected: str) -> None:
    """The variable overrides the file, which is ignored if it holds no name, as observed with gcloud 528."""
    if file is not None:
        (directory / "active_config").write_text(file)
    environment = {"CLOUDSDK_CONFIG": str(directory)} | (
        {} if variable is None else {"CLOUDSDK_ACTIVE_CONFIG_NAME": variable}
    )

    assert expected == find_active_configuration(environment)


def test_the_names(directory: Path) -> None:
    """Files of other names are not configurations, and a missing directory has none."""
    for name in ("eu", "acme-2", "Acme", "eu~", "1"):
        configure(directory, name, "")
    (directory / "configurations" / "notes").touch()

    assert [["acme-2", "eu"], []] == [
        list_configurations(str(directory)),
        list_configurations(str(directory / "nowhere")),
    ]


def test_what_a_configuration_says(directory: Path) -> None:
    """Each property is found in its section."""
    path = configure(directory, "acme", ACME)
    expected = Configuration(
        name="acme",
        path=path,
        account="me@acme.example",
        project="acme-prod",
        compute_region="europe-west1",
        ai_region="europe-west4",
        quota_project="acme-billing",
        impersonate="bot@acme-prod.iam.gserviceaccount.com",
        credential_file="/keys/acme.json",
        proxy=True,
    )

    assert expected == read_configuration(str(directory), "acme")


@pytest.mark.parametrize(
    ("text", "project"),
    [
        ("", ""),
        ("[core]\n", ""),
        ("[core]\nproject =\n", ""),
        ("[core]\nproject\n", ""),
        ("[CORE]\nproject = x\n", ""),
        ("[core]\nPROJECT: x\n", "x"),
        ("[DEFAULT]\nproject = x\n[core]\n", "x"),
        ("; c\n# c\n\n[core]\n  project=x  \n", "x"),
        ("[core]\r\nproject = x\r\n", "x"),
        ("\ufeff[core]\nproject = x\n", "x"),
        ("[core]\nproject = 50%x\n", "50%x"),
        ("[core]\nodd line\nproject = é\n", "é"),
    ],
)
def test_forms_of_a_file(directory: Path, text: str, project: str) -> None:
    """Line ends, a byte order mark, comments, other signs and lines without a value are accepted."""
    configure(directory, "acme", text)

    assert project == read_configuration(str(directory), "acme").project


def test_configurations_without_a_file(directory: Path) -> None:
    """The configuration that disables all others, and an unwritten default, exist and are empty."""
    found = [read_configuration(str(directory), name) for name in ("NONE", "default")]

    path = str(directory / "configurations" / "config_default")
    assert [Configuration("NONE", ""), Configuration("default", path)] == found


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        (b"project = x\n", 1, "property outside of any [section]"),
        (b"\n\nproject = x\n", 3, "property outside of any [section]"),
        (b"[core]\nproject = x\nproject = y\n", 3, "project in [core] is set twice"),
        (b"[core]\n[ai]\n[core]\n", 3, "[core] is set twice"),
        (b"[core]\n= x\n", 2, "invalid INI syntax"),
        (b"[core]\nproject = \xff\n", 2, "is not UTF-8"),
        (b'{"project": "x"}\n', 1, "property outside of any [section]"),
    ],
)
def test_what_is_no_configuration(directory: Path, text: bytes, line: int, what: str) -> None:
    """A file that gcloud cannot read either is an error with its line."""
    configure(directory, "acme", text)

    with pytest.raises(DocumentError) as caught:
        read_configuration(str(directory), "acme")

    assert (f"~/.config/gcloud/configurations/config_acme:{line}", what) == (caught.value.where, caught.value.what)


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("acmee", 'no gcloud configuration "acmee"; did you mean "acme"?'),
        ("acme\n", 'no gcloud configuration "acme\\n"; did you mean "acme"?'),
        ("elsewhere", 'no gcloud configuration "elsewhere"'),
        ("/../../secret", 'no gcloud configuration "/../../secret"'),
        ("", 'no gcloud configuration ""'),
    ],
)
def test_a_configuration_that_is_not_there(directory: Path, name: str, what: str) -> None:
    """An unknown name is an error with the nearest existing one, and never leads out of the directory."""
    configure(directory, "acme", ACME)
    (directory.parent / "secret").write_text(ACME)

    with pytest.raises(UsageError) as caught:
        read_configuration(str(directory), name)

    assert (what, "gcloud config configurations list") == (caught.value.what, caught.value.hint)


def test_default_credentials(directory: Path) -> None:
    """Default credentials are found if they are a regular file."""
    before = find_default_credentials(str(directory))
    path = directory / "application_default_credentials.json"
    path.write_text("{}")

    assert ["", str(path)] == [before, find_default_credentials(str(directory))]
