"""Directory files: ``.vxenv.toml``, the nearest one upward from the logical working directory."""

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


class DirectoryFile(NamedTuple):
    """A directory file as it was read once, and what the user said of it."""

    path: str  # its logical path, for people and for the hook
    data: bytes  # the bytes that are shown, allowed and used
    deny: str  # the record that denies it, there or not
    denied: bool  # whether that counts
    allow: str  # the record that allows it, "" if none does
    missing: tuple[str, ...]  # the records that would change what is said of it, if they were there
    ignored: tuple[str, ...]  # the records that are there and do not count
    allowed: bool  # whether it may act, by that record or because all below its directory may
    questions: tuple[str, ...]  # the variables in it for which a record without review, or a prefix, is not enough

    def read_document(self) -> Document:
        """Return what it says. Raises DocumentError."""
        return parse_document(self.data, DIRECTORY_FILE, self.path, directory=True)


def find_link(path: str) -> str:
    """Return the symlink because of which the directory file at `path` is not followed, "" if it may be.

    Whoever made the link decides which file governs, so one in a working tree, where that may be a stranger, is not
    followed even to a file that the user allowed. What is left without a working tree (an archive that was unpacked)
    is a link to a directory that the user works in, whose file does there what it does under its own name: values
    start from the real directory, and consent is bound to that and to the bytes.
    """
    if os.path.islink(path):
        return path
    return find_foreign_link(os.path.dirname(path))


def make_link_error(path: str, link: str) -> DocumentError:
    """Return the error that says that the directory file at `path` is not followed because of `link`."""
    if link == path:
        what = "is a symlink, and directory files are not followed through symlinks"
    else:
        place = shorten_path(link)
        what = f"lies behind the symlink {place}, and directory files are not followed through those of others"
    return DocumentError(what, where=shorten_path(path), hint=f"ls -l {quote_word(shorten_path(link))}")


def describe_questions(names: Sequence[str]) -> str:
    """Return the clause that says that a directory file sets the variables `names`, and needs the user's yes."""
    if len(names) == 1:
        return f"sets {names[0]}, which needs your consent"
    return f"sets {names[0]} and {len(names) - 1} more that need your consent"


def read_directory_file(path: str, settings: Config) -> DirectoryFile:
    """Read the directory file at `path`, and what was said of it. Raises DocumentError."""
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
        # Only now is it parsed: a stranger's file is not worth the time.
        questions = list_questions(path, data)
        allowed = not questions
        allow = plain if allowed and not by_prefix else ""
    present = {record: os.path.isfile(record) for record in (plain, reviewed)}
    missing = tuple(record for record, is_there in present.items() if not is_there)
    ignored = tuple(record for record, is_there in present.items() if is_there)
    denied = is_recorded(deny, render_record(path, b""))
    return DirectoryFile(path, data, deny, denied, allow, missing, ignored, allowed and not denied, questions)
