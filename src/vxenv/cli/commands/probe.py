"""probe: which model answers where, for one project and one account."""

import contextlib
import datetime as dt
import os
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from shlex import quote
from typing import Any

import click

from vxenv.catalogue.clients import FAMILIES
from vxenv.catalogue.knowledge import Knowledge
from vxenv.catalogue.locations import suggestion
from vxenv.catalogue.sightings import NO_ACCESS, NOT_FOUND, NOT_SERVED, QUOTA, SERVED, WORDS
from vxenv.catalogue.value_types import LOCATION, MODEL
from vxenv.checks.advice import today
from vxenv.checks.online.probing import FAILED, JOBS, UNCLEAR, Question, Result, answered, asking, questions, sightings
from vxenv.checks.online.target import Target
from vxenv.cli.agreement import agree, signed_in, target
from vxenv.cli.output.envelope import print_json
from vxenv.cli.output.table import table
from vxenv.cli.output.terminal import data, report, say, style
from vxenv.errors import StoreError, UsageError, render_hints
from vxenv.google.api import Cloud
from vxenv.google.probe_record import remember
from vxenv.paths import printable
from vxenv.profiles.user_catalogue import knowledge
from vxenv.similarity import guess

_WORDS = {**WORDS, UNCLEAR: "cannot be told for free", FAILED: "no answer"}
_COLOURS = {SERVED: "green", QUOTA: "yellow", NO_ACCESS: "red", NOT_SERVED: "red", NOT_FOUND: "red"}
_INTERRUPTED = 130
_BAR = 12  # characters
_MOST = 2000  # requests; more is a slip


@click.command(short_help="Ask which models this project can use, and where.")
@click.argument("names", nargs=-1, metavar="[NAME...]")
@click.option("--models", metavar="NAME,...", help="Only these models, aliases of families too; without, all current.")
@click.option("--locations", metavar="NAME,...", help="Only these; without, where each is served or may be.")
@click.option("--repeat", type=click.IntRange(1, 20), default=1, help="Ask so often, and show the median time.")
@click.option("--jobs", type=click.IntRange(1, 16), default=JOBS, show_default=True, help="Requests at a time.")
@click.option("--spend", is_flag=True, help="Call each model for one token, which is billed; it tells more.")
@click.option("-y", "--yes", is_flag=True, help="Do not ask before secrets go to servers that are not Google's.")
@click.option("--client", metavar="VERSION", default="", help="For this Claude Code; without, the installed one.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def probe(names: tuple[str, ...], *, models: str | None, locations: str | None, repeat: int, jobs: int, spend: bool,
          yes: bool, client: str, as_json: bool) -> None:  # fmt: skip
    """Ask Google which model answers at which location, with the project and the credentials of NAME...

    Without NAME it is this shell as it is. Tokens are counted, which is free. What was seen is remembered for a week:
    lint and show --resolved go by it.

    \b
    vxenv probe prod-global
    vxenv probe --models claude-opus-5-5 --locations global,us,eu --repeat 3
    """
    known = knowledge()
    aim = target(names, client)
    wanted = questions(known, today(), aim.slots, _models(models, known), _places(locations, known))
    _announce(aim, wanted, repeat, spend=spend)
    again = " ".join(["vxenv probe --yes", *map(quote, names)])
    cloud = signed_in(aim, agree(aim, [place for _, place in wanted], yes=yes, again=again))
    found: list[Result] = []
    interrupted = False
    try:
        _ask(cloud, wanted, found, jobs=jobs, repeat=repeat, spend=spend)
    except KeyboardInterrupt:
        interrupted = True
    found.sort(key=lambda one: wanted.index((one.model, one.location)))
    _remember(aim.project, found)
    if as_json:
        print_json(_json(aim, found, spend=spend, whole=not interrupted))
    else:
        data(*_rows(found))
        _mend(found)
    if interrupted:
        say(f"stopped: {len(found)} of {len(wanted)} are known")
        sys.exit(_INTERRUPTED)
    if not answered(found):
        sys.exit(1)


def _models(given: str | None, known: Knowledge) -> list[str]:
    found = []
    for word in _split(given):
        family = [one.id for one in known.models.by_id.values() if one.family == word and not one.gone(today())]
        model = known.models.find(word)
        if not family and not model and not MODEL.fullmatch(word):
            raise UsageError(f"{printable(word)} is no model", hint="vxenv models")
        if not family and not model:
            close = guess(word, [*known.models.by_id, *FAMILIES], cutoff=0.8)
            say(f'unknown model "{word}"' + (f'; did you mean "{close}"?' if close else ", requested as it is"))
        found += family or [model.id if model else word]
    return list(dict.fromkeys(found))


