"""Render findings as text, JSON, SARIF and GitHub annotations."""

import os
import sys
from collections.abc import Sequence
from typing import Any

from vxenv import __version__
from vxenv.catalogue.secrets import redact_text
from vxenv.checks.finding import ERROR, NOTE, WARNING, Finding
from vxenv.checks.lint.rules import EXPLANATIONS
from vxenv.cli.output.terminal import highlight, render_own_text, style
from vxenv.errors import render_hints
from vxenv.paths import shorten_path

SEVERITY_COLOURS = {ERROR: "red", WARNING: "yellow", NOTE: "cyan"}
_GITHUB = {ERROR: "error", WARNING: "warning", NOTE: "notice"}


def render_findings(findings: Sequence[Finding]) -> list[str]:
    """Return a line for each finding and each of its hints."""
    lines = []
    for finding in findings:
        severity = style(finding.severity, sys.stdout, fg=SEVERITY_COLOURS[finding.severity])
        place = f"{shorten_path(finding.path)}:{finding.line}"
        lines.append(f"{place}: {severity}: {render_own_text(finding.what)} [{finding.rule}]")
        hints = [line for hint in finding.hints for line in render_hints(render_own_text(hint))]
        lines += [f"  {highlight(line, sys.stdout)}" for line in hints]
    return lines


def describe_finding(finding: Finding) -> dict[str, Any]:
    """Return a finding as a row of JSON; `hint` is the first of `hints`."""
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "message": redact_text(finding.what),
        "file": finding.path,
        "line": finding.line,
        "hint": redact_text(finding.hints[0]) if finding.hints else None,
        "hints": [redact_text(hint) for hint in finding.hints],
        "fixable": finding.fix is not None,
    }


def render_sarif(findings: Sequence[Finding]) -> str:
    """Return the findings as SARIF 2.1.0.

    Source: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html.
    """
    used = sorted({finding.rule for finding in findings})
    rules = [{"id": name, "fullDescription": {"text": EXPLANATIONS[name]}} for name in used]
    results: list[dict[str, Any]] = [
        {
            "ruleId": finding.rule,
            "ruleIndex": used.index(finding.rule),
            "level": finding.severity,
            "message": {"text": "\n".join(render_own_text(text) for text in (finding.what, *finding.hints))},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": _render_uri(finding.path)},
                        "region": {"startLine": finding.line},
                    }
                }
            ],
        }
        for finding in findings
    ]
    driver = {"name": "vxenv", "version": __version__, "rules": rules}
    import json

    return json.dumps(
        {
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "version": "2.1.0",
            "runs": [{"tool": {"driver": driver}, "results": results}],
        },
        indent=2,
    )


def render_github(findings: Sequence[Finding]) -> list[str]:
    """Return the findings as workflow commands of GitHub Actions.

    Source: https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions.
    """
    lines = []
    for finding in findings:
        place = f"file={_escape_property(_relativize(finding.path))},line={finding.line}"
        message = _escape_message(finding.what + "".join(f"; hint: {hint}" for hint in finding.hints))
        lines.append(f"::{_GITHUB[finding.severity]} {place},title={_escape_property(finding.rule)}::{message}")
    return lines


def _relativize(path: str) -> str:
    relative = os.path.relpath(path)
    return path if relative.startswith(os.pardir) else relative


def _render_uri(path: str) -> str:
    """Return `path` as a URI, relative if it is below the working directory, as in CI."""
    from urllib.parse import quote

    relative = quote(os.fsencode(_relativize(path)))
    return f"file://{relative}" if relative.startswith("/") else relative


def _escape_message(value: str) -> str:
    """Return `value` escaped for a workflow command, which it can neither end nor use to control a terminal."""
    return render_own_text(value).replace("%", "%25")


def _escape_property(value: str) -> str:
    return _escape_message(value).replace(":", "%3A").replace(",", "%2C")
