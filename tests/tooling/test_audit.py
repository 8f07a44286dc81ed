"""Test that requirements of tests are pinned with hashes, and that an audit without checks reports no success."""

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

import audit

ROOT = Path(__file__).parents[2]
LOCK = ROOT / "tests" / "lock"
SKIPPED = {"name": "a", "skip_reason": "Dependency not found"}
FINE: dict[str, Any] = {"name": "b", "version": "1", "vulns": []}
WEAK = {"name": "c", "version": "1", "vulns": [{"id": "PYSEC-1", "fix_versions": ["2"]}]}


@pytest.mark.parametrize(
    ("found", "code", "said"),
    [
        ([FINE], 0, "audit: no known vulnerabilities in 1 packages"),
        ([FINE, SKIPPED], 0, "audit: no known vulnerabilities in 1 packages; 1 could not be checked"),
        ([SKIPPED], 0, "audit: nothing was checked: the registry has no data on any of 1 packages"),
        ([], 0, "audit: nothing was checked: the registry has no data on any of 0 packages"),
        ([FINE, WEAK], 1, "audit: known vulnerabilities in 2 packages: 1"),
    ],
)
def test_verdicts(found: list[dict[str, Any]], code: int, said: str) -> None:
    """Checked, unchecked and vulnerable results are distinguished."""
    verdict = audit.judge(found)

    assert (code, said) == (verdict.code, verdict.lines[-1])


def test_without_a_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """If the auditor cannot be installed, nothing was checked, and that is not a failure."""

    def fail() -> Path:
        raise OSError("no network")

    monkeypatch.setattr(audit, "install", fail)

    assert audit.Verdict(0, ["audit: nothing was checked: no network"]) == audit.audit()


@pytest.mark.parametrize("name", ["python.txt", "xonsh.txt", "audit.txt"])
def test_each_requirement_has_hashes(name: str) -> None:
    """Each package has one version and hashes; no line names a registry."""
    text = (LOCK / name).read_text()
    packages = re.findall(r"^[a-z0-9][^\n]*(?:\n    --hash=sha256:[0-9a-f]{64}(?: \\)?)+$", text, re.MULTILINE)

    assert text.count("==") >= len(packages) > 0
    assert [] == [
        line for line in text.splitlines() if not re.match(r"[a-z0-9._-]+==|    --hash=sha256:[0-9a-f]{64}", line)
    ]
    assert len(packages) == len(re.findall(r"^[a-z]", text, re.MULTILINE))


def test_all_that_tests_need_is_locked() -> None:
    """The requirements in pyproject.toml are in the lock."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    wanted = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    names = {re.split(r"[\[><=]", one)[0].lower().replace("_", "-") for one in wanted}

    assert set() == names - set(re.findall(r"^([a-z0-9-]+)==", (LOCK / "python.txt").read_text(), re.MULTILINE))


@pytest.mark.parametrize("folder", sorted(path.parent.name for path in LOCK.glob("*/package.json")))
def test_each_package_of_npm_has_its_hash(folder: str) -> None:
    """Each npm package has a hash and no address, and the package that is asked for has its version."""
    ((name, version),) = json.loads((LOCK / folder / "package.json").read_text())["dependencies"].items()
    packages = json.loads((LOCK / folder / "package-lock.json").read_text())["packages"]
    del packages[""]

    assert version == packages[f"node_modules/{name}"]["version"]
    assert {("sha512-", False)} == {(one["integrity"][:7], "resolved" in one) for one in packages.values()}
