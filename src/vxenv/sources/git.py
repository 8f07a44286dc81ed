"""Fetch the versions of a source from a git repository, with the user's own git.

Repositories are read as data: nothing is checked out, so neither hooks nor filters nor links of a repository count.

The first fetch gets one commit with its files. Later ones get the commits since the pinned one, without files, which
show whether the history contains it; the files follow in a second request. Only if the history does not contain it,
all commits are fetched, to tell an older version from a rewritten history.

Measured over smart HTTP with 2,000 profiles and 10,000 commits (5.8 MiB), git 2.39: the first version has 160 KiB in 3
requests, an unchanged one nothing in 2 requests, one after 20 commits 166 KiB, and an older one 1.8 MiB. A server that
cannot omit objects sends 160 KiB, nothing, 6 KiB and 4.5 MiB.
"""

import contextlib
import os
import shutil
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from vxenv.errors import StoreError, build_look_hint, quote_word
from vxenv.files.directories import make_private_directory
from vxenv.files.lock import wait_for_lock
from vxenv.files.read_limited import LIMIT
from vxenv.paths import find_cache_directory, shorten_path
from vxenv.profiles.source_files import PROFILES
from vxenv.sources.address import check_path, check_ref, check_url, is_commit, is_plain
from vxenv.sources.git_process import GitError, GitExitError, run_git
from vxenv.sources.signature import (
    COMMITS,
    SignatureError,
    build_signers_hint,
    check_signers,
    split_commit,
    verify_signature,
)
from vxenv.sources.snapshot import (
    DIRECTORY,
    FILE,
    OTHER,
    SUBMODULE,
    SYMLINK,
    Entry,
    Snapshot,
    SnapshotError,
    check_snapshot,
)

SAME, FORWARD, ROLLBACK, REWRITE, FIRST = "same", "forward", "rollback", "rewrite", "first"

_NEW: Final = "refs/vxenv/new"
_REMOTE: Final = "vxenv"
_NO_FILES: Final = "--filter=tree:0"
_NO_LARGE_FILES: Final = f"--filter=blob:limit={LIMIT + 1}"
_NO_CONTENTS: Final = "--filter=blob:none"
_MOST_PACKS: Final = 200  # files of packs, above which a cache is made anew
# The configuration of a cache, written before each use; git adds to it. Objects that a filter omitted are then missing
# instead of being fetched one by one.
_CONFIG: Final = b"[core]\n\trepositoryformatversion = 0\n\tbare = true\n"
_MARKER: Final = "vxenv-address"
_MODES: Final = {b"120000": SYMLINK, b"160000": SUBMODULE, b"040000": DIRECTORY}


class Fetched(NamedTuple):
    """A fetched version."""

    # The full commit or the generation.
    version: str
    # Its time, in seconds since 1970.
    committed: int
    # SAME, FORWARD, ROLLBACK (an ancestor of the pinned version), REWRITE (it does not contain the pinned version) or
    # FIRST (there is no pinned version).
    history: str


class _TreeEntry(NamedTuple):
    """A row of a tree."""

    # The file as an entry of a source, with its path; the size is -1 if it was not fetched.
    entry: Entry
    # The object.
    object_id: str


def find_cache(name: str) -> str:
    """Return the path of the cache of the source `name`, which may be deleted at any time."""
    return os.path.join(find_cache_directory(), "sources", f"{name}.git")


def _check_commit(version: str) -> None:
    """Check that `version` is a full commit; a record may have been changed manually. Raises GitError."""
    if not is_commit(version):
        raise GitError(f'invalid commit "{version[:100]}"', hint="vxenv source list")


def fetch_commit(url: str, ref: str, pinned: str, cache: str, path: str = "") -> Fetched:
    """Fetch the version that `ref` names into `cache` and compare its history with the commit `pinned`.

    Args:
        url: The address of the repository.
        ref: A branch, a tag or a full commit, "" for the default branch.
        pinned: The full commit that is recorded, "" for none.
        cache: A path from `find_cache`.
        path: The directory of the source in the repository.

    Raises GitError and UsageError. Nothing but `cache` is written.
    """
    check_url(url)
    check_ref(ref)
    if pinned:
        _check_commit(pinned)
    with _open_cache(cache, f"{url}\n{check_path(path)}\n"):
        repository = _Repository(cache, url)
        files = _NO_CONTENTS if check_path(path) else _NO_LARGE_FILES
        version = _fetch_version(repository, ref, pinned, files)
        history = _find_history(repository, version, pinned, ref)
        repository.fetch_files(version, check_path(path), files)
        committed = int(repository.read("rev-list", "--timestamp", "--max-count=1", version).split()[0])
    return Fetched(version, committed, history)


