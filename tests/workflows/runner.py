"""Run the steps of action.yml as a runner of GitHub Actions would.

Sources: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands and
https://github.com/actions/runner/tree/main/src/Runner.Worker (ActionCommandManager.cs, FileCommandManager.cs).
"""

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text())
# What a runner does with a line of the log; the others are disabled since 2020.
_KNOWN = ("add-mask", "add-matcher", "add-path", "debug", "echo", "endgroup", "error", "group", "notice",
          "remove-matcher", "save-state", "set-env", "set-output", "stop-commands", "warning")  # fmt: skip
_COMMAND = re.compile(r"\s*::([a-z-]+)(?: ([^:]*))?::(.*)")
_OLD = re.compile(r"##\[([a-z-]+)(?: ([^\]]*))?\](.*)")


@dataclass
class Command:
    """A workflow command in a log."""

    name: str
    properties: str
    message: str


@dataclass
class Runner:
    """A job on a runner."""

    folder: Path
    workspace: Path
    environment: dict[str, str]
    log: str = ""
    code: int = 0
    outputs: dict[str, dict[str, str]] = field(default_factory=dict)

    def use(self, **inputs: str) -> "Runner":
        """Run the action with `inputs` until a step fails, and return this."""
        given = {name: row.get("default", "") for name, row in ACTION["inputs"].items()} | inputs
        for number, step in enumerate(ACTION["runs"]["steps"]):
            if self.code == 0 and self._is_wanted(step.get("if", ""), given):
                self._run(step, given, number)
        return self

    def pretend_installed(self) -> None:
        """Provide the result of the step `install` with this Python's vxenv."""
        place = self.folder / "temp" / "vxenv"
        for name in ("path", "venv/bin", "config", "state", "cache"):
            (place / name).mkdir(parents=True)
        for kind in ("config", "state", "cache"):
            self.environment[f"VXENV_{kind.upper()}_DIR"] = str(place / kind)
            (place / kind).chmod(0o700)
        for path, words in (("venv/bin/python", ""), ("path/vxenv", " -P -m vxenv")):
            (place / path).write_text(f'#!/bin/sh\nexec "{sys.executable}"{words} "$@"\n')
            (place / path).chmod(0o755)
        self.environment["PATH"] = f"{place / 'path'}:{self.environment['PATH']}"

    def use_installed(self, **inputs: str) -> "Runner":
        """Run the steps after `install` with `inputs`, and return this."""
        self.pretend_installed()
        self.outputs["install"] = {"version": "0"}
        return self.use(**inputs)

    def commands(self) -> list[Command]:
        """Return the commands that the runner obeys in the log."""
        found = []
        stopped = ""
        for line in self.log.splitlines():
            match = _COMMAND.fullmatch(line) or (None if stopped else _OLD.search(line))
            if stopped:
                stopped = "" if line.strip() == f"::{stopped}::" else stopped
            elif match and match[1] in _KNOWN:
                found.append(Command(match[1], match[2] or "", match[3]))
                stopped = match[3] if match[1] == "stop-commands" else ""
        return [command for command in found if command.name != "stop-commands"]

    @property
    def summary(self) -> str:
        """The summary of the job."""
        return "".join(path.read_text() for path in sorted(self.folder.glob("summary-*")))

    def _is_wanted(self, condition: str, inputs: Mapping[str, str]) -> bool:
        if not condition:
            return True
        match = re.fullmatch(r"inputs\.([a-z]+) == '([a-z]+)'", condition)
        assert match, condition
        return inputs[match[1]] == match[2]

    def _run(self, step: Mapping[str, Any], inputs: Mapping[str, str], number: int) -> None:
        if step.get("id", "") in self.outputs:  # pretended
            return
        files = {name: self.folder / f"{name}-{number}" for name in ("env", "output", "path", "summary")}
        for path in files.values():
            path.touch()
        script = self.folder / f"script-{number}.sh"
        script.write_text(step["run"])
        given = {name: self._expand(value, inputs) for name, value in step["env"].items()}
        commanded = {
            "GITHUB_ENV": files["env"], "GITHUB_OUTPUT": files["output"], "GITHUB_PATH": files["path"],
            "GITHUB_STEP_SUMMARY": files["summary"], "GITHUB_ACTION_PATH": ROOT,
        }  # fmt: skip
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", script],
            cwd=self.workspace,
            env={**self.environment, **given, **{name: str(path) for name, path in commanded.items()}},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        self.log += done.stdout.decode(errors="replace")
        self.code = done.returncode
        self.environment |= read_file_commands(files["env"].read_text())
        self.outputs[step.get("id", str(number))] = read_file_commands(files["output"].read_text())
        for line in files["path"].read_text().splitlines():
            self.environment["PATH"] = f"{line}:{self.environment['PATH']}"

    def _expand(self, value: str, inputs: Mapping[str, str]) -> str:
        """Return `value` with its expressions replaced."""

        def replace(match: re.Match[str]) -> str:
            kind, *rest = match[1].split(".")
            return inputs[rest[0]] if kind == "inputs" else self.outputs.get(rest[0], {}).get(rest[2], "")

        return re.sub(r"\$\{\{ ([a-z.]+) \}\}", replace, value)


def read_file_commands(text: str) -> dict[str, str]:
    """Return the variables of a GITHUB_ENV or GITHUB_OUTPUT file."""
    found = {}
    lines = iter(text.splitlines())
    for line in lines:
        name, equals, value = line.partition("=")
        before, marks, end = line.partition("<<")
        if marks and len(before) < len(name):
            name = before
            value = "\n".join(iter(lines.__next__, end))
        else:
            assert equals, line
        found[name] = value
    return found


def make_runner(folder: Path, workspace: Path) -> Runner:
    """Return a runner with its directories in `folder` and only its own environment."""
    home = folder / "runner home"
    for path in (home, folder / "temp"):
        path.mkdir(parents=True)
    environment = {
        "CI": "true",
        "GITHUB_ACTIONS": "true",
        "GITHUB_WORKSPACE": str(workspace),
        "HOME": str(home),
        "LANG": "C.UTF-8",
        "PATH": os.environ["PATH"],
        "RUNNER_TEMP": str(folder / "temp"),
    }
    return Runner(folder, workspace, environment)
