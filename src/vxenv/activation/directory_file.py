"""Read directory files (``.vxenv.toml``) and their trust."""

import os
from collections.abc import Sequence
from typing import NamedTuple

from vxenv.activation.trust import (
    is_recorded,
    is_under_prefix,
    list_questions,
    name_allow_record,
    name_deny_record,
    render_record,
    resolve_path,
)
from vxenv.config import Config
from vxenv.errors import DocumentError, quote_word
from vxenv.files.links import find_foreign_link
from vxenv.files.read_limited import read_bytes
from vxenv.paths import DIRECTORY_FILE, shorten_path
from vxenv.profiles.document import Document, parse_document

# Longer files that are not allowed are not parsed: crafted TOML of some ten thousand characters can take seconds.
GLANCE = 4096


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
    """Read the directory file at `path` and its trust records. Raises DocumentError."""
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
