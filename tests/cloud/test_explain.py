"""Test explain with each failure in each of its forms."""

import datetime as dt
import json
import re
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cloud.error_responses import FAILURES, LOCATION, METRIC, MODEL, NUMBER, PROJECT, TOKEN_FAILURES, Wire
from cloud.public_texts import TEXTS, Text
from commandline import called, error
from vxenv.checks.explain import explain_error
from vxenv.google.failures import read_causes
from vxenv.profiles.user_catalogue import load_knowledge

Profile = Callable[[str, str], Path]
DAY = {"VXENV_TODAY": "2026-11-22"}
ALL = {**FAILURES, **TOKEN_FAILURES}
TODAY = dt.date(2026, 11, 22)
# The facts known to the catalogue.
REFINED = {"not-found": "not-servable"}
# Shorter forms of an error contain less about the model.
LESS = {"wrong-id": "not-found", "retired": "not-found", "unknown-model": "not-found", "wrong-publisher": "not-found"}
GENERAL = ("forbidden", "token-expired", "token-rejected", "overloaded")

# The forms printed by Claude Code 2.1.197 and 2.1.330.
BANNER = (
    "Google Cloud authentication failed · refresh your Google Cloud credentials (for example with `gcloud auth "
    "application-default login`) and retry · if credentials are current, check GCP IAM permissions and Vertex AI "
    "model access · API Error: {status} {text}"
)
FORMS: dict[str, Callable[[Wire], str]] = {
    "object": lambda wire: wire.text,
    "indented": lambda wire: json.dumps(wire.body, indent=2),
    "array": lambda wire: f"[{wire.text}]",
    "2.1.197": lambda wire: f"API Error: {wire.status} {wire.text}",
    "2.1.330": lambda wire: BANNER.format(status=wire.status, text=f"[{wire.text}]"),
    "quoted": lambda wire: json.dumps({"type": "error", "error": {"type": "api_error", "message": wire.text}}),
    "log": lambda wire: f'2026-11-22T10:00:00.000Z [ERROR] API error (attempt 1/11): {wire.status} "{wire.text}"\n',
    "twice quoted": lambda wire: json.dumps({"line": json.dumps({"said": wire.text})}),
    "coloured": lambda wire: f"\x1b[31mAPI Error: {wire.status}\x1b[0m \x1b]8;;x\x07{wire.text}\x1b]8;;\x07",
}


def cause(text: str) -> str:
    """Return the name of the cause of `text`, "" if unknown."""
    found = explain_error(text, load_knowledge(), today=TODAY)
    return found.diagnosis.name if found else ""


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", ALL)
def test_every_failure_in_every_form(name: str, form: str) -> None:
    """A failure has the same cause in every form."""
    assert REFINED.get(name, name) == cause(FORMS[form](ALL[name]))


@pytest.mark.long
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", ALL)
def test_cut_anywhere(name: str, form: str) -> None:
    """A truncated error has its cause, a more general one, or none; never a different one."""
    text = FORMS[form](ALL[name])
    found = {cause(text[:end]) for end in range(len(text))}

    known = REFINED.get(name, name)
    assert set() == found - {name, known, "", *GENERAL}
    assert {known, ""} <= found


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (("API Error: No projectId was given and it could not be resolved from credentials. The client should be "
         "instantiated with the `projectId` option or the `ANTHROPIC_VERTEX_PROJECT_ID` environment variable should "
         "be set."), "no-project"),
        (("The model claude-opus-5-5 is not available on your vertex deployment. Try --model to switch to "
         "claude-opus-4-6, or ask your admin to enable this model."), "not-found"),
        (("There's an issue with the selected model (claude-opus-5-5). It may not exist or you may not have access to "
          "it. Run --model to pick a different model."), "not-found"),
        ('API Error: 404 {"error":{"code":404,"message":"Requested entity was not found.","status":"NOT_FOUND"}}',
         "not-found"),
        ("API Error: Request rejected (429) · Resource has been exhausted (e.g. check quota).", "quota"),
        ("Google Cloud credentials expired or invalid · refresh your Google Cloud credentials", "token-expired"),
        (("API Error: Could not load Google Cloud credentials · Could not load the default credentials. Browse to "
         "https://cloud.google.com/docs/authentication/getting-started for more information."), "no-credentials"),
        ("Could not load the default credentials. Browse to https://cloud.google.com/docs/", "no-credentials"),
        (("API Error: Error code invalid_grant: reauth related error (invalid_rapt) - "
         "https://support.google.com/a/answer/9368756."), "reauth"),
        ("API Error: The file at /home/me/my key.json does not exist, or it is not a file. ENOENT", "bad-key-path"),
        ("Couldn't connect through your proxy (ERR_PROXY_TUNNEL) · check HTTPS_PROXY", "proxy"),
        ("Reauthentication is needed. Please run `gcloud auth application-default login` to reauthenticate.",
         "reauth"),
        (("Your application has authenticated using end user credentials from Google Cloud SDK without a quota "
         "project."), "no-quota-project"),
        ("Your active project does not match the quota project in your local Application Default Credentials file.",
         "other-quota-project"),
        ("ERROR: (gcloud.auth.application-default.print-access-token) Your default credentials were not found.",
         "no-credentials"),
        ("<!DOCTYPE html><html lang=en><title>Error 404 (Not Found)!!1</title>", "no-address"),
        ("connect ECONNREFUSED 127.0.0.1:443", "unreachable"),
        ("bash: gcloud: command not found", "no-gcloud"),
        ("API Error: 403 forbidden", ""),
        ("Google Cloud authentication failed · refresh your Google Cloud credentials", "forbidden"),
    ],
)  # fmt: skip
def test_texts(text: str, name: str) -> None:
    """Messages of clients, Google's libraries and gcloud are recognized, also across lines and in capitals."""
    assert [name] * 3 == [cause(text), cause(text.replace(" ", "\n  ")), cause(text.upper())]


