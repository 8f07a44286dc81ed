"""Facts about versions of Claude Code: well formed, and inherited from version to version."""

import os
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from vxenv.catalogue import clients as module
from vxenv.catalogue.clients import Client, Version, load_clients
from vxenv.catalogue.environment import FAMILIES
from vxenv.catalogue.models import load_models
from vxenv.catalogue.row_checks import RowError
from vxenv.catalogue.value_types import ShapeError
from vxenv.catalogue.variables import load_variables


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    """Return the file as parsed TOML."""
    with open(os.path.join(os.path.dirname(module.__file__), "data", "clients.toml"), "rb") as file:
        return tomllib.load(file)


def at(text: str) -> Client:
    """Return the behaviour of the version `text`."""
    return load_clients().find_client(Version.parse(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2.1.330", (2, 1, 330)),
        ("2.1.330 (Claude Code)\n", (2, 1, 330)),
        ("v1.0.124", (1, 0, 124)),
        ("2.1.330-beta.1", (2, 1, 330)),
    ],
)
def test_versions_are_read_as_clients_print_them(text: str, expected: tuple[int, int, int]) -> None:
    """A version is its three numbers, whatever follows them."""
    assert Version(*expected) == Version.parse(text)


@pytest.mark.parametrize("text", ["", "2", "2.1", "latest", "2.1.3.4", "2.1.x", "a2.1.3", "2.1." + "9" * 40])
def test_what_is_no_version_is_told(text: str) -> None:
    """Any other text is an error with an example."""
    with pytest.raises(ShapeError, match="invalid version") as caught:
        Version.parse(text)

    assert "use a number such as 2.1.330" in str(caught.value)


def test_versions_compare_as_numbers() -> None:
    """A patch number of three digits is newer than one of two; a version is written as it was read."""
    assert Version.parse("2.1.97") < Version.parse("2.1.197") < Version.parse("2.10.0")
    assert "2.1.197" == str(Version.parse("2.1.197"))


def test_rows_say_where_they_are_from(document: dict[str, Any]) -> None:
    """Each version and each advice has a known source and a date, and versions are sorted."""
    rows = [*document["clients"].values(), *document["advice"]]
    versions = list(document["clients"])

    assert set() == {word for row in rows for word in row["source"].split()} ^ set(document["sources"])
    assert {date} == {type(row["date"]) for row in rows}
    assert versions == [str(version) for version, _ in load_clients().changes]
    assert [advice.version for advice in load_clients().reasons] == sorted(
        advice.version for advice in load_clients().reasons
    )


def test_what_clients_name_is_known() -> None:
    """Aliases mean known models, and variables and switches are in their catalogues."""
    for version, _ in load_clients().changes:
        client = load_clients().find_client(version)

        assert set(FAMILIES) == set(client.aliases)
        assert set() == set(client.aliases.values()) - set(load_models().by_id)
        assert {"regions"} == {load_variables().by_name[name].family for name in client.region_variables}
        assert {"providers"} == {load_variables().by_name[name].family for name in client.switches}


