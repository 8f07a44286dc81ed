"""The command `models`."""

import datetime as dt
import os
import sys
from shlex import quote
from typing import Any

import click

from vxenv.catalogue.clients import BUILT_IN
from vxenv.catalogue.knowledge import shipped
from vxenv.catalogue.locations import GLOBAL, host, kind, suggestion
from vxenv.catalogue.models import NO, UNKNOWN, YES, Model
from vxenv.checks.advice import today
from vxenv.checks.lint.request import client_version
from vxenv.claude.version import find_program, installed_version
from vxenv.cli.client_notice import announce_client
from vxenv.cli.command_line import OneOf
from vxenv.cli.output.envelope import print_json
from vxenv.cli.output.pager import page
from vxenv.cli.output.table import table
from vxenv.cli.output.terminal import report, say
from vxenv.distribution import upgrade_command
from vxenv.errors import UsageError
from vxenv.paths import printable, shown
from vxenv.profiles.client_models import keep_built_in
from vxenv.profiles.listed_models import SOURCE, keep_published
from vxenv.profiles.user_catalogue import knowledge

_OLD = 120  # days
_RECENTLY = 90  # days since a model retired
_MARKS = {YES: "yes", NO: "-", UNKNOWN: "?"}


@click.command(short_help="List the models: where each is served, until when, and what it is called.")
@click.option("--location", help="Only what is served there, or may be.")
@click.option("--family", type=OneOf(["opus", "sonnet", "haiku", "fable"]), help="Only one family.")
@click.option("--served", is_flag=True, help="Only what is known to be served: somewhere, or at --location.")
@click.option(
    "--retiring-within", type=click.IntRange(min=0), metavar="DAYS",
    help="Only what retires by then, or retired in the last 90 days.",
)  # fmt: skip
@click.option("--client", metavar="VERSION", default="", help="Whose aliases; without, the installed Claude Code's.")
@click.option("--refresh", is_flag=True, help="Read what Claude Code knows, and ask Google; free, and remembered.")
@click.option("--profile", metavar="NAME", help="With --refresh: as whom to ask; without, as this shell is.")
@click.option("-y", "--yes", is_flag=True, help="Do not ask before secrets go to servers that are not Google's.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def models(location: str | None, *, family: str | None, served: bool, retiring_within: int | None, client: str,
           refresh: bool, profile: str | None, yes: bool, as_json: bool) -> None:  # fmt: skip
    """List the models that the catalogue knows. ? is for what nobody said.

    --refresh reads the catalogue inside the installed Claude Code, and asks Google which models it lists. Your own
    catalogue.toml, in vxenv's configuration directory, can add to it, too.

    \b
    vxenv models
    vxenv models --location eu --served
    vxenv models --retiring-within 60
    """
    if refresh:
        _refresh((profile,) if profile else (), yes=yes)
    elif profile:
        raise UsageError("--profile is for --refresh", hint=f"vxenv models --refresh --profile {quote(profile)}")
    known, on = knowledge(), today()
    if location and location not in known.locations:
        better = suggestion(location, known.locations)
        say(f'unknown location "{printable(location)}"' + (f'; did you mean "{better}"?' if better else ""))
        if better:
            say(f"hint: vxenv models --location {better}")
    version = client_version(client)
    aliases = known.clients.at(version).aliases
    found = [
        one for one in known.models.by_id.values()
        if (family is None or one.family == family)
        and (not served or YES in [one.served(place, on) for place in ([location] if location else one.locations)])
        and (location is None or one.served(location, on) != NO)
        and (retiring_within is None or _is_retiring(one, on, retiring_within))
    ]  # fmt: skip
    if as_json:
        rows = [_json(one, aliases, on, location) for one in found]
        days = (on - dt.date.fromisoformat(known.models.date)).days
        print_json({"date": known.models.date, "age_days": days, "models": rows})
        return
    listed = any(_from(one) for one in found)
    title = ["ID", "FAMILY", "ALIAS", *([location.upper()] if location else []), "GLOBAL", "US", "EU", "REGIONS",
             "CONTEXT", "UNTIL", "REGION VARIABLE", *(["FROM"] if listed else [])]  # fmt: skip
    # Columns may be empty: without a terminal a dash keeps them apart.
    cells = [[*_row(one, aliases, on, location), *([_from(one)] if listed else [])] for one in found]
    lines = table([[cell or "-" for cell in row] for row in cells], title)
    page(*lines[0 if sys.stdout.isatty() else 1 :])
    announce_client(version)
    _age(known.models.date, on)