def _fetch_version(repository: "_Repository", ref: str, pinned: str, files: str) -> str:
    """Fetch the commit that `ref` names, with the commits that lead from `pinned` to it; return the commit."""
    if pinned and not repository.has_object(pinned):
        # A cache was deleted; a commit that is no longer available is part of no history.
        with contextlib.suppress(GitExitError):
            repository.fetch("--depth=1", _NO_FILES, pinned)
    source = f"+{ref or 'HEAD'}:{_NEW}"
    try:
        repository.fetch(*([_NO_FILES] if pinned else ["--depth=1", files]), source)
    except GitExitError as error:
        if any(text in error.text for text in ("couldn't find remote ref", "not our ref", "unadvertised object")):
            what = f'no branch, tag or commit "{ref}"' if ref else "the repository is empty"
            raise GitError(what, where=repository.where, hint=repository.hint) from error
        raise
    try:
        return repository.read("rev-parse", "--verify", f"{_NEW}^{{commit}}").decode().strip()
    except GitExitError as error:
        what = f'"{ref}" is not a commit'
        raise GitError(what, where=repository.where, hint=repository.hint) from error


def _find_history(repository: "_Repository", version: str, pinned: str, ref: str) -> str:
    """Return the relation of `version` to the commit `pinned`."""
    if not pinned:
        return FIRST
    if version == pinned:
        return SAME
    if not repository.has_object(pinned):
        return REWRITE
    if repository.is_ancestor(pinned, version):
        return FORWARD
    if os.path.exists(os.path.join(repository.directory, "shallow")):
        repository.fetch("--unshallow", _NO_FILES, f"+{ref or 'HEAD'}:{_NEW}")
    if repository.is_ancestor(pinned, version):
        return FORWARD
    return ROLLBACK if repository.is_ancestor(version, pinned) else REWRITE


def read_snapshot(cache: str, version: str, path: str = "") -> Snapshot:
    """Return the files of the fetched commit `version` below the directory `path` of the repository.

    Raises GitError, and SnapshotError for content that is not allowed.
    """
    _check_commit(version)
    repository = _Repository(cache)
    rows = repository.list_entries(version, check_path(path))
    # A file that was not fetched is over the limit.
    entries = [row.entry._replace(size=LIMIT + 1) if row.entry.size < 0 else row.entry for row in rows]
    paths = check_snapshot(entries, f"commit {version[:12]}")
    objects = {row.entry.path.decode("utf-8", "backslashreplace"): row.object_id for row in rows}
    contents = repository.read_objects([objects[one] for one in paths])
    return Snapshot(version, dict(zip(paths, contents, strict=True)))


def verify_commit(cache: str, version: str, signers: str) -> str:
    """Return the principal that signed the fetched commit `version` according to the allowed-signers file `signers`.

    Raises SignatureError with the reason if it is unsigned, or not signed by one of them with a valid key.
    """
    _check_commit(version)
    repository = _Repository(cache)
    what = f"commit {version[:12]}"
    content, signature = split_commit(repository.read("cat-file", "commit", version))
    principal = verify_signature(content, signature, signers, COMMITS, what=what)
    try:
        repository.verify(version, check_signers(signers))
    except GitExitError as error:
        raise SignatureError(
            f"{what} has no valid signature: {error.what}", hint=build_signers_hint(signers)
        ) from error
    return principal


