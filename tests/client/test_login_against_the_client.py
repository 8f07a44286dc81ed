"""Test with Claude Code that rejected credentials of a profile are renewed by the command that vxenv passes.

The credentials are a user's, as gcloud writes them. Claude Code sends their refresh token to oauth2.googleapis.com,
which is on loopback here, behind a proxy with an authority of its own.
"""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from client.vertex import QUIET, Claude, _stream
from cloud.fake import Asked, Says, serving
from cloud.tunnel import tunnelling
from commandline import run_process
from vxenv.catalogue.clients import Version

# A gcloud that gets a stale refresh token at first, and a fresh one afterwards.
GCLOUD = """#!/bin/sh
file=$CLOUDSDK_CONFIG/application_default_credentials.json
token=stale
[ ! -e "$file" ] || token=fresh
printf '{"type": "authorized_user", "client_id": "i", "client_secret": "s", "refresh_token": "%s"}' $token >"$file"
echo "$token ${GOOGLE_APPLICATION_CREDENTIALS-unset} $*" >>"$HOME/calls"
"""
LOGIN = " auth application-default login"
REAUTH = {"error": "invalid_grant", "error_subtype": "invalid_rapt", "error_description": "reauth related error"}
DENIED = {"error": {"code": 401, "status": "UNAUTHENTICATED", "message": "invalid authentication credentials"}}
MESSAGE = {
    "id": "msg_1",
    "type": "message",
    "role": "assistant",
    "model": "claude",
    "content": [{"type": "text", "text": "renewed"}],
    "stop_reason": "end_turn",
    "usage": {"input_tokens": 1, "output_tokens": 1},
}


def grant(asked: Asked, *, reject: bool) -> Says:
    """Answer with a token named after the refresh token; with `reject`, reject stale ones as expired."""
    held = asked.body["refresh_token"]
    if reject and held == "stale":
        return Says(400, REAUTH)
    return Says(body={"access_token": held, "expires_in": 3600, "token_type": "Bearer"})


def answer(asked: Asked) -> Says:
    """Answer a request that has a fresh token."""
    if asked.headers.get("authorization") != "Bearer fresh":
        return Says(401, DENIED)
    if asked.path.endswith(":streamRawPredict"):
        return Says(body=_stream(MESSAGE), headers={"Content-Type": "text/event-stream"})
    return Says(body=MESSAGE)


@pytest.fixture
def calls(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put the fake gcloud first on PATH, and return the file of its calls."""
    gcloud = home / "bin" / "gcloud"
    gcloud.parent.mkdir()
    gcloud.write_text(GCLOUD)
    gcloud.chmod(0o755)
    monkeypatch.setenv("PATH", str(gcloud.parent), prepend=":")
    return home / "calls"


class Result(NamedTuple):
    """The result of a run of Claude Code after a login."""

    # The exit code and the output.
    code: int
    output: str
    # The refresh tokens that gcloud wrote during the run, with its value of GOOGLE_APPLICATION_CREDENTIALS.
    renewed: list[str]


def run_signed_in(
    claude: Claude, home: Path, calls: Path, profile: Callable[[str, str], Path], *, reject: bool
) -> Result:
    """Sign in the profile prod, which gets a stale token, and run Claude Code with it."""
    with serving() as server, tunnelling(server, home / "authority") as tunnel:
        server.says["token"] = lambda asked: grant(asked, reject=reject)
        server.says["call"] = answer
        profile(
            "prod",
            f'[vertex]\nproject = "acme-prod"\nregion = "global"\nbase_url = "{server.url}/v1"\n'
            '[models]\nmain = "claude-opus-5-5"\n[env]\nMETADATA_SERVER_DETECTION = "none"\n',
        )
        assert 0 == run_process("login", "prod").code
        calls.unlink()
        proxy = {"HTTPS_PROXY": tunnel.url, "NODE_EXTRA_CA_CERTS": str(tunnel.authority), "NO_PROXY": "127.0.0.1"}
        ran = run_process("exec", "prod", "--", claude.path, "-p", "hi", env={**QUIET, **proxy})
    lines = calls.read_text().splitlines() if calls.exists() else []
    # Version 2.1.197 also asks gcloud for a project.
    logins = [line.removesuffix(LOGIN) for line in lines if line.endswith(LOGIN)]
    return Result(ran.code, ran.stdout.strip(), logins)


def test_expired_credentials_are_renewed(
    claude: Claude, home: Path, calls: Path, profile: Callable[[str, str], Path]
) -> None:
    """If the token server rejects the credentials, Claude Code runs the command once, and the request succeeds."""
    assert Result(0, "renewed", ["fresh unset"]) == run_signed_in(claude, home, calls, profile, reject=True)


def test_a_rejected_request_renews_nothing(
    claude: Claude, home: Path, calls: Path, profile: Callable[[str, str], Path]
) -> None:
    """If only Vertex rejects the token, Claude Code fails; newer versions print the command."""
    ran = run_signed_in(claude, home, calls, profile, reject=False)

    assert (1, []) == (ran.code, ran.renewed), ran
    assert ("gcloud auth application-default login` and retry" in ran.output) == (claude.version > Version(2, 1, 197))
