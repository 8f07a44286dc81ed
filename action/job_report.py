"""Read JSON of vxenv on standard input, and report it to the runner.

usage: job_report.py imported | variables PROFILE | checks
"""

import json
import os
import sys
from typing import Any

# The groups of doctor that concern a job; others are about shells, or about programs that later steps may install.
_GROUPS = ("profile", "routing", "credentials", "network", "online")
_LEVELS = {"failed": "error", "warning": "warning"}


def name_imported(imported: dict[str, Any]) -> str:
    """Return the name of the imported profile, "" if there are several."""
    names = [profile["name"] for profile in imported["profiles"]]
    return names[0] if len(names) == 1 else ""


def report_variables(profile: str, exported: dict[str, Any]) -> None:
    """Set the outputs of the step, and add a paragraph to the summary of the job."""
    values = exported["set"]
    outputs = {
        "profile": profile,
        "project": values.get("ANTHROPIC_VERTEX_PROJECT_ID", ""),
        "location": values.get("CLOUD_ML_REGION", ""),
    }
    lines = [f"{name}={_flatten(value)}\n" for name, value in outputs.items()]
    _append("GITHUB_OUTPUT", "".join(lines))
    # Indented text is code, in which nothing is markup. Only names of variables are shown.
    shown = [f"    {_flatten(name)}\n" for name in values]
    rows = [f"    {name:<8}  {_flatten(value)}\n" for name, value in outputs.items() if value]
    _append("GITHUB_STEP_SUMMARY", "".join(["### vxenv\n\n", *rows, "    \n", *shown, "\n"]))


def report_checks(checks: list[dict[str, Any]]) -> int:
    """Print annotations for failed checks and warnings; return 1 if a check failed, else 0."""
    failed = 0
    for check in checks:
        if check["group"] not in _GROUPS or check["state"] not in _LEVELS:
            continue
        failed |= check["state"] == "failed"
        what = f"{check['name']}: {check['what']}" + (f"\nhint: {check['hint']}" if check["hint"] else "")
        _print(f"::{_LEVELS[check['state']]} title=vxenv::{_escape(what)}\n")
    return int(failed)


def _flatten(value: str) -> str:
    """Return `value` on one line, without control characters."""
    return "".join(character if character.isprintable() else "?" for character in value)


def _escape(value: str) -> str:
    """Return `value` as the message of a workflow command."""
    lines = [_flatten(line).replace("%", "%25") for line in value.split("\n")]
    return "%0A".join(lines)


def _append(variable: str, text: str) -> None:
    with open(os.environ[variable], "a", encoding="utf-8") as file:
        file.write(text)


def _print(text: str) -> None:
    sys.stdout.buffer.write(text.encode(errors="replace"))


def main() -> int:
    """Run the report that the first argument names."""
    read = json.load(sys.stdin)
    if sys.argv[1] == "imported":
        _print(name_imported(read) + "\n")
    elif sys.argv[1] == "variables":
        report_variables(sys.argv[2], read)
    else:
        return report_checks(read["checks"])
    return 0


if __name__ == "__main__":
    sys.exit(main())