class _Repository:
    """A bare repository with the fetched objects of the address `url`."""

    def __init__(self, directory: str, url: str = "") -> None:
        self.directory = directory
        self.where = url
        self.hint = f"git ls-remote {quote_word(url)}" if url else build_look_hint(directory)
        self._online = "file:https:ssh:http" if is_plain(url) else "file:https:ssh"

    def read(self, *words: str, given: bytes = b"") -> bytes:
        """Return the output of a command that uses only fetched objects."""
        return run_git(words, self.directory, where=self.where, hint=self.hint, given=given)

    def fetch(self, *words: str, options: Sequence[str] = ()) -> None:
        """Fetch with options and refspecs. Raises GitError."""
        settings = (
            f"remote.{_REMOTE}.url={self.where}",
            f"remote.{_REMOTE}.promisor=true",
            # This machine is never left over plain HTTP.
            *(["http.followRedirects=false"] if is_plain(self.where) else []),
            *options,
        )
        flags = [word for word in words if word.startswith("--")]
        refs = [word for word in words if not word.startswith("--")]
        command = ("fetch", "--quiet", "--no-tags", "--no-recurse-submodules", "--force", *flags, "--", _REMOTE, *refs)
        try:
            run_git(command, self.directory, online=self._online, where=self.where, hint=self.hint, options=settings)
        finally:
            _write_config(self.directory)  # git adds the filter

    def fetch_files(self, version: str, path: str, files: str) -> None:
        """Fetch the files of the commit `version`, unless they were fetched with it."""
        # The files are not history: without negotiation, the server assumes that none of them exists yet.
        apart = ("fetch.negotiationAlgorithm=noop",)
        tree = self._find_tree(version)
        if not self.has_object(tree):
            self.fetch(files, tree, options=apart)
        if files == _NO_CONTENTS:
            rows = self.list_entries(version, path)
            missing = [row.object_id for row in rows if row.entry.size < 0 and row.entry.kind == FILE]
            if missing:
                self.fetch(files, *dict.fromkeys(missing), options=apart)

    def _find_tree(self, version: str) -> str:
        return self.read("rev-list", "--max-count=1", "--no-commit-header", "--format=%T", version).decode().strip()

    def verify(self, version: str, signers: str) -> None:
        """Verify the SSH signature of a commit at the time of the commit. Raises GitExitError."""
        options = (f"gpg.ssh.allowedSignersFile={signers}", "gpg.ssh.program=ssh-keygen")
        run_git(("verify-commit", version), self.directory, options=options)

    def has_object(self, object_id: str) -> bool:
        """Tell whether an object was fetched."""
        return not self.read("cat-file", "--batch-check", given=f"{object_id}\n".encode()).endswith(b" missing\n")

    def is_ancestor(self, ancestor: str, version: str) -> bool:
        """Tell whether the fetched history of `version` contains the commit `ancestor`."""
        try:
            self.read("merge-base", "--is-ancestor", ancestor, version)
        except GitExitError as error:
            if error.text:
                raise
            return False
        return True

    def list_entries(self, version: str, path: str) -> list[_TreeEntry]:
        """Return the files at the root of the source and those in its directory of profiles."""
        where = f"{version}:{path}"
        try:
            rows = self._list_tree(where, b"")
        except GitExitError as error:
            what = f'no directory "{path}"' if path else f"no commit {version}"
            raise GitError(what, where=self.where, hint=self.hint) from error
        folder = next((row for row in rows if row.entry.path == PROFILES.encode()), None)
        if folder and folder.entry.kind == DIRECTORY:
            rows += self._list_tree(folder.object_id, f"{PROFILES}/".encode())
        return rows

    def _list_tree(self, tree: str, prefix: bytes) -> list[_TreeEntry]:
        rows = []
        for row in self.read("ls-tree", "-z", "-l", "--full-tree", tree).split(b"\0")[:-1]:
            head, _, name = row.partition(b"\t")
            mode, kind, object_id, size = head.split()
            entry_kind = _MODES.get(mode, FILE if kind == b"blob" else OTHER)
            entry = Entry(prefix + name, entry_kind, int(size) if size.isdigit() else -1 if kind == b"blob" else 0)
            rows.append(_TreeEntry(entry, object_id.decode()))
        return rows

    def read_objects(self, objects: Sequence[str]) -> list[bytes]:
        """Return the contents of files."""
        output = self.read("cat-file", "--batch", given="".join(f"{one}\n" for one in objects).encode())
        contents = []
        position = 0
        for _ in objects:
            end = output.index(b"\n", position)
            header = output[position:end].split()
            if len(header) != 3 or header[1] != b"blob":  # noqa: PLR2004 - object, type and size
                raise SnapshotError("a file was not fetched", where=self.where, hint=self.hint)
            size = int(header[2])
            contents.append(output[end + 1 : end + 1 + size])
            position = end + 2 + size
        return contents


@contextlib.contextmanager
def _open_cache(cache: str, address: str) -> Iterator[None]:
    """Lock the cache and provide a repository in it, a new one unless the last fetch of `address` was complete."""
    try:
        make_private_directory(os.path.dirname(cache))
        descriptor = os.open(f"{cache}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    except OSError as error:
        raise _make_store_error(cache, error) from error
    try:
        wait_for_lock(descriptor, cache)
        marker = os.path.join(cache, _MARKER)
        try:
            if not _is_usable(cache, address):
                _make_repository(cache)
            _write_config(cache)
            with contextlib.suppress(FileNotFoundError):
                os.unlink(marker)
        except OSError as error:
            raise _make_store_error(cache, error) from error
        yield
        with open(marker, "w", encoding="utf-8") as file:
            file.write(address)
    finally:
        os.close(descriptor)


def _make_store_error(cache: str, error: OSError) -> StoreError:
    what = f"cannot write {shorten_path(cache)}: {error.strerror}"
    return StoreError(what, hint=build_look_hint(os.path.dirname(cache)))


def _is_usable(cache: str, address: str) -> bool:
    try:
        with open(os.path.join(cache, _MARKER), encoding="utf-8") as file:
            if file.read() != address:
                return False
        return len(os.listdir(os.path.join(cache, "objects", "pack"))) <= _MOST_PACKS and not os.path.islink(cache)
    except OSError:
        return False


def _make_repository(cache: str) -> None:
    """Create an empty bare repository, without a template, in place of anything else at `cache`."""
    if os.path.islink(cache) or os.path.isfile(cache):
        os.unlink(cache)
    shutil.rmtree(cache, ignore_errors=True)
    make_private_directory(cache)
    for name in ("objects/pack", "objects/info", "refs"):
        os.makedirs(os.path.join(cache, name), 0o700)
    with open(os.path.join(cache, "HEAD"), "w", encoding="utf-8") as file:
        file.write("ref: refs/heads/main\n")


def _write_config(cache: str) -> None:
    with open(os.path.join(cache, "config"), "wb") as file:
        file.write(_CONFIG)
