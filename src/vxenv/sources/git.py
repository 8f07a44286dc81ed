"""Fetch the versions of a source from a git repository, with the user's own git.

Repositories are read as data: nothing is checked out, so neither hooks nor filters nor links of a repository count.
"""

import os
from typing import NamedTuple

from vxenv.errors import UsageError, VxenvError
from vxenv.paths import find_cache_directory
from vxenv.sources.snapshot import Snapshot

SAME, FORWARD, ROLLBACK, REWRITE, FIRST = "same", "forward", "rollback", "rewrite", "first"


class GitError(VxenvError):
    """Failure of git, or a repository that cannot be used."""


class Fetched(NamedTuple):
    """A fetched version."""

    # The full commit or the generation.
    version: str
    # Its time, in seconds since 1970.
    committed: int
    # SAME, FORWARD, ROLLBACK (an ancestor of the pinned version), REWRITE (it does not contain the pinned version) or
    # FIRST (there is no pinned version).
    history: str


def check_url(url: str) -> None:
    """Check that `url` is an address that git may fetch from. Raises UsageError.

    Allowed are https://, ssh://, USER@HOST:PATH, file:// and paths, and http:// to this machine.
    """
    raise UsageError("not implemented", hint="vxenv source --help")


def check_ref(ref: str) -> None:
    """Check that `ref` has the form of a branch, a tag or a full commit; "" is the default branch. Raises UsageError."""


def find_cache(name: str) -> str:
    """Return the path of the cache of the source `name`, which may be deleted at any time."""
    return os.path.join(find_cache_directory(), "sources", f"{name}.git")


def fetch_commit(url: str, ref: str, pinned: str, cache: str) -> Fetched:
    """Fetch the version that `ref` names into `cache` and compare its history with the commit `pinned`.

    Args:
        url: The address of the repository.
        ref: A branch, a tag or a full commit, "" for the default branch.
        pinned: The full commit that is recorded, "" for none.
        cache: A path from `find_cache`.

    Raises GitError and UsageError. Nothing but `cache` is written.
    """
    raise NotImplementedError


def read_snapshot(cache: str, version: str, path: str = "") -> Snapshot:
    """Return the files of the fetched commit `version` below the directory `path` of the repository.

    Raises GitError, and SnapshotError for content that is not allowed.
    """
    raise NotImplementedError


def verify_commit(cache: str, version: str, signers: str) -> str:
    """Return the principal that signed the fetched commit `version` according to the allowed-signers file `signers`.

    Raises SignatureError with the reason if it is unsigned, or not signed by one of them with a valid key.
    """
    raise NotImplementedError
