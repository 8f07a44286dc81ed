"""Check vxenv's dependencies and those of its tests for known vulnerabilities: `make audit`.

Exits with 1 if there are any. Without a network it reports that nothing was checked and exits with 0: a missing
network is not a fault of vxenv.
"""

import json
import subprocess
import sys
import venv
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).parent.parent
LOCKS = ROOT / "tests" / "lock"
AUDITED = ("python.txt", "installers.txt", "sdk.txt", "xonsh.txt")
PLACE = ROOT / ".venv" / "audit"
PATIENCE = 300  # seconds for each step


class Verdict(NamedTuple):
    """The result of an audit."""

    # The exit code.
    code: int
    # The text to print.
    lines: list[str]


def judge(dependencies: list[dict[str, Any]]) -> Verdict:
    """Return the verdict on `dependencies`, as ``pip-audit --format json`` lists them."""
    skipped = sum("skip_reason" in one for one in dependencies)
    checked = len(dependencies) - skipped
    if not checked:
        # pip-audit itself prints "no known vulnerabilities" then.
        return Verdict(0, [f"audit: nothing was checked: the registry has no data on any of {skipped} packages"])
    found = [
        f"{one['name']} {one['version']}: {weakness['id']}, fixed in {', '.join(weakness['fix_versions']) or 'none'}"
        for one in dependencies
        for weakness in one.get("vulns", ())
    ]
    rest = f"; {skipped} could not be checked" if skipped else ""
    if found:
        return Verdict(1, [*found, f"audit: known vulnerabilities in {checked} packages: {len(found)}{rest}"])
    return Verdict(0, [f"audit: no known vulnerabilities in {checked} packages{rest}"])


def install() -> Path:
    """Install pip-audit, with hashes, and return its program. Raises OSError and subprocess.SubprocessError."""
    program = PLACE / "bin" / "pip-audit"
    lock, installed = LOCKS / "audit.txt", PLACE / "lock.txt"
    if not (installed.exists() and installed.read_bytes() == lock.read_bytes()):
        venv.create(PLACE, clear=True, with_pip=True)
        words = ["install", "--quiet", "--require-hashes", "--requirement", str(lock)]
        pip = [
            str(PLACE / "bin" / "python"),
            "-m",
            "pip",
            "--disable-pip-version-check",
            "--timeout=10",
            "--retries=1",
        ]
        subprocess.run([*pip, *words], check=True, capture_output=True, timeout=PATIENCE)
        installed.write_bytes(lock.read_bytes())
    return program


def ask(program: Path, lock: Path) -> list[dict[str, Any]]:
    """Return pip-audit's report on the packages in `lock`. Raises OSError, ValueError and SubprocessError."""
    words = [
        "--requirement",
        str(lock),
        "--require-hashes",
        "--disable-pip",
        "--format=json",
        "--progress-spinner=off",
    ]
    done = subprocess.run(
        [str(program), *words, "--timeout=10"], check=False, capture_output=True, text=True, timeout=PATIENCE
    )
    if not done.stdout.strip():
        raise ValueError(done.stderr.strip().rpartition("\n")[2])
    dependencies: list[dict[str, Any]] = json.loads(done.stdout)["dependencies"]
    return dependencies


def audit() -> Verdict:
    """Audit all locks."""
    try:
        program = install()
        return judge([one for name in AUDITED for one in ask(program, LOCKS / name)])
    except subprocess.TimeoutExpired:
        return Verdict(0, [f"audit: nothing was checked: no answer in {PATIENCE} seconds"])
    except subprocess.CalledProcessError as error:
        why = error.stderr.decode(errors="replace").strip().rpartition("\n")[2]
        return Verdict(0, [f"audit: nothing was checked: pip-audit could not be installed: {why}"])
    except (OSError, ValueError, LookupError) as error:
        return Verdict(0, [f"audit: nothing was checked: {error}"])


if __name__ == "__main__":
    verdict = audit()
    sys.stdout.write("".join(f"{line}\n" for line in verdict.lines))
    sys.exit(verdict.code)
