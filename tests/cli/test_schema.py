"""Test the command `schema`, and the line with the address of a schema in new files."""

import json
import tomllib
from pathlib import Path

import pytest

from commandline import called
from tooling.schema_checks import KINDS, ROOT, find_schema
from vxenv import __version__

MARK = "\ufeff"


def find_line(kind: str) -> str:
    """Return the first line of a new file of `kind`."""
    urls = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["urls"]
    return f"#:schema {urls['Source']}/raw/v{__version__}/schemas/{kind}.schema.json\n"


@pytest.fixture
def _enabled() -> None:
    """Enable schema_line."""
    assert 0 == called("config", "set", "schema_line", "true").code


@pytest.mark.parametrize("kind", KINDS)
def test_schema(kind: str) -> None:
    """The schema in the repository is printed unchanged."""
    ran = called("schema", kind)

    assert (0, find_schema(kind).read_text("utf-8"), "") == ran


def test_profile_is_the_default() -> None:
    """Without an argument the schema of profiles is printed."""
    assert "vxenv profile" == json.loads(called("schema").stdout)["title"]


def test_unknown_kind() -> None:
    """A mistyped kind is refused with the corrected command."""
    ran = called("schema", "polcy")

    assert (2, "", 'vxenv: unknown kind "polcy"; did you mean "policy"?\nhint: vxenv schema policy\n') == ran


def test_no_line_by_default(config: Path, work: Path) -> None:
    """Without schema_line, files have no address of a schema."""
    called("add", "prod", "--location", "eu")
    called("local", "prod")

    assert "[vertex]\n" == (config / "profiles" / "prod.toml").read_text()[:9]
    assert 'profile = "prod"\n' == (work / ".vxenv.toml").read_text()


@pytest.mark.usefixtures("_enabled")
def test_line_of_a_profile(config: Path) -> None:
    """A new profile begins with the line, and keeps it first when keys above the first table are set."""
    called("add", "prod", "--location", "eu")
    path = config / "profiles" / "prod.toml"
    assert find_line("profile") + '\n[vertex]\nregion = "eu"  # CLOUD_ML_REGION\n' == path.read_text()

    called("set", "prod", "description=Production", "protected=true")
    assert find_line("profile") == path.read_text().splitlines(keepends=True)[0]
    called("unset", "prod", "description", "protected", "vertex.region")
    assert find_line("profile") == path.read_text().splitlines(keepends=True)[0]


@pytest.mark.usefixtures("_enabled")
def test_line_of_a_directory_file(work: Path) -> None:
    """A new directory file begins with the line and is allowed; an existing one gets none."""
    called("add", "prod", "--location", "eu")
    path = work / ".vxenv.toml"
    assert 0 == called("local", "prod").code
    assert find_line("directory") + '\nprofile = "prod"\n' == path.read_text()
    assert "~/code/.vxenv.toml" in called("allowed").stdout

    path.write_text('# mine\nprofile = "prod"\n')
    called("allow")
    called("add", "eu", "--location", "eu")
    assert 0 == called("local", "eu").code
    assert '# mine\nprofile = "eu"\n' == path.read_text()


@pytest.mark.usefixtures("_enabled")
def test_line_of_a_copy(config: Path) -> None:
    """A profile made from another has one such line, and none before a byte order mark."""
    profiles = config / "profiles"
    called("add", "prod", "--location", "eu")
    called("add", "copy", "--from", "prod", "--project", "acme-prod")
    assert 1 == (profiles / "copy.toml").read_text().count("#:schema ")

    (profiles / "windows.toml").write_text(f"{MARK}[vertex]\nregion = 'eu'\n")
    called("add", "marked", "--from", "windows", "--project", "acme-prod")
    assert MARK == (profiles / "marked.toml").read_text("utf-8")[:1]
    assert 0 == called("show", "marked").code


@pytest.mark.usefixtures("_enabled")
def test_line_of_an_import(config: Path, work: Path) -> None:
    """A profile made from variables begins with the line; an imported profile is unchanged."""
    (work / ".env").write_text("CLOUD_ML_REGION=eu\n")
    (work / "team.toml").write_text('[vertex]\nregion = "us"\n')
    called("import", ".env", "--as", "eu")
    called("import", "team.toml")

    assert find_line("profile") == (config / "profiles" / "eu.toml").read_text().splitlines(keepends=True)[0]
    assert '[vertex]\nregion = "us"\n' == (config / "profiles" / "team.toml").read_text()


@pytest.mark.usefixtures("_enabled")
def test_undo() -> None:
    """A second `add` with the same values changes nothing, and undo removes the profile."""
    called("add", "prod", "--location", "eu")
    assert "prod: already up to date\n" == called("add", "prod", "--location", "eu").stderr
    called("undo")
    assert "prod" not in called("list").stdout


def test_a_list_of_directories_without_nul(config: Path) -> None:
    """A NUL character in a path is an error with its line."""
    config.mkdir(parents=True, exist_ok=True)
    (config / "config.toml").write_text('allow_prefixes = ["/a\\u0000"]\n')
    ran = called("config", "list")

    assert "config.toml:1: allow_prefixes must be a list of directories" in ran.stderr
