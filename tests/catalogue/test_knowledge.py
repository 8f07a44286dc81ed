"""The user's own catalogue.toml: valid contents and errors."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from vxenv import catalogue
from vxenv.catalogue.clients import Version
from vxenv.catalogue.knowledge import load_shipped
from vxenv.catalogue.roles import resolve_roles
from vxenv.errors import DocumentError
from vxenv.profiles.user_catalogue import find_catalogue_path, load_knowledge

TODAY = date(2026, 11, 22)

OWN = """\
locations = ["us-west9"]

[models.claude-opus-6]
family = "opus"
status = "served"
locations = ["global", "us-west9"]

[models."claude-sonnet-4-5@20250929"]
retires = 2027-01-31

[clients."2.1.350".aliases]
opus = "claude-opus-6"
"""


def test_without_a_file_it_is_what_comes_with_vxenv() -> None:
    """Without the file, the catalogue is that of vxenv."""
    assert load_shipped() is load_knowledge()


def test_own_file_is_laid_over(config: Path) -> None:
    """Models, versions and locations of the user's file extend the catalogue, and roles use them."""
    (config / "catalogue.toml").write_text(OWN)
    known = load_knowledge()
    environment = {"CLAUDE_CODE_USE_VERTEX": "1", "ANTHROPIC_VERTEX_PROJECT_ID": "p", "CLOUD_ML_REGION": "us-west9"}
    main = resolve_roles(environment, Version(2, 1, 350), known, today=TODAY)[0]

    assert ("claude-opus-6", "us-west9", "yes") == (main.model, main.location, main.served)
    assert "yes" == known.models.get_served("claude-sonnet-4-5@20250929", "global", date(2027, 1, 1))
    assert (True, False) == ("us-west9" in known.locations, "us-west9" in load_shipped().locations)


def test_own_file_is_read_again_when_it_changes(config: Path) -> None:
    """A changed file is read again in the same process."""
    path = config / "catalogue.toml"
    path.write_text(OWN)
    first = load_knowledge()
    path.write_text("")

    assert (True, load_shipped()) == ("claude-opus-6" in first.models.by_id, load_knowledge())


@pytest.mark.parametrize(
    ("text", "line", "what", "advice"),
    [
        ("[model]\n", 1, "unknown key model", 'did you mean "models"?'),
        ("models = 1\n", 1, "must be a table", "write it as [models]"),
        ('\nlocations = ["US-EAST5"]\n', 2, "locations must be a list of locations", ""),
        ('[models.claude-opus-6]\n\nfamliy = "opus"\n', 3, "unknown key famliy", 'did you mean "family"?'),
        ('[models]\nclaude-opus-6 = "opus"\n', 2, "must be a table", "[models.claude-opus-6]"),
        ('[models."a.b"]\nretires = 2027\n', 2, "retires must be a date", ""),
        ('[clients.x]\naliases = { opus = "x" }\n', 1, 'invalid version "x"', "2.1.330"),
        ('[clients."2.1.350".aliases]\nopus = 6\n', 1, "aliases must be a table of model IDs", ""),
        ("x", 1, "invalid TOML", ""),
    ],
)
def test_errors_say_file_line_and_what_is_known(config: Path, text: str, line: int, what: str, advice: str) -> None:
    """An invalid file is an error with its line and a correction."""
    (config / "catalogue.toml").write_text(text)
    with pytest.raises(DocumentError) as caught:
        load_knowledge()

    assert f"~/.config/vxenv/catalogue.toml:{line}" == caught.value.where
    assert (True, True) == (what in caught.value.what, advice in caught.value.what), caught.value


def test_a_file_that_cannot_be_read_is_told(config: Path) -> None:
    """A directory in place of the file is an error with its path."""
    (config / "catalogue.toml").mkdir()
    with pytest.raises(DocumentError, match=r"catalogue\.toml"):
        load_knowledge()


def test_the_file_is_beside_the_settings(config: Path) -> None:
    """The file is catalogue.toml next to config.toml."""
    assert str(config / "catalogue.toml") == find_catalogue_path()


def test_it_can_carry_all_that_is_shipped(config: Path) -> None:
    """The files that come with vxenv are valid as the user's own, with versions and advice."""
    folder = Path(catalogue.__file__).parent / "data"
    whole: dict[str, Any] = {}
    for name in ("models", "clients", "prices"):
        text = (folder / f"{name}.toml").read_text()
        whole |= tomllib.loads(text)
        (config / "catalogue.toml").write_text(text)
        assert load_shipped().models == load_knowledge().models
        assert load_shipped().clients.changes == load_knowledge().clients.changes
    (config / "catalogue.toml").write_text(
        '[[advice]]\nversion = "2.1.900"\ntext = "is better"\n[clients."2.1.900"]\nretries_older = false\n'
        'models = ["claude-opus-6"]\n'
    )
    clients = load_knowledge().clients

    assert "is better" == clients.list_advice(Version(2, 1, 332))[0].text
    assert (False, True) == (
        clients.find_client(Version(2, 1, 900)).retries_older,
        clients.find_client(Version(2, 1, 899)).retries_older,
    )
    assert "claude-opus-6" == clients.find_client(Version(2, 1, 900)).models[-1]
    assert {"models", "clients", "prices", "advice", "sources", "date"} == whole.keys()


def test_a_newer_date_counts(config: Path) -> None:
    """The date of the facts is the newest one."""
    (config / "catalogue.toml").write_text('date = 2027-01-01\nregions = ["us-west9"]\nsource = "me"\n')
    assert ("2027-01-01", True) == (load_knowledge().models.date, "us-west9" in load_knowledge().locations)
    (config / "catalogue.toml").write_text("date = 2026-01-01\n")
    assert load_shipped().models.date == load_knowledge().models.date
