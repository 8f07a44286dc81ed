"""Test models --refresh: Google's list of models, strictly parsed, and stored."""

import json
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from cloud.error_responses import FAILURES
from cloud.fake import Asked, Google, Says
from commandline import called
from vxenv.profiles.listed_models import find_published_path

DAY = {"VXENV_TODAY": "2026-11-22"}


def listed(*pairs: tuple[str, str]) -> dict[str, Any]:
    """Return a page of Google's list of models, given as name and version."""
    return {
        "publisherModels": [
            {"name": f"publishers/anthropic/models/{name}", "versionId": version} for name, version in pairs
        ]
    }


@pytest.fixture
def shell(environment: Mapping[str, str]) -> dict[str, str | None]:
    """Provide the environment of a shell with Vertex on."""
    on = {"CLAUDE_CODE_USE_VERTEX": "1", "ANTHROPIC_VERTEX_PROJECT_ID": "acme-prod"}
    return {**environment, **DAY, **on}


def test_what_is_new(shell: dict[str, str | None], google: Google) -> None:
    """Models that Google lists and the catalogue lacks are shown with source and date, and are stored."""
    pages = [
        {**listed(("claude-opus-5-5", "default"), ("claude-opus-6", "")), "nextPageToken": "2"},
        listed(("claude-haiku-4-5", "20251001"), ("claude-sonnet-6-1", "20261101"), ("claude-mythos", "")),
    ]

    def tell(asked: Asked) -> Says:
        return Says(body=pages[asked.query.get("pageToken") == "2"])

    google.says["models"] = tell
    before = called("models", env=dict(DAY))
    ran = called("models", "--refresh", "--yes", env=shell)
    after = called("models", env=dict(DAY))

    assert (0, "Google lists 5 models; new: claude-opus-6, claude-sonnet-6-1@20261101, claude-mythos") == (
        ran.code,
        ran.stderr.splitlines()[-2],
    )
    assert "free of charge" in ran.stderr.splitlines()[0]
    assert ran.stdout == after.stdout
    new = [line.split() for line in after.stdout.splitlines()[-3:]]
    assert ["claude-opus-6", "claude-sonnet-6-1@20261101", "claude-mythos"] == [words[0] for words in new]
    assert [["API", "2026-11-22"]] * 3 == [words[-2:] for words in new]
    assert len(before.stdout.splitlines()) + 3 == len(after.stdout.splitlines())
    assert [("/v1beta1/publishers/anthropic/models", "acme-prod")] * 2 == [
        (one.path, one.headers["x-goog-user-project"]) for one in google.asked if one.kind == "models"
    ]
    rows = {one["id"]: one for one in json.loads(called("models", "--json", env=dict(DAY)).stdout)["models"]}
    assert ("opus", "API", "2026-11-22", "unverified") == tuple(
        rows["claude-opus-6"][key] for key in ("family", "source", "date", "status")
    )
    assert 0o600 == stat.S_IMODE(Path(find_published_path()).stat().st_mode)


def test_the_users_own_catalogue_wins(shell: dict[str, str | None], google: Google, config: Path) -> None:
    """The user's own catalogue overrides Google's list, and its file is unchanged."""
    google.says["models"] = Says(body=listed(("claude-opus-6", "")))
    own = config / "catalogue.toml"
    own.write_text('[models.claude-opus-6]\nfamily = "opus"\nstatus = "served"\nlocations = ["eu"]\nsource = "me"\n')
    called("models", "--refresh", "--yes", env=shell)
    rows = {one["id"]: one for one in json.loads(called("models", "--json", env=dict(DAY)).stdout)["models"]}

    assert (["eu"], "me") == (rows["claude-opus-6"]["locations"], rows["claude-opus-6"]["source"])


@pytest.mark.parametrize(
    "body",
    [[], {"publisherModels": {}}, {"publisherModels": [1]}, {"publisherModels": [{}]}, b"<html>",
     listed(("../../x", "")), listed(("a\nb", "")), listed(('x"]', "")), listed(("claude-x", "a b")),
     {"publisherModels": [{"name": "publishers/google/models/gemini", "versionId": ""}]},
     {"publisherModels": [{"name": "publishers/anthropic/models/claude-x", "versionId": 1}]},
     {**listed(("claude-x", "")), "nextPageToken": "again"}, {"nextPageToken": 1}],
)  # fmt: skip
def test_refresh_nonsense(body: Any, shell: dict[str, str | None], google: Google) -> None:
    """A response outside Google's documented form, or an endless list, is rejected completely."""
    google.says["models"] = Says(body=body)
    ran = called("models", "--refresh", "--yes", env=shell)

    assert (1, "", False) == (ran.code, ran.stdout, Path(find_published_path()).exists())
    assert "unexpected response: 127.0.0.1" in ran.stderr


def test_refresh_refusals(shell: dict[str, str | None], google: Google) -> None:
    """A refusal is reported with its fix, and stored models are kept."""
    google.says["models"] = Says(body=listed(("claude-opus-6", "")))
    called("models", "--refresh", "--yes", env=shell)
    google.says["models"] = Says(*FAILURES["api-off"])
    ran = called("models", "--refresh", "--yes", env=shell)

    assert (1, True) == (ran.code, "hint: gcloud services enable aiplatform.googleapis.com" in ran.stderr)
    assert "claude-opus-6" in called("models", env=dict(DAY)).stdout


def test_refresh_words(shell: dict[str, str | None], google: Google) -> None:
    """--profile requires --refresh, and a shell without Vertex has no credentials to use."""
    assert [2, 2, 2] == [
        called("models", *words, env=env).code
        for words, env in (
            (["--profile", "p"], shell),
            (["--refresh"], dict(DAY)),
            (["--refresh", "--profile", "nobody"], shell),
        )
    ]
    assert [] == google.asked


@pytest.mark.parametrize(
    "content",
    ["x", "models = 1", "[models]\nx = 1", '[models."claude-y"]\nfamily = 3', '[models."claude-y"]\nnew = 1', "\xff"],
)
def test_damaged_lists(content: str) -> None:
    """A damaged list is ignored."""
    path = Path(find_published_path())
    path.parent.mkdir(parents=True)
    before = called("models", env=dict(DAY)).stdout
    path.write_bytes(content.encode("latin-1"))

    assert before == called("models", env=dict(DAY)).stdout
