"""The command `use`."""

import sys

import click

from vxenv.activation.plan_keys import USE
from vxenv.activation.state import State
from vxenv.catalogue.environment import BASE_URL, LOCATION, PROJECT, USE_VERTEX
from vxenv.checks.advice import noted
from vxenv.cli.calling_shell import calling_hook, environment
from vxenv.cli.output.questions import confirm
from vxenv.cli.output.terminal import report, say
from vxenv.cli.protection import confirm_protected, headline
from vxenv.cli.selection import can_pick, picked
from vxenv.cli.shell_answer import answer, changes, tell
from vxenv.env_diff import apply
from vxenv.errors import RefusedError, UsageError, VxenvError
from vxenv.paths import here
from vxenv.plans.conflicts import joined, warned_plan, warner
from vxenv.profiles.names import stack_names, stack_text
from vxenv.profiles.resolve import Resolved, resolve
from vxenv.profiles.store import Store, profile_names, unknown_profile
from vxenv.similarity import find_longer

_LEFT = 130  # as if by Ctrl-C


@click.command(short_help="Switch this shell to a profile, or to several laid on each other.")
@click.argument("names", nargs=-1)
@click.option("-y", "--yes", is_flag=True, help="Do not ask before a protected profile.")
def use(names: tuple[str, ...], yes: bool) -> None:
    """Switch this shell to NAME, or to several names laid on each other, the later winning.

    \b
    vxenv use prod-global           one profile
    vxenv use prod-global opus      a stack; the same as prod-global+opus
    vxenv use -                     back to the one before
    vxenv use                       pick one, on a terminal
    """
    hook = calling_hook("use")
    now, state, base = environment()
    stack = _wanted(names, state) if names or not can_pick() else _picked(now, base)
    resolved = resolve(stack, Store())
    word = stack_text(stack)
    confirm_protected(word, resolved, yes=yes, instead=f"vxenv use --yes {word}")
    said = noted(word, resolved)
    plan = warned_plan(f"{USE}:{word}", lambda *_: said)
    if plan.note:
        say(plan.note)
    told = joined(warner(here())(word, resolved), said.text, _layer(word, resolved))
    tell(headline(word, resolved), now, apply(base, resolved.delta()), told)
    answer(plan, hook)


def _layer(word: str, resolved: Resolved) -> str:
    """Return a line where the stack `word` sends requests to Vertex and says neither to which project nor where."""
    values = resolved.values()
    if values.get(USE_VERTEX) != "1" or any(values.get(name) for name in (PROJECT, LOCATION, BASE_URL)):
        return ""
    return f"note: {word} sets no project and no location; requests fail unless a profile that does lies under it"


def _picked(now: dict[str, str], base: dict[str, str]) -> tuple[str, ...]:
    """Have the user pick, and say how to ask for the same next time. Exits where nothing was picked."""
    word = picked(lambda word: _preview(word, now, base))
    if not word:
        sys.exit(_LEFT)
    report(f"vxenv use {word}")
    return stack_names([word])


def _preview(word: str, now: dict[str, str], base: dict[str, str]) -> list[str]:
    try:
        resolved = resolve(stack_names([word]), Store())
    except VxenvError as error:
        return str(error).splitlines()
    return [headline(word, resolved), *changes(now, apply(base, resolved.delta()))]


def _wanted(names: tuple[str, ...], state: State) -> tuple[str, ...]:
    if names == ("-",):
        if not state.last:
            raise UsageError("no profile was active in this shell before", hint="vxenv list")
        return stack_names([state.last])
    if not names:
        known = ", ".join(profile_names()) or "none yet"
        raise UsageError(f"which profile? There are: {known}", hint="vxenv list")
    return _completed(stack_names(names))


def _completed(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return `names` with the profile in place of each that is the beginning of one alone, if the user means it.

    Raises UnknownProfileError.
    """
    known = profile_names()
    found = {name: find_longer(name, known) for name in names if name not in known}
    meant = tuple(found[name][0] if len(found.get(name, ())) == 1 else name for name in names)
    if meant == names:
        return names
    confirm(
        f"use {stack_text(meant)}?",
        absent=unknown_profile(next(name for name, one in zip(names, meant, strict=True) if name != one)),
        declined=RefusedError("nothing changed", hint="vxenv list"),
        default=True,
    )
    return meant
