"""Budgets as rows of `usage`, and as JSON."""

from collections.abc import Sequence
from typing import Any

from vxenv.cli.output.table import render_table
from vxenv.paths import escape_text
from vxenv.usage.budget_state import BudgetState, render_google_command
from vxenv.usage.monthly_costs import DOLLAR

_BAD = "✗"
_NEAR = "!"


def render_budgets(states: Sequence[BudgetState]) -> list[str]:
    """Return a table of budgets: the profile, the costs of this month, and the share spent; with marks from 80%."""
    rows = [
        [
            escape_text(state.profile),
            state.render_amounts() if state.figures else f"unknown of {state.render_budget()}",
            f"{state.percent}%" if state.figures else "-",
            _BAD if state.is_spent else _NEAR if state.is_near else "",
        ]
        for state in states
    ]
    return render_table(rows, ["BUDGET", "THIS MONTH", "SPENT", ""])


def describe_budgets(states: Sequence[BudgetState]) -> list[dict[str, Any]]:
    """Return budgets as JSON. Costs are in USD; null if they are unknown."""
    return [
        {
            "profile": state.profile,
            "monthly": state.monthly / 100,
            "cost": state.month / DOLLAR if state.figures else None,
            "percent": state.percent if state.figures else None,
            "date": state.figures.day.isoformat() if state.figures else None,
            "complete": state.figures.whole if state.figures else False,
        }
        for state in states
    ]


def list_budget_notes(states: Sequence[BudgetState]) -> list[str]:
    """Return a note on the origin of the costs, and the command that creates the first budget at Google."""
    figures = next((state.figures for state in states if state.figures), None)
    notes = [f"note: budgets stop no request; costs are an {figures.origin}"] if figures else []
    commands = list(filter(None, map(render_google_command, states)))
    return [*notes, *(f"hint: {command}" for command in commands[:1])]
