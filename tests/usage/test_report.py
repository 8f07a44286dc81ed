"""Test prices, groups and sums of usage against sums by hand."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vxenv.catalogue.knowledge import load_shipped
from vxenv.catalogue.prices import Tokens
from vxenv.usage.attribution import Run
from vxenv.usage.index import Sum
from vxenv.usage.periods import Period
from vxenv.usage.report import (
    KEYS,
    UNKNOWN,
    Problem,
    Report,
    Row,
    allot_cents,
    build_report,
    describe_prices,
    explain_sums,
)

KNOWN = load_shipped()
DAY = dt.date(2026, 11, 29)
PERIOD = Period(dt.date(2026, 11, 1), dt.date(2026, 11, 30), dt.date(2026, 11, 30))
OPUS, SONNET, OLD_SONNET, HAIKU = (
    "claude-opus-5-5",
    "claude-sonnet-5-5",
    "claude-sonnet-4-5-20250929",
    "claude-haiku-5-5",
)
MILLION = 1_000_000
RUNS = (
    Run("a", ("a",), "acme-a", "global", {"main": OPUS}, {}),
    Run("b", ("base", "b"), "acme-b", "eu", {"main": OPUS, "sonnet": SONNET}, {}),
    Run("", (), "", "", {}, {}),
)


def summed(run: int = 0, tokens: Sequence[int] = (MILLION, 0, 0, 0, 0), **changes: Any) -> Sum:
    """Return the sum of one message of Opus 5.5, or with other fields."""
    item = Sum(run, "s", DAY, DAY, OPUS, "/code", "main", "2.1.332", False, 0, 1, Tokens(*tokens))
    return item._replace(**changes)


def reported(*sums: Sum, by: tuple[str, ...] = ("profile",), profile: str = "", guess: Run | None = None) -> Report:
    """Return the report on sums."""
    entries = explain_sums(sums, RUNS, KNOWN, (lambda _: guess) if guess else None)
    return build_report(entries, by=by, period=PERIOD, profile=profile)


def costs(report: Report) -> dict[tuple[str, ...], str | None]:
    """Return the costs of a report's rows, by their keys."""
    return {row.keys: None if row.cost is None else f"{row.cost.normalize():f}" for row in report.rows}


def test_each_kind_of_tokens_has_its_price() -> None:
    """Opus 5.5: 4 for input, 20 for output, 0.20 for hits, 5 for writes for 5 minutes, 8 for those for an hour."""
    tokens = [[MILLION if kind == number else 0 for kind in range(5)] for number in range(5)]
    report = reported(*(summed(tokens=one, session=str(at)) for at, one in enumerate(tokens)), by=("session",))

    assert {("0",): "4", ("1",): "20", ("2",): "0.2", ("3",): "5", ("4",): "8"} == costs(report)
    assert (Decimal("37.2"), Tokens(*[MILLION] * 5), 5) == (
        report.total.cost,
        report.total.tokens,
        report.total.messages,
    )


def test_two_profiles_in_one_repository() -> None:
    """Profiles are told apart by run, and eu costs a tenth more than global."""
    report = reported(summed(0, (1234, 567, 89_012, 3456, 7890)), summed(1, (1234, 567, 89_012, 3456, 7890)))
    listed = (Decimal(1234 * 4 + 567 * 20 + 3456 * 5 + 7890 * 8) + Decimal("0.2") * 89_012) / MILLION

    assert {("a",): "0.1144784", ("b",): "0.12592624"} == costs(report)
    assert listed * Decimal("2.1") == report.total.cost


def test_the_premium_needs_a_known_location() -> None:
    """Without a run, no premium is assumed, and the report counts these messages."""
    report = reported(summed(-1), summed(1), summed(2), by=("location",))

    assert {("eu",): "4.4", (UNKNOWN,): "4", ("",): "4"} == costs(report)
    assert (1, Decimal(4)) == (report.unknown.messages, report.unknown.cost)
    assert {"eu": Decimal("1.1"), UNKNOWN: Decimal(1), "": Decimal(1)} == {
        applied.location: applied.factor for applied in report.prices
    }


def test_a_guess_is_counted() -> None:
    """A guess attributes messages outside the ledger only."""
    guess = RUNS[1]._replace(guessed=True)
    report = reported(summed(-1), summed(0), guess=guess)

    assert {("b",): "4.4", ("a",): "4"} == costs(report)
    assert (1, 0) == (report.guessed.messages, report.unknown.messages)


@pytest.mark.parametrize(
    ("model", "tier", "expected"),
    [
        (OLD_SONNET, 0, "3"),
        (OLD_SONNET, 200_000, "6"),
        (HAIKU, 0, "0.1"),
        (HAIKU, 100_000, "0.5"),
    ],
)
def test_tiers(model: str, tier: int, expected: str) -> None:
    """Prompts above a threshold have another price for all tokens."""
    assert {("a",): expected} == costs(reported(summed(model=model, tier=tier)))


def test_the_price_is_that_of_the_utc_day() -> None:
    """The day in UTC chooses the price, the local day the row."""
    price = KNOWN.prices.find_price(OPUS, DAY)
    assert price is not None
    early = price.since - dt.timedelta(days=1)
    report = reported(summed(utc_day=price.since, day=early), summed(utc_day=early, day=price.since), by=("day",))

    assert {(str(early),): "4", (str(price.since),): None} == costs(report)


