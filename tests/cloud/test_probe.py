"""Test probe: the matrix of models and locations, against a Google server on loopback."""

import json
import stat
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from cloud.error_responses import FAILURES
from cloud.fake import TOKEN, Asked, Google, Says
from commandline import called, error
from vxenv.checks.online import workers
from vxenv.google.probe_record import locate_record, recall, remember

Profile = Callable[[str, str], Path]
OPUS, SONNET = "claude-opus-5-5", "claude-sonnet-4-6"
BASE = '[vertex]\nproject = "acme-prod"\nregion = "global"\n'


@pytest.fixture
def base(profile: Profile) -> str:
    """Write a profile with the server's addresses, and return its name."""
    profile("p", BASE)
    return "p"


@pytest.fixture
def here(environment: Mapping[str, str], google: Google, profile: Profile) -> Mapping[str, str]:
    """Provide the environment for the command; the profile `p` selects the Google server here."""
    profile("p", BASE + google.table())
    return {**environment, "VXENV_TODAY": "2026-11-22"}


def probed(here: Mapping[str, str], *words: str, code: int = 0) -> dict[str, Any]:
    """Return the JSON of a probe of `p`."""
    ran = called("probe", "p", "--json", *words, env=dict(here))
    assert code == ran.code, ran
    assert TOKEN not in ran.stdout + ran.stderr
    document: dict[str, Any] = json.loads(ran.stdout)
    return document


