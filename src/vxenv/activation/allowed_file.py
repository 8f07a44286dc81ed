"""Find the directory file that governs a directory: the nearest allowed one."""

import os
import sys
from typing import NamedTuple

from vxenv.activation.directory_file import (
    GLANCE,
    DirectoryFile,
    describe_questions,
    find_link,
    make_link_error,
    read_directory_file,
)
from vxenv.activation.search import list_candidates
from vxenv.activation.trust import explain_distrust, is_recorded, name_deny_record, render_record
from vxenv.catalogue.secrets import redact_text
from vxenv.config import Config
from vxenv.errors import DocumentError, VxenvError, quote_word
from vxenv.files.read_limited import read_compared_bytes
from vxenv.paths import find_state_directory, shorten_path
from vxenv.profiles.document import Document
from vxenv.profiles.names import render_stack


class AllowedFileSearch(NamedTuple):
    """The directory file that governs a directory, and the inputs of that decision."""

    # The nearest allowed file, or None.
    file: DirectoryFile | None
    # Nearer files that are not allowed.
    refused: tuple[DirectoryFile, ...]
    # Contents of each file that was read, by path; empty for a missing file.
    files: dict[str, bytes]
    # Paths that must exist: trust records and denied directory files.
    present: tuple[str, ...]
    # Paths that must not exist.
    absent: tuple[str, ...]
    # Symlinks that are not followed.
    links: tuple[str, ...]
    # The message about the first file that is skipped; or "".
    note: str


def find_allowed_file(directory: str, settings: Config) -> AllowedFileSearch:
    """Return the nearest allowed directory file from `directory` upward, skipping all others."""
    files: dict[str, bytes] = {}
    present: list[str] = []
    absent: list[str] = []
    links: list[str] = []
    refused: list[DirectoryFile] = []
    governor: DirectoryFile | None = None
    note = ""
    for path in list_candidates(directory):
        is_file = os.path.isfile(path)
        link = find_link(path) if is_file or os.path.islink(path) else ""
        if link:
            sys.audit("vxenv.decided", "{} is a symlink; not followed", path)
            # The shell only checks that it is still a symlink. Its target is neither read nor compared.
            links.append(link)
            deny = name_deny_record(path)
            denied = is_recorded(deny, render_record(path, b""))
            (present if os.path.isfile(deny) else absent).append(deny)
            if is_file and not denied:
                note = note or render_error(make_link_error(path, link))
            continue
        if not is_file:
            absent.append(path)
            continue
        try:
            file = read_directory_file(path, settings)
        except DocumentError as error:
            files[path] = read_compared_bytes(path, follow=False)
            note = note or render_error(error)
            sys.audit("vxenv.decided", "{} is invalid", path)
            continue
        if file.denied:
            sys.audit("vxenv.decided", "{} is denied", path)
            present += [path, file.deny]
            continue
        files[path] = file.data
        _add_inherited(file, files, present, absent)
        if file.allow:
            present.append(file.allow)  # `deny` removes this record, so no other check is needed
            governor = file
            break
        # An existing record that does not count must stay, since its replacement may count.
        (present if os.path.isfile(file.deny) else absent).append(file.deny)
        if file.allowed:
            governor = file
            break
        absent += file.missing
        present += file.ignored
        refused.append(file)
        sys.audit("vxenv.decided", "{} is not allowed", path)
        note = note or _describe_refusal(file, files)
    sys.audit("vxenv.decided", "{} governs {}", governor.path if governor else "no directory file", directory)
    return AllowedFileSearch(governor, tuple(refused), files, tuple(present), tuple(absent), tuple(links), note)


def _add_inherited(file: DirectoryFile, files: dict[str, bytes], present: list[str], absent: list[str]) -> None:
    """Add the inputs of the trust that `file` inherits from the main checkout of its worktree."""
    if file.inherited:
        files |= file.inherited.files
        present += file.inherited.present
        absent += file.inherited.absent


def _describe_refusal(file: DirectoryFile, files: dict[str, bytes]) -> str:
    """Return the message about a file that is not allowed; add other files that it depends on to `files`."""
    trouble = explain_distrust()
    if trouble:
        places = (find_state_directory(), os.path.join(find_state_directory(), "allow"))
        looked_at = " ".join(quote_word(shorten_path(place)) for place in places)
        return f"vxenv: {shorten_path(file.path)} is not allowed: {trouble}\nhint: ls -ld {looked_at}"
    if file.questions:
        sets = describe_questions(file.questions)
        return f"vxenv: {shorten_path(file.path)} {sets}\nhint: vxenv allow\nhint: vxenv deny"
    names: tuple[str, ...] = ()
    is_usable = True
    if len(file.data) <= GLANCE:
        try:
            names = file.read_document().names
        except DocumentError:
            is_usable = False
    selects = f' (selects "{render_stack(names)}")' if names else ""
    if not is_usable:
        what = f"vxenv: {shorten_path(file.path)} is invalid and not allowed (details: vxenv allow)"
        return f"{what}\nhint: vxenv deny"
    if b"source" in file.data:
        from vxenv.activation.source_suggestion import describe_missing, find_suggestion, read_record  # noqa: PLC0415

        # Recorded in any case, so that a shell sees that its message has changed.
        files |= read_record(file)
        missing = find_suggestion(file)
        if missing:
            what = f"vxenv: {shorten_path(file.path)} is not allowed ({describe_missing(names, missing.source)})"
            return f"{what}\nhint: {missing.render_command()}\nhint: vxenv deny"
    return (
        f"vxenv: {shorten_path(file.path)} is not allowed{selects}\n"
        "hint: vxenv diff @shell @dir\nhint: vxenv allow\nhint: vxenv deny"
    )


def note_other_url(document: Document, files: dict[str, bytes]) -> str:
    """Return the note that the source of a directory file was added from another address, or "".

    Adds the files that it depends on to `files`.
    """
    if not document.source:
        return ""
    from vxenv.activation.source_suggestion import describe_other_url  # noqa: PLC0415 - rarely needed

    what, read = describe_other_url(document)
    files |= read
    return f"note: {what}" if what else ""


def render_error(error: VxenvError) -> str:
    """Return `error` as a message, with secrets redacted."""
    return f"vxenv: {redact_text(str(error))}"
