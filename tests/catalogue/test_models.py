"""The catalogue of models: complete, well formed, and careful about unknown facts."""

import os
import tomllib
from datetime import date
from typing import Any

import pytest

from vxenv.catalogue import models as module
from vxenv.catalogue.clients import Version
from vxenv.catalogue.environment import FAMILIES
from vxenv.catalogue.locations import classify_location, load_locations
from vxenv.catalogue.models import Model, load_models
from vxenv.catalogue.row_checks import RowError
from vxenv.catalogue.variables import load_variables

TODAY = date(2026, 11, 22)

# All models by ID, with the suffix of the variable and the context window.
TABLE = {
    "claude-fable-5-2": ("FABLE_5_2", "1M"),
    "claude-fable-5-1": ("FABLE_5_1", "1M"),
    "claude-fable-5": ("FABLE_5", "1M"),
    "claude-opus-5-5": ("5_5_OPUS", "1M"),
    "claude-opus-5": ("5_OPUS", "1M"),
    "claude-opus-4-8": ("4_8_OPUS", "1M"),
    "claude-opus-4-7": ("4_7_OPUS", "1M"),
    "claude-opus-4-6": ("4_6_OPUS", "[1m]"),
    "claude-opus-4-5@20251101": ("4_5_OPUS", "200K"),
    "claude-opus-4-1@20250805": ("4_1_OPUS", "200K"),
    "claude-opus-4@20250514": ("4_0_OPUS", "200K"),
    "claude-3-opus@20240229": ("", "200K"),
    "claude-sonnet-5-5": ("5_5_SONNET", "1M"),
    "claude-sonnet-5": ("5_SONNET", "1M"),
    "claude-sonnet-4-6": ("4_6_SONNET", "[1m]"),
    "claude-sonnet-4-5@20250929": ("4_5_SONNET", "200K"),
    "claude-sonnet-4@20250514": ("4_0_SONNET", "200K"),
    "claude-3-7-sonnet@20250219": ("3_7_SONNET", "200K"),
    "claude-3-5-sonnet-v2@20241022": ("3_5_SONNET", "200K"),
    "claude-3-5-sonnet@20240620": ("3_5_SONNET", "200K"),
    "claude-haiku-5-5": ("HAIKU_5_5", "1M"),
    "claude-haiku-4-5@20251001": ("HAIKU_4_5", "200K"),
    "claude-3-5-haiku@20241022": ("3_5_HAIKU", "200K"),
    "claude-3-haiku@20240307": ("", "200K"),
}
GONE = {
    "claude-opus-4@20250514",
    "claude-sonnet-4@20250514",
    "claude-3-7-sonnet@20250219",
    "claude-3-5-sonnet-v2@20241022",
    "claude-3-5-haiku@20241022",
    "claude-3-5-sonnet@20240620",
    "claude-3-haiku@20240307",
    "claude-3-opus@20240229",
}


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    """Return the file as parsed TOML."""
    with open(os.path.join(os.path.dirname(module.__file__), "data", "models.toml"), "rb") as file:
        return tomllib.load(file)


def test_every_model_is_there_with_its_variable_and_its_window() -> None:
    """The catalogue has the models of the facts, in their order, and no others."""
    found = {
        model.id: (model.region_variable.removeprefix("VERTEX_REGION_CLAUDE_"), model.context)
        for model in load_models().by_id.values()
    }

    assert list(TABLE.items()) == list(found.items())


def test_file_is_a_date_sources_and_models(document: dict[str, Any]) -> None:
    """The file has a date, its sources and the models, in that order."""
    assert ["date", "sources", "models"] == list(document)
    assert date is type(document["date"])
    assert document["date"].isoformat() == load_models().date


@pytest.mark.parametrize("model", load_models().by_id.values(), ids=lambda model: model.id)
def test_row_says_where_it_is_from(model: Model, document: dict[str, Any]) -> None:
    """Each row has explained sources, and a date not after that of the file."""
    assert set() == set(model.source.split()) - set(document["sources"])
    assert model.source
    assert model.date is not None
    assert model.date <= document["date"]