def verdicts(document: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """Return model, location and verdict of each result."""
    return [(one["model"], one["location"], one["verdict"]) for one in document["results"]]


def says(**by_place: str) -> Callable[[Asked], Says]:
    """Return answers with the failures in `by_place`, by location."""

    def tell(asked: Asked) -> Says:
        name = by_place.get(asked.location.replace("-", "_"))
        return Says(*FAILURES[name]) if name else Says(body={"input_tokens": 8})

    return tell


def test_matrix(here: Mapping[str, str], google: Google) -> None:
    """Each answer is classified: served, no access, quota, not servable, not found."""
    google.says["count"] = says(
        us_east5="not-found", europe_west1="not-servable", asia_southeast1="quota", europe_west4="iam"
    )
    places = ["global", "us-east5", "europe-west1", "europe-west4", "asia-southeast1"]
    document = probed(here, "--models", SONNET, "--locations", ",".join(places))

    assert [
        (SONNET, "global", "served"),
        (SONNET, "asia-southeast1", "quota"),
        (SONNET, "europe-west1", "not-served"),
        (SONNET, "europe-west4", "no-access"),
        (SONNET, "us-east5", "not-found"),
    ] == verdicts(document)
    assert (1, "p", "acme-prod", False, True) == tuple(
        document[key] for key in ("version", "stack", "project", "billed", "complete")
    )
    assert {"token": 1, "count": 5} == {kind: google.kinds().count(kind) for kind in google.kinds()}  # no second 429
    assert [None] == [one["cause"] for one in document["results"] if one["verdict"] == "served"]


def test_what_is_asked(here: Mapping[str, str], google: Google, home: Path) -> None:
    """A request has the documented form, with the token and the quota project of the credentials."""
    google.user(home / ".config/gcloud/application_default_credentials.json", quota_project_id="quota-prod")
    probed(here, "--models", OPUS, "--locations", "global")
    asked = google.asked[-1]

    assert (
        "/v1/projects/acme-prod/locations/global/publishers/anthropic/models/count-tokens:rawPredict",
        {"model": OPUS, "messages": [{"role": "user", "content": "."}]},
        f"Bearer {TOKEN}",
        "quota-prod",
    ) == (asked.path, asked.body, asked.headers["authorization"], asked.headers["x-goog-user-project"])


def test_says_first_what_it_does(here: Mapping[str, str], google: Google) -> None:
    """The number of requests, the project and the cost are printed before the first request."""
    google.says["token"] = Says(*FAILURES["token-rejected"])
    free = called("probe", "p", "--models", OPUS, "--locations", "global,eu", env=dict(here))
    paid = called("probe", "p", "--models", OPUS, "--locations", "eu", "--repeat", "3", "--spend", env=dict(here))

    assert [
        "sending 2 requests for project acme-prod, free of charge",
        "sending 3 requests for project acme-prod, billed for one token each",
    ] == [ran.stderr.splitlines()[0] for ran in (free, paid)]
    assert [1, 1] == [free.code, paid.code]
    assert ["token"] * 2 == google.kinds()


def test_spend(here: Mapping[str, str], google: Google) -> None:
    """With --spend the model itself generates a token, once: billed requests are not retried."""
    google.says["call"] = Says(*FAILURES["overloaded"])
    assert [(OPUS, "eu", "failed")] == verdicts(probed(here, "--models", OPUS, "--locations", "eu", "--spend", code=1))
    assert (["token", "call"], 1, OPUS) == (google.kinds(), google.asked[1].body["max_tokens"], google.asked[1].model)
    del google.says["call"]
    assert [(OPUS, "eu", "served")] == verdicts(probed(here, "--models", OPUS, "--locations", "eu", "--spend"))


def test_where_tokens_are_not_counted(here: Mapping[str, str], google: Google) -> None:
    """Without token counting at a location, a 404 means nothing and is not stored."""
    google.says["count"] = says(**{"eu": "not-found", "global": "not-found"})
    google.says["call"] = Says(*FAILURES["not-found"])
    words = ["--models", OPUS, "--locations", "global,eu"]

    assert ["not-found", "unclear"] == [one[2] for one in verdicts(probed(here, *words, code=1))]
    assert {(OPUS, "global"): "not-found"} == {key: one.verdict for key, one in recall("acme-prod").items()}
    assert "--spend" in called("probe", "p", *words, env=dict(here)).stderr
    assert ["not-found", "not-found"] == [one[2] for one in verdicts(probed(here, *words, "--spend", code=1))]


def test_default_questions(here: Mapping[str, str], google: Google) -> None:
    """The default requests are all models that are not retired, in all possible locations, once each."""
    found = [one[:2] for one in verdicts(probed(here))]

    assert len(set(found)) == len(found) == google.kinds().count("count")
    assert {(OPUS, "global"), (OPUS, "eu"), (SONNET, "europe-west1")} <= set(found)
    assert set() == {(OPUS, "us-east5"), ("claude-3-7-sonnet@20250219", "global")} & set(found)


def test_repeat(here: Mapping[str, str], google: Google) -> None:
    """With --repeat each request is repeated, except failed ones."""
    google.says["count"] = says(eu="quota")
    document = probed(here, "--models", OPUS, "--locations", "global,eu", "--repeat", "3")

    assert 4 == google.kinds().count("count")
    assert [True, False] == [bool(one["milliseconds"]) for one in document["results"]]


def test_probe_text(here: Mapping[str, str], google: Google) -> None:
    """The text output has a line for each result, and the fixes once below."""
    google.says["count"] = says(eu="api-off", us="api-off")
    ran = called("probe", "p", "--models", OPUS, "--locations", "global,us,eu", env=dict(here))
    lines = [line.split() for line in ran.stdout.splitlines()]

    assert [[OPUS, "us", "no", "access", "-"], [OPUS, "eu", "no", "access", "-"]] == lines[1:]
    assert [OPUS, "global", "served", "ms"] == [*lines[0][:3], lines[0][4]]
    assert [
        "sending 3 requests for project acme-prod, free of charge",
        "aiplatform.googleapis.com is not enabled in acme-prod, and 1 more",
        "hint: gcloud services enable aiplatform.googleapis.com --project=acme-prod",
    ] == [line for line in ran.stderr.splitlines() if not line.startswith("sending your ")]


@pytest.mark.parametrize(
    "said",
    [Says(body=b"<html>"), Says(body=[]), Says(body={"input_tokens": True}), Says(body={}), Says(418, b"tea"),
     Says(302, {}, {"Location": "https://elsewhere.example/"}), Says(body=b"{" * 5000)],
)  # fmt: skip
def test_probe_nonsense(said: Says, here: Mapping[str, str], google: Google) -> None:
    """An answer that no Google API gives is invalid, and not stored."""
    google.says["count"] = said
    document = probed(here, "--models", OPUS, "--locations", "global", code=1)

    assert [("failed", "nonsense")] == [(one["verdict"], one["cause"]) for one in document["results"]]
    assert {} == recall("acme-prod")


def test_unknown_refusals(here: Mapping[str, str], google: Google) -> None:
    """An unknown refusal is shown in Google's words, without control characters."""
    google.says["count"] = Says(
        400, {"error": {"code": 400, "status": "INVALID_ARGUMENT", "message": "no \x1b[2J\n way"}}
    )
    ran = called("probe", "p", "--models", OPUS, "--locations", "global", env=dict(here))

    assert (1, True) == (ran.code, "Google rejected the request: no way" in ran.stderr)


def test_no_token(here: Mapping[str, str], google: Google) -> None:
    """Without a token nothing is sent to Vertex, and the command that fixes it is named."""
    google.says["token"] = Says(400, {"error": "invalid_grant", "error_subtype": "invalid_rapt"})
    ran = called("probe", "p", env=dict(here))

    assert (1, ["token"]) == (ran.code, google.kinds())
    assert "hint: gcloud auth application-default login" in ran.stderr


def test_gateways(here: Mapping[str, str], google: Google, profile: Profile) -> None:
    """A gateway with its own authentication gets no token of Google's."""
    profile("g", f'{BASE}base_url = "{google.url}/v1"\nskip_auth = true\n')
    assert 0 == called("probe", "g", "--models", OPUS, "--locations", "global", env=dict(here)).code
    assert ([["count"], False]) == [google.kinds(), "authorization" in google.asked[0].headers]


def test_nothing_goes_out_in_the_clear(here: Mapping[str, str], google: Google, profile: Profile) -> None:
    """A plain HTTP address outside this machine gets no token."""
    profile("p", f'{BASE}base_url = "http://vertex.example/v1"\n')
    document = probed(here, "--models", OPUS, "--locations", "global", "--yes", code=1)

    assert ["insecure"] == [one["cause"] for one in document["results"]]
    assert ["token"] == google.kinds()


def test_this_shell(here: Mapping[str, str], google: Google) -> None:
    """Without a name the shell's environment is probed; without Vertex or a project there is an error."""
    words = ["probe", "--yes", "--models", OPUS, "--locations", "global"]
    shell = {**here, "CLAUDE_CODE_USE_VERTEX": "1", "ANTHROPIC_VERTEX_PROJECT_ID": "acme-here"}
    assert 0 == called(*words, env=shell).code
    assert "/projects/acme-here/" in google.asked[-1].path
    assert "hint: vxenv list" in error(called(*words, env=dict(here)), 2)
    shell["ANTHROPIC_VERTEX_PROJECT_ID"] = ""
    assert "hint: gcloud projects list" in error(called(*words, env=shell), 2)
    shell["ANTHROPIC_VERTEX_PROJECT_ID"] = "../x"
    assert 'invalid project ID "../x"' in error(called(*words, env=shell), 2)


def test_another_profile_is_active(here: Mapping[str, str], google: Google, home: Path) -> None:
    """A named profile is probed as after a switch: variables of the active one are excluded."""
    shell = {
        **here,
        "GOOGLE_APPLICATION_CREDENTIALS": str(home / "nowhere"),
        "__VXENV_N_GOOGLE_APPLICATION_CREDENTIALS": str(home / "nowhere"),
        "__VXENV_STATE": "1 GOOGLE_APPLICATION_CREDENTIALS:us",
        "VXENV_PROFILE": "other",
    }
    assert 0 == called("probe", "p", "--models", OPUS, "--locations", "global", env=shell).code
    assert ["token", "count"] == google.kinds()


@pytest.mark.parametrize(
    "words",
    [["--models", "a b$(x)"], ["--locations", "EU"], ["--locations", "a/b"], ["--jobs", "0"], ["--repeat", "99"],
     ["--models", "claude-3-7-sonnet@20250219"], ["nobody"]],
)  # fmt: skip
def test_usage(words: list[str], here: Mapping[str, str], google: Google) -> None:
    """An invalid request is a usage error, and nothing is sent."""
    assert 2 == called("probe", *(words if words == ["nobody"] else ["p", *words]), env=dict(here)).code
    assert [] == google.asked


def test_aliases_and_unknown_models(here: Mapping[str, str]) -> None:
    """A family includes its models, another spelling selects its model, and an unknown model is used unchanged."""
    document = probed(here, "--models", "haiku claude-opus-4-5-20251101,claude-opus-9", "--locations", "global")
    models = [one[0] for one in verdicts(document)]

    assert ["claude-opus-4-5@20251101", "claude-opus-9"] == models[-2:]
    assert "claude-haiku-4-5@20251001" in models[:-2]


def test_memory(here: Mapping[str, str], google: Google) -> None:
    """Results are stored by project, privately, without the account's identity; later results replace earlier ones."""
    probed(here, "--models", OPUS, "--locations", "global,eu")
    google.says["count"] = says(eu="quota")
    probed(here, "--models", OPUS, "--locations", "eu")
    path = Path(locate_record("acme-prod"))

    assert {(OPUS, "global"): "served", (OPUS, "eu"): "quota"} == {
        key: one.verdict for key, one in recall("acme-prod").items()
    }
    assert (0o600, 0o700) == tuple(stat.S_IMODE(one.stat().st_mode) for one in (path, path.parent))
    assert {"version", "project", "seen"} == json.loads(path.read_text()).keys()
    assert {} == recall("acme-other")


@pytest.mark.parametrize(
    "content",
    ["", "[]", "{}", "\xff", '{"version": 2, "project": "acme-prod", "seen": []}',
     '{"version": 1, "project": "another", "seen": []}', '{"version": 1, "project": "acme-prod", "seen": [1]}',
     '{"version": 1, "project": "acme-prod", "seen": [{"model": "m", "location": "eu", "verdict": "x", "at": "1"}]}'],
)  # fmt: skip
def test_damaged_memory(content: str) -> None:
    """Damaged results are ignored, and the next probe replaces them."""
    path = Path(locate_record("acme-prod"))
    path.parent.mkdir(parents=True)
    path.write_bytes(content.encode("latin-1"))

    assert {} == recall("acme-prod")
    remember("acme-prod", {})
    assert [] == json.loads(path.read_text())["seen"]


def test_a_crew_ends() -> None:
    """A worker's exception is raised in the waiting thread, all work is stopped, and no thread is left."""
    stopped = []

    def work(item: int) -> int:
        if item == 3:
            raise ZeroDivisionError
        return item

    with pytest.raises(ZeroDivisionError):
        list(workers.run_each(work, range(10), 2, lambda: stopped.append(True)))
    assert ([True], []) == (stopped, [one for one in threading.enumerate() if "_labour" in one.name])
    assert [] == list(workers.run_each(work, [], 2, lambda: None))
