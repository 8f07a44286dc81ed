"""The operand of commands about a directory file, and the review before it is allowed."""

import os

from vxenv.activation.caller import find_calling_hook
from vxenv.activation.current import Current
from vxenv.activation.plan_keys import OFF
from vxenv.activation.search import find_logical_directory, find_nearest
from vxenv.activation.source_suggestion import describe_other_url
from vxenv.checks.advice import describe, list_advice
from vxenv.cli.invocation import guess_name
from vxenv.cli.output.review import cut_line, find_screen, render_review
from vxenv.cli.output.terminal import report, say
from vxenv.env_diff import apply_diff
from vxenv.errors import UsageError, quote_word
from vxenv.paths import DIRECTORY_FILE, escape_text, shorten_path
from vxenv.profiles.document import Document
from vxenv.profiles.names import render_stack
from vxenv.profiles.resolve import resolve_stack
from vxenv.profiles.store import Store


def show_review(path: str, document: Document, command: str, *, full: bool) -> None:
    """Show the changes of the directory file at `path`; `command` shows long values in full."""
    resolved = resolve_stack(document.names, Store(), document)
    base = Current().base
    delta = resolved.list_operations(base)
    names = {op.name for op in delta}
    before = {name: value for name, value in os.environ.items() if name in names}
    after = {name: value for name, value in apply_diff(base, delta).items() if name in names}
    head = f"{shorten_path(path)}: {describe(render_stack(document.names) or DIRECTORY_FILE, resolved)}"
    screen = find_screen(command, full=full)
    say(cut_line(head, screen), *render_review(document, before, after, screen))
    other = describe_other_url(document)[0]
    report(*([f"note: {other}"] if other else []))
    report(*(cut_line(line, screen) for line in list_advice(quote_word(shorten_path(path)), resolved, written=True)))


def announce_pin() -> None:
    """Report if this shell ignores directory files, after `use` or `off`."""
    current = Current()
    if not find_calling_hook():
        return
    if current.reason == OFF:
        say("profiles are off in this shell; directory files are ignored", "hint: vxenv auto")
    elif current.pin:
        say(f'this shell is pinned to "{escape_text(current.pin)}"; directory files are ignored', "hint: vxenv auto")


def find_operand(path: str | None) -> str:
    """Return the directory file `path`, or the one in the directory `path`; the nearest for None."""
    if path is None:
        file = find_nearest(find_logical_directory())
        if not file:
            raise UsageError(
                f"no {DIRECTORY_FILE} in this directory or its parents", hint=f"vxenv local {guess_name()}"
            )
        return file
    place = os.path.normpath(os.path.join(find_logical_directory(), path))
    if os.path.isdir(place):
        place = os.path.join(place, DIRECTORY_FILE)
    if not os.path.isfile(place) or os.path.basename(place) != DIRECTORY_FILE:
        problem = f"is not a {DIRECTORY_FILE} file" if os.path.lexists(place) else "does not exist"
        raise UsageError(f"{shorten_path(place)} {problem}", hint="vxenv allow --help")
    return place
