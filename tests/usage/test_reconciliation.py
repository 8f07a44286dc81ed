"""Test the SQL that compares a report with Google's billing export."""

import datetime as dt
import re
import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vxenv.catalogue.prices import Tokens
from vxenv.errors import UsageError
from vxenv.usage.reconciliation import (
    BILLING_TABLE,
    LOGS_TABLE,
    find_time_zone,
    name_model,
    quote_string,
    quote_table,
    render_bigquery,
)
from vxenv.usage.report import Report, Row

_ESCAPE = re.compile(r"\\u([0-9a-f]{4})|\\U([0-9a-f]{8})")
_LITERAL = re.compile(r"'(?:[^'\\\n]|\\u[0-9a-f]{4}|\\U[0-9a-f]{8})*'")


def make_row(*keys: str, cost: str | None = "1", messages: int = 1) -> Row:
    """Return a row with 15 tokens."""
    return Row(keys, messages, Tokens(1, 2, 3, 4, 5), None if cost is None else Decimal(cost), 0 if cost else messages)


def make_report(*rows: Row, by: tuple[str, ...] = ("day", "project", "model", "profile")) -> Report:
    """Return a report of November with these rows."""
    total = make_row()
    first, last = dt.date(2026, 11, 1), dt.date(2026, 11, 30)
    return Report(by, first, last, last, "", rows, total, (), (), (), None, total, total, (), ())


def find_rows(sql: str) -> list[str]:
    """Return the rows of the table with vxenv's own figures."""
    return [line.strip().removesuffix(",") for line in sql.splitlines() if line.startswith("      (DATE")]


@given(st.text())
def test_a_literal_holds_any_text(text: str) -> None:
    """A literal is one token, and its escapes stand for the text."""
    literal = quote_string(text)
    read = _ESCAPE.sub(lambda found: chr(int(found[1] or found[2], 16)), literal[1:-1])

    assert (True, text) == (_LITERAL.fullmatch(literal) is not None, read)


def test_bytes_without_a_character() -> None:
    """A byte of a name that is not UTF-8 becomes the replacement character."""
    assert "'a\\ufffd'" == quote_string(b"a\xff".decode(errors="surrogateescape"))


def test_a_name_is_not_sql() -> None:
    """A project, a model and a label from elsewhere stay inside their literals."""
    evil = "x'), (1); DROP TABLE t; --`\n"
    sql = render_bigquery(make_report(make_row("2026-11-01", evil, evil, "p")), {"p": {evil: evil}})
    bare = re.sub(rf"r'[^']*'|{_LITERAL.pattern}|--.*", "", sql)

    assert ([], 0) == ([word for word in ("DROP", "\\") if word in bare], bare.count("'"))


def test_rows() -> None:
    """A row has the day, the project, the model without its date, the labels of its profile, and exact sums."""
    report = make_report(
        make_row("2026-11-02", "acme", "claude-opus-5-5@20260901", "prod", cost="0.0000015", messages=2),
        make_row("2026-11-02", "acme", "claude-opus-5-5", "prod", cost="12.5", messages=3),
        make_row("2026-11-02", "acme", "claude-opus-5-5", "", cost=None),
        make_row("2026-11-01", "unknown", "other", "unknown", cost="3"),
    )

    assert [
        "(DATE '2026-11-01', 'unknown', 'other', '', 1, 15, NUMERIC '3.000000')",
        "(DATE '2026-11-02', 'acme', 'claude-opus-5-5', '', 1, 15, NULL)",
        "(DATE '2026-11-02', 'acme', 'claude-opus-5-5', 'env=a,team=b', 5, 30, NUMERIC '12.500002')",
    ] == find_rows(render_bigquery(report, {"prod": {"team": "b", "env": "a"}}))


def test_rows_of_a_report_without_profiles() -> None:
    """A report without profiles has no labels."""
    report = make_report(make_row("2026-11-01", "acme", "claude-opus-5-5"), by=("day", "project", "model"))
    sql = render_bigquery(report, {})

    assert ["(DATE '2026-11-01', 'acme', 'claude-opus-5-5', '', 1, 15, NUMERIC '1.000000')"] == find_rows(sql)
    assert 2 == sql.count("'' AS labels")


def test_the_labels_of_both_tables() -> None:
    """Only labels that profiles have are compared, in alphabetical order as in the rows."""
    sql = render_bigquery(make_report(), {"a": {"team": "x"}, "b": {"cost-center": "y"}})

    assert [True, True] == [
        "WHERE label.key IN ('cost-center', 'team')\n        ORDER BY label.key" in sql,
        "FROM UNNEST(['cost-center', 'team']) AS key" in sql,
    ]


def test_tables() -> None:
    """A given table replaces its placeholder; the others are named at the top."""
    sql = render_bigquery(make_report(), {}, billing_table="acme-billing.export.gcp_billing_export_resource_v1_01_AB")
    alone = render_bigquery(make_report(), {}, billing_table="a.b.c", logs_table=None)

    assert ([f"-- Replace {LOGS_TABLE}"], []) == (
        [line for line in sql.splitlines() if "Replace" in line],
        [word for word in ("logs.", "logged", "count_tokens", "Replace", "$") if word in alone],
    )
    assert [True, False] == [
        "FROM `acme-billing.export.gcp_billing_export_resource_v1_01_AB`\n" in sql,
        BILLING_TABLE in sql,
    ]


@pytest.mark.parametrize("name", ["a.b", "a.b.c`; DROP TABLE x", "a.b.c d", "a.b.c\n", "a..c", "a.b.ç"])
def test_a_table_cannot_end_its_quotes(name: str) -> None:
    """Another text than PROJECT.DATASET.TABLE is refused."""
    with pytest.raises(UsageError, match=r"^--billing-table: invalid table \".*\": use PROJECT\.DATASET\.TABLE\n"):
        quote_table(name, "--billing-table")


def test_a_project_of_a_domain() -> None:
    """An old project ID with the name of a domain is valid."""
    assert "example.com:acme.billing.t-1" == quote_table("example.com:acme.billing.t-1", "--billing-table")


@pytest.mark.parametrize(
    ("text", "model"),
    [
        ("claude-opus-5-5@20260901", "claude-opus-5-5"),
        ("claude-haiku-4-5-20251001", "claude-haiku-4-5"),
        ("claude-opus-5[1m]", "claude-opus-5"),
        ("Vertex AI Claude Sonnet 4.5 Input Tokens 200K", "claude-sonnet-4-5"),
        ("Claude Opus 5 128K", "claude-opus-5"),
        ("<synthetic>", "<synthetic>"),
    ],
)
def test_names_of_models(text: str, model: str) -> None:
    """IDs in transcripts and likely names of SKUs lead to the same model; another text is unchanged."""
    assert model == name_model(text)


@pytest.mark.parametrize(
    ("zone", "name"),
    [("Europe/Berlin", "Europe/Berlin"), (":Asia/Kolkata", "Asia/Kolkata"), ("UTC", "UTC"), ("XYZ-5:30", "+05:30"),
     ("XYZ3", "-03:00"), ("XYZ0", "UTC")],
)  # fmt: skip
def test_time_zones(zone: str, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A named zone keeps its name, a rule becomes an offset."""
    monkeypatch.setenv("TZ", zone)
    try:
        time.tzset()
        assert name == find_time_zone()
    finally:
        monkeypatch.undo()
        time.tzset()
