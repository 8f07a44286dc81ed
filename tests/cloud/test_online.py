"""Test doctor's online checks: the prerequisites, each with its command, and the requests of Claude Code."""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from cloud.error_responses import FAILURES, error
from cloud.fake import TOKEN, Asked, Google, Says, agreed
from vxenv.checks.finding import FAILED, NOTE, OK, STATES, WARNING, Check
from vxenv.checks.online.access import check_access, render_announcement
from vxenv.checks.online.target import Target, make_target
from vxenv.google.http import Http
from vxenv.profiles.user_catalogue import load_knowledge

DAY = dt.date(2026, 11, 22)
GLOBAL_QUOTA = "aiplatform.googleapis.com/global_online_prediction_requests_per_base_model"
PINNED = {
    "CLAUDE_CODE_USE_VERTEX": "1",
    "ANTHROPIC_VERTEX_PROJECT_ID": "acme-prod",
    "CLOUD_ML_REGION": "global",
    "VERTEX_REGION_CLAUDE_HAIKU_4_5": "us-east5",
    "ANTHROPIC_DEFAULT_OPUS_MODEL": "claude-opus-5-5",
    "ANTHROPIC_DEFAULT_SONNET_MODEL": "claude-sonnet-5",
    "ANTHROPIC_DEFAULT_HAIKU_MODEL": "claude-haiku-4-5@20251001",
}
ROLES = ["main, opus, subagent", "sonnet", "haiku, small/fast", "fable"]


@pytest.fixture
def target(environment: Mapping[str, str]) -> Target:
    """Provide the target of a profile with three pins."""
    known = load_knowledge()
    return make_target("p", {**environment, **PINNED}, known, client=known.clients.newest, today=DAY)


def checked(target: Target, **more: Any) -> dict[str, Check]:
    """Return all checks by name, after checking their form."""
    found = list(
        check_access(
            target, load_knowledge().models, http=Http(target.environment, agreed(target.environment), whole=5), **more
        )
    )
    assert set() == {one.state for one in found} - set(STATES)
    assert [] == [one for one in found if TOKEN in repr(one) or not one.what.isprintable()]
    return {one.name: one for one in found}


def test_all_is_well(target: Target, google: Google) -> None:
    """Each request of Claude Code is sent once, free of charge."""
    found = checked(target)

    assert ["credentials", "billing", "api", "iam", *ROLES] == list(found)
    assert {OK} == {one.state for one in found.values()}
    assert {"token", "api", "billing", "iam", "count", "quotas"} == set(google.kinds())
    asked = [(one.model, one.location) for one in google.asked if one.kind == "count"]
    assert {
        ("claude-opus-5-5", "global"),
        ("claude-sonnet-5", "global"),
        ("claude-haiku-4-5@20251001", "us-east5"),
        ("claude-fable-5-2", "global"),
    } == set(asked)
    assert 4 == len(asked)


def test_requests(target: Target, google: Google) -> None:
    """The other APIs are called at the addresses in gcloud's variables, with a user's quota project."""
    checked(target)
    iam, api = (next(one for one in google.asked if one.kind == kind) for kind in ("iam", "api"))

    assert ("/v3/projects/acme-prod:testIamPermissions", {"permissions": ["aiplatform.endpoints.predict"]}) == (
        iam.path,
        iam.body,
    )
    assert ["acme-prod", "acme-prod"] == [one.headers["x-goog-user-project"] for one in (iam, api)]
    assert set() == {one.headers.get("x-goog-user-project") for one in google.asked if one.kind == "count"} - {None}


def test_announcement(target: Target) -> None:
    """The requests, their destination and their cost can be announced in advance."""
    assert "acme-prod" in render_announcement(target)
    assert [True, False] == ["free of charge" in render_announcement(target, spend=spend) for spend in (False, True)]
    assert "billed" in render_announcement(target, spend=True)


