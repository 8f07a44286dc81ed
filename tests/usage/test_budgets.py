"""Test budgets: warnings and questions at their thresholds, in `use`, `exec`, plans, the guard and reports."""

import datetime as dt
import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pexpect
import pytest

from cli.test_questions import asked
from commandline import Run
from usage.spent import spend
from vxenv.plans.build import make_plan
from vxenv.profiles.resolve import resolve_stack
from vxenv.profiles.store import Store
from vxenv.usage import budget_state
from vxenv.usage.budget_state import BudgetState, find_month_end, list_budgets, read_states, render_google_command
from vxenv.usage.monthly_costs import DOLLAR, refresh_spending

Profile = Callable[[str, str | bytes], Path]

ACME = '[vertex]\nproject = "acme-prod"\nregion = "global"\n'
BUDGET = f"{ACME}[budget]\nmonthly = 500\n"
DAY = "2026-11-30T10:00:00Z"
ORIGIN = "estimate from this machine's transcripts at list prices of 2026-11-29"
NEAR = f'warning: "prod" has spent 80% of its budget for 2026-11: $400.00 of $500 by 2026-11-30 ({ORIGIN})'
SPENT = f'"prod" has spent its budget for 2026-11: $500.00 of $500 by 2026-11-30 ({ORIGIN})'
HOOK = {"__VXENV_HOOK": "bash 1 home"}


