"""Test explain with the output and the debug log of Claude Code after a refusal by Vertex."""

from collections.abc import Callable
from pathlib import Path

import pytest

from client.vertex import Claude, told
from cloud.error_responses import FAILURES, MODEL
from cloud.fake import Says, serving
from commandline import called
from vxenv.checks.explain import explain_error
from vxenv.profiles.user_catalogue import load_knowledge

# The log also names the location, and the catalogue knows that single regions do not serve the model.
LOGGED = {"not-found": "not-servable"}
CAUSES = ("not-found", "not-servable", "quota", "iam", "api-off", "token-rejected")


@pytest.mark.parametrize("name", CAUSES)
def test_what_the_client_says(name: str, claude: Claude, home: Path, profile: Callable[[str, str], Path]) -> None:
    """The cause is found in the output and in the debug log, and with the profile also the fix."""
    pins = dict.fromkeys(("OPUS", "SONNET", "HAIKU"), MODEL)
    with serving() as google:
        google.says["call"] = Says(FAILURES[name].status, [FAILURES[name].body])
        given = {
            "CLAUDE_CODE_USE_VERTEX": "1",
            "ANTHROPIC_VERTEX_PROJECT_ID": "acme-prod",
            "ANTHROPIC_VERTEX_BASE_URL": f"{google.url}/v1",
            "CLOUD_ML_REGION": "europe-west1",
            "GCE_METADATA_HOST": google.host,
            **{f"ANTHROPIC_DEFAULT_{family}_MODEL": model for family, model in pins.items()},
        }
        code, said = told(claude, given, home, "--debug-file", str(home / "debug.log"))
    found = [explain_error(text, load_knowledge()) for text in (said, (home / "debug.log").read_text())]
    profile("p", f'[vertex]\nproject = "acme-prod"\nregion = "europe-west1"\n[models]\nopus = "{MODEL}"\n')
    ran = called("explain", "--profile", "p", said, env={"VXENV_TODAY": "2026-11-22"})

    assert (1, [name, LOGGED.get(name, name)]) == (code, [one.diagnosis.name if one else "" for one in found]), said
    assert ("vxenv set p vertex.region=eu" in ran.stdout) == (name in ("not-found", "not-servable", "quota"))
