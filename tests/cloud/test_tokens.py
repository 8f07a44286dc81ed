"""Test tokens from a profile's credentials, and each failure to get one."""

import json
import shlex
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from cloud.error_responses import TOKEN_FAILURES
from cloud.fake import REFRESH, TOKEN, Google, Says, agreed
from vxenv.catalogue.login_file import LOGIN
from vxenv.google.credentials import find_credentials
from vxenv.google.failures import DiagnosedError, Diagnosis
from vxenv.google.http import Http
from vxenv.google.recipients import find_credential_recipients
from vxenv.google.tokens import obtain

ADC = Path(".config/gcloud/application_default_credentials.json")


def refused(environment: Mapping[str, str]) -> Diagnosis:
    """Return the reason of the failure, after checking that no message holds a secret."""
    with pytest.raises(DiagnosedError) as caught:
        obtain(environment, Http(environment, agreed(environment), whole=5))
    told = f"{caught.value} {caught.value.diagnosis}"
    assert [] == [secret for secret in (TOKEN, REFRESH, "hush", "PRIVATE KEY") if secret in told]
    return caught.value.diagnosis


def test_a_persons(environment: Mapping[str, str], google: Google, home: Path) -> None:
    """The credentials that gcloud wrote give a token, with their account and quota project."""
    google.user(home / ADC, quota_project_id="quota-prod")
    token = obtain(environment, Http(environment, agreed(environment)))

    assert (TOKEN, str(home / ADC), "", "quota-prod", True) == (
        token.value,
        token.origin,
        token.account,
        token.quota_project,
        token.personal,
    )
    assert REFRESH == google.asked[0].body["refresh_token"]
    assert TOKEN not in repr(token)
    assert [] == [path for path in home.rglob("*") if path.is_file() and TOKEN in path.read_text()]


def test_a_service_account(environment: Mapping[str, str], google: Google, home: Path) -> None:
    """A key named in a variable gives a token, with its account."""
    key = google.service_account(home / "keys" / "acme.json")
    named = {**environment, "GOOGLE_APPLICATION_CREDENTIALS": str(key), "GOOGLE_CLOUD_QUOTA_PROJECT": "quota-env"}
    token = obtain(named, Http(named, agreed(named)))

    assert ("serviceAccount:robot@acme-prod.iam.gserviceaccount.com", "quota-env", False) == (
        token.account,
        token.quota_project,
        token.personal,
    )
    assert ["token"] == google.kinds()  # and no background request for regions


def test_gclouds_directory(environment: Mapping[str, str], google: Google, home: Path) -> None:
    """CLOUDSDK_CONFIG selects other credentials, not those of this process."""
    google.user(home / "other" / ADC.name, refresh_token="another")  # noqa: S106 - nobody's
    named = {**environment, "CLOUDSDK_CONFIG": str(home / "other")}
    obtain(named, Http(named, agreed(named)))

    assert "another" == google.asked[0].body["refresh_token"]


