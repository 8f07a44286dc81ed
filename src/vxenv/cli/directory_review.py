"""The directory file that a command means, and what is shown of it before it is allowed."""

import os

from vxenv.activation.caller import asking_hook
from vxenv.activation.current import Current
from vxenv.activation.plan_keys import OFF
from vxenv.activation.search import logical_directory, nearest
from vxenv.checks.advice import advice, describe
from vxenv.cli.invocation import likely_name
from vxenv.cli.output.review import cut, find_screen, render_review
from vxenv.cli.output.terminal import report, say
from vxenv.env_diff import apply
from vxenv.errors import UsageError, word
from vxenv.paths import DIRECTORY_FILE, printable, shown
from vxenv.profiles.document import Document
from vxenv.profiles.names import stack_text
from vxenv.profiles.resolve import resolve
from vxenv.profiles.store import Store


def show_review(path: str, document: Document, command: str, *, full: bool) -> None:
    """Show what the directory file at `path` would change; `command` shows what is too long for a row."""
    resolved = resolve(document.names, Store(), document)
    before = {name: value for name, value in os.environ.items() if name in resolved.values()}
    after = {
        name: value for name, value in apply(Current().base, resolved.delta()).items() if name in resolved.values()
    }
    head = f"{shown(path)}: {describe(stack_text(document.names) or DIRECTORY_FILE, resolved)}"
    screen = find_screen(command, full=full)
    say(cut(head, screen), *render_review(document, before, after, screen))
    report(*(cut(line, screen) for line in advice(word(shown(path)), resolved, written=True)))


def announce_pin() -> None:
    """Say that this shell passes over directory files, if `use` or `off` pinned it."""
    current = Current()
    pinned = "no profile" if current.reason == OFF else printable(current.pin)
    if asking_hook() and pinned:
        say(f"this shell is pinned to {pinned}, so nothing changes in it", "hint: vxenv auto")


def find_operand(path: str | None) -> str:
    """Return the directory file that `path` means: itself, or the one in that directory; the nearest for None."""
    if path is None:
        file = nearest(logical_directory())
        if not file:
            raise UsageError(f"no {DIRECTORY_FILE} from here upward", hint=f"vxenv local {likely_name()}")
        return file
    place = os.path.normpath(os.path.join(logical_directory(), path))
    if os.path.isdir(place):
        place = os.path.join(place, DIRECTORY_FILE)
    if not os.path.isfile(place) or os.path.basename(place) != DIRECTORY_FILE:
        raise UsageError(f"{shown(place)} is no {DIRECTORY_FILE}", hint="vxenv allow --help")
    return place
