"""Test the results of a probe in lint and show."""

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from commandline import called
from vxenv.catalogue.sightings import FRESH, NOT_FOUND, QUOTA, SERVED, VERDICTS, WORDS, Sighting
from vxenv.google.probe_record import remember

Profile = Callable[[str, str], Path]
DAY = {"VXENV_TODAY": "2026-11-22", "PATH": "/nowhere"}
OPUS = "claude-opus-5-5"
NOW = dt.datetime.now(dt.UTC)


def write(profile: Profile, location: str, model: str = OPUS, more: str = "") -> None:
    """Write the profile `p`, with requests for `model` to `location`."""
    profile("p", f'[vertex]\nproject = "acme-prod"\nregion = "{location}"\n{more}[models]\nopus = "{model}"\n')


def saw(location: str, verdict: str, model: str = OPUS, age: dt.timedelta = dt.timedelta(), project: str = "") -> None:
    """Store the probe result `verdict` with the given age."""
    remember(project or "acme-prod", {(model, location): Sighting(verdict, NOW - age)})


def rules(model: str = OPUS) -> dict[str, str]:
    """Return lint's findings about `p` and `model` or its location, by rule."""
    found = json.loads(called("lint", "p", "--json", env=dict(DAY)).stdout)["findings"]
    return {one["rule"]: one["message"] for one in found if model in one["message"] or "location" in one["rule"]}


@pytest.mark.parametrize("verdict", [SERVED, QUOTA])
def test_seen_beats_what_is_known(profile: Profile, verdict: str) -> None:
    """A model that answered counts as served, whatever the catalogue contains."""
    write(profile, "us-east5")
    assert "not-served" in rules()
    saw("us-east5", verdict)
    assert set() == {"not-served", "seen-refused"} & rules().keys()
    write(profile, "mars-east1")
    assert "unknown-location" in rules()
    saw("mars-east1", verdict)
    assert set() == {"unknown-location", "not-served", "seen-refused"} & rules().keys()


def test_unverified(profile: Profile) -> None:
    """A model that answered does not need an entry for the location."""
    write(profile, "eu", "claude-haiku-5-5")
    assert "unverified-location" in rules("claude-haiku-5-5")
    saw("eu", SERVED, "claude-haiku-5-5")
    assert {} == rules("claude-haiku-5-5")


@pytest.mark.parametrize("verdict", [one for one in VERDICTS if one not in (SERVED, QUOTA)])
def test_sightings_of_what_is_refused(profile: Profile, verdict: str) -> None:
    """A model that recently failed is a warning with the result and its time."""
    write(profile, "global")
    assert {} == rules()
    saw("global", verdict)
    assert f"claude-opus-5-5 in global (main): {WORDS[verdict]}, probed on {NOW:%Y-%m-%d}" == rules()["seen-refused"]


@pytest.mark.parametrize(
    ("age", "project", "more"),
    [
        (FRESH + dt.timedelta(hours=1), "", ""),
        (dt.timedelta(), "acme-other", ""),
        (dt.timedelta(), "", 'base_url = "https://gateway.example/v1"\n'),
    ],
)
def test_what_does_not_count(profile: Profile, age: dt.timedelta, project: str, more: str) -> None:
    """Old results, results of another project, and direct results behind a gateway are ignored."""
    write(profile, "global", more=more)
    saw("global", NOT_FOUND, age=age, project=project)

    assert "seen-refused" not in rules()


def test_sightings_silenced(profile: Profile) -> None:
    """The rule has an explanation like others, and a comment silences it."""
    write(profile, "global", more="# vxenv: ignore seen-refused\n")
    saw("global", NOT_FOUND)

    assert "seen-refused" in rules()  # the comment is above another key
    write(profile, "global", 'claude-opus-5-5" # vxenv: ignore seen-refused\nsonnet = "claude-sonnet-5')
    assert "seen-refused" not in rules()
    assert "probe" in called("lint", "--explain", "seen-refused").stdout


def test_show_resolved(profile: Profile) -> None:
    """Show --resolved prints the result and its age; JSON has the time."""
    write(profile, "global")
    saw("global", NOT_FOUND, age=dt.timedelta(hours=2, minutes=5))
    lines = called("show", "p", "--resolved", env=dict(DAY)).stdout.splitlines()
    slots = json.loads(called("show", "p", "--resolved", "--json", env=dict(DAY)).stdout)["slots"]

    assert lines[0].endswith("not found, probed 2 h ago")
    assert (NOT_FOUND, None) == (slots[0]["seen"]["verdict"], slots[2]["seen"])


@pytest.mark.parametrize(
    ("age", "words"),
    [(-5, "just now"), (59, "just now"), (60, "1 min ago"), (3599, "59 min ago"), (3600, "1 h ago"),
     (47 * 3600, "47 h ago"), (48 * 3600, "2 days ago")],
)  # fmt: skip
def test_ago(age: int, words: str) -> None:
    """An age is printed in the largest suitable unit."""
    assert words == Sighting(SERVED, NOW - dt.timedelta(seconds=age)).describe_age(NOW)
