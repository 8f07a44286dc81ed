"""What a probe saw, and what lint and show make of it."""

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
    """Write the profile `p`, which sends `model` to `location`."""
    profile("p", f'[vertex]\nproject = "acme-prod"\nregion = "{location}"\n{more}[models]\nopus = "{model}"\n')


def saw(location: str, verdict: str, model: str = OPUS, age: dt.timedelta = dt.timedelta(), project: str = "") -> None:
    """Remember that a probe saw `verdict`, `age` ago."""
    remember(project or "acme-prod", {(model, location): Sighting(verdict, NOW - age)})


def rules(model: str = OPUS) -> dict[str, str]:
    """Return what lint says of `p` and `model` or where it goes, by rule."""
    found = json.loads(called("lint", "p", "--json", env=dict(DAY)).stdout)["findings"]
    return {one["rule"]: one["message"] for one in found if model in one["message"] or "location" in one["rule"]}


@pytest.mark.parametrize("verdict", [SERVED, QUOTA])
def test_seen_beats_what_is_known(profile: Profile, verdict: str) -> None:
    """A model that answered is served, whatever the catalogue does not know, or says."""
    write(profile, "us-east5")
    assert "not-served" in rules()
    saw("us-east5", verdict)
    assert set() == {"not-served", "seen-refused"} & rules().keys()
    write(profile, "mars-east1")
    assert "unknown-location" in rules()
    saw("mars-east1", verdict)
    assert set() == {"unknown-location", "not-served", "seen-refused"} & rules().keys()


def test_unverified(profile: Profile) -> None:
    """Nobody need have said that a model is there once it has answered."""
    write(profile, "eu", "claude-haiku-5-5")
    assert "unverified-location" in rules("claude-haiku-5-5")
    saw("eu", SERVED, "claude-haiku-5-5")
    assert {} == rules("claude-haiku-5-5")


@pytest.mark.parametrize("verdict", [one for one in VERDICTS if one not in (SERVED, QUOTA)])
def test_sightings_of_what_is_refused(profile: Profile, verdict: str) -> None:
    """A model that lately did not answer is a warning that says what was seen, and when."""
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
    """What was seen long ago, in another project, or is now asked of a gateway, has no say."""
    write(profile, "global", more=more)
    saw("global", NOT_FOUND, age=age, project=project)

    assert "seen-refused" not in rules()


def test_sightings_silenced(profile: Profile) -> None:
    """The rule is one like the others: it explains itself, and a comment silences it."""
    write(profile, "global", more="# vxenv: ignore seen-refused\n")
    saw("global", NOT_FOUND)

    assert "seen-refused" in rules()  # the comment stands above another key
    write(profile, "global", 'claude-opus-5-5" # vxenv: ignore seen-refused\nsonnet = "claude-sonnet-5')
    assert "seen-refused" not in rules()
    assert "probe" in called("lint", "--explain", "seen-refused").stdout


def test_show_resolved(profile: Profile) -> None:
    """Show --resolved tells what was seen, and how long ago; JSON has the moment."""
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
    """How long ago something was is told in the largest unit that says something."""
    assert words == Sighting(SERVED, NOW - dt.timedelta(seconds=age)).describe_age(NOW)
