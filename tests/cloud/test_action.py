"""Test the step of action.yml that checks a profile with Google."""

from pathlib import Path

import pytest

from cloud.error_responses import FAILURES
from cloud.fake import TOKEN, Google, Says
from workflows.runner import Runner, make_runner

PROFILE = '[vertex]\nproject = "acme-prod"\nregion = "global"\n{}[models]\nopus = "claude-opus-5-5"\n'


@pytest.fixture
def job(tmp_path: Path, work: Path, google: Google) -> Runner:
    """Provide a job whose profile selects the Google server here, and whose credentials are a user's."""
    (work / "prod.toml").write_text(PROFILE.format(google.table()))
    (work / ".vxenv.toml").write_text('profile = "prod"\n')
    runner = make_runner(tmp_path / "runner", work)
    # As google-github-actions/auth does before.
    runner.environment["GOOGLE_APPLICATION_CREDENTIALS"] = str(google.user(tmp_path / "gha-creds.json"))
    runner.environment["VXENV_TODAY"] = "2026-11-22"
    return runner


def test_online(job: Runner, google: Google) -> None:
    """Token, billing, API, IAM, quota and each model are requested, and the token is not shown."""
    job.use_installed(profiles="prod.toml", check="online")

    assert 0 == job.code, job.log
    assert {"token", "billing", "api", "iam", "quotas", "count"} == set(google.kinds())
    assert TOKEN not in job.log + job.summary


def test_online_refused(job: Runner, google: Google) -> None:
    """A refusal fails the job with its cause and its fix as an annotation."""
    google.says["count"] = Says(*FAILURES["billing-off"])
    job.use_installed(profiles="prod.toml", check="online")
    found = [command for command in job.commands() if command.name == "error"]

    assert 1 == job.code, job.log
    assert "billing is not enabled for acme-prod%0Ahint: https://console.cloud.google.com/billing/" in found[0].message
    assert "acme-prod" == job.environment["ANTHROPIC_VERTEX_PROJECT_ID"]


def test_hostile_answer(job: Runner, google: Google) -> None:
    """Text of an answer is no workflow command."""
    google.says["count"] = Says(
        403,
        {
            "error": {
                "code": 403,
                "status": "X",
                "message": "a\n::set-env name=EVIL::1\n##[add-path]/evil\r::add-path::/",
            }
        },
    )
    job.use_installed(profiles="prod.toml", check="online")

    assert {"error", "notice", "warning"} >= {command.name for command in job.commands()}
    assert "EVIL" not in job.environment


def test_a_directory_file_that_names_a_server(job: Runner, google: Google) -> None:
    """Without a terminal, a directory file that directs requests elsewhere is not allowed, and no token is sent."""
    (job.workspace / ".vxenv.toml").write_text(PROFILE.format(google.table()))
    job.use_installed(profiles=".vxenv.toml", check="online")

    assert (1, []) == (job.code, google.asked), job.log
    assert "cannot allow ./.vxenv.toml" == job.commands()[-1].message
