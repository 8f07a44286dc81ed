"""Test ``doctor --online``: Google is asked only with this option, and its answers follow the local checks."""

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
    """Provide the environment for the command; the profile `p` selects the Google server here."""
    profile("p", BASE.format(google.table()))
    return {**environment, "VXENV_TODAY": "2026-11-22"}


def rows(here: Mapping[str, str], *words: str) -> list[dict[str, Any]]:
    """Return the rows of the group `online` in the JSON of doctor."""
    ran = called("doctor", "--json", *words, env=dict(here))
    assert TOKEN not in ran.stdout + ran.stderr
    return [one for one in json.loads(ran.stdout)["checks"] if one["group"] == "online"]


def test_without_it_nothing_is_asked(here: dict[str, str], google: Google) -> None:
    """Without --online doctor sends no request."""
    assert ([], []) == (rows(here, "p"), google.asked)


def test_what_will_be_asked_is_said_before(here: dict[str, str]) -> None:
    """A line on stderr names project and cost, then each answer is listed after the local checks."""
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
    """Google's refusal is listed first among failures, with the command that fixes it."""
    google.says[kind] = Says(*{**FAILURES, **TOKEN_FAILURES}[failure])
    failed = [one for one in rows(here, "--online", "p") if one["state"] == "failed"]

    assert (name, True) == (failed[0]["name"], hint in (failed[0]["hint"] or "")), failed[0]


def test_spend_is_told_and_needs_online(here: dict[str, str], google: Google) -> None:
    """Billed calls are announced, and require --online."""
    alone = called("doctor", "--spend", "p", env=here)
    both = called("doctor", "--spend", "--online", "p", env=here)

    assert (2, "hint: vxenv doctor --online --spend") == (alone.code, alone.stderr.splitlines()[-1])
    assert (True, True) == ("each model billed for one token" in both.stderr, "call" in google.kinds())


def test_settings_of_claude_code_decide_whom_it_asks(here: dict[str, str], google: Google, home: Path) -> None:
    """If a settings file overrides the shell, doctor asks the same servers as Claude Code."""
    (home / ".claude").mkdir()
    settings = {"env": {"ANTHROPIC_VERTEX_PROJECT_ID": "acme-other"}}
    (home / ".claude" / "settings.json").write_text(json.dumps(settings))
    rows(here, "--online", "p")

    assert {"acme-other"} == {
        one.path.split("/projects/")[1].split("/")[0] for one in google.asked if one.kind == "count"
    }


def test_gclouds_other_directory_is_none_of_claude_codes(here: dict[str, str], home: Path) -> None:
    """CLOUDSDK_CONFIG is ignored by Claude Code, and doctor uses the credentials of Claude Code."""
    other = home / "other"
    other.mkdir()
    (other / "application_default_credentials.json").write_text("{}")
    found = rows({**here, "CLOUDSDK_CONFIG": str(other)}, "--online", "p")

    assert ("credentials", "ok") == (found[0]["name"], found[0]["state"]), found[0]


def test_no_vertex(here: dict[str, str], google: Google, profile: Profile) -> None:
    """A profile without Vertex sends no request to Google, and that is reported."""
    profile("off", "[vertex]\nenabled = false\n")

    assert ([("target", "failed")], []) == (
        [(one["name"], one["state"]) for one in rows(here, "--online", "off")],
        google.asked,
    )


def test_one_cause_has_one_line(here: dict[str, str], google: Google) -> None:
    """A refusal of every model is printed and counted once; JSON lists it for each model."""
    google.says["count"] = Says(*FAILURES["billing-off"])
    ran = called("doctor", "--online", "p", env=here)
    failed = [line for line in ran.stdout.splitlines() if line.split()[1:2] == ["failed"]]

    assert 1 == sum("billing is not enabled" in line for line in failed)
    assert f"{len(failed)} failed" == ran.stderr.splitlines()[-1].partition(",")[0]
    assert [True] * 3 == ["billing is not enabled" in one["what"] for one in rows(here, "--online", "p")[-4:-1]]
