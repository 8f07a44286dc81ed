"""Locations: forms, hosts, and corrections of misspelled ones."""

import os
import tomllib
from datetime import date
from typing import Any

import pytest

from vxenv.catalogue import locations as module
from vxenv.catalogue.locations import FALLBACK, classify_location, find_host, load_locations, suggest_location
from vxenv.catalogue.value_types import LOCATION


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    """Return the file as parsed TOML."""
    with open(os.path.join(os.path.dirname(module.__file__), "data", "locations.toml"), "rb") as file:
        return tomllib.load(file)


def test_file_has_a_date_and_sources(document: dict[str, Any]) -> None:
    """The file has a date, and its sources are explained."""
    assert date is type(document["date"])
    assert set(document["sources"]) == set(document["source"].split())


def test_known_locations_are_sound() -> None:
    """Each known location has a valid form and the right kind, and is listed once."""
    known = load_locations()

    assert sorted(set(known.names)) == sorted(known.names)
    assert all(LOCATION.fullmatch(name) for name in known.names)
    assert {"region"} == {classify_location(name) for name in known.regions}
    assert {"multi"} == {classify_location(name) for name in known.multi_regions}
    assert FALLBACK in known.regions


@pytest.mark.parametrize(
    ("location", "expected"),
    [
        ("global", "global"),
        ("us", "multi"),
        ("eu", "multi"),
        ("us-east5", "region"),
        ("northamerica-northeast1", "region"),
        ("atlantis-west9", "region"),
        ("us-east-5", ""),
        ("US-EAST5", ""),
        ("europe", ""),
        ("us-east5-a", ""),
        ("not-a-region", ""),
        ("", ""),
    ],
)
def test_kind_is_a_matter_of_form(location: str, expected: str) -> None:
    """A region need not be a known one; another form has no kind."""
    assert expected == classify_location(location)


@pytest.mark.parametrize(
    ("location", "expected"),
    [
        ("global", "aiplatform.googleapis.com"),
        ("us", "aiplatform.us.rep.googleapis.com"),
        ("eu", "aiplatform.eu.rep.googleapis.com"),
        ("us-east5", "us-east5-aiplatform.googleapis.com"),
        ("EU", "eu-aiplatform.googleapis.com"),
        ("US-EAST5", "us-east5-aiplatform.googleapis.com"),
        ("not-a-region", "not-a-region-aiplatform.googleapis.com"),
    ],
)
def test_host_is_that_of_the_client(location: str, expected: str) -> None:
    """The global and multi-regional hosts are exact; anything else is treated as a region."""
    assert expected == find_host(location)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("us-east-5", "us-east5"),
        ("europe-west-1", "europe-west1"),
        ("US-EAST5", "us-east5"),
        ("eu-west1", "europe-west1"),
        ("eu-west-1", "europe-west1"),
        ("eu-central1", "europe-central2"),
        ("ap-southeast-1", "asia-southeast1"),
        ("europe", "eu"),
        ("EU", "eu"),
        ("usa", "us"),
        ("Global", "global"),
        ("globl", "global"),
        (" us-east5 ", "us-east5"),
        ("us_east5", "us-east5"),
        ("useast5", "us-east5"),
        ("us-east5-a", "us-east5"),
        ("us-esat5", "us-east5"),
        ("us-central", "us-central1"),
        # known, or without resemblance
        ("us-east5", ""),
        ("global", ""),
        ("mars-north1", ""),
        ("not-a-region", ""),
        ("", ""),
    ],
)
def test_suggestion_is_what_was_meant(text: str, expected: str) -> None:
    """A typo, another cloud's spelling or a zone leads to the location; other words lead to none."""
    assert expected == suggest_location(text)


def test_suggestion_knows_the_users_locations() -> None:
    """A location in the user's catalogue is valid and can be suggested."""
    assert ("", "mars-north1") == (
        suggest_location("mars-north1", ["mars-north1"]),
        suggest_location("mars-nroth1", ["mars-north1"]),
    )
