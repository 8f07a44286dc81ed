"""Write usage as a picture, and compare it with Google's billing."""

import json
import os
from collections.abc import Iterable

from vxenv.cli.output.terminal import print_data, report
from vxenv.errors import VxenvError
from vxenv.files import atomic
from vxenv.paths import shorten_path
from vxenv.profiles.names import parse_stack
from vxenv.profiles.resolve import resolve_stack
from vxenv.profiles.store import Store
from vxenv.usage.reconciliation import render_bigquery
from vxenv.usage.report import UNKNOWN, Report

_EXTRA_BODY = "CLAUDE_CODE_EXTRA_BODY"
STDOUT = "-"


def write_picture(result: Report, path: str) -> None:
    """Write a picture of `result` to the file `path`, or to stdout. Raises StoreError."""
    from vxenv.cli.output.usage_chart import render_svg

    picture = render_svg(result)
    if path == STDOUT:
        print_data(picture.rstrip("\n"))
        return
    try:
        atomic.write(os.path.abspath(path), picture.encode())
    except OSError as error:
        raise atomic.build_error(os.path.abspath(path), error) from error
    report(f"wrote {shorten_path(os.path.abspath(path))}")


def print_reconciliation(result: Report, billing_table: str, logs_table: str | None) -> None:
    """Print SQL that compares `result`, by the keys of the module reconciliation, with tables in BigQuery.

    `logs_table` is None for a placeholder, and "" to omit the logs of requests. Raises UsageError.
    """
    profiles = {row.keys[result.by.index("profile")] for row in result.rows}
    logs = None if logs_table == "" else logs_table or ""
    print_data(render_bigquery(result, find_labels(profiles), billing_table=billing_table, logs_table=logs))


def find_labels(stacks: Iterable[str]) -> dict[str, dict[str, str]]:
    """Return the labels that each of `stacks` has now, if it still exists."""
    labels = {}
    for stack in stacks:
        if stack in ("", UNKNOWN):
            continue
        try:
            body = resolve_stack(parse_stack([stack]), Store()).list_values().get(_EXTRA_BODY)
        except VxenvError:
            continue
        labels[stack] = _read_labels(body or "")
    return labels


def _read_labels(body: str) -> dict[str, str]:
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    rows = value.get("labels") if isinstance(value, dict) else None
    return {key: text for key, text in rows.items() if isinstance(text, str)} if isinstance(rows, dict) else {}
