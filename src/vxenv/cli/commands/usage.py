"""The command `usage`."""

from typing import Any

import click

from vxenv.cli.command_line import OneOf
from vxenv.cli.options import JSON_OPTION
from vxenv.cli.output.envelope import print_json
from vxenv.cli.output.terminal import print_data, report, say
from vxenv.cli.output.usage_budgets import describe_budgets, list_budget_notes, render_budgets
from vxenv.cli.output.usage_formats import describe_report, list_notes, render_csv, render_prices
from vxenv.cli.output.usage_table import print_usage
from vxenv.cli.reading_progress import show_reading
from vxenv.errors import UsageError
from vxenv.profiles.names import parse_stack
from vxenv.profiles.store import Store
from vxenv.profiles.user_catalogue import load_knowledge
from vxenv.usage.budget_state import list_budgets
from vxenv.usage.collection import collect_usage
from vxenv.usage.periods import parse_period
from vxenv.usage.report import KEYS, Entry, Report, build_report

_DATABASES = ("bigquery",)
_COMPARED = ("day", "project", "model", "profile")  # keys of a report that is compared with Google's billing


class _Keys(OneOf):
    """Keys of rows, separated by commas."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:  # noqa: ANN401
        """Return `value`. Raises UsageError."""
        return ",".join(super(_Keys, self).convert(key, param, ctx) for key in str(value).split(","))


@click.command(short_help="Estimate costs by profile, model or day.")
@click.option(
    "--by", type=_Keys(KEYS), multiple=True, metavar="KEY",
    help=f"Group by {', '.join(KEYS[:-1])} or {KEYS[-1]}; several with commas. [default: profile]",
)  # fmt: skip
@click.option("--since", metavar="DAY", default="", help="First day: 2026-11-30, 2026-11, yesterday, 7d, 2w or all.")
@click.option(
    "--until", metavar="DAY", default="", help="Last day: 2026-11-30, 2026-11 or yesterday. [default: today]"
)
@click.option("--profile", metavar="NAME", default="", help="Count only sessions with this profile or stack.")
@click.option("--from", "directories", metavar="DIR", multiple=True, help="Read transcripts below DIR; repeatable.")
@click.option("--guess", is_flag=True, help="Attribute unrecorded sessions by allowed directory files.")
@click.option("--prices", is_flag=True, help="Show the prices applied, with source and date.")
@JSON_OPTION
@click.option("--csv", "as_csv", is_flag=True, help="Output CSV.")
@click.option("--svg", metavar="FILE", help="Write a picture of the cost per day and profile; - for stdout.")
@click.option("--reconcile", type=OneOf(_DATABASES), help="Print SQL that compares these costs with Google's billing.")
@click.option("--billing-table", metavar="TABLE", default="", help="With --reconcile: the detailed export.")
@click.option("--logs-table", metavar="TABLE", help="With --reconcile: the request-response logs; '' for none.")
def usage(by: tuple[str, ...], *, since: str, until: str, profile: str, directories: tuple[str, ...], guess: bool,
          prices: bool, as_json: bool, as_csv: bool, svg: str | None, reconcile: str | None, billing_table: str,
          logs_table: str | None) -> None:  # fmt: skip
    """Estimate costs by profile, model or day.

    Counts the tokens in Claude Code's transcripts on this machine, and prices them at list prices. Without --since,
    covers this month. Days are local days; 7d means the last 7 days, today included.

    Profile, project and location are known for sessions that vxenv recorded: those started by `vxenv exec`, or with
    the hook of `vxenv claude install`. Others are `unknown`; --guess attributes them to the profile that the allowed
    directory file of their directory selects now.

    Rounded costs in a column add up to the rounded total. JSON and CSV have exact costs.

    \b
    vxenv usage
    vxenv usage --by day,model --since 7d
    vxenv usage --profile prod --since 2026-10 --until 2026-10
    vxenv usage --json | jq .totals.cost
    """
    _check_formats(as_json=as_json, as_csv=as_csv, prices=prices, svg=svg, reconcile=reconcile)
    if not reconcile and (billing_table or logs_table is not None):
        option = "--billing-table" if billing_table else "--logs-table"
        raise UsageError(f"{option} requires --reconcile", hint="vxenv usage --reconcile bigquery")
    period = parse_period(since, until)
    known = load_knowledge()
    with show_reading() as progress:
        entries, problems = collect_usage(period, known, directories=directories, guess=guess, progress=progress)
    _check_profile(profile, entries)
    keys = tuple(dict.fromkeys(key for words in by for key in words.split(","))) or ("profile",)
    result = build_report(
        entries, by=_COMPARED if reconcile else keys, period=period, profile=profile, problems=problems
    )
    say(*(f"warning: {problem.text}" for problem in problems))
    budgets = list_budgets() if period.includes_today and not (as_csv or directories or profile) else []
    if as_json:
        print_json({**describe_report(result), "budgets": describe_budgets(budgets)})
    elif as_csv:
        print_data(*render_csv(result))
    elif svg is not None:
        from vxenv.cli.usage_exports import write_picture

        write_picture(result, svg)
    elif reconcile:
        from vxenv.cli.usage_exports import print_reconciliation

        print_reconciliation(result, billing_table, logs_table)
    else:
        _print_table(result, prices=prices, whole=since == "all")
        print_data(*(["", *render_budgets(budgets)] if budgets else []))
    report(*list_notes(result, guess=guess), *list_budget_notes(budgets))


def _check_formats(*, as_json: bool, as_csv: bool, prices: bool, svg: str | None, reconcile: str | None) -> None:
    """Raise UsageError for options that cannot be combined."""
    given = {"--json": as_json, "--csv": as_csv, "--svg": svg is not None, "--reconcile": reconcile is not None}
    names = [name for name, is_given in given.items() if is_given]
    if prices and names != ["--json"]:
        names.append("--prices")
    if len(names) > 1:
        raise UsageError(f"{names[0]} cannot be combined with {names[1]}", hint="vxenv usage --help")


def _check_profile(profile: str, entries: list[Entry]) -> None:
    """Raise UnknownProfileError for a profile that neither exists nor occurs in `entries`."""
    if profile and not any(entry.run and entry.run.has_profile(profile) for entry in entries):
        for name in parse_stack([profile]):
            Store().load(name)


def _print_table(result: Report, *, prices: bool, whole: bool) -> None:
    """Print the table; `whole` tells whether all transcripts were counted."""
    if not result.total.messages and whole:
        say("no usage in any transcript", "hint: vxenv usage --help")
        return
    if not result.total.messages:
        say(f"no usage from {result.since} to {result.until}", "hint: vxenv usage --since all --by month")
        return
    print_usage(result)
    if prices:
        print_data("", *render_prices(result))
