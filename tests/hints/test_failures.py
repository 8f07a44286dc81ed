"""Test the fixes of Google's failures: a page, or a command that gcloud and others accept as printed."""

import os
import subprocess
from pathlib import Path

import pytest

from hints.stub_programs import write_standins
from shells.home import Home
from vxenv.google.failures import make_diagnosis, read_causes

FACTS = {
    "project": "acme-prod",
    "location": "us-east5",
    "model": "claude-opus-5-5",
    "metric": "aiplatform.googleapis.com/online_prediction_requests",
    "permission": "aiplatform.endpoints.predict",
    "account": "user:me@acme.example",
    "robot": "ci@acme-prod.iam.gserviceaccount.com",
    "pool": "github-pool",
    "provider": "github-provider",
    "service": "aiplatform.googleapis.com",
    "object": "gs://acme-vxenv/profiles.toml",
    "bucket": "gs://acme-vxenv",
    "constraint": "vertexai.allowedPartnerModelFeatures",
}
WAYS = [(name, known) for name in read_causes() for known in ((), ("project",), ("location",), tuple(FACTS))]


@pytest.mark.parametrize(("name", "known"), WAYS)
def test_each_fix_is_a_page_or_a_command(name: str, known: tuple[str, ...], tmp_path: Path) -> None:
    """For any error, the fix of its cause can be pasted: a program accepts its arguments, or it is an address."""
    fix = make_diagnosis(name, **{fact: FACTS[fact] for fact in known}).fix
    if fix.startswith("https://"):
        assert (1, False) == (len(fix.split()), "{" in fix)
        return
    home = Home(str(tmp_path / "home"))
    folder = write_standins(home)
    os.chmod(home.write("bin/vxenv", "#!/bin/sh\n"), 0o700)
    path = f"{folder}:{os.environ['PATH']}"
    done = subprocess.run(["bash", "-c", fix], env={"PATH": path}, capture_output=True, text=True, check=False)

    assert (0, "") == (done.returncode, done.stderr), fix