def test_this_process_does_not_count(
    environment: Mapping[str, str], google: Google, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The environment of this process is ignored, and restored afterwards."""
    monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", str(home / "nowhere"))

    assert TOKEN == obtain(environment, Http(environment, agreed(environment))).value
    assert ["token"] == google.kinds()
    with pytest.MonkeyPatch.context() as inner:
        inner.delenv("GOOGLE_APPLICATION_CREDENTIALS")
        assert "bad-key-path" == refused({**environment, "GOOGLE_APPLICATION_CREDENTIALS": str(home / "nowhere")}).name


RUNNER = "https://run-actions-3.actions.githubusercontent.com/idtoken"


@pytest.mark.parametrize(
    ("job", "url", "asked"),
    [
        ({"GITHUB_ACTIONS": "true", "ACTIONS_ID_TOKEN_REQUEST_URL": f"{RUNNER}?v=2"}, f"{RUNNER}?v=2&audience=x", 0),
        ({"GITHUB_ACTIONS": "true", "ACTIONS_ID_TOKEN_REQUEST_URL": f"{RUNNER}?v=2"}, "https://evil.example/", 2),
        ({"GITHUB_ACTIONS": "true", "ACTIONS_ID_TOKEN_REQUEST_URL": "not an address"}, "also not", 2),
        ({"GITHUB_ACTIONS": "true"}, RUNNER, 2),
        ({"ACTIONS_ID_TOKEN_REQUEST_URL": RUNNER}, RUNNER, 2),
    ],
)
def test_the_id_token_of_a_job(job: Mapping[str, str], url: str, asked: int, home: Path) -> None:
    """The file of google-github-actions/auth needs no confirmation in the job whose ID token it requests."""
    path = home / "gha-creds.json"
    content = {
        "type": "external_account",
        "audience": "//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/providers/g",
        "subject_token_type": "urn:ietf:params:oauth:token-type:jwt",
        "token_url": "https://sts.googleapis.com/v1/token",
        "credential_source": {"url": url, "headers": {"Authorization": "Bearer x"}, "format": {"type": "json"}},
    }
    path.write_text(json.dumps(content))
    environment = {"HOME": str(home), "GOOGLE_APPLICATION_CREDENTIALS": str(path), **job}
    try:
        found = find_credential_recipients(find_credentials(environment), environment, {})
    except DiagnosedError:
        assert "also not" == url
        return

    assert asked == sum(recipient.asked for recipient in found)
    named = find_credential_recipients(find_credentials(environment), environment, job)
    assert 2 == sum(recipient.asked for recipient in named)  # a profile that names the server is not the runner


METADATA = """
import json, os, sys
from vxenv.google.http import Http
from vxenv.google.recipients import find_credential_recipients
from vxenv.google.tokens import obtain
environment = json.loads(sys.argv[1])
token = obtain(environment, Http(environment, find_credential_recipients(None, environment, {})))
print(token.origin, token.account, token.personal, len(token.value))
"""


def test_a_machine_of_googles(google: Google, home: Path) -> None:
    """Without a file the metadata server is asked, at the profile's address."""
    environment = {"HOME": str(home), "GCE_METADATA_HOST": google.host}
    done = subprocess.run(
        [sys.executable, "-c", METADATA, json.dumps(environment)], capture_output=True, text=True, check=True
    )

    assert f"{google.host} serviceAccount:vm@acme-prod.iam.gserviceaccount.com False {len(TOKEN)}\n" == done.stdout


def test_none(home: Path, google: Google) -> None:
    """A missing file and metadata server mean missing credentials, and signing in fixes that."""
    environment = {"HOME": str(home), "METADATA_SERVER_DETECTION": "none"}
    found = refused(environment)

    assert ("no-credentials", LOGIN) == (found.name, found.fix)
    assert "no-credentials" == refused({"HOME": str(home), "GCE_METADATA_HOST": "127.0.0.1:9"}).name
    assert (
        "no-credentials" == refused({"HOME": str(home), "GCE_METADATA_HOST": google.host, "NO_GCE_CHECK": "true"}).name
    )
    assert [] == google.asked


@pytest.mark.parametrize(("name", "wire"), TOKEN_FAILURES.items())
def test_tokens_refusals(name: str, wire: Says, environment: Mapping[str, str], google: Google) -> None:
    """Expired credentials, required reauthentication and refusals are distinguished."""
    google.says["token"] = Says(wire.status, wire.body)
    found = refused(environment)

    assert (name, LOGIN) == (found.name, found.fix)


@pytest.mark.parametrize(
    "said",
    [
        Says(body=b"<html>hello</html>"),
        Says(404, b"<html>not here</html>"),
        Says(body={"no": "token"}),
        Says(body={"access_token": "a\nb", "expires_in": 3600}),
        Says(body=[1]),
    ],
)
def test_tokens_nonsense(said: Says, environment: Mapping[str, str], google: Google) -> None:
    """An answer that is not from a token endpoint is reported, with its host."""
    google.says["token"] = said
    found = refused(environment)

    assert ("nonsense", google.host) == (found.name, found.facts.get("service"))


def test_nobody_answers(environment: Mapping[str, str], google: Google) -> None:
    """A token endpoint that is unreachable or slow has its own cause."""
    google.says["token"] = Says(body={"x": "y" * 100}, how="slow")
    with pytest.raises(DiagnosedError) as caught:
        obtain(environment, Http(environment, agreed(environment), whole=1))
    assert "token-unreachable" == caught.value.diagnosis.name

    found = refused({**environment, "CLOUDSDK_AUTH_TOKEN_HOST": "https://token.example/token"})
    assert ("token-unreachable", True) == (found.name, "token.example" in found.what)


def test_plain_http_elsewhere(environment: Mapping[str, str], google: Google, home: Path) -> None:
    """Credentials that send a refresh token or a signed key over plain HTTP to another machine are rejected."""
    elsewhere = "http://token.example/token"
    key = google.service_account(home / "key.json", token_uri=elsewhere)

    assert "insecure" == refused({**environment, "CLOUDSDK_AUTH_TOKEN_HOST": elsewhere}).name
    assert "insecure" == refused({**environment, "GOOGLE_APPLICATION_CREDENTIALS": str(key)}).name


@pytest.mark.parametrize(
    "content",
    ["", "{", "[]", "null", "{}", '{"type": "unheard_of"}', '{"type": "authorized_user"}',
     '{"type": "service_account"}',
     '{"type": "service_account", "private_key": "x", "client_email": "y", "token_uri": "z"}',
     '{"type": "authorized_user", "client_id": 1, "client_secret": 2}',
     '{"type": "external_account"}', '{"type": []}', "\x00\xff", '{"x":' * 2000, " " * 70000],
)  # fmt: skip
def test_malformed_files(content: str, environment: Mapping[str, str], home: Path) -> None:
    """A malformed credential file is reported with its path, and nothing is sent."""
    path = home / "keys" / "acme.json"
    path.parent.mkdir()
    path.write_bytes(content.encode("latin-1"))
    found = refused({**environment, "GOOGLE_APPLICATION_CREDENTIALS": str(path)})

    assert ("bad-credentials-file", True) == (found.name, found.facts["path"].endswith("/keys/acme.json"))


@pytest.mark.parametrize("path", ["missing.json", "file/x.json"])
def test_bad_paths(path: str, environment: Mapping[str, str], home: Path) -> None:
    """A missing file is reported, and a login creates one."""
    (home / "file").write_text("")
    found = refused({**environment, "GOOGLE_APPLICATION_CREDENTIALS": str(home / path)})

    assert ("bad-key-path", f"~/{path}") == (found.name, found.facts["path"])
    assert "gcloud auth application-default login" == found.fix


def test_no_files(environment: Mapping[str, str], home: Path) -> None:
    """A directory in place of the file cannot be used."""
    assert "bad-credentials-file" == refused({**environment, "GOOGLE_APPLICATION_CREDENTIALS": str(home)}).name


def test_login_renews_what_is_used(environment: Mapping[str, str], google: Google, home: Path) -> None:
    """The sign-in command renews the credentials of the profile, not other ones."""
    google.says["token"] = Says(*TOKEN_FAILURES["token-expired"])
    folder = home / "o'ther"
    file = google.user(folder / ADC.name)
    ways = [{"CLOUDSDK_CONFIG": str(folder)}, {"GOOGLE_APPLICATION_CREDENTIALS": str(file)}]

    assert [["env", f"CLOUDSDK_CONFIG={folder}", *LOGIN.split()]] * 2 == [
        shlex.split(refused({**environment, **way}).fix) for way in ways
    ]


FEDERATED = {
    "federation": Says(400, {"error": "invalid_target", "error_description": "The target service is invalid."}),
    "federation-audience": Says(
        400, {"error": "invalid_grant", "error_description": "The audience in ID Token [x] does not match."}
    ),
    "federation-subject": Says(
        400,
        {
            "error": "invalid_request",
            "error_description": "The size of mapped attribute google.subject exceeds the 127 bytes limit.",
        },
    ),
    "federation-condition": Says(
        400,
        {
            "error": "unauthorized_client",
            "error_description": "The given credential is rejected by the attribute condition.",
        },
    ),
}


@pytest.mark.parametrize("name", FEDERATED)
def test_federation_refused(name: str, environment: Mapping[str, str], google: Google, home: Path) -> None:
    """A refusal of the token exchange has the cause that `explain` gives it."""
    token = home / "oidc"
    token.write_text("a.b.c")
    path = home / "gha-creds.json"
    content = {
        "type": "external_account",
        "audience": "//iam.googleapis.com/projects/123456789012/locations/global/workloadIdentityPools/p/providers/g",
        "subject_token_type": "urn:ietf:params:oauth:token-type:jwt",
        "token_url": f"{google.url}/v1/token",
        "credential_source": {"file": str(token)},
    }
    path.write_text(json.dumps(content))
    google.says["token"] = FEDERATED[name]

    assert name == refused({**environment, "GOOGLE_APPLICATION_CREDENTIALS": str(path)}).name
