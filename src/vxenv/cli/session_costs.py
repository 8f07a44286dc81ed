"""Costs for the status line: those of a stack today and this month, and of its tightest budget."""

from vxenv.checks.session import SessionInput
from vxenv.errors import VxenvError
from vxenv.profiles.resolve import Resolved
from vxenv.usage.budget_state import BudgetState, read_states, render_dollars, write_levels
from vxenv.usage.monthly_costs import STACK, Figures, Spending, read_spending, refresh_session

_UNKNOWN = "\N{EN DASH}"


def refresh_costs(stack: str, resolved: Resolved, given: SessionInput) -> tuple[Figures | None, list[BudgetState]]:
    """Read what is new in the transcript of a session; return the costs of `stack`, and the state of its budgets."""
    try:
        if given.session and given.transcript:
            refresh_session(given.session, given.transcript)
        figures, states = read_spending([STACK + stack]), read_states(resolved)
    except VxenvError:
        return None, []  # the catalogue or VXENV_TODAY is invalid, which `lint` reports
    write_levels(states)
    return figures, states


def describe_costs(figures: Figures | None, stack: str) -> dict[str, str]:
    """Return the costs of `stack` by field."""
    if figures is None:
        return dict.fromkeys(("cost_today", "cost_month"), _UNKNOWN)
    found = figures.spending.get(STACK + stack, Spending())
    least = "" if figures.whole else "at least "
    return {"cost_today": least + render_dollars(found.today), "cost_month": least + render_dollars(found.month)}


def describe_budget(states: list[BudgetState]) -> tuple[str, bool]:
    """Return the costs and the amount of the budget with the highest share spent, and whether that is 80% or more."""
    if not states:
        return "", False
    state = max(states, key=lambda state: state.percent)
    return state.render_amounts() if state.figures else _UNKNOWN, state.is_near
