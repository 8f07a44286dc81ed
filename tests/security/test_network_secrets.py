"""Test errors of a server, or of a gateway, that repeat the request."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from cloud.conftest import environment, google
from cloud.fake import TOKEN, Google, Says
from commandline import called

__all__ = ["environment", "google"]

OTHER = "AIzaSyA1234567890123456789012345678901"


@pytest.mark.parametrize("words", [["probe", "p"], ["probe", "p", "--json"], ["doctor", "p", "--online", "--json"]])
@pytest.mark.parametrize("token", [TOKEN, "a-token-of-no-known-shape"])
def test_what_a_server_repeats(
    words: list[str],
    token: str,
    google: Google,
    environment: Mapping[str, str],
    profile: Callable[[str, str], Path],
) -> None:
    """No secret in an answer is shown: neither a sent one, nor text that looks like one."""
    address = environment["ANTHROPIC_VERTEX_BASE_URL"]
    profile("p", f'[vertex]\nproject = "acme-prod"\nregion = "global"\nbase_url = "{address}"\n')
    google.says["token"] = Says(200, {"access_token": token, "expires_in": 3600, "token_type": "Bearer"})
    said = f"strange trouble with Authorization: Bearer {token} and ?key={OTHER}"
    google.says["count"] = google.says["models"] = Says(
        418, {"error": {"code": 418, "message": said, "status": "ODD"}}
    )
    ran = called(*words, "--yes", env={**environment, "VXENV_TODAY": "2026-11-22"})

    assert [] == [secret for secret in (token, OTHER) if secret in ran.stdout + ran.stderr]
    assert "strange trouble" in ran.stdout + ran.stderr or words[0] == "doctor", ran