def test_a_model_without_a_price() -> None:
    """Tokens without a price are counted and have no cost, and a row with both has the cost of the others."""
    report = reported(
        summed(model="claude-next", tokens=(5, 6, 7, 8, 9)), summed(), summed(1, model="gpt-9", tokens=(1, 0, 0, 0, 0))
    )

    assert {("a",): "4", ("b",): None} == costs(report)
    assert [1, 1] == [row.unpriced for row in report.rows]
    assert [("claude-next", 1, 35), ("gpt-9", 1, 1)] == list(report.unpriced)
    assert (3, 2, Decimal(4)) == (report.total.messages, report.total.unpriced, report.total.cost)


def test_only_models_without_a_price() -> None:
    """A total without any price has no cost, rather than 0; nothing at all costs 0."""
    assert (None, Decimal(0)) == (reported(summed(model="gpt-9")).total.cost, reported().total.cost)


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("profile", "b"),
        ("project", "acme-b"),
        ("location", "eu"),
        ("model", "claude-sonnet-4-5@20250929"),
        ("role", "sonnet"),
        ("directory", "/code"),
        ("branch", "main"),
        ("day", "2026-12-31"),
        ("week", "2026-W53"),
        ("month", "2026-12"),
        ("session", "s"),
    ],
)
def test_keys(key: str, expected: str) -> None:
    """Each key has its value; models are those of the catalogue, weeks those of ISO 8601."""
    report = reported(summed(1, model=OLD_SONNET, day=dt.date(2026, 12, 31)), by=(key,))

    assert [(expected,)] == [row.keys for row in report.rows]
    assert key in KEYS


def test_several_keys() -> None:
    """Periods are in order of time, other keys by the cost of their groups; each row belongs to the row before."""
    later = DAY + dt.timedelta(days=1)
    report = reported(
        summed(0, (3, 0, 0, 0, 0), day=later),
        summed(1, (1, 0, 0, 0, 0), day=later),
        summed(1, (1, 0, 0, 0, 0)),
        summed(1, (9, 0, 0, 0, 0), model=SONNET),
        summed(0, (5, 0, 0, 0, 0)),
        by=("day", "profile", "model"),
    )

    assert [
        (str(DAY), "b", SONNET),
        (str(DAY), "b", OPUS),
        (str(DAY), "a", OPUS),
        (str(later), "a", OPUS),
        (str(later), "b", OPUS),
    ] == [row.keys for row in report.rows]
    assert [(str(DAY),), (str(later),)] == [row.keys for row in report.days]
    # By day, then the profile that costs most in the whole period.
    assert [(str(DAY), "a"), (str(DAY), "b"), (str(later), "a"), (str(later), "b")] == [
        row.keys for row in report.daily
    ]


@pytest.mark.parametrize(("profile", "expected"), [("b", ["b"]), ("base", ["b"]), ("a", ["a"]), ("none", [])])
def test_one_profile(profile: str, expected: list[str]) -> None:
    """A profile restricts all parts of a report; it may be one that others extend."""
    report = reported(summed(0), summed(1), summed(-1), profile=profile)

    assert expected == [row.keys[0] for row in report.rows]
    assert len(expected) == report.total.messages == len(report.daily) == len(report.prices)
    assert 0 == report.unknown.messages


def test_the_period_of_everything() -> None:
    """Without a start, the period begins with the first message."""
    entries = explain_sums([summed(), summed(day=dt.date(2026, 3, 4))], RUNS, KNOWN)
    report = build_report(entries, by=("day",), period=PERIOD._replace(since=None))

    assert (dt.date(2026, 3, 4), PERIOD.until) == (report.since, report.until)


def test_problems_and_dates() -> None:
    """A report has the problems of reading, and the date of its prices."""
    problem = Problem("loops", 2, "skipped 2 links")
    report = build_report(explain_sums([summed()], RUNS, KNOWN), by=(), period=PERIOD, problems=[problem])
    price = KNOWN.prices.find_price(OPUS, DAY)
    assert price is not None

    assert ((problem,), f"list prices of {price.date}", "") == (
        report.problems,
        describe_prices(report),
        describe_prices(reported()),
    )


def test_allotted_cents() -> None:
    """The largest remainders are rounded up, so that three thirds of a dollar add up to one."""
    third = Decimal(1) / 3

    assert [Decimal("0.34"), Decimal("0.33"), None, Decimal("0.33")] == allot_cents(
        [third, third, None, third], Decimal(1)
    )
    assert [Decimal("0.01"), Decimal("0.00")] == allot_cents([Decimal("0.004"), Decimal("0.001")], Decimal("0.005"))
    assert [None] == allot_cents([None], None)


@given(st.lists(st.decimals(0, 10_000, places=7)))
def test_allotted_cents_add_up(amounts: list[Decimal]) -> None:
    """Cents add up to the total rounded half up, and each differs from its cost by less than a cent."""
    total = sum(amounts, Decimal(0))
    cents = allot_cents(amounts, total)

    assert allot_cents([total], total)[0] == sum(filter(None, cents), Decimal(0))
    assert all(
        cent is not None and abs(cent - cost) < Decimal("0.01") for cent, cost in zip(cents, amounts, strict=True)
    )


def test_a_report_has_no_other_rows() -> None:
    """The total has no keys, and the sum of all rows."""
    report = reported(summed(0), summed(1))

    assert Row((), 2, Tokens(2 * MILLION, 0, 0, 0, 0), Decimal("8.4"), 0) == report.total
