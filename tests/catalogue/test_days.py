"""Dates are in UTC, regardless of the local time zone."""

import json
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from commandline import called
from vxenv.activation.today import read_today

Profile = Callable[[str, str | bytes], Path]

# Fourteen hours ahead and eleven behind: at any time one of them has a different date than UTC.
ZONES = ("Pacific/Kiritimati", "Pacific/Pago_Pago", "UTC")


@pytest.fixture(params=ZONES)
def zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Set each time zone in turn."""
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield request.param
    monkeypatch.undo()
    time.tzset()


@pytest.fixture
def retiring(profile: Profile, config: Path) -> date:
    """Return tomorrow's date in UTC, on which the model of profile p retires; that of q retires today."""
    now = datetime.now(UTC).date()
    rows = ""
    for name, day in (("p", now + timedelta(days=1)), ("q", now)):
        profile(name, f'[vertex]\nproject = "acme-prod"\nregion = "global"\n[models]\nmain = "claude-test-{name}"\n')
        rows += (
            f'[models."claude-test-{name}"]\nfamily = "opus"\nstatus = "served"\nlocations = ["global"]\n'
            f'retires = {day}\nsource = "test"\ndate = {day}\n'
        )
    (config / "catalogue.toml").write_text(rows)
    return now + timedelta(days=1)


def test_today(zone: str) -> None:
    """Today is the date in UTC."""
    before = datetime.now(UTC).date()
    found = read_today()

    assert (zone, True) == (zone, before <= found <= datetime.now(UTC).date())


def test_commands(zone: str, retiring: date) -> None:
    """Every command counts days from today in UTC."""
    hook = {"__VXENV_HOOK": "bash 1 /h", "VXENV_TODAY": None}
    said = f"claude-test-p retires on {retiring}, tomorrow"
    active = {**hook, "VXENV_PROFILE": "p", "VXENV_REASON": "use"}

    assert (zone, True) == (zone, said in called("lint", "p", env=hook).stdout)
    assert (zone, True) == (zone, said in called("use", "p", env=hook).stderr)
    assert (zone, True) == (zone, said in called("status", env=active).stderr)
    retired = f"retired on {retiring - timedelta(days=1)}, today"
    assert (zone, True) == (zone, retired in called("show", "q", "--resolved", env=hook).stdout)
    for days, expected in (("1", {"claude-test-p", "claude-test-q"}), ("0", {"claude-test-q"})):
        listed = json.loads(called("models", "--retiring-within", days, "--json", env=hook).stdout)["models"]
        assert (zone, expected) == (zone, {model["id"] for model in listed if "test" in model["id"]})