def _places(given: str | None, known: Knowledge) -> list[str]:
    found = _split(given)
    for word in found:
        if not LOCATION.fullmatch(word):
            raise UsageError(f"{printable(word)} is no location", hint="vxenv models")
        if word not in known.locations:
            better = suggestion(word, known.locations)
            say(f'unknown location "{word}"' + (f'; did you mean "{better}"?' if better else ""))
    return list(dict.fromkeys(found))


def _split(given: str | None) -> list[str]:
    return [word for word in re.split(r"[,\s]+", given or "") if word]


def _announce(aim: Target, wanted: Sequence[Question], repeat: int, *, spend: bool) -> None:
    number = len(wanted) * repeat
    if not wanted:
        raise UsageError("none of these is served at any of these places", hint="vxenv models")
    if number > _MOST:
        raise UsageError(f"these are {number} requests, more than {_MOST}", hint="vxenv probe --help")
    cost = "each is one token, billed to it" if spend else "they cost nothing"
    say(f"{number} request{'' if number == 1 else 's'} about {aim.project}; {cost}")


def _ask(
    cloud: Cloud, wanted: Sequence[Question], found: list[Result], *, jobs: int, repeat: int, spend: bool
) -> None:
    """Put what comes of the questions into `found`, as it comes."""
    with _steps(len(wanted)) as step, contextlib.closing(
        asking(cloud, wanted, jobs=jobs, repeat=repeat, spend=spend)
    ) as results:  # fmt: skip
        for one in results:
            found.append(one)
            step(f"{one.model} at {one.location}: {_WORDS[one.verdict]}")


@contextlib.contextmanager
def _steps(total: int) -> Iterator[Callable[[str], None]]:
    if not sys.stderr.isatty() or os.environ.get("VXENV_QUIET") or os.environ.get("TERM") == "dumb":
        yield lambda _: None
        return
    from vxenv.cli.progress import progress

    with progress(total) as step:
        yield step


def _remember(project: str, found: Sequence[Result]) -> None:
    seen = sightings(found, dt.datetime.now(dt.UTC))
    if seen:
        try:
            remember(project, seen)
        except StoreError as error:
            say(f"what was seen is not remembered: {error.what}")


def _rows(found: Sequence[Result]) -> list[str]:
    slowest = max((one.seconds for one in found), default=0.0)
    rows = [[printable(one.model), one.location, _WORDS[one.verdict], *_time(one, slowest)] for one in found]
    title, *lines = table(rows, ["MODEL", "LOCATION", "", "TIME", ""])
    lit = [
        style(line, sys.stdout, fg=_COLOURS.get(one.verdict, "reset")) for line, one in zip(lines, found, strict=True)
    ]
    return [style(title, sys.stdout, bold=True), *lit] if sys.stdout.isatty() else lit


def _time(one: Result, slowest: float) -> tuple[str, str]:
    if not one.seconds:
        return "-", ""
    bar = "▇" * max(1, round(_BAR * one.seconds / slowest)) if sys.stdout.isatty() else ""
    return f"{one.seconds * 1000:.0f} ms", bar


def _mend(found: Sequence[Result]) -> None:
    """Tell once what mends what does not answer, the most frequent first."""
    by_fix: dict[str, list[Result]] = {}
    for one in found:
        if one.wrong and one.verdict != UNCLEAR:
            by_fix.setdefault(one.wrong.fix, []).append(one)
    for fix, several in sorted(by_fix.items(), key=lambda pair: -len(pair[1])):
        more = f", and {len(several) - 1} more" if len(several) > 1 else ""
        wrong = several[0].wrong
        report(f"{printable(wrong.what if wrong else '')}{more}", *render_hints(printable(fix)))
    if any(one.verdict == UNCLEAR for one in found):
        report("where tokens are not counted, only a call tells: --spend")


def _json(aim: Target, found: Sequence[Result], *, spend: bool, whole: bool) -> dict[str, Any]:
    return {
        "stack": aim.name or None,
        "project": aim.project,
        "billed": spend,
        "complete": whole,
        "results": [
            {
                "model": one.model,
                "location": one.location,
                "verdict": one.verdict,
                "milliseconds": round(one.seconds * 1000, 1) or None,
                "cause": one.wrong.name if one.wrong else None,
                "message": one.wrong.what if one.wrong else None,
                "hint": one.wrong.fix if one.wrong else None,
            }
            for one in found
        ],
    }
