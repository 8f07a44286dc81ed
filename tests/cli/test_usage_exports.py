"""Test the picture and the SQL of `vxenv usage`."""

from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from commandline import Run, refused
from usage_sessions import record_session, write_session

Profile = Callable[[str, str | bytes], Path]
ENV = {"VXENV_TODAY": "2026-11-30", "TZ": "UTC"}


@pytest.fixture(autouse=True)
def _sessions(home: Path) -> None:
    for session, day, stack, location in (("a", "2026-11-02", "prod", "global"), ("b", "2026-11-04", "eu", "eu")):
        record_session(session, day, stack, location=location)
        write_session(home, session, day, messages=10)


def test_a_picture(run: Run, work: Path) -> None:
    """The picture is written to a file, or to stdout, and has the cost of each profile."""
    done = run("usage", "--svg", "costs.svg", env=ENV)
    text = (work / "costs.svg").read_text("utf-8")
    summary = ET.fromstring(text).findtext("{http://www.w3.org/2000/svg}desc")  # noqa: S314 - our own

    assert (0, "", True) == (done.code, done.stdout, done.stderr.startswith("wrote ~/code/costs.svg\n"))
    assert "Total $2.33, eu $1.22, prod $1.11" == summary
    assert text == run("usage", "--svg", "-", env=ENV).stdout


def test_a_picture_that_cannot_be_written(home: Path) -> None:
    """A missing directory is an error."""
    assert "cannot write ~/code/missing/costs.svg: " in refused(
        home, 1, "usage", "--svg", "missing/costs.svg", env=ENV
    )


def test_sql(run: Run, profile: Profile) -> None:
    """The SQL has the costs by day, project, model and the labels of profiles, whatever the table is grouped by."""
    profile("eu", '[env]\nCLAUDE_CODE_EXTRA_BODY = \'{"labels": {"team": "payments"}}\'\n')
    done = run("usage", "--reconcile", "bigquery", "--billing-table", "p.d.t", "--by", "branch", env=ENV)

    assert [
        "(DATE '2026-11-02', 'acme', 'claude-opus-5-5', '', 10, 1100000, NUMERIC '1.110000'),",
        "(DATE '2026-11-04', 'acme', 'claude-opus-5-5', 'team=payments', 10, 1100000, NUMERIC '1.221000')",
    ] == [line.strip() for line in done.stdout.splitlines() if line.startswith("      (DATE")]
    assert [True, True, True] == [
        text in done.stdout
        for text in ("FROM `p.d.t`\n", "-- Replace LOGS_PROJECT", "DATE(usage_start_time, 'UTC') AS day")
    ]


def test_sql_without_logs(run: Run) -> None:
    """Without a table of logs the SQL reads the billing export only."""
    sql = run("usage", "--reconcile", "bigquery", "--logs-table", "", env=ENV).stdout
    assert (True, False) == ("-- Replace BILLING_PROJECT" in sql, "logs" in sql.partition("WITH\n")[2])


@pytest.mark.parametrize(
    ("words", "what"),
    [
        (("--billing-table", "a.b.c"), "--billing-table requires --reconcile"),
        (("--logs-table", ""), "--logs-table requires --reconcile"),
        (("--reconcile", "bigquery", "--logs-table", "a`b"), "--logs-table: invalid table"),
        (("--reconcile", "bigquery", "--svg", "x.svg"), "--svg cannot be combined with --reconcile"),
    ],
)
def test_invalid_options(words: tuple[str, ...], what: str, home: Path) -> None:
    """Options that do not belong together, and names that are not tables, are refused."""
    assert what in refused(home, 2, "usage", *words, env=ENV)