def test_newest_client_reads_every_variable_for_a_location() -> None:
    """Every location variable in the catalogue is read by some version."""
    regions = {variable.name for variable in load_variables().variables if variable.family == "regions"}

    assert regions == set(at("2.1.330").region_variables)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2.1.197", "2.1.197"),
        ("2.1.199", "2.1.197"),
        ("2.1.206", "2.1.200"),
        ("2.1.207", "2.1.207"),
        ("2.1.256", "2.1.236"),
        ("2.1.329", "2.1.307"),
        ("2.1.330", "2.1.330"),
        ("2.1.331", "2.1.330"),
        ("3.0.0", "2.1.332"),
        ("2.0.47", "2.1.197"),
    ],
)
def test_a_version_behaves_like_the_nearest_that_is_not_newer(text: str, expected: str) -> None:
    """An unmeasured version behaves like the nearest older one, or like the oldest."""
    assert expected == str(at(text).version)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2.1.197", "claude-opus-4-6 claude-fable-5"),
        ("2.1.207", "claude-opus-4-8 claude-fable-5"),
        ("2.1.219", "claude-opus-5 claude-fable-5"),
        ("2.1.257", "claude-opus-5 claude-fable-5-1"),
        ("2.1.280", "claude-opus-5-5 claude-fable-5-1"),
        ("2.1.330", "claude-opus-5-5 claude-fable-5-2"),
    ],
)
def test_aliases_move_with_the_client(text: str, expected: str) -> None:
    """Opus and Fable moved to newer models; Sonnet and Haiku stayed at 4.5 on Vertex before 2.1.332."""
    client = at(text)

    assert expected == f"{client.aliases['opus']} {client.aliases['fable']}"
    assert "claude-sonnet-4-5@20250929" == client.aliases["sonnet"]
    assert "claude-haiku-4-5@20251001" == client.aliases["haiku"]


def test_advice_is_what_a_newer_client_does_better() -> None:
    """Reasons to update come from later versions only."""
    assert ["2.1.228", "2.1.232"] == [str(one.version) for one in load_clients().list_advice(Version(2, 1, 219))]
    assert () == load_clients().list_advice(load_clients().newest)


def test_own_rows_add_a_version() -> None:
    """A newer version in the user's catalogue inherits everything that it does not change."""
    more = load_clients().extend({"2.1.350": {"aliases": {"opus": "claude-opus-6"}}})
    newest = more.find_client(Version(2, 1, 351))

    assert Version(2, 1, 350) == more.newest
    assert {**at("2.1.332").aliases, "opus": "claude-opus-6"} == newest.aliases
    assert at("2.1.332").region_variables == newest.region_variables
    assert load_clients().find_client(Version(2, 1, 349)) == more.find_client(Version(2, 1, 349))


def test_own_rows_lay_aliases_over_those_of_a_version() -> None:
    """A row of a known version keeps the other aliases of that version."""
    more = load_clients().extend({"2.1.330": {"aliases": {"sonnet": "claude-sonnet-5"}}})

    assert {**at("2.1.330").aliases, "sonnet": "claude-sonnet-5"} == more.find_client(Version(2, 1, 330)).aliases


@pytest.mark.parametrize(
    ("name", "row", "what", "advice"),
    [
        ("newest", {}, 'invalid version "newest"', "use a number such as 2.1.330"),
        ("2.1.1", {}, "2.1.1 is too old", "the oldest known version is 2.1.197"),
        ("2.1.350", {"alias": {}}, "unknown key alias", 'did you mean "aliases"?'),
        ("2.1.350", {"aliases": {"opsu": "claude-opus-6"}}, 'unknown value "opsu" in aliases', 'did you mean "opus"?'),
        (
            "2.1.350",
            {"region_variables": ["VERTEX_REGION_X"]},
            'unknown value "VERTEX_REGION_X" in region_variables',
            "",
        ),
        ("2.1.350", {"small_fast": "haiku"}, "small_fast must be one of main, sonnet", ""),
    ],
)
def test_own_rows_that_cannot_be_are_told(name: str, row: Any, what: str, advice: str) -> None:
    """Unknown words and versions are errors that list the known ones."""
    with pytest.raises(RowError) as caught:
        load_clients().extend({name: row})

    assert (True, True, name) == (what in str(caught.value), advice in str(caught.value), caught.value.key[1])


def test_the_tests_install_the_first_and_the_last_client() -> None:
    """The tests install the first version of the catalogue and the last two."""
    known = [str(version) for version, _ in load_clients().changes]
    locked = [path.name.removeprefix("claude-") for path in Path(__file__).parents[1].glob("lock/claude-*")]

    assert sorted([known[0], *known[-2:]]) == sorted(locked)
