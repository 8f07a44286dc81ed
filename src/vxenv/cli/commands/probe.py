"""The command `probe`."""

import contextlib
import datetime as dt
import os
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from shlex import quote

import click

from vxenv.activation.today import read_today
from vxenv.catalogue.environment import FAMILIES
from vxenv.catalogue.knowledge import Knowledge
from vxenv.catalogue.locations import suggest_location
from vxenv.catalogue.value_types import LOCATION, MODEL
from vxenv.checks.online.probe import (
    JOBS,
    Question,
    Result,
    ask_questions,
    has_answer,
    list_questions,
    select_sightings,
)
from vxenv.checks.online.target import Target, find_target
from vxenv.cli.agreement import agree
from vxenv.cli.output.envelope import print_json
from vxenv.cli.output.probe_results import VERDICT_TEXTS, describe_results, render_results, suggest_fixes
from vxenv.cli.output.terminal import print_data, report, say
from vxenv.errors import StoreError, UsageError
from vxenv.google.api import Cloud
from vxenv.google.probe_record import remember
from vxenv.paths import escape_text
from vxenv.profiles.user_catalogue import load_knowledge
from vxenv.similarity import guess

_INTERRUPTED = 130
_MOST = 2000  # requests; more is probably a mistake


@click.command(short_help="Test which models a project can use, and where.")
@click.argument("names", nargs=-1, metavar="[NAME...]")
@click.option("--models", metavar="NAME,...", help="Probe only these models or families. [default: all current]")
@click.option("--locations", metavar="NAME,...", help="Probe only these locations. [default: possible ones]")
@click.option(
    "--repeat",
    type=click.IntRange(1, 20),
    default=1,
    help="Repeat requests; show the median time. [default: 1]",
)
@click.option("--jobs", type=click.IntRange(1, 16), default=JOBS, show_default=True, help="Requests in parallel.")
@click.option("--spend", is_flag=True, help="Generate one token per request. Billed, but more conclusive.")
@click.option("-y", "--yes", is_flag=True, help="Do not ask before sending secrets to non-Google servers.")
@click.option(
    "--client", metavar="VERSION", default="", help="Probe for this Claude Code version. [default: installed]"
)
@click.option("--json", "as_json", is_flag=True, help="Output JSON.")
def probe(names: tuple[str, ...], *, models: str | None, locations: str | None, repeat: int, jobs: int, spend: bool,
          yes: bool, client: str, as_json: bool) -> None:  # fmt: skip
    """Test which models a project can use, and where.

    Uses the project and credentials of the stack NAME..., or of this shell without NAME. The requests count tokens,
    which is free. Results are kept for a week; lint and show --resolved use them.

    \b
    vxenv probe prod-global
    vxenv probe --models claude-opus-5-5 --locations global,us,eu --repeat 3
    """
    known = load_knowledge()
    target = find_target(names, client)
    wanted = list_questions(
        known, read_today(), target.slots, _parse_models(models, known), _parse_locations(locations, known)
    )
    _announce(target, wanted, repeat, spend=spend)
    again = " ".join(["vxenv probe --yes", *map(quote, names)])
    cloud = target.sign_in(agree(target, [place for _, place in wanted], yes=yes, again=again))
    results: list[Result] = []
    interrupted = False
    try:
        _ask(cloud, wanted, results, jobs=jobs, repeat=repeat, spend=spend)
    except KeyboardInterrupt:
        interrupted = True
    results.sort(key=lambda result: wanted.index((result.model, result.location)))
    _remember(target.project, results)
    if as_json:
        print_json(describe_results(target, results, spend=spend, whole=not interrupted))
    else:
        print_data(*render_results(results))
        report(*suggest_fixes(results))
    if interrupted:
        say(f"interrupted: {len(results)} of {len(wanted)} results")
        sys.exit(_INTERRUPTED)
    if not has_answer(results):
        sys.exit(1)


def _parse_models(given: str | None, known: Knowledge) -> list[str]:
    ids = []
    for name in _split(given):
        family = [
            model.id
            for model in known.models.by_id.values()
            if model.family == name and not model.is_gone(read_today())
        ]
        model = known.models.find(name)
        if not family and not model and not MODEL.fullmatch(name):
            raise UsageError(f'invalid model ID "{escape_text(name)}"', hint="vxenv models")
        if not family and not model:
            close = guess(name, [*known.models.by_id, *FAMILIES], cutoff=0.8)
            say(f'unknown model "{name}"' + (f'; did you mean "{close}"?' if close else "; requesting it anyway"))
        ids += family or [model.id if model else name]
    return list(dict.fromkeys(ids))


def _parse_locations(given: str | None, known: Knowledge) -> list[str]:
    names = _split(given)
    for name in names:
        if not LOCATION.fullmatch(name):
            raise UsageError(f'invalid location "{escape_text(name)}"', hint="vxenv models")
        if name not in known.locations:
            better = suggest_location(name, known.locations)
            say(f'unknown location "{name}"' + (f'; did you mean "{better}"?' if better else ""))
    return list(dict.fromkeys(names))


def _split(given: str | None) -> list[str]:
    return [word for word in re.split(r"[,\s]+", given or "") if word]


def _announce(target: Target, wanted: Sequence[Question], repeat: int, *, spend: bool) -> None:
    number = len(wanted) * repeat
    if not wanted:
        raise UsageError("none of these models is served in these locations", hint="vxenv models")
    if number > _MOST:
        raise UsageError(f"too many requests: {number}; the limit is {_MOST}", hint="vxenv probe --help")
    cost = "billed for one token each" if spend else "free of charge"
    say(f"sending {number} request{'' if number == 1 else 's'} for project {target.project}, {cost}")


def _ask(
    cloud: Cloud, wanted: Sequence[Question], results: list[Result], *, jobs: int, repeat: int, spend: bool
) -> None:
    """Append the results of `wanted` to `results` as they arrive."""
    answers = ask_questions(cloud, wanted, jobs=jobs, repeat=repeat, spend=spend)
    with _show_progress(len(wanted)) as step, contextlib.closing(answers):
        for result in answers:
            results.append(result)
            step(f"{result.model} in {result.location}: {VERDICT_TEXTS[result.verdict]}")


@contextlib.contextmanager
def _show_progress(total: int) -> Iterator[Callable[[str], None]]:
    if not sys.stderr.isatty() or os.environ.get("VXENV_QUIET") or os.environ.get("TERM") == "dumb":
        yield lambda _: None
        return
    from vxenv.cli.progress import show_progress

    with show_progress(total) as step:
        yield step


def _remember(project: str, results: Sequence[Result]) -> None:
    seen = select_sightings(results, dt.datetime.now(dt.UTC))
    if seen:
        try:
            remember(project, seen)
        except StoreError as error:
            say(f"warning: cannot save the results: {error.what}")