def test_no_source_is_explained_that_no_row_has(document: dict[str, Any]) -> None:
    """Each explained source is used."""
    used = {word for model in load_models().by_id.values() for word in model.source.split()}

    assert set(document["sources"]) == used


@pytest.mark.parametrize("model", load_models().by_id.values(), ids=lambda model: model.id)
def test_row_is_sound(model: Model) -> None:
    """Family, variable, locations, version and successors are known, and retired models have a successor."""
    assert model.family in FAMILIES
    variable = load_variables().by_name.get(model.region_variable)
    assert model.undated.startswith(variable.field) if variable else model.status == "gone"
    assert set() == set(model.locations) - set(load_locations().names)
    assert not model.client or Version.parse(model.client)
    assert set() == set(model.successors.values()) - {other.id for other in load_models().by_id.values() if other.id}
    assert ("served" == model.status) <= bool(model.locations)
    assert bool(model.retires or model.status == "gone") <= bool(model.successors)


@pytest.mark.parametrize("model", load_models().by_id.values(), ids=lambda model: model.id)
def test_successors_are_served_where_they_are_offered(model: Model) -> None:
    """A successor is of the same family, newer, and served in a location of its kind."""
    for place, name in model.successors.items():
        successor = load_models().by_id[name]
        served = {
            classify_location(location)
            for location in successor.locations
            if successor.get_served(location, TODAY) == "yes"
        }

        assert (model.family, True) == (successor.family, place in served)
        assert float(successor.version) > float(model.version)


def test_what_newer_models_allow_follows_from_their_version() -> None:
    """Single regions end with Sonnet 4.6: all later models are marked as not regional."""
    newer = {model.id for model in load_models().by_id.values() if not model.regional}

    assert {name for name, (_, context) in TABLE.items() if context == "1M"} == newer


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("claude-opus-5-5", "claude-opus-5-5 vertex"),
        ("claude-opus-4-5@20251101", "claude-opus-4-5@20251101 vertex"),
        ("claude-opus-4-5", "claude-opus-4-5@20251101 undated"),
        ("claude-opus-4-5-20251101", "claude-opus-4-5@20251101 api"),
        ("claude-3-5-sonnet-20241022", "claude-3-5-sonnet-v2@20241022 api"),
        ("claude-opus-4-5@20251102", "claude-opus-4-5@20251101 other"),
        ("claude-opus-5-5@20260901", "claude-opus-5-5 other"),
        ("claude-sonnet-4-6-latest", "claude-sonnet-4-6 other"),
        ("claude-opus-4-0", "claude-opus-4@20250514 other"),
        ("Claude-Opus-4-6", "claude-opus-4-6 other"),
        ("claude-opus-4-6[1m]", "claude-opus-4-6 other"),
        ("claude-opus-4", "claude-opus-4@20250514 undated"),
        ("claude-opus-4-9", "None "),
        ("claude-opus-45", "None "),
        ("claude-opus-5-9", "None "),
        ("claude-opus", "None "),
        ("us.anthropic.claude-opus-4-6-v1", "None "),
        ("opus", "None "),
        ("", "None "),
    ],
)
def test_models_are_found_by_any_spelling_and_no_resemblance(text: str, expected: str) -> None:
    """An ID is found with another date, without one, in capitals or with [1m], but not with another number."""
    found = load_models().find(text)

    assert expected == f"{found.id if found else None} {load_models().classify_spelling(text)}"


def table(model: str) -> dict[str, str]:
    """Return the status of `model` in one location of each kind."""
    places = ("global", "us", "eu", "us-east5", "europe-west1", "europe-west4", "asia-southeast1", "us-central1")
    return {place: load_models().get_served(model, place, TODAY) for place in places}


def verdicts(text: str) -> dict[str, str]:
    """Return `text`, a letter for each location, in the form of `table`."""
    words = {"y": "yes", "n": "no", "?": "unknown"}
    return dict(zip(table(""), (words[letter] for letter in text.split()), strict=True))