PASTED: dict[str, Callable[[str], str]] = {
    "as pasted": lambda text: text,
    "in a session": lambda text: f"> hello\n\n  ⎿  API Error: {text}\n\n> ",
    "object": lambda text: json.dumps({"type": "error", "error": {"type": "api_error", "message": text}}),
    "array": lambda text: json.dumps([{"error": {"message": text}}], indent=1),
    "log": lambda text: f"2026-11-22T10:00:00.000Z [ERROR] API error (attempt 1/11): {json.dumps(text)}\n",
}
FACTS = ("model", "project", "location", "metric")


def facts(text: str) -> dict[str, str]:
    """Return the known facts in the explanation of `text`."""
    found = explain_error(text, load_knowledge(), today=TODAY)
    return {name: said for name in FACTS if (said := found.diagnosis.facts.get(name, ""))} if found else {}


def said(text: Text) -> dict[str, str]:
    """Return the facts in `text`."""
    return {name: fact for name in FACTS if text.cause and (fact := getattr(text, name))}


@pytest.mark.parametrize("form", PASTED)
@pytest.mark.parametrize("name", TEXTS)
def test_public_texts(name: str, form: str) -> None:
    """Posted errors have their cause in each form, with exactly their facts."""
    text = PASTED[form](TEXTS[name].text)

    assert (TEXTS[name].cause, said(TEXTS[name])) == (cause(text), facts(text))


@pytest.mark.long
@pytest.mark.parametrize("name", TEXTS)
def test_public_texts_cut(name: str) -> None:
    """A truncated posted error never has a different cause, or facts that the whole does not contain."""
    text = TEXTS[name]
    general = {
        "",
        text.cause,
        *text.cut,
        LESS.get(text.cause, ""),
        "forbidden" if "PERMISSION_DENIED" in text.text else "",
    }
    cuts = [text.text[:end] for end in range(len(text.text))]

    assert set() == {cause(cut) for cut in cuts} - general
    assert set() == {fact for cut in cuts for fact in facts(cut).items()} - set(said(text).items())


def test_public_texts_have_a_source() -> None:
    """Each text has a source, and none names a real project, person or request."""
    assert len(TEXTS) >= 30
    assert [] == [name for name, text in TEXTS.items() if not text.source.startswith(("https://", "public "))]
    assert set() == {text.project for text in TEXTS.values()} - {"", "acme-prod", "123456789012"}
    assert [] == [name for name, text in TEXTS.items() if re.search(r"[\w.]@[\w-]+\.[a-z]|req_\w*[0-9]{4}", text.text)]


@pytest.mark.parametrize(
    "text",
    ["", "hello", "{}", "[]", '{"error": {}}', '{"error": {"code": 404}}', "404", "{" * 99999, "429 bottles", "\x1b[",
     '{"error": null, "details": [1]}', '[[[{"error": [1]}]]]', "TypeError: x is not a function",
     '{"error": {"code": true, "details": 1}}'],
)  # fmt: skip
def test_unknown(text: str) -> None:
    """An unknown error is reported as unknown, with exit code 1, without a guess."""
    assert "no known error found" in error(called("explain", stdin=text.encode()), 1)
    ran = called("explain", "--json", stdin=text.encode())
    assert (1, {"version": 1, "known": False}) == (ran.code, json.loads(ran.stdout))


