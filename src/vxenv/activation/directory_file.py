"""Read directory files (``.vxenv.toml``) and their trust."""

import os
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from vxenv.activation.trust import (
    is_real_under_prefix,
    is_recorded,
    is_under_prefix,
    list_allow_records,
    list_questions,
    name_allow_record,
    name_deny_record,
    render_record,
    resolve_path,
)
from vxenv.config import Config
from vxenv.errors import DocumentError, quote_word
from vxenv.files.links import find_foreign_link
from vxenv.files.read_limited import read_bytes, read_compared_bytes
from vxenv.paths import DIRECTORY_FILE, shorten_path
from vxenv.profiles.document import Document, parse_document

# Longer files that are not allowed are not parsed: crafted TOML of some ten thousand characters can take seconds.
GLANCE = 4096


class Inheritance(NamedTuple):
    """The trust that a directory file in a linked git worktree inherits from the main checkout, and its inputs."""

    # The corresponding file in the main checkout.
    main: str
    # True if that file is allowed and has the same contents.
    allowed: bool
    # Contents of each file that was read, by path; empty for a missing file.
    files: Mapping[str, bytes]
    # Paths that must exist.
    present: tuple[str, ...]
    # Paths that must not exist.
    absent: tuple[str, ...]
    # The variables of the file that require a reviewed record, if the main checkout's is not reviewed.
    questions: tuple[str, ...] = ()
    # If allowed, contents of the files of git that were verified; they are compared when a shell switches.
    pointers: Mapping[str, bytes] = MappingProxyType({})


class DirectoryFile(NamedTuple):
    """A directory file, read once, and its trust."""

    path: str  # logical path, for messages and for the hook
    data: bytes  # contents
    deny: str  # path of the record that would deny it
    denied: bool  # True if that record exists and counts
    allow: str  # path of the record that allows it, or ""
    missing: tuple[str, ...]  # paths of records that do not exist and would allow it
    ignored: tuple[str, ...]  # paths of records that exist and do not count
    allowed: bool  # True if a record or allow_prefixes allows it
    questions: tuple[str, ...]  # its variables that require a reviewed record
    inherited: "Inheritance | None" = None  # the trust of the main checkout; None if it is not a linked worktree

    def read_document(self) -> Document:
        """Return the parsed file. Raises DocumentError."""
        return parse_document(self.data, DIRECTORY_FILE, self.path, directory=True)


def find_link(path: str) -> str:
    """Return the symlink that excludes the directory file at `path`, or "".

    A repository could choose the governing file by a symlink, so symlinks in a working tree are not followed, even to
    an allowed file. Outside working trees (an unpacked archive) a symlink to a directory is followed: paths in the
    file are relative to the real directory, and trust is bound to the real path and the contents.
    """
    if os.path.islink(path):
        return path
    return find_foreign_link(os.path.dirname(path))


def make_link_error(path: str, link: str) -> DocumentError:
    """Return the error for the directory file at `path`, which the symlink `link` excludes."""
    if link == path:
        what = "is a symlink; symlinks to directory files are not followed"
    else:
        place = shorten_path(link)
        what = f"is reached through the symlink {place}, which is not followed"
    return DocumentError(what, where=shorten_path(path), hint=f"ls -l {quote_word(shorten_path(link))}")


def describe_questions(names: Sequence[str]) -> str:
    """Return the clause about the variables `names`, which require confirmation."""
    if len(names) == 1:
        return f"sets {names[0]}, which requires confirmation"
    return f"sets {names[0]} and {len(names) - 1} more, which require confirmation"


def read_directory_file(path: str, settings: Config) -> DirectoryFile:
    """Read the directory file at `path` and its trust records. Raises DocumentError.

    In a linked git worktree, a file that is neither allowed nor denied inherits the trust of the file with the same
    relative path and contents in the main checkout.
    """
    file = _read_alone(path, settings)
    if file.allowed or file.denied:
        return file
    inherited = _find_inheritance(file, settings)
    if inherited is None:
        return file
    questions = file.questions or inherited.questions
    return file._replace(allowed=inherited.allowed, questions=questions, inherited=inherited)


