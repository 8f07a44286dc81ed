"""local, allow, deny, allowed: what directories may ask for."""

import json
import os
import sys

import click

from vxenv.activation import consent
from vxenv.activation.directory import DirectoryFile, read_directory_file
from vxenv.activation.plan import summary
from vxenv.activation.settings import read_settings
from vxenv.activation.walking import logical_directory, nearest
from vxenv.cli.advising import advice, warn
from vxenv.cli.hooked import environment
from vxenv.cli.text import change_rows, data, say, table
from vxenv.delta import apply, between
from vxenv.errors import RefusedError, UsageError, word
from vxenv.paths import DIRECTORY_FILE, shown
from vxenv.profiles.names import stack_names, stack_text
from vxenv.profiles.resolve import resolve
from vxenv.profiles.store import Store


@click.command(short_help="Have this directory ask for a profile, and allow that.")
@click.argument("names", nargs=-1, required=True, metavar="NAME...")
def local(names: tuple[str, ...]) -> None:
    """Write the profiles NAME... into ./.vxenv.toml and allow it. Other keys of the file stay.

    \b
    vxenv local eu-client
    vxenv local prod-global opus
    """
    from vxenv.profiles.editing import edited

    stack = stack_names(names)
    resolved = resolve(stack, Store())
    path = os.path.join(logical_directory(), DIRECTORY_FILE)
    settings = read_settings()
    old = b""
    if os.path.lexists(path):
        file = read_directory_file(path, settings)
        if not file.allowed:
            # Allowing it here would allow what somebody else put beside the profile.
            raise RefusedError(
                f"{shown(path)} is there and not allowed", hint=f"vxenv allow; vxenv local {stack_text(stack)}"
            )
        old = file.data
    new = edited(old, path, {("profile",): stack[0] if len(stack) == 1 else list(stack)})
    consent.write_allowed(path, new)
    say(f"{shown(path)}: {summary(stack_text(stack), resolved)}")


@click.command(short_help="Let a directory file act, after showing what it changes.")
@click.argument("path", required=False)
def allow(path: str | None) -> None:
    """Show what the nearest directory file (or the one at PATH) would change, and let it act as it is now.

    When the file changes, it needs to be allowed again.

    \b
    vxenv allow
    vxenv allow ~/client-a
    """
    file = _file(path)
    document = file.document()
    resolved = resolve(document.names, Store(), document)
    now, _, base = environment()
    before = {name: value for name, value in now.items() if name in resolved.values()}
    after = {name: value for name, value in apply(base, resolved.delta()).items() if name in resolved.values()}
    say(f"{shown(file.path)}: {summary(stack_text(document.names) or DIRECTORY_FILE, resolved)}")
    rows = change_rows(before, between(before, after), sys.stderr, serious_first=True)
    say(*(rows or ["  changes nothing here and now"]))
    warn(advice(word(shown(file.path)), resolved, written=True))
    consent.allow(file.path, file.data)
    say("allowed  (take it back: vxenv deny)")


@click.command(short_help="Let a directory file not act, and do not ask again.")
@click.argument("path", required=False)
def deny(path: str | None) -> None:
    """Let the nearest directory file (or the one at PATH) not act, whatever it says, and keep quiet about it.

    \b
    vxenv deny
    """
    found = _path(path)
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
        data(json.dumps({"version": 1, "records": rows}, indent=2))
        return
    words = {"allow": "allowed", "deny": "denied"}
    data(
        *table(
            [shown(record.path), words[record.verdict], "gone or changed" if stale else ""] for record, stale in kept
        )
    )


def _path(path: str | None) -> str:
    """Return the directory file that `path` means: itself, or the one in that directory; the nearest for None."""
    if path is None:
        found = nearest(logical_directory())
        if not found:
            raise UsageError(f"no {DIRECTORY_FILE} from here upward", hint="vxenv local NAME")
        return found
    place = os.path.normpath(os.path.join(logical_directory(), path))
    if os.path.isdir(place):
        place = os.path.join(place, DIRECTORY_FILE)
    if not os.path.isfile(place) or os.path.basename(place) != DIRECTORY_FILE:
        raise UsageError(f"{shown(place)} is no {DIRECTORY_FILE}", hint="vxenv allow DIRECTORY")
    return place


def _file(path: str | None) -> DirectoryFile:
    return read_directory_file(_path(path), read_settings())