@given(st.text())
@example('{"error": {"message": "\x00", "details": [{"reason": "x", "metadata": []}]}}')
def test_any_text(text: str) -> None:
    """Any text is either explained or unknown."""
    explain_error(text, load_knowledge())


@given(st.binary(max_size=40), st.sampled_from(sorted(ALL)), st.sampled_from(["project", "location", "model", "path"]))
def test_nothing_unquoted_gets_into_a_command(noise: bytes, name: str, what: str) -> None:
    """A project, location or model from an error is quoted as one word of the command, or omitted."""
    evil = noise.decode("latin-1") + "$(reboot);`id`'\"\n\x1b[2J"
    places = {"project": (PROJECT, NUMBER), "location": (LOCATION,), "model": (MODEL,), "path": (METRIC,)}
    text = ALL[name].text
    for word in places[what]:
        text = text.replace(word, json.dumps(evil)[1:-1])
    found = explain_error(text, load_knowledge())
    command = found.command.replace('"user:$(gcloud config get account)"', "X") if found else ""
    command = command.replace('"Authorization: Bearer $(gcloud auth print-access-token)"', "X")

    assert [] == re.findall(r"reboot|`|\$\(|[\x00-\x1f]|;", command)


def test_facts_and_command() -> None:
    """The cause, the model, the project, the location and the metric are named, with one command."""
    ran = called("explain", FAILURES["not-found"].text.replace(LOCATION, "us"), env=DAY)

    assert (
        "cause     claude-opus-5-5 is not available in us for acme-prod: not served there, or not enabled in Model "
        "Garden\n"
        "model     claude-opus-5-5\n"
        "project   acme-prod\n"
        "location  us\n"
        "key       regions.claude-opus-5-5\n"
        "see: https://console.cloud.google.com/vertex-ai/publishers/anthropic/model-garden/claude-opus-5-5"
        "?project=acme-prod\n"
    ) == ran.stdout
    quota = json.loads(called("explain", "--json", FAILURES["quota"].text).stdout)
    assert (METRIC, "quota", None) == (quota["metric"], quota["name"], quota["set"])
    assert "gcloud services enable aiplatform.googleapis.com --project=123456789012" in called(
        "explain", FAILURES["api-off"].text
    ).stdout  # fmt: skip


def test_the_example_of_the_help() -> None:
    """A status alone is recognized, as shown in the help."""
    ran = called("explain", "429 RESOURCE_EXHAUSTED")

    assert (0, "cause  quota exceeded or zero for the model in this location") == (
        ran.code,
        ran.stdout.splitlines()[0],
    )
    assert ["forbidden", "token-rejected", "overloaded"] == [
        cause(text) for text in ("403 PERMISSION_DENIED", "401 UNAUTHENTICATED", "503 UNAVAILABLE")
    ]


def test_federation_names_the_provider() -> None:
    """The hint shows the provider or the service account that the error names, and a page if it names none."""
    audience = TEXTS["federation, audience of the token"].text
    denied = (
        "Failed to generate Google Cloud OAuth 2.0 Access Token for ci@acme-prod.iam.gserviceaccount.com: "
        + TEXTS["federation, impersonation"].text
    )

    assert (
        "hint: gcloud iam workload-identity-pools providers describe tfc-oidc --workload-identity-pool=tfc-pool "
        "--location=global --project=123456789012"
    ) == called("explain", audience).stdout.splitlines()[-1]
    assert ("hint: gcloud iam service-accounts get-iam-policy ci@acme-prod.iam.gserviceaccount.com") == called(
        "explain", denied
    ).stdout.splitlines()[-1]
    assert (
        "see: https://console.cloud.google.com/iam-admin/serviceaccounts"
        == (called("explain", TEXTS["federation, impersonation"].text).stdout.splitlines()[-1])
    )


def test_no_metric_of_a_403() -> None:
    """The resource of a denied permission is not used as a metric."""
    assert "metric" not in called("explain", FAILURES["iam"].text).stdout