def _refresh(names: tuple[str, ...], *, yes: bool) -> None:
    """Read what the installed Claude Code knows, ask Google which models there are, and keep both.

    Who has no project yet, and did not name one, does without Google's list.
    """
    from vxenv.cli.agreement import agree, failed, signed_in, target
    from vxenv.google.failures import DiagnosedError

    read = _read_client()
    try:
        aim = target(names)
    except UsageError as error:
        if names or not read:
            raise
        report(f"Google was not asked: {error.what}", f"hint: {error.hint}")
        return
    report(f"asks Google which models of Anthropic it lists, as {aim.project}; it costs nothing")
    again = " ".join(["vxenv models --refresh --yes", *(f"--profile {quote(name)}" for name in names)])
    agreed = agree(aim, (GLOBAL,), yes=yes, again=again)
    try:
        listed = signed_in(aim, agreed).publisher_models()
    except DiagnosedError as error:
        raise failed(error.diagnosis) from error
    new = keep_published(listed, shipped(), today())
    report(f"{len({name for name, _ in listed})} listed, new: {', '.join(new) or 'none'}")


def _read_client() -> bool:
    """Read the catalogue inside the installed Claude Code, keep it, and tell whether there was one."""
    from vxenv.claude.program import read_built_in

    program, version = find_program(), installed_version()
    if not program or version is None:
        return False
    try:
        built_in = read_built_in(os.path.realpath(program))
    except OSError as error:
        built_in, why = None, f": {error.strerror}"
    else:
        why = ""
    if built_in is None:
        report(f"Claude Code {version} at {shown(program)} has no catalogue of models that can be read{why}")
        return False
    new = keep_built_in(built_in, version, shipped(), today())
    report(f"read {len(built_in.models)} models in Claude Code {version}, new: {', '.join(new) or 'none'}")
    return True


def _from(one: Model) -> str:
    return f"{one.source} {one.date}" if one.source in (SOURCE, BUILT_IN) else ""


def _is_retiring(model: Model, today: dt.date, days: int) -> bool:
    """Tell whether `model` retires within `days` days, or did so recently."""
    return model.retires is not None and -_RECENTLY <= (model.retires - today).days <= days


def _row(one: Model, aliases: Any, on: dt.date, location: str | None) -> list[str]:  # noqa: ANN401 - a mapping
    regions = [place for place in one.locations if kind(place) == "region"]
    shown = ",".join(regions[:2]) + (f",+{len(regions) - 2}" if len(regions) > 2 else "")  # noqa: PLR2004 - fits
    where = [_MARKS[one.served(place, on)] for place in ([location] if location else []) + ["global", "us", "eu"]]
    return [
        one.id,
        one.family,
        ",".join(alias for alias, model in aliases.items() if model == one.id),
        *where,
        "-" if one.gone(on) or not one.regional else shown or "?",
        one.context,
        _until(one, on),
        one.region_variable,
    ]


def _until(one: Model, on: dt.date) -> str:
    if one.gone(on):
        return f"{one.retires} (retired)" if one.retires else "retired"
    return f"{one.retires}" if one.retires else "deprecated" if one.deprecated else ""


def _json(one: Model, aliases: Any, on: dt.date, location: str | None) -> dict[str, Any]:  # noqa: ANN401 - likewise
    row = {
        "id": one.id,
        "name": one.name,
        "family": one.family,
        "aliases": [alias for alias, model in aliases.items() if model == one.id],
        "status": "gone" if one.gone(on) else one.status,
        "locations": list(one.locations),
        "single_regions": one.regional,
        "context": one.context,
        "deprecated": one.deprecated,
        "retires": one.retires and one.retires.isoformat(),
        "region_variable": one.region_variable or None,
        "successors": dict(one.successors),
        "note": one.note or None,
        "source": one.source,
        "date": one.date and one.date.isoformat(),
    }
    return row | ({"served_at": {location: one.served(location, on)}, "host": host(location)} if location else {})


def _age(date: str, on: dt.date) -> None:
    days = (on - dt.date.fromisoformat(date)).days
    report(f"as known on {date}" + (f", {days} days ago" if days > 0 else ""))
    if days > _OLD:
        say("warning: that is long ago, and models come and go", f"hint: {upgrade_command()}")
