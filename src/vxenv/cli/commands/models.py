"""The command `models`."""

import datetime as dt
import sys
from collections.abc import Mapping
from shlex import quote

import click

from vxenv.activation.today import read_today
from vxenv.catalogue.knowledge import Knowledge
from vxenv.catalogue.locations import GLOBAL, classify_location, suggest_location
from vxenv.catalogue.models import NO, UNKNOWN, YES, Model
from vxenv.checks.lint.request import find_client_version
from vxenv.checks.model_list import describe_model, describe_source, list_aliases, select_models
from vxenv.cli.client_notice import announce_client
from vxenv.cli.command_line import OneOf
from vxenv.cli.options import JSON_OPTION
from vxenv.cli.output.envelope import print_json
from vxenv.cli.output.pager import page
from vxenv.cli.output.table import render_table
from vxenv.cli.output.terminal import report, say
from vxenv.distribution import upgrade_command
from vxenv.errors import UsageError
from vxenv.paths import escape_text
from vxenv.profiles.user_catalogue import load_knowledge

_OLD = 120  # days
_MARKS = {YES: "yes", NO: "-", UNKNOWN: "?"}
_WIDEST = ("global", "us", "eu")
_FIRST = 2  # regions shown in the table


@click.command(short_help="List models with their locations and retirement dates.")
@click.option("--location", help="Show only models served, or possibly served, in this location.")
@click.option("--family", type=OneOf(["opus", "sonnet", "haiku", "fable"]), help="Show only this family.")
@click.option("--served", is_flag=True, help="Show only models known to be served (in --location, if given).")
@click.option(
    "--retiring-within", type=click.IntRange(min=0), metavar="DAYS",
    help="Show only models that retire within DAYS or retired in the last 90 days.",
)  # fmt: skip
@click.option(
    "--client", metavar="VERSION", default="",
    help="Resolve aliases as this Claude Code version does. [default: installed]",
)  # fmt: skip
@click.option("--prices", is_flag=True, help="Show prices in USD per million tokens (in --location, if given).")
@click.option("--refresh", is_flag=True, help="Update the catalogue from Claude Code and Google (free).")
@click.option(
    "--profile", metavar="NAME", help="With --refresh: use this profile. [default: this shell's environment]"
)
@click.option("-y", "--yes", is_flag=True, help="Do not ask before sending secrets to non-Google servers.")
@JSON_OPTION
def models(location: str | None, *, family: str | None, served: bool, retiring_within: int | None, client: str,
           prices: bool, refresh: bool, profile: str | None, yes: bool, as_json: bool) -> None:  # fmt: skip
    """List models with their locations and retirement dates.

    A ? means unknown. --refresh adds the models in the installed Claude Code and in Google's list. You can add models
    in catalogue.toml in vxenv's configuration directory, and prices that you negotiated.

    --prices shows list prices in global, or in --location with its premium: of prompts, answers, cache writes for 5
    minutes and 1 hour, and cache reads. Each price has the date of its list.

    \b
    vxenv models
    vxenv models --location eu --served
    vxenv models --retiring-within 60
    vxenv models --prices --location eu
    """
    if refresh:
        from vxenv.cli.model_refresh import refresh_models

        refresh_models((profile,) if profile else (), yes=yes)
    elif profile:
        raise UsageError("--profile requires --refresh", hint=f"vxenv models --refresh --profile {quote(profile)}")
    known, day, version = load_knowledge(), read_today(), find_client_version(client)
    if location and location not in known.locations:
        _suggest_location(location, known.locations)
    aliases = known.clients.find_client(version).aliases
    selected = select_models(
        known, day, location=location, family=family, served=served, retiring_within=retiring_within
    )
    days = (day - dt.date.fromisoformat(known.models.date)).days
    if as_json:
        rows = [describe_model(model, aliases, day, location) for model in selected]
        if prices:
            from vxenv.checks.price_list import describe_prices, list_local_prices

            for row in rows:
                row["prices"] = describe_prices(list_local_prices(row["id"], location or GLOBAL, known, day))
        print_json({"date": known.models.date, "age_days": days, "models": rows})
        return
    if prices:
        _show_prices(selected, location or GLOBAL, known, day)
    else:
        page(*_render_table(selected, aliases, day, location))
    announce_client(version)
    age = f", {days} day{'' if days == 1 else 's'} ago" if days > 0 else ""
    report(f"catalogue of {known.models.date}{age}")
    if days > _OLD:
        say(f"warning: this catalogue is {days} days old and may miss models", f"hint: {upgrade_command()}")


def _show_prices(models: list[Model], location: str, known: Knowledge, day: dt.date) -> None:
    """Print the table of prices in `location`, and their origin."""
    from vxenv.checks.price_list import list_local_prices
    from vxenv.cli.output.price_table import list_labels, render_price_table

    prices = {model.id: list_local_prices(model.id, location, known, day) for model in models}
    # A retired model without a known price has nothing to show.
    prices = {model.id: prices[model.id] for model in models if prices[model.id] or not model.is_gone(day)}
    page(*render_price_table(prices))
    report(
        f"USD per million tokens in {escape_text(location)}, {' or '.join(list_labels(prices)) or 'no known prices'}"
    )


def _suggest_location(location: str, known: tuple[str, ...]) -> None:
    """Report the unknown `location` and suggest a known one."""
    better = suggest_location(location, known)
    say(f'unknown location "{escape_text(location)}"' + (f'; did you mean "{better}"?' if better else ""))
    if better:
        say(f"hint: vxenv models --location {better}")


def _render_table(models: list[Model], aliases: Mapping[str, str], day: dt.date, location: str | None) -> list[str]:
    """Return the lines of the table: on a terminal with titles, and with a column of sources if any model has one."""
    sources = [describe_source(model) for model in models]
    title = ["ID", "FAMILY", "ALIAS", *([location.upper()] if location else []), "GLOBAL", "US", "EU", "REGIONS",
             "CONTEXT", "RETIRES", "REGION VARIABLE", *(["SOURCE"] if any(sources) else [])]  # fmt: skip
    # Without a terminal, a dash marks an empty column.
    cells = [
        [cell or "-" for cell in [*_render_row(model, aliases, day, location), *([source] if any(sources) else [])]]
        for model, source in zip(models, sources, strict=True)
    ]
    return render_table(cells, title)[0 if sys.stdout.isatty() else 1 :]


def _render_row(model: Model, aliases: Mapping[str, str], day: dt.date, location: str | None) -> list[str]:
    regions = [place for place in model.locations if classify_location(place) == "region"]
    more = f",+{len(regions) - _FIRST}" if len(regions) > _FIRST else ""
    return [
        model.id,
        model.family,
        ",".join(list_aliases(model, aliases)),
        *(_MARKS[model.get_served(place, day)] for place in (*([location] if location else []), *_WIDEST)),
        "-" if model.is_gone(day) or not model.regional else ",".join(regions[:_FIRST]) + more or "?",
        model.context,
        _describe_end(model, day),
        model.region_variable,
    ]


def _describe_end(model: Model, day: dt.date) -> str:
    if model.is_gone(day):
        return f"{model.retires} (retired)" if model.retires else "retired"
    return f"{model.retires}" if model.retires else "deprecated" if model.deprecated else ""