def test_what_the_catalogue_knows() -> None:
    """A 404 is explained by the catalogue: an ID of Anthropic's API, a location, a date."""

    def told(model: str, location: str, day: str = "2026-11-22") -> str:
        text = (
            f"Publisher Model `projects/acme-prod/locations/{location}/publishers/anthropic/models/{model}` not found."
        )
        return called("explain", text, env={"VXENV_TODAY": day}).stdout.splitlines()[0].removeprefix("cause").strip()

    models = load_knowledge().models.by_id
    sonnet = "claude-sonnet-4-5@20250929"

    assert f'unknown model "claude-sonnet-4-5-20250929"; its ID on Vertex is {sonnet}' == told(
        "claude-sonnet-4-5-20250929", "us-east5"
    )
    assert "claude-opus-5-5 is not served in us-east5" == told("claude-opus-5-5", "us-east5")
    assert "or not enabled in Model Garden" in told(sonnet, "us-east5")
    assert f"its successor is {models[sonnet].get_successor('us-east5')}" in told(sonnet, "us-east5", "2026-11-30")
    assert "retired on 2026-11-30" in told(sonnet, "us-east5", "2026-11-30")
    assert f"its successor is {models[sonnet].get_successor('eu')}" in told(
        "claude-sonnet-4-5-20250929", "eu", "2026-12-15"
    )


@pytest.mark.parametrize(
    ("pin", "error", "day", "command"),
    [
        ('sonnet = "claude-sonnet-4-5-20250929"', "claude-sonnet-4-5-20250929", "2026-11-22",
         "vxenv set p models.sonnet=claude-sonnet-4-5@20250929"),
        ('sonnet = "claude-sonnet-4-5@20250929"', "claude-sonnet-4-5-20250929", "2026-11-30",
         "vxenv set p models.sonnet=claude-sonnet-4-6"),
        ('sonnet = "claude-sonnet-4-5@20250929"', "claude-sonnet-4-5@20250929", "2026-12-15",
         "vxenv set p models.sonnet=claude-sonnet-4-6"),
        ('opus = "claude-opus-5-5"', "claude-opus-5-5", "2026-11-22",
         "vxenv set p regions.claude-opus-5-5=us"),
    ],
)  # fmt: skip
def test_the_command_fixes_the_profile(profile: Profile, pin: str, error: str, day: str, command: str) -> None:
    """The suggested command reduces lint's findings, also for the profile's other roles."""
    haiku = 'haiku = "claude-haiku-4-5@20251001"'  # which stays in the region
    profile("p", f'[vertex]\nproject = "{PROJECT}"\nregion = "us-east5"\n[models]\n{pin}\n{haiku}\n')
    text = f"Publisher Model `projects/{PROJECT}/locations/us-east5/publishers/anthropic/models/{error}` not found."
    now = {"VXENV_TODAY": day}
    ran = called("explain", "--profile", "p", text, env=now)

    def wrong() -> int:
        found = json.loads(called("lint", "--json", "p", env=now).stdout)["findings"]
        return sum(one["severity"] in ("error", "warning") for one in found)

    before = wrong()
    assert f"hint: {command}\n" in ran.stdout
    assert 0 == called(*shlex.split(command)[1:], env=now).code
    assert wrong() < before


def test_nothing_leaves_europe(profile: Profile) -> None:
    """Requests to Europe are moved only within Europe."""
    profile("p", f'[vertex]\nproject = "{PROJECT}"\nregion = "eu"\n[models]\nopus = "claude-opus-5-5"\n')
    said = FAILURES["quota"].text + f" at projects/{PROJECT}/locations/eu/publishers/anthropic/models/{MODEL} "

    assert "see: https://console.cloud.google.com/iam-admin/quotas" in called("explain", "--profile", "p", said).stdout


@pytest.mark.parametrize("name", ["400 beta", "400 extra field"])
def test_experimental_betas(profile: Profile, name: str) -> None:
    """A header or field that Vertex rejects is switched off in the profile."""
    profile("p", f'[vertex]\nproject = "{PROJECT}"\nregion = "global"\n')
    ran = called("explain", "--profile", "p", TEXTS[name].text)
    command = "vxenv set p tuning.experimental_betas=false"

    assert f"hint: {command}\n" in ran.stdout
    assert 0 == called(*shlex.split(command)[1:]).code
    assert "hint: vxenv vars tuning.experimental_betas" in called("explain", "--profile", "p", TEXTS[name].text).stdout


