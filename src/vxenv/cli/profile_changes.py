"""What the commands that change profiles share: the one writer, names and globs, and how a change looks."""

import contextlib
import fnmatch
import os
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence

from vxenv.checks.advice import advice, cut
from vxenv.checks.finding import Fix
from vxenv.claude.settings_paths import is_own
from vxenv.cli.invocation import repeat_command
from vxenv.cli.output.differences import print_diff
from vxenv.cli.output.questions import confirm, is_interactive
from vxenv.cli.output.terminal import report, say
from vxenv.errors import DocumentError, RefusedError, UsageError, VxenvError, opening
from vxenv.files.read_limited import LIMIT
from vxenv.files.transaction import Change, content_at, sole_writer
from vxenv.paths import printable, shown
from vxenv.profiles.document import parse
from vxenv.profiles.names import stack_names
from vxenv.profiles.references import extending
from vxenv.profiles.resolve import resolve
from vxenv.profiles.store import Store, profile_names, profile_path, unknown_profile
from vxenv.text.toml_edit import edited

_GLANCED_AT = 20
_GLOB = frozenset("*?[")
BACKUP = ".bak"


@contextlib.contextmanager
def changing(what: str) -> Iterator[Change]:
    """Give a change that nobody else's comes between; `what` is the command, for the history."""
    with sole_writer() as cut_short:
        if cut_short:
            say(f"an earlier command was cut short; what it had done is taken back: {cut_short}")
        yield Change(what)


def confine_settings(change: Change, path: str) -> None:
    """Have `change` write the settings file at `path` inside its project, unless it is the user's own.

    Raises RefusedError if a symlink leads out of the project.
    """
    if not is_own(path, os.environ):
        change.confine(path)


def warn_of(names: Sequence[str]) -> None:
    """Say what is wrong with profiles that were just written, three lines at most for all of them."""
    store = Store()
    lines: dict[str, None] = {}
    for name in names[:_GLANCED_AT]:
        with contextlib.suppress(VxenvError):
            lines |= dict.fromkeys(advice(name, resolve([name], store), written=True, base=bool(extending([name]))))
    report(*cut(list(lines), f"vxenv lint {' '.join(names)}"))


def one_name(word: str) -> str:
    """Return `word` if a profile can be called so. Raises UsageError."""
    (name, *others) = stack_names([word])
    if others:
        raise UsageError(f"{word} is a stack; this takes one profile", hint="vxenv list")
    return name


def chosen(words: Iterable[str], known: list[str] | None = None) -> list[str]:
    """Return the profiles that `words` name, with globs, each once. Raises UnknownProfileError and UsageError.

    `known` are all profiles, in order, for whoever asks again and again.
    """
    known = profile_names() if known is None else known
    found: dict[str, None] = {}
    for word in words:
        if _GLOB & set(word):
            matching = fnmatch.filter(known, word)
            if not matching:
                raise UsageError(f"no profile matches {printable(word)}", hint="vxenv list")
            found |= dict.fromkeys(matching)
        elif _is_there(known, one_name(word)):
            found[word] = None
        else:
            raise unknown_profile(word)
    return list(found)


def _is_there(known: list[str], name: str) -> bool:
    at = bisect_left(known, name)
    return known[at : at + 1] == [name]


def check(
    name: str, new: bytes, old: bytes = b"", *, instead: Mapping[str, bytes] | None = None, place: str = ""
) -> None:
    """Raise DocumentError if the profile `name` could not be used with the bytes `new`, which are in the file `place`.

    Not for what was wrong with `old` already and is found beyond the profile itself, such as a parent that is gone.
    """
    try:
        _check(name, new, old, instead)
    except DocumentError as error:
        path = shown(profile_path(name))
        try:
            _check(name, old, b"", instead)
        except DocumentError as before:
            if error.what == before.what:
                raise error from None  # it stands in the file itself, on that line
        if not error.where.startswith(path):
            raise
        # No file has that line: the text is not written, or is a draft.
        hint = "vxenv list" if error.hint == opening(error.where) else error.hint
        if place:
            raise DocumentError(error.what, where=place + error.where.removeprefix(path), hint=hint) from error
        raise DocumentError(f"{name}: {error.what}", hint=hint) from error


def _check(name: str, new: bytes, old: bytes, instead: Mapping[str, bytes] | None) -> None:
    path = profile_path(name)
    if len(new) > LIMIT:
        raise DocumentError(f"would be over {LIMIT // 1024} KiB", where=shown(path), hint=f"vxenv show {name}")
    parse(new, name, path)
    try:
        resolve([name], Store({**(instead or {}), path: new}))
    except VxenvError as error:
        try:
            resolve([name], Store({path: old}))
        except VxenvError as before:
            if old and before.what == error.what:
                return
        raise


def new_place(change: Change, name: str, *, force: bool) -> str:
    """Return where the new profile `name` goes. With `force`, what is there is kept beside it; else RefusedError."""
    path = profile_path(name)
    there = content_at(path)
    if there is not None:
        if not force:
            raise there_already(name)
        backup = free_place(path + BACKUP)
        change.write(backup, change.read(path))
        say(f"{name} is replaced; what it was is kept in {shown(backup)}")
    return path


def there_already(name: str) -> RefusedError:
    """Return the error for a profile that would be replaced."""
    return RefusedError(f"{name} is there already; --force replaces it, and keeps a backup", hint=f"vxenv show {name}")


def free_place(path: str) -> str:
    """Return `path`, or with the first number behind it where nothing is."""
    found, number = path, 1
    while os.path.lexists(found):
        number += 1
        found = f"{path}.{number}"
    return found


def agree(what: str, question: str, *, instead: str) -> None:
    """Ask before something that takes more with it than it seems. Raises RefusedError, with `instead` as its hint."""
    if is_interactive():
        say(what)
    confirm(
        question,
        absent=RefusedError(f"{what}; there is nobody to ask", hint=instead),
        declined=RefusedError("nothing changed", hint=instead),
    )


def confirmed(change: Change, *, yes: bool, dry_run: bool = False) -> None:
    """Show what `change` would do, and commit it after a yes. Raises RefusedError."""
    print_diff(change.files())
    if dry_run:
        return
    if not yes:
        confirm(
            "Write it?",
            absent=RefusedError("nothing changed: there is nobody to ask", hint=repeat_command("--yes")),
            declined=RefusedError("nothing changed", hint="vxenv undo --list"),
            default=True,
        )
    change.commit()
    report("written  (back: vxenv undo)")


def mended(change: Change, fix: Fix) -> bytes:
    """Put `fix` into `change`, and return the profile's bytes then. Raises VxenvError if it could not be used so."""
    if fix.path != profile_path(fix.name):
        change.confine(fix.path)
    old = change.wanted(fix.path)
    new = edited(old, fix.path, fix.changes)
    check(fix.name, new, old)
    change.write(fix.path, new)
    return new