@pytest.fixture(autouse=True)
def _frozen(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Make today 2026-11-30, in UTC."""
    monkeypatch.setenv("TZ", "UTC")
    monkeypatch.setenv("VXENV_TODAY", "2026-11-30")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def write_spent(home: Path, stack: str, cents: int, *, documents: tuple[str, ...] = ()) -> None:
    """Write a session that cost `cents` today, and read it: later refreshes have nothing to read in their time."""
    spend(home, stack, {DAY: cents}, documents=documents)
    refresh_spending()


def list_budget_lines(text: str) -> list[str]:
    """Return the lines of `text` about budgets."""
    return [line for line in text.splitlines() if "budget" in line]


@pytest.mark.parametrize(
    ("cents", "percent", "is_near", "is_spent"),
    [
        (0, 0, False, False),
        (39995, 79, False, False),  # 79.99 %
        (39999, 79, False, False),
        (40000, 80, True, False),
        (49999, 99, True, False),
        (50000, 100, True, True),
        (123456, 246, True, True),
    ],
)
def test_thresholds(cents: int, percent: int, is_near: bool, is_spent: bool) -> None:
    """A budget is nearly spent from 80 percent on, and spent from 100 percent on; shares are rounded down."""
    state = BudgetState("prod", 50000, "", cents * DOLLAR // 100, None)

    assert (percent, is_near, is_spent) == (state.percent, state.is_near, state.is_spent)


@pytest.mark.parametrize(
    ("cents", "lines"), [(39995, []), (40000, [NEAR]), (49999, None), (50000, [f"vxenv: {SPENT}"])]
)
def test_use_without_a_terminal(
    cents: int, lines: list[str] | None, home: Path, profile: Profile, process: Run
) -> None:
    """`use` is silent below 80 percent, warns below 100 percent, and then refuses without a terminal."""
    profile("prod", BUDGET)
    write_spent(home, "prod", cents)
    done = process("use", "prod", env=HOOK)

    is_spent = cents >= 50000
    assert (3 if is_spent else 0, not is_spent) == (done.code, bool(done.stdout))
    assert lines in (None, list_budget_lines(done.stderr))
    if is_spent:
        assert done.stderr.endswith("\nhint: vxenv use --yes prod\n")


def test_use_yes(home: Path, profile: Profile, process: Run) -> None:
    """`use --yes` switches in spite of a spent budget, with a warning."""
    profile("prod", BUDGET)
    write_spent(home, "prod", 50000)
    done = process("use", "--yes", "prod", env=HOOK)

    assert (0, [f"warning: {SPENT}"]) == (done.code, list_budget_lines(done.stderr))
    assert "acme-prod" in done.stdout


def test_a_protected_profile_over_its_budget(home: Path, profile: Profile, process: Run) -> None:
    """There is one refusal for a protected profile and a spent budget."""
    profile("prod", f"protected = true\n{BUDGET}")
    write_spent(home, "prod", 50000)
    done = process("use", "prod", env=HOOK)

    assert (3, f'vxenv: "prod" is protected; {SPENT}\nhint: vxenv use --yes prod\n') == (done.code, done.stderr)


def test_two_profiles_share_a_base(home: Path, profile: Profile, process: Run) -> None:
    """The budget of a base counts the sessions of all profiles that extend it, and of stacks."""
    profile("base", "[budget]\nmonthly = 10\n")
    profile("prod", f'extends = "base"\n{ACME}')
    profile("dev", f'extends = "base"\n{ACME}')
    profile("lab", "")
    write_spent(home, "prod", 500, documents=("base",))
    write_spent(home, "dev", 400, documents=("base",))
    write_spent(home, "prod+lab", 100, documents=("base",))
    found = [process("use", name, env=HOOK) for name in ("prod", "dev", "lab", "dev+lab")]

    assert [3, 3, 0, 3] == [done.code for done in found]
    assert [f'vxenv: "base" has spent its budget for 2026-11: $10.00 of $10 by 2026-11-30 ({ORIGIN})'] * 3 == [
        line for done in found for line in list_budget_lines(done.stderr)
    ]


def test_a_stack_has_all_budgets(home: Path, profile: Profile) -> None:
    """Each profile of a stack keeps its own budget."""
    profile("prod", BUDGET)
    profile("lab", "[budget]\nmonthly = 1\n")
    spend(home, "prod", {DAY: 300})
    spend(home, "prod+lab", {DAY: 50})
    refresh_spending()
    states = read_states(resolve_stack(["prod", "lab"], Store()))

    assert [("prod", 350, 0), ("lab", 50, 50)] == [
        (state.profile, state.month * 100 // DOLLAR, state.percent) for state in states
    ]


@pytest.mark.parametrize(("cents", "lines"), [(39999, []), (40000, [NEAR]), (50000, [f"warning: {SPENT}"])])
def test_exec_warns(cents: int, lines: list[str], home: Path, profile: Profile, process: Run) -> None:
    """`exec` warns on stderr, and runs the command."""
    profile("prod", BUDGET)
    write_spent(home, "prod", cents)
    done = process("exec", "prod", "--", "printf", "%s", "done")

    assert (0, "done", lines) == (done.code, done.stdout, list_budget_lines(done.stderr))


@pytest.mark.parametrize(("cents", "lines"), [(39999, []), (40000, [NEAR]), (50000, [f"warning: {SPENT}"])])
def test_the_guard_warns(cents: int, lines: list[str], home: Path, profile: Profile, process: Run) -> None:
    """The warning at the start of a session names the budget."""
    profile("prod", BUDGET)
    write_spent(home, "prod", cents)
    given = json.dumps({"source": "startup", "hook_event_name": "SessionStart"})
    session = {
        "VXENV_PROFILE": "prod",
        "VXENV_REASON": "use",
        "__VXENV_STATE": "1",
        "CLAUDECODE": "1",
        "CLAUDE_CODE_USE_VERTEX": "1",
        "ANTHROPIC_VERTEX_PROJECT_ID": "acme-prod",
        "CLOUD_ML_REGION": "global",
    }
    done = process("guard", stdin=given, env=session)
    message = json.loads(done.stdout)["systemMessage"] if done.stdout else ""

    assert [f"vxenv: {line}" for line in lines] == message.splitlines()


@pytest.mark.parametrize(("cents", "lines"), [(39999, []), (40000, [NEAR]), (50000, [f"warning: {SPENT}"])])
def test_the_line_of_a_plan(cents: int, lines: list[str], home: Path, profile: Profile) -> None:
    """A plan has the costs that were known when it was made, and its day."""
    profile("prod", BUDGET)
    spend(home, "prod", {DAY: cents})
    before = make_plan("use:prod").line
    refresh_spending()

    assert ([], lines) == (list_budget_lines(before), list_budget_lines(make_plan("use:prod").line))


def test_plans_of_other_profiles(home: Path, profile: Profile) -> None:
    """The plan of a profile without a budget does not depend on costs; that of one with a budget needs Python."""
    profile("prod", BUDGET)
    profile("dev", ACME)
    spend(home, "dev", {DAY: 50000})
    refresh_spending()
    plan = make_plan("use:dev")

    assert ([], True, None) == (
        list_budget_lines(plan.line),
        plan.preview is not None,
        make_plan("use:prod").preview,
    )


@pytest.mark.parametrize(
    ("zone", "today", "expected"),
    [
        ("UTC", "2026-11-30", "2026-12-01T00:00:00+00:00"),
        ("UTC", "2026-12-31", "2027-01-01T00:00:00+00:00"),
        ("UTC", "2028-02-01", "2028-03-01T00:00:00+00:00"),
        ("Asia/Tokyo", "2026-11-01", "2026-11-30T15:00:00+00:00"),
        ("America/Los_Angeles", "2026-10-31", "2026-11-01T07:00:00+00:00"),
    ],
)
def test_a_plan_expires_with_the_month(
    zone: str, today: str, expected: str, profile: Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The plan of a profile with a budget expires at the end of the month in local time, unless the day is given."""
    profile("prod", f"[vertex]\nenabled = false\n{BUDGET.removeprefix(ACME)}")
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    frozen = make_plan("use:prod").until
    monkeypatch.delenv("VXENV_TODAY")
    monkeypatch.setattr(budget_state, "read_local_today", lambda: dt.date.fromisoformat(today))
    end = dt.datetime.fromisoformat(expected).timestamp()

    assert (0, end, end) == (frozen, find_month_end(), make_plan("use:prod").until)


def test_a_session_without_a_terminal_of_an_invalid_catalogue(
    home: Path, config: Path, profile: Profile, process: Run
) -> None:
    """With an invalid catalogue, `use` and `exec` work without the costs."""
    profile("prod", BUDGET)
    write_spent(home, "prod", 50000)
    (config / "catalogue.toml").write_text("x = ")

    assert [0, 0] == [process("use", "prod", env=HOOK).code, process("exec", "prod", "--", "true").code]


def test_status_and_doctor(home: Path, profile: Profile, run: Run) -> None:
    """`status` shows the costs of this month, `doctor` warns from 80 percent on."""
    profile("prod", BUDGET)
    spend(home, "prod", {DAY: 40000})
    active = {"VXENV_PROFILE": "prod", "VXENV_REASON": "use", "__VXENV_STATE": "1"}
    unknown = run("status", env=active).stdout
    checked = run("doctor", "prod").stdout
    known, as_json = run("status", env=active).stdout, run("status", "--json", env=active).stdout

    assert ["budget     $500 a month, costs unknown  (vxenv usage)"] == list_budget_lines(unknown)
    assert [f'budget     $400.00 of $500 this month, 80%  ("prod", by 2026-11-30, {ORIGIN})'] == list_budget_lines(
        known
    )
    assert NEAR.removeprefix("warning: ") in checked.replace("\n", " ")
    assert [
        {
            "profile": "prod",
            "monthly": 500.0,
            "cost": 400.0,
            "percent": 80,
            "date": "2026-11-30",
            "complete": True,
        }
    ] == json.loads(as_json)["budgets"]


def test_usage_lists_budgets(home: Path, profile: Profile, run: Run) -> None:
    """`usage` lists the budgets of all profiles, the most spent first, with the command for a budget at Google."""
    profile("prod", BUDGET)
    profile("lab", f"{ACME}[budget]\nmonthly = 10.50\n")
    profile("broken", "x = ")
    spend(home, "prod", {DAY: 40000})
    spend(home, "lab", {DAY: 1050})
    done, as_json = run("usage"), run("usage", "--json")

    assert done.stdout.endswith(
        "\n\nBUDGET  THIS MONTH        SPENT\nlab     $10.50 of $10.50  100%   ✗\nprod    $400.00 of $500   80%    !\n"
    ), done.stdout
    assert [
        f"note: budgets stop no request; costs are an {ORIGIN}",
        "hint: gcloud billing budgets create",
    ] == [line.partition(" --")[0] for line in list_budget_lines(done.stderr)]
    assert [("lab", 100), ("prod", 80)] == [
        (row["profile"], row["percent"]) for row in json.loads(as_json.stdout)["budgets"]
    ]
    assert "BUDGET" not in run("usage", "--since", "2026-09", "--until", "2026-09").stdout


def test_all_budgets(home: Path, profile: Profile, source: Callable[[str, str], Path]) -> None:
    """Budgets of sources are listed too, and profiles without one are not."""
    profile("dev", ACME)
    source("team/base", f"{ACME}[budget]\nmonthly = 20\n")
    spend(home, "team/base", {DAY: 500})

    assert [("team/base", 25)] == [(state.profile, state.percent) for state in list_budgets()]


def test_the_command_for_google() -> None:
    """The command names the account of the project, the amount and both thresholds."""
    state = BudgetState("prod", 9950, "acme-prod", 0, None)

    assert (
        'gcloud billing budgets create --billing-account="$(gcloud billing projects describe acme-prod'
        " --format='value(billingAccountName.basename())')\" --display-name='vxenv prod' --budget-amount=99.50USD"
        " --filter-projects=projects/acme-prod --threshold-rule=percent=0.80 --threshold-rule=percent=1.00"
    ) == render_google_command(state)
    assert "" == render_google_command(state._replace(project=""))


@pytest.mark.parametrize(("text", "code", "is_done"), [("y", 0, True), ("n", 3, False), ("", 3, False)])
def test_use_asks(text: str, code: int, is_done: bool, home: Path, profile: Profile) -> None:
    """On a terminal, `use` asks about a spent budget, and names the costs; Enter means no."""
    profile("prod", BUDGET)
    write_spent(home, "prod", 50000)
    with asked("use", "prod", env=HOOK) as child:
        child.expect_exact("Switch to this profile? [y/N]")
        before = str(child.before)
        child.sendline(text)
        child.expect(pexpect.EOF)
        child.wait()

    assert [SPENT] == [line for line in before.splitlines() if "budget" in line]
    assert (code, is_done) == (child.exitstatus, "acme-prod" in child.before)
