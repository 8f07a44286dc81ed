"""Tests of expiry: a plan expires on the next day on which its advice changes."""

import itertools
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from checks.test_lint_rules import PLACED, models
from vxenv.activation import today as today_of_vxenv
from vxenv.catalogue.clients import Version
from vxenv.catalogue.days import compute_start_of_day
from vxenv.catalogue.knowledge import load_shipped
from vxenv.catalogue.models import Model
from vxenv.checks import advice
from vxenv.checks.retirement_dates import find_ending, list_change_days
from vxenv.plans.build import make_plan

Profile = Callable[[str, str | bytes], Path]
Deadline = Callable[[str, Version, str], str]

DATED = tuple(
    model for model in load_shipped().models.by_id.values()
    if model.status != "gone" and (model.retires or model.api_retires)
)  # fmt: skip
MAIN = f'{PLACED}[models]\nmain = "sonnet"\n'
OPUS_45 = models(opus="claude-opus-4-5@20251101")
OLD, NEW = Version(2, 1, 330), Version(2, 1, 332)


@pytest.fixture
def deadline(profile: Profile, monkeypatch: pytest.MonkeyPatch) -> Deadline:
    """Return the expiry date of the plan for `profile` made on `day`, or ""."""

    def find_deadline(text: str, client: Version, today: str) -> str:
        profile("p", text)
        monkeypatch.setattr(today_of_vxenv, "get_utc_today", lambda: date.fromisoformat(today))
        monkeypatch.setattr(advice, "find_installed_version", lambda: client)
        until = make_plan("use:p").until
        assert 0 == until % 86400
        return date.fromordinal(date(1970, 1, 1).toordinal() + until // 86400).isoformat() if until else ""

    return find_deadline


@pytest.mark.parametrize("model", DATED, ids=lambda model: model.id)
def test_change_days(model: Model) -> None:
    """The advice about a model changes on the named days and on no others."""
    first = min(filter(None, (model.retires, model.api_retires))) - timedelta(days=100)
    days = [first + timedelta(days=number) for number in range(400)]
    changes = {
        later for day, later in itertools.pairwise(days) if find_ending(model, day) != find_ending(model, later)
    }

    for day in days[:300]:
        coming = sorted(one for one in changes if one > day)
        named = sorted(one for one in list_change_days(model, day) if one <= days[-1])
        assert (day, coming[:1]) == (day, named[:1])


@pytest.mark.parametrize(
    ("text", "client", "today", "expected"),
    [
        (MAIN, OLD, "2026-09-01", "2026-10-01"),  # announced two months before,
        (MAIN, OLD, "2026-10-01", "2026-10-02"),  # with the remaining days,
        (MAIN, OLD, "2026-11-29", "2026-11-30"),
        (MAIN, OLD, "2026-11-30", "2026-12-01"),  # which is today,
        (MAIN, OLD, "2026-12-01", ""),  # unchanged afterwards
        (MAIN, NEW, "2026-11-29", ""),
        (OPUS_45, NEW, "2026-11-01", "2026-11-23"),
        (OPUS_45, NEW, "2027-01-22", "2027-01-23"),
        (OPUS_45, NEW, "2027-03-01", ""),
        ("[vertex]\nenabled = false\n", OLD, "2026-11-29", ""),
        (PLACED + "[models", OLD, "2026-11-29", ""),
    ],
)
def test_deadline(text: str, client: Version, today: str, expected: str, deadline: Deadline) -> None:
    """A plan expires on the next day on which its advice about any role changes."""
    assert expected == deadline(text, client, today)


def test_only_where_it_is_said(config: Path, deadline: Deadline) -> None:
    """If a comment or the settings silence the changing advice, the plan does not expire."""
    assert "2026-11-30" == deadline(MAIN, OLD, "2026-11-29")
    (config / "config.toml").write_text("quiet = true\n")
    assert "" == deadline(MAIN, OLD, "2026-11-29")
    (config / "config.toml").unlink()
    silent = MAIN.replace('"sonnet"', '"sonnet" # vxenv: ignore retiring-model, retired-model')
    assert "" == deadline(silent, OLD, "2026-11-29")


@pytest.mark.parametrize("day", ["0001-01-01", "2300-01-01", "9999-12-31"])
def test_days_out_of_reach(day: str, config: Path, deadline: Deadline) -> None:
    """A catalogue date that means "never" causes no expiry."""
    (config / "catalogue.toml").write_text(
        f'[models."claude-test-1"]\nfamily = "opus"\nretires = {day}\nsource = "test"\ndate = 2026-11-29\n'
    )

    assert "" == deadline(models(main="claude-test-1"), NEW, "2027-03-01")


def test_a_given_day(profile: Profile, monkeypatch: pytest.MonkeyPatch) -> None:
    """With VXENV_TODAY set, a plan does not expire."""
    profile("p", MAIN)
    monkeypatch.setattr(advice, "find_installed_version", lambda: OLD)
    monkeypatch.setenv("VXENV_TODAY", "2026-11-29")
    plan = make_plan("use:p")

    assert (True, 0) == ("retires on 2026-11-30, tomorrow" in plan.line, plan.until)


def test_days_begin_in_utc() -> None:
    """A day begins at its first second in UTC."""
    assert 1795996800 == compute_start_of_day(date(2026, 11, 30))
