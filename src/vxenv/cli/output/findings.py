"""Findings as people, programs and CI read them."""

import json
import os
import sys
from collections.abc import Sequence
from typing import Any

from vxenv import __version__
from vxenv.catalogue.secrets import redact_text
from vxenv.checks.finding import ERROR, NOTE, WARNING, Finding
from vxenv.checks.lint.rules import EXPLANATIONS
from vxenv.cli.output.terminal import highlight, own_text, style
from vxenv.errors import render_hints
from vxenv.paths import shown

SEVERITY_COLOURS = {ERROR: "red", WARNING: "yellow", NOTE: "cyan"}
_GITHUB = {ERROR: "error", WARNING: "warning", NOTE: "notice"}


def text(findings: Sequence[Finding]) -> list[str]:
    """Return a line for each finding, and one for each of its hints."""
    lines = []
    for one in findings:
        severity = style(one.severity, sys.stdout, fg=SEVERITY_COLOURS[one.severity])
        lines.append(f"{shown(one.path)}:{one.line}: {severity}: {own_text(one.what)} [{one.rule}]")
        hints = [line for hint in one.hints for line in render_hints(own_text(hint))]
        lines += [f"  {highlight(line, sys.stdout)}" for line in hints]
    return lines


def describe_finding(one: Finding) -> dict[str, Any]:
    """Return a finding as a row of JSON; `hint` is the first of `hints`."""
    return {
        "rule": one.rule,
        "severity": one.severity,
        "message": redact_text(one.what),
        "file": one.path,
        "line": one.line,
        "hint": redact_text(one.hints[0]) if one.hints else None,
        "hints": [redact_text(hint) for hint in one.hints],
        "fixable": one.fix is not None,
    }


def sarif(findings: Sequence[Finding]) -> str:
    """Return the findings as SARIF 2.1.0: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html."""
    used = sorted({one.rule for one in findings})
    rules = [{"id": name, "fullDescription": {"text": EXPLANATIONS[name]}} for name in used]
    results: list[dict[str, Any]] = [
        {
            "ruleId": one.rule,
            "ruleIndex": used.index(one.rule),
            "level": one.severity,
            "message": {"text": "\n".join(own_text(text) for text in (one.what, *one.hints))},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": _address(one.path)},
                        "region": {"startLine": one.line},
                    }
                }
            ],
        }
        for one in findings
    ]
    driver = {"name": "vxenv", "version": __version__, "rules": rules}
    return json.dumps(
        {
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "version": "2.1.0",
            "runs": [{"tool": {"driver": driver}, "results": results}],
        },
        indent=2,
    )


def github(findings: Sequence[Finding]) -> list[str]:
    """Return the findings as GitHub Actions annotates files with them.

    Source: https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions.
    """
    return [
        f"::{_GITHUB[one.severity]} file={_property(_relative(one.path))},line={one.line},title={_property(one.rule)}"
        f"::{_message(one.what + ''.join(f'; hint: {hint}' for hint in one.hints))}"
        for one in findings
    ]


def _relative(path: str) -> str:
    relative = os.path.relpath(path)
    return path if relative.startswith(os.pardir) else relative


def _address(path: str) -> str:
    """Return `path` as a URI: relative below this directory, where CI has its checkout."""
    from urllib.parse import quote

    relative = quote(os.fsencode(_relative(path)))
    return f"file://{relative}" if relative.startswith("/") else relative


def _message(value: str) -> str:
    """Return `value` as a workflow command takes it: nothing of it can end the command, or steer a terminal."""
    return own_text(value).replace("%", "%25")


def _property(value: str) -> str:
    return _message(value).replace(":", "%3A").replace(",", "%2C")
