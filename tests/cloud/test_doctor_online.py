"""``doctor --online``: what Google says stands below what the files say, and is asked only then."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from cloud.error_responses import FAILURES, TOKEN_FAILURES
from cloud.fake import TOKEN, Google, Says
from commandline import called

Profile = Callable[[str, str], Path]
ROLES = "main, opus, small/fast, subagent"
BASE = '[vertex]\nproject = "acme-prod"\nregion = "global"\n{}[models]\nopus = "claude-opus-5-5"\n'


@pytest.fixture
def here(environment: Mapping[str, str], google: Google, profile: Profile) -> dict[str, str]:
    """Return the environment for the command; the profile `p` leads to the Google here."""
    profile("p", BASE.format(google.table()))
    return {**environment, "VXENV_TODAY": "2026-11-22"}


def rows(here: Mapping[str, str], *words: str) -> list[dict[str, Any]]:
    """Return what the JSON of doctor says of the group `online`."""
    ran = called("doctor", "--json", *words, env=dict(here))
    assert TOKEN not in ran.stdout + ran.stderr
    return [one for one in json.loads(ran.stdout)["checks"] if one["group"] == "online"]


def test_without_it_nothing_is_asked(here: dict[str, str], google: Google) -> None:
    """Doctor asks nobody unless it is told to."""
    assert ([], []) == (rows(here, "p"), google.asked)


def test_what_will_be_asked_is_said_before(here: dict[str, str]) -> None:
    """A line on stderr tells project and cost, then each answer has its line behind what files say."""
    ran = called("doctor", "--online", "--verbose", "p", env=here)
    lines = [line.split()[:2] for line in ran.stdout.splitlines() if line.startswith("online")]

    start, _, end = ran.stderr.splitlines()[0].partition(" (")
    assert ("requesting token, billing, API, IAM, quota and 4 models", "for project acme-prod, free of charge") == (
        start,
        end.partition(") ")[2],
    )
    assert {("online", "ok")} == {(line[0], line[1]) for line in lines}
    assert "online" == ran.stdout.splitlines()[-1].split()[0]


@pytest.mark.parametrize(
    ("kind", "failure", "name", "hint"),
    [
        ("token", "reauth", "credentials", "gcloud auth application-default login"),
        ("count", "not-servable", ROLES, "vxenv models --location global"),
        ("count", "api-off", ROLES, "gcloud services enable aiplatform.googleapis.com"),
    ],
)
def test_the_first_failure_names_the_cause(  # noqa: PLR0917 - cases and fixtures
    kind: str, failure: str, name: str, hint: str, here: dict[str, str], google: Google
) -> None:
    """What Google refuses is the first line that failed, with the command that mends it."""
    google.says[kind] = Says(*{**FAILURES, **TOKEN_FAILURES}[failure])
    failed = [one for one in rows(here, "--online", "p") if one["state"] == "failed"]

    assert (name, True) == (failed[0]["name"], hint in (failed[0]["hint"] or "")), failed[0]


def test_spend_is_told_and_needs_online(here: dict[str, str], google: Google) -> None:
    """Calls that are billed are announced, and are made for nobody who did not ask to go online."""
    alone = called("doctor", "--spend", "p", env=here)
    both = called("doctor", "--spend", "--online", "p", env=here)

    assert (2, "hint: vxenv doctor --online --spend") == (alone.code, alone.stderr.splitlines()[-1])
    assert (True, True) == ("each model billed for one token" in both.stderr, "call" in google.kinds())


def test_settings_of_claude_code_decide_whom_it_asks(here: dict[str, str], google: Google, home: Path) -> None:
    """Where a settings file beats the shell, that is where Claude Code would go, and so does doctor."""
    (home / ".claude").mkdir()
    settings = {"env": {"ANTHROPIC_VERTEX_PROJECT_ID": "acme-other"}}
    (home / ".claude" / "settings.json").write_text(json.dumps(settings))
    rows(here, "--online", "p")

    assert {"acme-other"} == {
        one.path.split("/projects/")[1].split("/")[0] for one in google.asked if one.kind == "count"
    }


def test_gclouds_other_directory_is_none_of_claude_codes(here: dict[str, str], home: Path) -> None:
    """CLOUDSDK_CONFIG leads Python's library to other credentials, and Claude Code not: its own are asked with."""
    other = home / "other"
    other.mkdir()
    (other / "application_default_credentials.json").write_text("{}")
    found = rows({**here, "CLOUDSDK_CONFIG": str(other)}, "--online", "p")

    assert ("credentials", "ok") == (found[0]["name"], found[0]["state"]), found[0]


def test_no_vertex(here: dict[str, str], google: Google, profile: Profile) -> None:
    """A profile that leads elsewhere asks Google for nothing, and that is said."""
    profile("off", "[vertex]\nenabled = false\n")

    assert ([("target", "failed")], []) == (
        [(one["name"], one["state"]) for one in rows(here, "--online", "off")],
        google.asked,
    )


def test_one_cause_has_one_line(here: dict[str, str], google: Google) -> None:
    """What refuses every model is printed and counted once; JSON has it for each model."""
    google.says["count"] = Says(*FAILURES["billing-off"])
    ran = called("doctor", "--online", "p", env=here)
    failed = [line for line in ran.stdout.splitlines() if line.split()[1:2] == ["failed"]]

    assert 1 == sum("billing is not enabled" in line for line in failed)
    assert f"{len(failed)} failed" == ran.stderr.splitlines()[-1].partition(",")[0]
    assert [True] * 3 == ["billing is not enabled" in one["what"] for one in rows(here, "--online", "p")[-4:-1]]