@pytest.mark.parametrize(
    ("model", "expected"),
    [
        # global us eu us-east5 europe-west1 europe-west4 asia-southeast1 us-central1
        ("claude-fable-5-2", "y y y n n n n n"),
        ("claude-fable-5-1", "y ? ? n n n n n"),
        ("claude-fable-5", "y y y n n n ? n"),
        ("claude-opus-5-5", "y y y n n n n n"),
        ("claude-opus-5", "y y y n n n n n"),
        ("claude-opus-4-8", "y y y n n n n n"),
        ("claude-opus-4-7", "y y y n n n n n"),
        ("claude-opus-4-6", "y ? ? y y y y ?"),
        ("claude-opus-4-5@20251101", "y ? ? y y ? y ?"),
        ("claude-opus-4-5", "y ? ? y y ? y ?"),
        ("claude-opus-4-1@20250805", "y ? ? y ? y ? ?"),
        ("claude-opus-4@20250514", "n n n n n n n n"),
        ("claude-sonnet-5-5", "y ? ? n n n n n"),
        ("claude-sonnet-5", "y y y n n n n n"),
        ("claude-sonnet-4-6", "y ? ? y y ? y ?"),
        ("claude-sonnet-4-5@20250929", "y ? ? y y ? y ?"),
        ("claude-sonnet-4@20250514", "n n n n n n n n"),
        ("claude-3-7-sonnet@20250219", "n n n n n n n n"),
        ("claude-3-5-sonnet-v2@20241022", "n n n n n n n n"),
        ("claude-haiku-5-5", "? ? ? n n n n n"),
        ("claude-haiku-4-5@20251001", "y ? ? y y ? ? ?"),
        ("claude-3-5-haiku@20241022", "n n n n n n n n"),
        # unknown models and invalid spellings
        ("claude-opus-4-9", "? ? ? ? ? ? ? ?"),
        ("some-model", "? ? ? ? ? ? ? ?"),
        ("claude-opus-4-5@20251102", "? ? ? ? ? ? ? ?"),
        ("Claude-Opus-4-6", "? ? ? ? ? ? ? ?"),
        ("claude-opus-4-5-20251101", "n n n n n n n n"),
        ("claude-opus-4-0", "n n n n n n n n"),
        ("sonnet", "n n n n n n n n"),
        ("default", "n n n n n n n n"),
    ],
)
def test_served_says_no_only_where_somebody_said_so(model: str, expected: str) -> None:
    """Listed is yes; retired, too new for a region or not an ID is no; everything else is unknown."""
    assert verdicts(expected) == table(model)


@pytest.mark.parametrize("location", ["US-EAST5", "not-a-region", "europe", "", "us-east5/x"])
def test_what_is_no_location_is_unknown(location: str) -> None:
    """A word of another form is not treated as a region."""
    assert "unknown" == load_models().get_served("claude-opus-5-5", location, TODAY)
    assert "unknown" == load_models().get_served("claude-opus-4-6", location, TODAY)


@pytest.mark.parametrize(
    ("day", "expected"), [(date(2026, 11, 29), "yes"), (date(2026, 11, 30), "no"), (date(2027, 1, 1), "no")]
)
def test_a_model_is_served_until_its_last_day(day: date, expected: str) -> None:
    """Sonnet 4.5 is served until the day on which it retires from Vertex."""
    assert expected == load_models().get_served("claude-sonnet-4-5@20250929", "global", day)


@pytest.mark.parametrize("model", ["claude-haiku-4-5@20251001", "claude-opus-4-1@20250805"])
def test_dates_of_the_api_do_not_bind_vertex(model: str) -> None:
    """A retirement date of Anthropic's API does not affect Vertex."""
    assert "yes" == load_models().get_served(model, "global", date(2027, 6, 1))


def test_gone_models_are_those_of_the_facts() -> None:
    """The known models have retired on the date of the facts; Sonnet 4.5 and Opus 4.5 follow."""
    rows = load_models().by_id.values()

    assert {model.id for model in rows if model.is_gone(TODAY)} == GONE
    later = [
        {model.id for model in rows if model.is_gone(day)} - GONE for day in (date(2026, 12, 1), date(2027, 1, 22))
    ]
    assert [{"claude-sonnet-4-5@20250929"}, {"claude-sonnet-4-5@20250929", "claude-opus-4-5@20251101"}] == later