@pytest.mark.parametrize(
    ("kind", "said", "name", "state", "hint"),
    [
        ("token", Says(400, {"error": "invalid_grant"}), "credentials", FAILED,
         "gcloud auth application-default login"),
        ("api", Says(body={"state": "DISABLED"}), "api", FAILED,
         "gcloud services enable aiplatform.googleapis.com --project=acme-prod"),
        ("api", Says(body={}), "api", NOTE, ""),
        ("api", Says(*FAILURES["iam"]), "api", NOTE, ""),
        ("api", Says(*FAILURES["unknown-project"]), "api", FAILED, "gcloud projects list"),
        ("billing", Says(body={"name": "projects/acme-prod/billingInfo"}), "billing", FAILED,
         "https://console.cloud.google.com/billing/linkedaccount?project=acme-prod"),
        ("billing", Says(body={"billingEnabled": "yes"}), "billing", NOTE, ""),
        ("billing", Says(*FAILURES["iam"]), "billing", NOTE, ""),
        ("billing", Says(*FAILURES["unknown-project"]), "billing", FAILED, "gcloud projects list"),
        ("iam", Says(body={}), "iam", FAILED,
         ('gcloud projects add-iam-policy-binding acme-prod --member="user:$(gcloud config get account)" '
         "--role=roles/aiplatform.user")),
        ("iam", Says(body={"permissions": ["another"]}), "iam", FAILED,
         ('gcloud projects add-iam-policy-binding acme-prod --member="user:$(gcloud config get account)" '
         "--role=roles/aiplatform.user")),
        ("iam", Says(*FAILURES["billing-off"]), "iam", FAILED,
         "https://console.cloud.google.com/billing/linkedaccount?project=123456789012"),
        ("iam", Says(body=b"<html>"), "iam", NOTE, ""),
        ("iam", Says(*error(403, "PERMISSION_DENIED", "off", "SERVICE_DISABLED",
                            {"service": "cloudresourcemanager.googleapis.com"})), "iam", NOTE, ""),
        ("quotas", Says(*FAILURES["iam"]), "quota", NOTE, ""),
        ("quotas", Says(body={"quotaInfos": [1], "nextPageToken": "x"}), "quota", NOTE, ""),
        ("count", Says(*FAILURES["quota"]), ROLES[0], WARNING,
         ("https://console.cloud.google.com/iam-admin/quotas?project=acme-prod&metric=aiplatform.googleapis.com/"
         "online_prediction_input_tokens_per_minute_per_base_model")),
        ("count", Says(*FAILURES["not-found"]), ROLES[0], FAILED,
         ("https://console.cloud.google.com/vertex-ai/publishers/anthropic/model-garden/claude-opus-5-5"
         "?project=acme-prod")),
        ("count", Says(*FAILURES["not-found"]), "fable", WARNING,
         ("https://console.cloud.google.com/vertex-ai/publishers/anthropic/model-garden/claude-fable-5-2"
         "?project=acme-prod")),
        ("count", Says(*FAILURES["not-servable"]), "haiku, small/fast", FAILED,
         "vxenv models --location us-east5"),
    ],
)  # fmt: skip
def test_each_failure(
    kind: str, said: Says, *, name: str, state: str, hint: str, target: Target, google: Google
) -> None:
    """Each missing prerequisite has its state, and the command or page that fixes it, with the project."""
    google.says[kind] = said
    found = checked(target)

    assert (state, hint) == (found[name].state, found[name].hint)
    assert (["credentials"] if kind == "token" else True) == (list(found) if kind == "token" else len(found) > 1)


def test_data_sharing(target: Target, google: Google) -> None:
    """The request an administrator must send is printed in full, with the project and the model, and not sent."""
    google.says["count"] = Says(*FAILURES["data-sharing"])
    hint = checked(target)["fable"].hint

    assert hint.startswith('curl -X POST -H "Authorization: Bearer $(gcloud auth print-access-token)"')
    assert hint.endswith("/projects/acme-prod/locations/global/publishers/anthropic/models/claude-fable-5-2"
                         ":setPublisherModelConfig")  # fmt: skip
    assert '\'{"publisherModelConfig":{"dataSharingEnabledProvider":"anthropic"}}\'' in hint


