"""Test the costs in the status line: its format, its budget mark, and the session that it reads."""

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from commandline import Run
from usage.spent import spend
from vxenv.usage.monthly_costs import refresh_spending

Profile = Callable[[str, str | bytes], Path]
Line = Callable[..., str]

ACME = '[vertex]\nproject = "acme-prod"\nregion = "global"\n'
BUDGET = f"{ACME}[budget]\nmonthly = 500\n"
DAY, EARLIER = "2026-11-30T10:00:00Z", "2026-11-02T10:00:00Z"
COSTS = "{cost_today}|{cost_month}|{budget}"


@pytest.fixture(autouse=True)
def _frozen(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Make today 2026-11-30, in UTC."""
    monkeypatch.setenv("TZ", "UTC")
    monkeypatch.setenv("VXENV_TODAY", "2026-11-30")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.fixture
def line(process: Run, monkeypatch: pytest.MonkeyPatch) -> Line:
    """Provide a function that returns the status line of a session under "prod", in a format unless empty."""
    session = {
        "VXENV_PROFILE": "prod",
        "VXENV_REASON": "use",
        "__VXENV_STATE": "1",
        "CLAUDECODE": "1",
        "CLAUDE_CODE_USE_VERTEX": "1",
        "ANTHROPIC_VERTEX_PROJECT_ID": "acme-prod",
        "CLOUD_ML_REGION": "global",
        "NO_COLOR": "1",
    }
    for name, value in session.items():
        monkeypatch.setenv(name, value)

    def print_line(form: str = "", transcript: Path | None = None, **changes: str) -> str:
        given = {"session_id": transcript.stem, "transcript_path": str(transcript)} if transcript else {}
        words = ("--format", form) if form else ()
        done = process("statusline", *words, stdin=json.dumps(given), env=changes)
        assert (0, "") == (done.code, done.stderr)
        return done.stdout.removesuffix("\n")

    return print_line


def test_costs_and_budget(home: Path, profile: Profile, line: Line) -> None:
    """The costs are those of the stack, today and this month; the budget counts other stacks with the profile too."""
    profile("prod", BUDGET)
    spend(home, "prod", {DAY: 321, EARLIER: 41000})
    spend(home, "prod+lab", {DAY: 100})
    refresh_spending()

    assert "$3.21|$413.21|$414.21 of $500" == line(COSTS)


def test_the_session_is_read(home: Path, profile: Profile, line: Line) -> None:
    """What the session has cost since the last refresh is read from its transcript."""
    profile("prod", BUDGET)
    path = spend(home, "prod", {EARLIER: 100})
    refresh_spending()
    spend(home, "prod", {DAY: 5})

    assert ["$0.00|$1.00|$1.00 of $500", "$0.05|$1.05|$1.05 of $500"] == [line(COSTS), line(COSTS, path)]


def test_without_other_transcripts(home: Path, profile: Profile, line: Line) -> None:
    """If no other transcript was read this month, the line says that the costs are not complete."""
    profile("prod", BUDGET)
    path = spend(home, "prod", {DAY: 5})

    assert "|".join(["\N{EN DASH}"] * 3) == line(COSTS)
    assert "at least $0.05|at least $0.05|at least $0.05 of $500" == line(COSTS, path)


def test_no_budget(home: Path, profile: Profile, line: Line) -> None:
    """A profile without a budget has costs, and an empty budget."""
    profile("prod", ACME)
    spend(home, "prod", {DAY: 5})
    refresh_spending()

    assert ("$0.05|$0.05|", "prod  acme-prod · global") == (line(COSTS), line())


@pytest.mark.parametrize(
    ("cents", "mark"), [(39999, ""), (40000, " · ⚠ budget: $400.00 of $500"), (60000, " · ⚠ budget: $600.00 of $500")]
)
def test_the_default_line(cents: int, mark: str, home: Path, profile: Profile, line: Line) -> None:
    """The default line names a budget from 80 percent on."""
    profile("prod", BUDGET)
    spend(home, "prod", {DAY: cents})
    refresh_spending()

    assert f"prod  acme-prod · global{mark}" == line()


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("{profile} {project} {location}", "prod acme-prod global"),
        ("[{profile}] {{x}}", "[prod] {x}"),
        ("{location} {budget}", "global"),
        ("-", "-"),
    ],
)
def test_formats(form: str, expected: str, profile: Profile, line: Line) -> None:
    """A format has any of the fields, and other text."""
    profile("prod", ACME)

    assert expected == line(form)


def test_problems_in_a_format(profile: Profile, line: Line) -> None:
    """Differences stand in their fields, other problems last or where the format has them."""
    profile("prod", f"{ACME}[models]\nmain = 'claude-opus-5-5'\n")
    problem = "⚠ ANTHROPIC_MODEL differs from the profile"

    assert [
        "prod ⚠ eu (expected global)",
        f"prod  {problem}",
        f"{problem} prod",
    ] == [
        line("{profile} {location}", CLOUD_ML_REGION="eu", ANTHROPIC_MODEL="claude-opus-5-5"),
        line("{profile}"),
        line("{problems} {profile}"),
    ]


@pytest.mark.parametrize("form", ["{cost}", "{profile", "{profile:>5}", "{}"])
def test_invalid_formats(form: str, process: Run) -> None:
    """Unknown fields and invalid formats are usage errors."""
    done = process("statusline", "--format", form)

    assert (2, "") == (done.code, done.stdout)
    assert "hint: vxenv statusline --format '{profile}" in done.stderr


def test_install_with_a_format(home: Path, run: Run) -> None:
    """`claude install --format` makes Claude Code use the format, which must be valid."""
    done = run("claude", "install", "--format", "{profile} it's {cost_today}")
    wrong = run("claude", "install", "--format", "{cost}")
    settings = json.loads((home / ".claude" / "settings.json").read_text())

    assert (0, 2) == (done.code, wrong.code)
    assert settings["statusLine"]["command"].endswith(" statusline --format '{profile} it'\"'\"'s {cost_today}'")