@pytest.mark.parametrize(
    ("model", "location", "expected"),
    [
        ("claude-sonnet-4-5@20250929", "global", "claude-sonnet-5-5"),
        ("claude-sonnet-4-5@20250929", "eu", "claude-sonnet-5"),
        ("claude-sonnet-4-5@20250929", "us-east5", "claude-sonnet-4-6"),
        ("claude-opus-4-1@20250805", "global", "claude-opus-5-5"),
        ("claude-opus-4-1@20250805", "europe-west4", "claude-opus-4-6"),
        ("claude-3-5-haiku@20241022", "us-east5", "claude-haiku-4-5@20251001"),
        ("claude-3-5-haiku@20241022", "eu", ""),
        ("claude-opus-4-6", "us-east5", ""),
        ("claude-opus-5-5", "global", ""),
    ],
)
def test_successor_is_one_for_the_same_location(model: str, location: str, expected: str) -> None:
    """The successor depends on the kind of location; no single region has anything newer than 4.6."""
    assert expected == load_models().by_id[model].get_successor(location)


def test_own_rows_add_and_override() -> None:
    """A row of the user's catalogue adds a model, or changes only the fields that it has."""
    more = load_models().extend(
        {
            "claude-opus-6": {"family": "opus", "status": "served", "locations": ["global"], "context": "1M"},
            "claude-opus-4-8": {"locations": ["global", "us", "eu", "us-east5"]},
        }
    )

    assert ("claude-opus-6", "claude-opus-6", "opus") == more.by_id["claude-opus-6"][:3]
    assert ("yes", "unknown") == (
        more.get_served("claude-opus-6", "global", TODAY),
        more.get_served("claude-opus-6", "us-east5", TODAY),
    )
    assert ("yes", "no") == (
        more.get_served("claude-opus-4-8", "us-east5", TODAY),
        more.get_served("claude-opus-4-8", "us-east1", TODAY),
    )
    assert load_models().by_id["claude-opus-4-8"]._replace(locations=("global", "us", "eu", "us-east5")) == more.find(
        "claude-opus-4-8"
    )
    assert load_models().find("claude-opus-6") is None


@pytest.mark.parametrize(
    ("row", "what", "key", "advice"),
    [
        ({"contxt": "1M"}, "unknown key contxt", "contxt", 'did you mean "context"?'),
        ({"context": "2M"}, "context must be one of 200K, 1M, [1m]", "context", ""),
        ({"locations": "global"}, "locations must be a list of locations", "locations", ""),
        ({"locations": ["US"]}, "locations must be a list of locations", "locations", ""),
        ({"retires": "2026-11-30"}, "retires must be a date such as 2026-11-30, without quotes", "retires", ""),
        ({"deprecated": 1}, "deprecated must be true or false", "deprecated", ""),
        ({"also": [1]}, "also must be a list of strings", "also", ""),
        ({"name": "\x1b[31m"}, "name must be a string", "name", ""),
        (
            {"successors": {"region": "claude-opus-4-66"}},
            'unknown model "claude-opus-4-66"',
            "region",
            'mean "claude-opus-4-6"?',
        ),
        ({"successors": {"regoin": "claude-opus-4-6"}}, "unknown key regoin", "regoin", "global, multi, region"),
        (
            {"region_variable": "VERTEX_REGION_CLAUDE_OPUS_4_6"},
            "is not a variable for a location",
            "region_variable",
            "did you mean",
        ),
        ("1M", "must be a table", "claude-x", "write it as [models.claude-x]"),
    ],
)
def test_own_rows_that_cannot_be_are_told_with_their_place(row: Any, what: str, key: str, advice: str) -> None:
    """An unknown field or a field of the wrong type is an error with its place."""
    with pytest.raises(RowError) as caught:
        load_models().extend({"claude-x": row})

    assert what in str(caught.value)
    assert (key, True) == (caught.value.key[-1], advice in str(caught.value))


def test_nearest_model_is_named() -> None:
    """A typo is answered with the intended model."""
    assert 'did you mean "claude-opus-4-6"?' == load_models().suggest("claude-opus-4.6[1m]")