def test_service_accounts(target: Target, google: Google, home: Path) -> None:
    """For a service account the binding names it, and no quota project is sent."""
    key = google.service_account(home / "key.json")
    environment = {**target.environment, "GOOGLE_APPLICATION_CREDENTIALS": str(key)}
    google.says["iam"] = Says(body={})
    known = load_knowledge()
    found = checked(make_target("p", environment, known, client=known.clients.newest, today=DAY))

    assert "--member=serviceAccount:robot@acme-prod.iam.gserviceaccount.com" in found["iam"].hint
    assert [] == [one for one in google.asked if "x-goog-user-project" in one.headers]


def quota(metric: str, model: str, value: Any, region: str = "") -> dict[str, Any]:
    """Return Google's answer about a quota."""
    sides = {"base_model": model, **({"region": region} if region else {})}
    return {"metric": metric, "dimensionsInfos": [{"dimensions": sides, "details": {"value": value}}]}


@pytest.mark.parametrize(
    ("infos", "state"),
    [
        ([quota(GLOBAL_QUOTA, "anthropic-claude-opus", "0")], WARNING),
        ([quota(GLOBAL_QUOTA, "anthropic-claude-opus-5-5", 0)], WARNING),
        ([quota(GLOBAL_QUOTA, "anthropic-claude-opus", "10")], OK),
        ([quota(GLOBAL_QUOTA, "anthropic-claude-opus-4-6", "0")], OK),
        ([quota(GLOBAL_QUOTA.replace("global_", ""), "anthropic-claude-opus", "0", "us-east5")], OK),
        ([quota(GLOBAL_QUOTA.replace("global_", ""), "anthropic-claude-haiku-4-5", "0", "us-east5")], WARNING),
        ([quota(GLOBAL_QUOTA.replace("global_", ""), "anthropic-claude-haiku-4-5", "0", "us-east1")], OK),
        ([quota(GLOBAL_QUOTA, "gemini", "0"), quota(GLOBAL_QUOTA, "anthropic-x", "many"), {"metric": 1}], ""),
    ],
)
def test_quotas(infos: list[dict[str, Any]], state: str, target: Target, google: Google) -> None:
    """A quota of 0 for a request is a warning; missing quotas are not guessed."""
    google.says["quotas"] = lambda asked: Says(
        body={"quotaInfos": infos} if asked.query.get("pageToken") else {"quotaInfos": [], "nextPageToken": "2"}
    )
    found = checked(target)

    assert state == (found["quota"].state if "quota" in found else "")


def test_spend(target: Target, google: Google) -> None:
    """With `spend` the models are called, for one token each."""
    checked(target, spend=True)

    assert ([1] * 4, 0) == (
        [one.body["max_tokens"] for one in google.asked if one.kind == "call"],
        google.kinds().count("count"),
    )


def test_gateways(target: Target, google: Google) -> None:
    """For a gateway with its own authentication, Google is not asked, and no token is sent."""
    known = load_knowledge()
    environment = {**target.environment, "CLAUDE_CODE_SKIP_VERTEX_AUTH": "1"}
    found = checked(make_target("p", environment, known, client=known.clients.newest, today=DAY))

    assert ["credentials", *ROLES] == list(found)
    assert (NOTE, {"count"}) == (found["credentials"].state, set(google.kinds()))
    assert [] == [one for one in google.asked if "authorization" in one.headers]


def test_closing_ends_it(target: Target, google: Google) -> None:
    """Closing the generator ends running requests."""

    def slow(asked: Asked) -> Says:
        return Says(body={"input_tokens": 1, "x": "y" * 999}, how="slow" if asked.location == "us-east5" else "whole")

    google.says["count"] = slow
    checks = check_access(
        target, load_knowledge().models, http=Http(target.environment, agreed(target.environment), whole=600)
    )
    assert "credentials" == next(checks).name
    checks.close()
