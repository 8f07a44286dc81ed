"""Compare the budgets of a stack with what its profiles have cost this month.

On the hook's path for profiles with a budget: no click here.
"""

import contextlib
import datetime as dt
import os
import time
from collections.abc import Iterable
from typing import NamedTuple

from vxenv.activation.today import TODAY, read_local_today
from vxenv.catalogue.environment import PROJECT
from vxenv.errors import VxenvError, quote_word
from vxenv.files.atomic import write
from vxenv.files.directories import make_private_directory
from vxenv.files.read_limited import read_compared_bytes
from vxenv.paths import find_cache_directory
from vxenv.profiles.budget import render_cents
from vxenv.profiles.resolve import Resolved, resolve_stack
from vxenv.profiles.store import Store, list_all_names
from vxenv.usage.monthly_costs import DOLLAR, PATIENCE, Figures, read_spending, refresh_spending

NEAR, SPENT = 80, 100  # percent of a budget from which a warning and a question follow
_CENT = DOLLAR // 100
_LONGEST = 60  # characters of the name of a budget at Google


class BudgetState(NamedTuple):
    """A budget, and what was spent of it this month."""

    # The profile that has it.
    profile: str
    # The budget in cents.
    monthly: int
    # Project of the profile, "" for none.
    project: str
    # Costs of this month in picodollars, 0 if they are unknown.
    month: int
    # The last refresh of the costs, None if there was none this month.
    figures: Figures | None

    @property
    def percent(self) -> int:
        """The percentage spent, rounded down: 100 means that nothing is left."""
        return self.month * 100 // (self.monthly * _CENT)

    @property
    def is_near(self) -> bool:
        """True from 80 percent."""
        return self.percent >= NEAR

    @property
    def is_spent(self) -> bool:
        """True from 100 percent."""
        return self.percent >= SPENT

    def render_amounts(self) -> str:
        """Return the costs and the budget: ``$412.10 of $500``."""
        least = "" if self.figures is None or self.figures.whole else "at least "
        return f"{least}{render_dollars(self.month)} of {self.render_budget()}"

    def render_budget(self) -> str:
        """Return the budget: ``$500``."""
        return f"${render_cents(self.monthly)}"

    def describe(self) -> str:
        """Return a clause with the state of the budget, and the origin of its figures."""
        share = "its budget" if self.is_spent else f"{self.percent}% of its budget"
        origin = ""
        if self.figures:
            day = self.figures.day
            origin = f" for {day:%Y-%m}: {self.render_amounts()} by {day} ({self.figures.origin})"
        return f'"{self.profile}" has spent {share}{origin}'


def render_dollars(cost: int) -> str:
    """Return `cost`, in picodollars, as USD with cents: ``$412.10``."""
    whole, rest = divmod((cost + _CENT // 2) // _CENT, 100)
    return f"${whole:,}.{rest:02}"


def read_states(resolved: Resolved) -> list[BudgetState]:
    """Return the state of each budget of a stack, as last refreshed."""
    documents = resolved.budgets
    figures = read_spending([document.name for document in documents]) if documents else None
    project = resolved.list_values().get(PROJECT) or ""
    return [_make_state(document.name, document.budget, project, figures) for document in documents]


def refresh_states(resolved: Resolved) -> list[BudgetState]:
    """Return the state of each budget of a stack after a refresh of the costs within 0.3 s."""
    if not resolved.budgets:
        return []
    try:
        refresh_spending(seconds=PATIENCE)
        states = read_states(resolved)
    except VxenvError:
        return []  # the catalogue, config.toml or VXENV_TODAY is invalid, which `lint` and `doctor` report
    write_levels(states)
    return states


def list_budgets(*, refresh: bool = True) -> list[BudgetState]:
    """Return the budgets of all profiles, with the highest share spent first; invalid profiles are skipped."""
    store = Store()
    budgets: list[tuple[str, int, str]] = []
    for name in list_all_names():
        with contextlib.suppress(VxenvError):
            budget = store.load(name).budget
            if budget:
                budgets.append((name, budget, resolve_stack([name], store).list_values().get(PROJECT) or ""))
    if budgets and refresh:
        refresh_spending()
    figures = read_spending([name for name, *_ in budgets]) if budgets else None
    states = [_make_state(*each, figures) for each in budgets]
    write_levels(states)
    return sorted(states, key=lambda state: (-state.percent, state.profile))


def _make_state(profile: str, monthly: int, project: str, figures: Figures | None) -> BudgetState:
    spending = figures.spending.get(profile) if figures else None
    return BudgetState(profile, monthly, project, spending.month if spending else 0, figures)


def write_levels(states: Iterable[BudgetState]) -> None:
    """Write the file of each profile with a budget that is spent or nearly, and remove that of others.

    Plans depend on these files, so a shell shows a new warning when it next switches to the profile.
    """
    for state in states:
        path = _find_level_path(state.profile)
        level = SPENT if state.is_spent else NEAR if state.is_near else 0
        data = f"{state.figures.day:%Y-%m} {level}\n".encode() if level and state.figures else b""
        with contextlib.suppress(OSError):
            if not data and os.path.lexists(path):
                os.unlink(path)
            elif data != read_compared_bytes(path):
                make_private_directory(os.path.dirname(path))
                write(path, data, durable=False)


def read_level_files(resolved: Resolved) -> dict[str, bytes]:
    """Return the contents of the files of `write_levels` for a stack, by path; empty for a missing file."""
    paths = (_find_level_path(document.name) for document in resolved.budgets)
    return {path: read_compared_bytes(path) for path in paths}


def _find_level_path(profile: str) -> str:
    return os.path.join(find_cache_directory(), "usage", "levels", profile.replace("/", "%"))


def list_warnings(states: Iterable[BudgetState]) -> list[str]:
    """Return a warning for each budget of which 80 percent or more are spent."""
    return [f"warning: {state.describe()}" for state in states if state.is_near]


def find_month_end() -> int:
    """Return the start of the next month in local time, in seconds since 1970; 0 if VXENV_TODAY stops the time."""
    if os.environ.get(TODAY):
        return 0
    first = (read_local_today().replace(day=1) + dt.timedelta(days=32)).replace(day=1)
    return int(time.mktime((first.year, first.month, 1, 0, 0, 0, 0, 0, -1)))


def render_google_command(state: BudgetState) -> str:
    """Return the command that creates the budget at Google, for all costs of the project; "" without a project."""
    if not state.project:
        return ""
    project = quote_word(state.project)
    account = f"$(gcloud billing projects describe {project} --format='value(billingAccountName.basename())')"
    return " ".join(
        [
            "gcloud billing budgets create",
            f'--billing-account="{account}"',
            f"--display-name={quote_word(f'vxenv {state.profile}'[:_LONGEST])}",
            f"--budget-amount={render_cents(state.monthly)}USD",
            f"--filter-projects={quote_word(f'projects/{state.project}')}",
            *(f"--threshold-rule=percent={percent / 100:.2f}" for percent in (NEAR, SPENT)),
        ]
    )
