"""use, off, auto, default: what is active in this shell."""

import json
import os
import sys
from collections.abc import Mapping

import click

from vxenv.activation.keys import OFF, USE, Plan
from vxenv.activation.settings import read_settings, settings_path, with_default
from vxenv.activation.state import State
from vxenv.cli.advising import describe, noted
from vxenv.cli.deciding import AUTO, pin
from vxenv.cli.hook import TCSH
from vxenv.cli.hooked import asking_hook, calling_hook, environment, pinned_names
from vxenv.cli.invocation import likely_name
from vxenv.cli.obeying import joined, warned_plan, warner
from vxenv.cli.picking import can_pick, picked
from vxenv.cli.planning import MARKER, Asker, keep, name_of, rendered
from vxenv.cli.text import change_rows, data, report, say, style
from vxenv.delta import apply, between
from vxenv.domain.slots import BASE_URL
from vxenv.errors import RefusedError, UsageError, VxenvError
from vxenv.paths import here
from vxenv.profiles.names import stack_names, stack_text
from vxenv.profiles.resolve import LOCATION, PROJECT, USE_VERTEX, Resolved, resolve
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
    _tell(_headline(word, resolved), now, apply(base, resolved.delta()), told)
    answer(plan, hook)


def _headline(word: str, resolved: Resolved) -> str:
    """Return the line of a stack for stderr, in bold on a terminal, and red where it says that it is protected."""
    head, mark, rest = describe(word, resolved).partition(" [protected]")
    red = style(mark, sys.stderr, fg="red", bold=True) if mark else ""
    return style(head, sys.stderr, bold=True) + red + (style(rest, sys.stderr, bold=True) if rest else "")


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
    return [_headline(word, resolved), *_changes(now, apply(base, resolved.delta()))]


def answer(plan: Plan, hook: Asker) -> None:
    """Print `plan` for the hook that called, and keep it for the next time."""
    if hook.shell == TCSH:
        pin(plan.key)
        return
    code = rendered(plan, hook)
    keep(code, name_of(plan.key), hook)
    data(f"{MARKER} {plan.key}", code)


def carried(renamed: Mapping[str, str]) -> bool:
    """Have the shell that called go on with what is pinned in it under other names, and tell whether it could."""
    hook = asking_hook()
    names = pinned_names()
    if hook is None or not renamed.keys() & set(names):
        return False
    answer(warned_plan(f"{USE}:{stack_text(renamed.get(name, name) for name in names)}"), hook)
    return True


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
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise unknown_profile(next(name for name, one in zip(names, meant, strict=True) if name != one))
    if not click.confirm(f"use {stack_text(meant)}?", default=True, err=True):
        raise RefusedError("nothing changed", hint="vxenv list")
    return meant


def confirm_protected(word: str, resolved: Resolved, *, yes: bool, instead: str) -> None:
    """Ask before the stack `word` if it is protected. Raises RefusedError, with `instead` as its hint."""
    if yes or not resolved.protected:
        return
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise RefusedError(f"{word} is protected", hint=instead)
    if not click.confirm(f"{_headline(word, resolved)}\nSwitch to it?", default=False, err=True):
        raise RefusedError(f"{word} is protected; nothing changed", hint=instead)


def _tell(first: str, now: dict[str, str], after: dict[str, str], warning: str = "") -> None:
    if os.environ.get("VXENV_QUIET") or read_settings().quiet:
        return
    say(first, *_changes(now, after), *filter(None, [warning]))


def _changes(now: dict[str, str], after: dict[str, str]) -> list[str]:
    before = apply(now, [op for op in between(now, after) if op.name.startswith(("VXENV_", "__VXENV_"))])
    return change_rows(before, between(before, after), sys.stderr)


@click.command(short_help="No profile in this shell, whatever the directory asks for.")
def off() -> None:
    """Take the active profile's variables back, and let no directory activate one until `vxenv auto`.

    \b
    vxenv off
    """
    hook = calling_hook("off")
    now, _, base = environment()
    _tell("no profile in this shell  (back: vxenv auto)", now, base)
    answer_word(hook, OFF)


@click.command(short_help="Let directories and the default decide again.")
def auto() -> None:
    """Undo `use` and `off`: the nearest allowed directory file decides again, else the default.

    \b
    vxenv auto
    """
    answer_word(calling_hook("auto"), AUTO)


def answer_word(hook: Asker, word: str) -> None:
    """Have the shell that called do `word`: ``off``, ``auto`` or ``unload``."""
    if hook.shell == TCSH:
        pin(word)
    else:
        data(f"{MARKER} {word}")


@click.command(short_help="The profile for where no directory asks for one.")
@click.argument("names", nargs=-1)
@click.option("--unset", is_flag=True, help="Have no default.")
@click.option("--json", "as_json", is_flag=True, help="Print the default, as it is afterwards, as JSON.")
def default(names: tuple[str, ...], *, unset: bool, as_json: bool) -> None:
    """Show the default profile, set it to NAME…, or have none.

    \b
    vxenv default               show it
    vxenv default prod-global   set it
    vxenv default --unset       have none
    """
    if unset and names:
        raise UsageError("either a name or --unset", hint="vxenv default --help")
    if unset:
        _set_default((), "default --unset")
        say("no default profile")
    elif names:
        stack = stack_names(names)
        resolved = resolve(stack, Store())
        _set_default(stack, f"default {stack_text(stack)}")
        say(f"default: {describe(stack_text(stack), resolved)}")
    stack = read_settings().default
    if as_json:
        data(json.dumps({"version": 1, "profile": stack_text(stack) or None, "stack": list(stack)}, indent=2))
    elif not names and not unset:
        _show_default(stack)


def _show_default(stack: tuple[str, ...]) -> None:
    if stack:
        data(stack_text(stack))
    else:
        say("no default profile", f"hint: vxenv default {likely_name()}")


def _set_default(stack: tuple[str, ...], what: str) -> None:
    from vxenv.cli.changing import changing

    read_settings()  # so that what is wrong in it is said
    with changing(what) as change:
        path = settings_path()
        change.write(path, with_default(change.read(path), stack))
        change.commit()
