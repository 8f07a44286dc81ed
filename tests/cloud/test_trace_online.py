"""Test --debug of a command that asks Google: it shows the hosts, and no token."""

from collections.abc import Mapping

from cloud.fake import Google, Says
from commandline import Run


def test_who_is_asked(environment: Mapping[str, str], google: Google, process: Run) -> None:
    """Each request and connection is shown with its result; tokens and their sources are not."""
    google.says["models"] = Says(body={"publisherModels": []})
    on = {"CLAUDE_CODE_USE_VERTEX": "1", "ANTHROPIC_VERTEX_PROJECT_ID": "acme-prod"}
    ran = process("models", "--refresh", "--yes", "--debug", env={**environment, **on})
    sent = [one.headers["authorization"].split()[-1] for one in google.asked if "authorization" in one.headers]

    assert (0, True, True, True, True, []) == (
        ran.code,
        "/v1beta1/publishers/anthropic/models" in ran.stderr,
        " answers 200, " in ran.stderr,
        "ask      connect to 127.0.0.1:" in ran.stderr,
        bool(sent),
        [token for token in sent if token in ran.stderr],
    )
    assert "application_default_credentials.json" in ran.stderr
