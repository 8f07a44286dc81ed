"""local, allow, deny, allowed: what directories may ask for."""

import json
import os
import sys

import click

from vxenv.activation import consent
from vxenv.activation.directory import find_link, link_error, question, read_directory_file
from vxenv.activation.keys import OFF
from vxenv.activation.settings import read_settings
from vxenv.activation.state import read_pin
from vxenv.activation.walking import logical_directory, nearest
from vxenv.cli.advising import advice, describe
from vxenv.cli.columns import table
from vxenv.cli.hooked import asking_hook, environment
from vxenv.cli.invocation import likely_name
from vxenv.cli.pager import page
from vxenv.cli.review import cut, find_screen, list_questions, render_review
from vxenv.cli.text import report, say
from vxenv.delta import apply
from vxenv.errors import RefusedError, UsageError, word
from vxenv.paths import DIRECTORY_FILE, printable, shown
from vxenv.profiles.document import Document, parse
from vxenv.profiles.names import stack_names, stack_text
from vxenv.profiles.resolve import resolve
from vxenv.profiles.store import Store


@click.command(short_help="Have this directory ask for a profile, and allow that.")
@click.argument("names", nargs=-1, required=True, metavar="NAME...")
def local(names: tuple[str, ...]) -> None:
    """Write the profiles NAME... into ./.vxenv.toml and allow it. Other keys of the file stay.

    A file that is there and not allowed is shown first, and asked for.

    \b
    vxenv local eu-client
    vxenv local prod-global opus
    """
    from vxenv.profiles.editing import edited

    stack = stack_names(names)
    resolved = resolve(stack, Store())
    path = os.path.join(logical_directory(), DIRECTORY_FILE)
    link = find_link(path)
    if link:
        raise link_error(path, link)
    file = read_directory_file(path, read_settings()) if os.path.lexists(path) else None
    new = edited(file.data if file else b"", path, {("profile",): stack[0] if len(stack) == 1 else list(stack)})
    document = parse(new, DIRECTORY_FILE, path, directory=True)
    if file and not file.allowed:
        # Allowing it unseen would allow what somebody else put beside the profile.
        wrong = f"{shown(path)} is there and not allowed"
        hint = f"vxenv allow; vxenv local {stack_text(stack)}"
        if not _is_terminal():
            raise RefusedError(wrong, hint=hint)
        _show_review(path, document, "vxenv allow --full", full=False)
        if not click.confirm("Write this file, and allow it?", default=False, err=True):
            raise RefusedError(f"{wrong}; nothing changed", hint=hint)
    # All but the profile is as it was, and the user said yes to that.
    consent.write_allowed(path, new, reviewed=bool(list_questions(document)))
    say(f"{shown(path)}: {describe(stack_text(stack), resolved)}")
    _tell_pinned()


@click.command(short_help="Let a directory file act, after showing what it changes.")
@click.argument("path", required=False)
@click.option("-y", "--yes", is_flag=True, help="Allow it without a question.")
@click.option("--full", is_flag=True, help="Show long values whole.")
def allow(path: str | None, *, yes: bool, full: bool) -> None:
    """Show what the nearest directory file (or the one at PATH) would change, and let it act as it is now.

    Asks first if the file sets variables that decide whose credentials are used or where requests go, or that vxenv
    does not know. When the file changes, it needs to be allowed again.

    \b
    vxenv allow
    vxenv allow ~/client-a
    vxenv allow --full               also what is too long for a row
    """
    operand = f" {word(path)}" if path else ""
    file = read_directory_file(_path(path), read_settings())
    document = file.document()
    place = consent.real_path(file.path)
    _show_review(file.path, document, f"vxenv allow --full{operand}", full=full)
    questions = list_questions(document)
    if questions and not yes:
        wrong = f"{shown(file.path)} {question(questions)}"
        hint = f"vxenv allow --yes{operand}"
        if not _is_terminal():
            raise RefusedError(wrong, hint=hint)
        if not click.confirm("Allow this file?", default=False, err=True):
            raise RefusedError(f"{shown(file.path)} is not allowed; nothing changed", hint="vxenv deny" + operand)
    # What was shown is allowed, and not what may stand there by now.
    consent.allow(place, file.data, reviewed=bool(questions))
    say("allowed  (take it back: vxenv deny)")
    _tell_pinned()


def _show_review(path: str, document: Document, command: str, *, full: bool) -> None:
    """Show what the directory file at `path` would change; `command` shows what is too long for a row."""
    resolved = resolve(document.names, Store(), document)
    now, _, base = environment()
    before = {name: value for name, value in now.items() if name in resolved.values()}
    after = {name: value for name, value in apply(base, resolved.delta()).items() if name in resolved.values()}
    head = f"{shown(path)}: {describe(stack_text(document.names) or DIRECTORY_FILE, resolved)}"
    screen = find_screen(command, full=full)
    say(cut(head, screen), *render_review(document, before, after, screen))
    report(*(cut(line, screen) for line in advice(word(shown(path)), resolved, written=True)))


def _tell_pinned() -> None:
    """Say that this shell passes over directory files, if `use` or `off` pinned it."""
    is_off = os.environ.get("VXENV_REASON") == OFF
    pinned = "no profile" if is_off else printable(read_pin(os.environ))
    if asking_hook() and pinned:
        say(f"this shell is pinned to {pinned}, so nothing changes in it", "hint: vxenv auto")


def _is_terminal() -> bool:
    return sys.stdin.isatty() and sys.stderr.isatty()


@click.command(short_help="Let a directory file not act, and do not ask again.")
@click.argument("path", required=False)
def deny(path: str | None) -> None:
    """Let the nearest directory file (or the one at PATH) not act, whatever it says, and keep quiet about it.

    \b
    vxenv deny
    """
    found = _path(path)
    link = find_link(found)
    if link not in ("", found):
        # What lies behind it is another directory's file, which was not meant.
        raise link_error(found, link)
    consent.deny(found)
    say(f"{shown(found)}: denied  (take it back: vxenv allow)")


@click.command(short_help="List the directory files that were allowed or denied.")
@click.option("--prune", is_flag=True, help="Forget those that are gone or have changed since.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def allowed(prune: bool, as_json: bool) -> None:
    """List the directory files that were allowed or denied, with what has become of them.

    \b
    vxenv allowed
    vxenv allowed --prune
    """
    kept = []
    for record in consent.records():
        stale = consent.stale(record)
        if prune and stale:
            consent.forget(record)
        else:
            kept.append((record, stale))
    if as_json:
        rows = [{"path": record.path, "verdict": record.verdict, "stale": stale} for record, stale in kept]
        page(json.dumps({"version": 1, "records": rows}, indent=2))
        return
    words = {"allow": "allowed", "deny": "denied"}
    page(
        *table(
            [shown(record.path), words[record.verdict], "gone or changed" if stale else ""] for record, stale in kept
        )
    )


def _path(path: str | None) -> str:
    """Return the directory file that `path` means: itself, or the one in that directory; the nearest for None."""
    if path is None:
        found = nearest(logical_directory())
        if not found:
            raise UsageError(f"no {DIRECTORY_FILE} from here upward", hint=f"vxenv local {likely_name()}")
        return found
    place = os.path.normpath(os.path.join(logical_directory(), path))
    if os.path.isdir(place):
        place = os.path.join(place, DIRECTORY_FILE)
    if not os.path.isfile(place) or os.path.basename(place) != DIRECTORY_FILE:
        raise UsageError(f"{shown(place)} is no {DIRECTORY_FILE}", hint="vxenv allow --help")
    return place