def test_with_a_profile(profile: Profile) -> None:
    """With a profile the command changes the key that selected the location, and the page has its project."""
    profile("p", f'[vertex]\nproject = "{PROJECT}"\nregion = "europe-west1"\n[models]\nopus = "claude-opus-5-5"\n')
    said = FAILURES["not-servable"].text
    ran = called("explain", "--profile", "p", said, env=DAY)

    assert "hint: vxenv set p vertex.region=eu\n" in ran.stdout
    assert ran.stdout == called("explain", said, env={**DAY, "VXENV_PROFILE": "p"}).stdout
    assert "vxenv set" not in called("explain", said, env={**DAY, "VXENV_PROFILE": "gone"}).stdout
    profile("q", f'[vertex]\nproject = "{PROJECT}"\nregion = "global"\n[models]\nopus = "claude-opus-5-5"\n')
    assert "vxenv set" not in called("explain", "--profile", "q", said, env=DAY).stdout  # it goes to another location
    banner = "The model claude-opus-5-5 is not available on your vertex deployment. Try --model to switch to Y."
    found = json.loads(called("explain", "--json", "--profile", "p", banner, env=DAY).stdout)
    assert ("europe-west1", PROJECT, "vxenv set p vertex.region=eu", "vertex.region") == (
        found["location"],
        found["project"],
        found["set"],
        found["key"],
    )
    words = shlex.split(found["set"])
    assert 0 == called(*words[1:], env=DAY).code
    assert "eu" == json.loads(called("show", "p", "--json").stdout)["variables"][2]["value"]


def test_quota_stays_in_its_part_of_the_world(profile: Profile) -> None:
    """For a used-up quota, no hint moves requests from the US to the global endpoint."""
    profile("p", f'[vertex]\nproject = "{PROJECT}"\nregion = "us"\n[models]\nopus = "claude-opus-5-5"\n')
    said = FAILURES["quota"].text + f" at projects/{PROJECT}/locations/us/publishers/anthropic/models/{MODEL} "

    found = called("explain", "--profile", "p", said, env=DAY).stdout
    assert (False, True) == ("vxenv set" in found, "see: https://console.cloud.google.com/iam-admin/quotas" in found)


def test_files(home: Path) -> None:
    """The last known error of a debug log is used, and its line is named."""
    log = home / "debug log.txt"
    noise = '2026-11-22T10:00:00.000Z [DEBUG] {"request": {"model": "claude-haiku-5-5"}}\n'
    errors = [
        f"2026-11-22T10:00:0{at}Z [ERROR] {FORMS['2.1.197'](ALL[name])}\n" for at, name in enumerate(("iam", "quota"))
    ]
    log.write_text(noise * 3 + errors[0] + noise + errors[1] + noise * 2)
    found = json.loads(called("explain", "--json", "--file", str(log)).stdout)

    assert ("quota", 6) == (found["name"], found["line"])
    assert "hint: ls -l" in error(called("explain", "--file", str(home / "none")), 2)
    assert 2 == called("explain", "--file", str(log), "text").code


def test_the_last_of_several() -> None:
    """The last of several errors in a text is used."""
    texts = [FORMS["2.1.197"](ALL[name]) for name in ("iam", "not-servable")]

    assert ["not-servable", "iam"] == [cause("\n".join(texts)), cause("\n".join(reversed(texts)))]


def test_control_characters_are_gone() -> None:
    """Text from an error contains no control characters."""
    said = "The file at /tmp/\x1b]0;owned\x07x\x1b[2J\u202e.json does not exist, or it is not a file"
    ran = called("explain", stdin=said.encode())

    assert (0, True, "") == (ran.code, ran.stdout.replace("\n", "").isprintable(), ran.stderr)


def test_the_table_is_whole() -> None:
    """Each cause with patterns has a source, and a final suggestion that needs no facts."""
    assert [] == [one.name for one in read_causes().values() if one.match and not one.source]
    assert [] == [
        one.name for one in read_causes().values() if re.search(r"\{(?!login)", one.fix[-1].replace("{{", ""))
    ]
    assert {"", "no-access", "quota", "not-served", "not-found"} == {one.verdict for one in read_causes().values()}


def test_words_without_quotes() -> None:
    """An error given as arguments need not be quoted."""
    whole = FORMS["2.1.197"](ALL["not-servable"])
    ran = called("explain", *whole.split())

    model = "The model claude-opus-4-5 is not available on your vertex deployment. Try --model to switch to x."

    assert called("explain", whole) == ran
    assert called("explain", model) == called("explain", *model.split())
    assert 0 == called("explain", *model.split()).code