def _find_inheritance(file: DirectoryFile, settings: Config) -> Inheritance | None:
    """Return the trust that `file` inherits; None if it is not in a linked worktree."""
    from vxenv.activation.worktree import read_pointer, verify_pointer  # noqa: PLC0415 - rarely needed

    pointer = read_pointer(resolve_path(file.path))
    if pointer is None:
        return None
    files = {pointer.file: pointer.data}
    nothing = Inheritance(pointer.main, allowed=False, files=files, present=(), absent=pointer.absent)
    records = list_allow_records(pointer.main, file.data)
    # Anybody can write the pointer, so its path is looked at only if the user allowed these contents there.
    if not any(map(os.path.isfile, records)) and not is_real_under_prefix(pointer.main, settings.allow_prefixes):
        return nothing._replace(absent=(*pointer.absent, *records))
    verification = verify_pointer(pointer)
    files |= verification.files
    if not verification.confirmed:
        return nothing
    try:
        main = _read_alone(pointer.main, settings)
    except DocumentError:
        if not os.path.islink(pointer.main):
            files[pointer.main] = read_compared_bytes(pointer.main, follow=False)
        return nothing
    files[pointer.main] = main.data
    is_same = main.data == file.data
    present, absent = [*filter(None, [main.allow])], [*pointer.absent]
    if main.denied or not main.allow:
        # `deny` removes the record that allows the file. Without one, the record that denies it is compared.
        (present if os.path.isfile(main.deny) else absent).append(main.deny)
    if not main.allowed:
        present += main.ignored
        absent += main.missing
    allowed = is_same and main.allowed and _has_same_values(file, main)
    questions = main.questions if is_same else ()
    pointers: dict[str, bytes] = {}
    if allowed:
        # At each prompt, a shell only tests that these exist, since reading three more files doubles the time.
        pointers = {path: files.pop(path) for path in (pointer.file, *verification.files)}
        present += pointers
    return Inheritance(main.path, allowed, files, tuple(present), tuple(absent), questions, pointers)


def list_inheriting(main: str, settings: Config) -> list[str]:
    """Return the files in linked worktrees that inherit the trust of the directory file at the real path `main`."""
    from vxenv.activation.worktree import list_worktrees  # noqa: PLC0415 - rarely needed

    inheriting = []
    for path in list_worktrees(main):
        try:
            file = read_directory_file(path, settings)
        except DocumentError:
            continue
        if file.allowed and file.inherited and file.inherited.main == main:
            inheriting.append(path)
    return inheriting


def _has_same_values(file: DirectoryFile, main: DirectoryFile) -> bool:
    """Return True if both files set the same values.

    Relative paths start from each file's directory, and a branch may contain other files there than the user reviewed.
    """
    try:
        documents = file.read_document(), main.read_document()
    except DocumentError:
        return False
    values = [{name: setting.value for name, setting in each.settings.items()} for each in documents]
    return values[0] == values[1]


def _read_alone(path: str, settings: Config) -> DirectoryFile:
    """Read the directory file at `path` and its own trust records. Raises DocumentError."""
    link = find_link(path)
    if link:
        raise make_link_error(path, link)
    try:
        data = read_bytes(resolve_path(path), follow=False)
    except OSError as error:
        raise DocumentError(f"cannot be read: {error.strerror}", where=shorten_path(path)) from error
    except DocumentError as error:
        raise DocumentError(error.what, where=shorten_path(path)) from error
    deny = name_deny_record(path)
    by_prefix = is_under_prefix(path, settings.allow_prefixes)
    plain, reviewed = name_allow_record(path, data), name_allow_record(path, data, reviewed=True)
    allow, allowed = "", False
    questions: tuple[str, ...] = ()
    if is_recorded(reviewed, render_record(path, data, reviewed=True)):
        allow, allowed = reviewed, True
    elif by_prefix or is_recorded(plain, render_record(path, data)):
        # Parsed only here, since parsing an unknown file can take long.
        questions = list_questions(path, data)
        allowed = not questions
        allow = plain if allowed and not by_prefix else ""
    present = {record: os.path.isfile(record) for record in (plain, reviewed)}
    missing = tuple(record for record, is_there in present.items() if not is_there)
    ignored = tuple(record for record, is_there in present.items() if is_there)
    denied = is_recorded(deny, render_record(path, b""))
    return DirectoryFile(path, data, deny, denied, allow, missing, ignored, allowed and not denied, questions)
