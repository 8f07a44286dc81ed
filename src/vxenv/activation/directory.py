"""Directory files: ``.vxenv.toml``, the nearest one upward from the logical working directory."""

import os
from typing import NamedTuple

from vxenv.activation.consent import allow_file, deny_file, under_prefix
from vxenv.activation.settings import Settings
from vxenv.errors import DocumentError
from vxenv.paths import DIRECTORY_FILE, shown
from vxenv.profiles.bounded import read_bytes
from vxenv.profiles.document import Document, parse


class DirectoryFile(NamedTuple):
    """A directory file as it was read once, and what the user said of it.

    `allow` and `deny` are the records that were looked for; `by_prefix` tells that no record is needed.
    """

    path: str
    data: bytes
    allow: str
    deny: str
    denied: bool
    allowed: bool
    by_prefix: bool

    def document(self) -> Document:
        """Return what it says. Raises DocumentError."""
        return parse(self.data, DIRECTORY_FILE, self.path, directory=True)


def read_directory_file(path: str, settings: Settings) -> DirectoryFile:
    """Read the directory file at `path`, and what was said of it. Raises DocumentError."""
    try:
        data = read_bytes(path)
    except OSError as error:
        raise DocumentError(f"cannot be read: {error.strerror}", where=shown(path)) from error
    allow, deny = allow_file(path, data), deny_file(path)
    denied = os.path.isfile(deny)
    by_prefix = under_prefix(path, settings.allow_prefixes)
    allowed = not denied and (by_prefix or os.path.isfile(allow))
    return DirectoryFile(path, data, allow, deny, denied, allowed, by_prefix)
