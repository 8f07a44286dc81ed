"""Test the steps of action.yml in the environment of a runner."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from shells.test_lint import require_shellcheck
from vxenv import __version__
from workflows.runner import ACTION, ROOT, Runner, make_runner

PROFILE = """\
[vertex]
project = "acme-prod"
region = "global"
[models]
opus = "claude-opus-5-5"
sonnet = "claude-sonnet-5"
haiku = "claude-haiku-4-5@20251001"
"""
SCRIPTS = sorted((ROOT / "action").glob("*.sh"))
# What a file could contain to command a runner.
COMMANDS = (
    "\\n::set-env name=EVIL::1\\n::add-path::/evil\\n##[add-path]/evil\\n::stop-commands::x\\nEVIL=1\\nEVIL<<E"
    "\\n1\\nE\\n"
)


@pytest.fixture
def job(tmp_path: Path, work: Path) -> Runner:
    """Provide a job, whose repository has a profile and a directory file."""
    (work / "ci").mkdir()
    (work / "ci" / "prod.toml").write_text(PROFILE)
    (work / ".vxenv.toml").write_text('profile = "prod"\n[models]\nmain = "opus"\n')
    return make_runner(tmp_path / "runner", work)


def errors(job: Runner) -> list[str]:
    """Return the messages of the errors that the runner shows."""
    return [command.message for command in job.commands() if command.name == "error"]


def test_import(job: Runner) -> None:
    """A profile is checked, imported and exported to later steps, and the outputs describe it."""
    before = dict(job.environment)
    job.use_installed(profiles="ci/prod.toml")
    new = {name: value for name, value in job.environment.items() if before.get(name) != value}

    assert (0, []) == (job.code, job.commands()), job.log
    assert {"profile": "prod", "project": "acme-prod", "location": "global"} == job.outputs["profile"]
    assert ("1", "acme-prod", "global", "claude-opus-5-5") == (
        new["CLAUDE_CODE_USE_VERTEX"],
        new["ANTHROPIC_VERTEX_PROJECT_ID"],
        new["CLOUD_ML_REGION"],
        new["ANTHROPIC_DEFAULT_OPUS_MODEL"],
    )
    assert "    project   acme-prod\n" in job.summary
    assert not (job.folder / "runner home" / ".config").exists()
    assert [] == list((job.folder / "temp" / "vxenv").glob("step.*"))


def test_allow(job: Runner) -> None:
    """A directory file is allowed and exported, with the profile that it selects and its own variables."""
    job.use_installed(profiles="ci/prod.toml\n  .vxenv.toml\n\n")

    assert (0, []) == (job.code, job.commands()), job.log
    assert {"profile": "@dir", "project": "acme-prod", "location": "global"} == job.outputs["profile"]
    assert ("global", "opus") == (job.environment["CLOUD_ML_REGION"], job.environment["ANTHROPIC_MODEL"])


def test_use(job: Runner) -> None:
    """The input `use` selects a profile of a bundle or a stack; without it, a bundle is ambiguous."""
    (job.workspace / "team.toml").write_text(
        '[profiles.prod.vertex]\nproject = "acme-prod"\nregion = "global"\n[profiles.eu.vertex]\nregion = "eu"\n'
    )
    job.use_installed(profiles="team.toml", use="prod+eu", check="none")

    assert (0, "prod+eu", "eu") == (job.code, job.outputs["profile"]["profile"], job.environment["CLOUD_ML_REGION"])
    again = make_runner(job.folder / "again", job.workspace).use_installed(profiles="team.toml", check="none")
    assert (1, ['which profile to export is not clear: set the input "use"']) == (again.code, errors(again))


def test_lint_annotates_and_fails(job: Runner) -> None:
    """An error of lint annotates its line, and then nothing is exported."""
    (job.workspace / "ci" / "prod.toml").write_text(PROFILE.replace("sonnet =", "sonet ="))
    job.use_installed(profiles="ci/prod.toml", strict="true")
    found = [command for command in job.commands() if command.name == "error"]

    assert (1, "file=ci/prod.toml,line=6") == (job.code, found[0].properties.partition(",title=")[0]), job.log
    assert "CLOUD_ML_REGION" not in job.environment
    assert {} == job.outputs["profile"]


def test_without_check(job: Runner) -> None:
    """With check none, lint does not run."""
    (job.workspace / "ci" / "prod.toml").write_text(PROFILE.replace("sonnet =", "sonet ="))
    job.use_installed(profiles="ci/prod.toml", check="none")

    assert ["cannot import ./ci/prod.toml"] == errors(job), job.log


@pytest.mark.parametrize(
    ("inputs", "said"),
    [
        ({"profiles": "missing.toml"}, "no such file: ./missing.toml"),
        ({"profiles": "--help"}, "no such file: ./--help"),
        ({"profiles": "$(touch pwned)"}, "no such file: ./$(touch pwned)"),
        ({"profiles": "`touch pwned`; ci/prod.toml"}, "no such file: ./`touch pwned`; ci/prod.toml"),
        ({"profiles": "ci/prod.toml", "use": "--help"}, "cannot export --help"),
        ({"profiles": "ci/prod.toml", "use": '"; touch pwned; "'}, 'cannot export "; touch pwned; "'),
        ({"profiles": "ci/prod.toml", "use": "x\nEVIL=1"}, "cannot export x%0AEVIL=1"),
        ({"profiles": "ci/prod.toml", "use": "x\n::set-env name=EVIL::1"}, "cannot export x%0A::set-env name=EVIL::1"),
        ({"profiles": "ci/prod.toml", "use": "100%\r"}, "cannot export 100%25%0D"),
        ({"check": "x\n::add-path::/evil"}, 'invalid check "x%0A::add-path::/evil": expected lint, online or none'),
        ({"strict": "yes"}, 'invalid strict "yes": expected true or false'),
        ({"profiles": ".vxenv.toml"}, "cannot allow ./.vxenv.toml"),
    ],
    ids=lambda value: " ".join(value.values()).encode("unicode_escape").decode() if isinstance(value, dict) else "",
)  # fmt: skip
def test_hostile_inputs(inputs: dict[str, str], said: str, job: Runner) -> None:
    """An unusable input is an error with its text, which is neither run nor obeyed, and changes no variable."""
    before = set(job.environment)
    job.use_installed(**inputs)

    assert (1, said) == (job.code, errors(job)[-1]), job.log
    assert {"error"} >= {command.name for command in job.commands()} - {"notice", "warning"}
    assert set() == {name for name in set(job.environment) - before if not name.startswith("VXENV_")}
    assert [] == list(job.workspace.rglob("pwned*"))


@pytest.mark.parametrize("check", ["lint", "none"])
def test_hostile_files(check: str, job: Runner) -> None:
    """Text of a profile is no workflow command, and no variable ends early in GITHUB_ENV."""
    name = "::set-env name=EVIL::1.toml"
    (job.workspace / name).write_text(
        f'description = "{COMMANDS}"\n{PROFILE}[env]\nA = "{COMMANDS}"\n'
        'B = "100% ::add-path::/evil ##[add-path]/evil"\n'
    )
    job.use_installed(profiles=f"{name}\nci/prod.toml", check=check)
    other = make_runner(job.folder / "other", job.workspace)
    (other.workspace / "hostile.toml").write_text((job.workspace / name).read_text())
    other.use_installed(profiles="hostile.toml", check=check)

    # The name of the file is not the name of a profile.
    assert (1, True) == (job.code, errors(job)[-1].startswith("cannot import ")), job.log
    assert 0 == other.code, other.log
    for each in (job, other):
        assert {"error", "notice", "warning"} >= {command.name for command in each.commands()}
        assert "EVIL" not in each.environment
    assert COMMANDS.replace("\\n", "\n") == other.environment["A"]
    assert "100% ::add-path::/evil ##[add-path]/evil" == other.environment["B"]
    assert "EVIL" not in other.summary


def test_reserved_variables(job: Runner) -> None:
    """A profile cannot set variables of the runner or of bash."""
    (job.workspace / "bad.toml").write_text(PROFILE + '[env]\nGITHUB_TOKEN = "x"\n')
    job.use_installed(profiles="bad.toml", check="none")

    assert (1, "cannot export bad", False) == (job.code, errors(job)[-1], "GITHUB_TOKEN" in job.environment)


def test_invalid_version(job: Runner) -> None:
    """Only a release can be installed."""
    for version in ("1.0; touch pwned", "--help", "1.0\nEVIL=1", "git+https://example.com/x"):
        runner = make_runner(job.folder / str(abs(hash(version))), job.workspace).use(version=version)
        assert (1, True) == (runner.code, errors(runner)[-1].startswith("invalid version ")), runner.log


def test_no_python(job: Runner, tmp_path: Path) -> None:
    """Without a Python that can run vxenv, the error names the action that installs one."""
    tools = tmp_path / "tools"
    tools.mkdir()
    for name in ("bash", "dirname", "od", "tr"):
        (tools / name).symlink_to(f"/usr/bin/{name}")
    (tools / "python3").write_text("#!/bin/sh\nexit 1\n")
    (tools / "python3").chmod(0o755)
    job.environment["PATH"] = str(tools)
    job.use()

    assert ["vxenv requires Python 3.11 or later: add a step with actions/setup-python"] == errors(job)


@pytest.mark.long
def test_install(job: Runner, house: Path) -> None:
    """The action installs this commit and dependencies with known hashes, and adds only vxenv to PATH."""
    python = Path(sys.executable).parent
    job.environment |= {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(house), "PATH": f"{python}:/usr/bin:/bin"}
    job.use(profiles="ci/prod.toml")
    place = job.folder / "temp" / "vxenv"

    assert (0, __version__) == (job.code, job.outputs["install"]["version"]), job.log
    assert (["vxenv"], str(place / "config")) == (
        [path.name for path in (place / "path").iterdir()],
        job.environment["VXENV_CONFIG_DIR"],
    )
    ran = subprocess.run(
        ["vxenv", "exec", "prod", "--", "env"], env=job.environment, capture_output=True, text=True, check=True
    )
    assert "CLOUD_ML_REGION=global" in ran.stdout.splitlines()


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_scripts(script: Path) -> None:
    """The scripts pass shellcheck and parse."""
    subprocess.run(["bash", "-n", script], check=True)
    require_shellcheck()
    done = subprocess.run(
        ["shellcheck", "--external-sources", script], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert (0, "") == (done.returncode, done.stdout)


def test_inputs_reach_scripts_as_variables() -> None:
    """No expression is part of a script, where its value would be code; every input and output is described."""
    steps = ACTION["runs"]["steps"]
    used = set(re.findall(r"inputs\.([a-z]+)", str(steps)))

    assert [] == [step["run"] for step in steps if "${{" in step["run"]]
    assert set(ACTION["inputs"]) == used
    assert [] == [
        name for kind in ("inputs", "outputs") for name, row in ACTION[kind].items() if not row["description"]
    ]


def test_page() -> None:
    """The page for users lists every input with its default, and every output."""
    page = (ROOT / "docs" / "how-to" / "ci.md").read_text()
    inputs, _, outputs = page.partition("## Inputs")[2].partition("## Outputs")
    rows = [[cell.strip(" `") for cell in line.split("|")] for line in inputs.splitlines() if line.startswith("| `")]

    assert {name: row["default"] for name, row in ACTION["inputs"].items()} == {row[1]: row[-2] for row in rows}
    assert list(ACTION["outputs"]) == re.findall(r"(?m)^\| `([a-z]+)`", outputs)
