"""The command `edit`: a profile in the user's editor, checked before it is saved."""

import contextlib
import os
import signal
import subprocess
import tempfile

import click

from vxenv.activation.caller import find_calling_shell
from vxenv.activation.current import Current
from vxenv.catalogue.secrets import redact_text
from vxenv.cli.invocation import guess_name
from vxenv.cli.output.questions import choose, is_interactive
from vxenv.cli.output.terminal import report, say
from vxenv.cli.profile_changes import begin_change, warn_about
from vxenv.errors import DocumentError, StoreError, UsageError, VxenvError, build_edit_hint, quote_word
from vxenv.files.directories import make_private_directory
from vxenv.files.read_limited import read_bytes
from vxenv.paths import escape_text, find_state_directory, shorten_path
from vxenv.profiles.patterns import check_name, select_own_profiles
from vxenv.profiles.store import find_profile_path
from vxenv.profiles.validation import check_profile
from vxenv.shells import hint_words

_AGAIN, _KEEP, _LEAVE = "e", "k", "q"


@click.command(short_help="Edit a profile in your editor.")
@click.argument("name", required=False)
def edit(name: str | None) -> None:
    """Edit the profile NAME in $VISUAL or $EDITOR.

    Without NAME, edit the active profile. You edit a copy, which replaces the profile when it is valid.

    \b
    vxenv edit prod-global
    VISUAL='code --wait' vxenv edit
    """
    (name,) = select_own_profiles([check_name(name or _find_active())])
    path = find_profile_path(name)
    old = read_bytes(path)
    try:
        drafts = os.path.join(find_state_directory(), "drafts")
        make_private_directory(drafts)
        folder = tempfile.mkdtemp(prefix=f"{name}-", dir=drafts)
        draft = os.path.join(folder, os.path.basename(path))
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(old)
    except OSError as error:
        raise StoreError(f"cannot write {shorten_path(find_state_directory())}: {error.strerror}") from error
    new = _edit_until_valid(name, draft, old)
    if new != old:
        with begin_change(f"edit {name}") as change:
            if change.read(path) != old:
                place, own = shorten_path(path), shorten_path(draft)
                raise StoreError(
                    f"{place} changed while you edited it; your version is in {own}",
                    hint=f"diff {quote_word(place)} {quote_word(own)}\nvxenv import --force {quote_word(own)}",
                )
            change.write(path, new)
            change.commit()
    report(f"{name}: {'unchanged' if new == old else 'changed'}")
    _discard(draft)
    if new != old:
        warn_about([name])


def _find_active() -> str:
    names = Current().names
    if not names:
        raise UsageError("missing argument NAME: no active profile", hint=f"vxenv edit {guess_name()}")
    return names[-1]


def _edit_until_valid(name: str, draft: str, old: bytes) -> bytes:
    """Return the edited `draft`: valid, or accepted by the user; `old` if unchanged."""
    while True:
        _run_editor(draft, old)
        new = b""
        try:
            new = _read_draft(draft)
            if new == old:
                return old
            if not new:
                raise DocumentError("is empty", where=shorten_path(draft))
            check_profile(name, new, old, place=shorten_path(draft))
        except StoreError:
            raise
        except VxenvError as error:
            choice = _ask_what_next(error)
            if choice == _KEEP and new:
                return new
            if choice == _LEAVE:
                raise _make_kept_error(error, draft) from error
        else:
            return new


def _run_editor(draft: str, old: bytes) -> None:
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
    # An editor may be several words, as in git. While it runs, Ctrl-C is for the editor.
    before = signal.signal(signal.SIGINT, lambda *_: None)  # not SIG_IGN, which the editor would inherit
    try:
        code = subprocess.run(["/bin/sh", "-c", f'trap : INT; {editor} "$1"', "sh", draft], check=False).returncode  # noqa: S603
    finally:
        signal.signal(signal.SIGINT, before)
    if code:
        kept = ""
        if os.path.exists(draft) and _read_draft(draft) != old:
            kept = f"; your version is in {shorten_path(draft)}"
        else:
            _discard(draft)
        raise StoreError(
            f"editor {escape_text(editor)} failed with exit code {code}; the profile is unchanged{kept}",
            hint=_suggest_editor(),
        )


def _read_draft(draft: str) -> bytes:
    try:
        return read_bytes(draft)
    except OSError as error:
        _discard(draft)
        raise StoreError("the editor removed the file; the profile is unchanged", hint=_suggest_editor()) from error


def _suggest_editor() -> str:
    """Return the command that sets another editor."""
    return hint_words.render_export(find_calling_shell(), "VISUAL" if os.environ.get("VISUAL") else "EDITOR", "nano")


def _ask_what_next(error: VxenvError) -> str:
    """Ask the user what to do about `error`. Without a terminal, the answer is to quit."""
    if not is_interactive():
        return _LEAVE
    say(f"vxenv: {redact_text(f'{error.where}: {error.what}' if error.where else error.what)}")
    say("e: edit again   k: save the invalid profile   q: quit, with the profile unchanged")
    try:
        return choose("What now? [E/k/q]", (_AGAIN, _KEEP, _LEAVE), default=_AGAIN)
    except click.Abort:
        say("")
        return _LEAVE


def _make_kept_error(error: VxenvError, draft: str) -> VxenvError:
    """Return `error`, with the place where the user's version is kept."""
    place = quote_word(shorten_path(draft))
    return DocumentError(
        f"{error.what}; the profile is unchanged; fix your version and run: vxenv import --force {place}",
        where=error.where,
        hint=build_edit_hint(shorten_path(draft)),
    )


def _discard(draft: str) -> None:
    with contextlib.suppress(OSError):
        os.unlink(draft)
    with contextlib.suppress(OSError):  # an editor may have left a backup there
        os.rmdir(os.path.dirname(draft))
