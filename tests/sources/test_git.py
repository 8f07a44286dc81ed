"""Fetch versions of a source from real git repositories."""

import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from sources.repositories import FIRST_DAY, PROFILE, Repository
from vxenv.errors import StoreError, VxenvError
from vxenv.sources import git_process
from vxenv.sources.git import FIRST, FORWARD, REWRITE, ROLLBACK, SAME, Fetched, fetch_commit, read_snapshot
from vxenv.sources.git_process import GitError
from vxenv.sources.snapshot import Snapshot

FILTERS = pytest.mark.parametrize("filters", [True, False], ids=["filtering", "plain"])


def allow_filters(repository: Repository, filters: bool) -> None:
    """Let the server of a repository omit objects, or not."""
    repository.git("config", "uploadpack.allowFilter", "true" if filters else "false")


@FILTERS
def test_the_first_version(repository: Repository, cache: str, filters: bool) -> None:
    """The first fetch gets the commit of the branch, its time and its files."""
    allow_filters(repository, filters)
    version = repository.git("rev-parse", "main")

    assert Fetched(version, FIRST_DAY + 180, FIRST) == fetch_commit(repository.url, "main", "", cache)
    assert Snapshot(version, {"profiles/prod.toml": PROFILE.replace("eu", "global").encode()}) == read_snapshot(
        cache, version
    )


@FILTERS
def test_histories(repository: Repository, cache: str, filters: bool) -> None:
    """Newer, older, unchanged and unrelated versions are told apart, each with its files."""
    allow_filters(repository, filters)
    old, middle, new = (repository.git("rev-parse", f"main~{back}") for back in (2, 1, 0))
    other = repository.commit({"profiles/prod.toml": "# other\n"}, middle, branch="other")
    stranger = repository.commit({"profiles/prod.toml": "# stranger\n"}, branch="stranger")
    fetch_commit(repository.url, middle, "", cache)
    seen = [
        (
            fetch_commit(repository.url, version, pinned, cache).history,
            len(read_snapshot(cache, version).files["profiles/prod.toml"]),
        )
        for version, pinned in (
            (middle, middle),
            (new, middle),
            (new, old),
            (old, new),
            (other, new),
            (stranger, new),
            (new, other),
        )
    ]
    sizes = {one: len(repository.git("show", f"{one}:profiles/prod.toml")) + 1 for one in (middle, new, old)}

    assert [
        (SAME, sizes[middle]),
        (FORWARD, sizes[new]),
        (FORWARD, sizes[new]),
        (ROLLBACK, sizes[old]),
        (REWRITE, 8),
        (REWRITE, 11),
        (REWRITE, sizes[new]),
    ] == seen


@FILTERS
@pytest.mark.parametrize("deleted", [True, False], ids=["no-cache", "cache"])
def test_a_merge_contains_both_parents(repository: Repository, cache: str, filters: bool, deleted: bool) -> None:
    """A version is newer than each commit of a merged branch."""
    allow_filters(repository, filters)
    side = repository.commit({"profiles/side.toml": ""}, repository.git("rev-parse", "main~1"), branch="side")
    fetch_commit(repository.url, "side", "", cache)
    merge = repository.commit({"profiles/side.toml": ""}, repository.git("rev-parse", "main"), side)
    if deleted:
        shutil.rmtree(cache)

    assert FORWARD == fetch_commit(repository.url, "main", side, cache).history
    assert ["side"] == read_snapshot(cache, merge).list_profiles()


@FILTERS
def test_a_rewritten_history(repository: Repository, cache: str, filters: bool) -> None:
    """A branch that no longer contains the pinned commit is a rewrite, also after the server deleted the commit."""
    allow_filters(repository, filters)
    pinned = repository.git("rev-parse", "main")
    fetch_commit(repository.url, "main", "", cache)
    new = repository.commit({"profiles/prod.toml": "# new\n"}, repository.git("rev-parse", "main~1"))

    assert (new, REWRITE) == fetch_commit(repository.url, "main", pinned, cache)[::2]
    repository.git("reflog", "expire", "--expire=now", "--all")
    repository.git("gc", "--quiet", "--prune=now")
    shutil.rmtree(cache)
    assert (new, REWRITE) == fetch_commit(repository.url, "main", pinned, cache)[::2]


def test_a_candidate_is_not_the_history(repository: Repository, cache: str) -> None:
    """A version that was fetched but not accepted does not hide the history between it and the pinned one."""
    pinned, new = repository.git("rev-parse", "main~2"), repository.git("rev-parse", "main")
    fetch_commit(repository.url, "main", "", cache)

    assert (new, FORWARD) == fetch_commit(repository.url, "main", pinned, cache)[::2]


@pytest.mark.parametrize("tag", ["plain", "annotated", "nested"])
def test_tags(repository: Repository, cache: str, tag: str) -> None:
    """A tag names its commit, also through another tag."""
    commit = repository.git("rev-parse", "main~1")
    repository.git("tag", "plain", commit)
    repository.git("tag", "-a", "-m", "Release", "annotated", commit)
    repository.git("tag", "-a", "-m", "Release", "nested", "annotated")

    assert (commit, FIRST) == fetch_commit(repository.url, tag, "", cache)[::2]
    assert (commit, SAME) == fetch_commit(repository.url, tag, commit, cache)[::2]


def test_the_default_branch(repository: Repository, cache: str) -> None:
    """Without a name, the default branch of the repository counts."""
    other = repository.commit({"profiles/a.toml": ""}, branch="other")
    repository.git("symbolic-ref", "HEAD", "refs/heads/other")

    assert other == fetch_commit(repository.url, "", "", cache).version


@FILTERS
def test_a_directory(repository: Repository, cache: str, filters: bool) -> None:
    """Only the files below the directory of the source are read; elsewhere they have no limits."""
    allow_filters(repository, filters)
    version = repository.commit(
        {
            "team/vxenv/profiles/a.toml": "# a\n",
            "team/vxenv/policy.toml": "# policy\n",
            "profiles/b.toml": "",
            "policy.toml": "",
            "large.bin": os.urandom(200_000),
        }
    )
    fetch_commit(repository.url, "main", "", cache, "team/vxenv/")

    files = {"policy.toml": b"# policy\n", "profiles/a.toml": b"# a\n"}
    assert files == read_snapshot(cache, version, "team/vxenv").files
    assert filters == (git_process.measure(cache) < 100_000)
    with pytest.raises(GitError, match='no directory "nowhere"'):
        fetch_commit(repository.url, "main", "", cache, "nowhere")


def test_a_directory_through_a_symlink(repository: Repository, cache: str) -> None:
    """A symlink in the repository does not lead to the directory of the source."""
    files = repository.write_files({"profiles/a.toml": ""})
    repository.commit_tree(
        repository.make_tree({b"link": ("120000", repository.store("real")), b"real": ("40000", files)})
    )
    with pytest.raises(GitError, match='no directory "link"'):
        fetch_commit(repository.url, "main", "", cache, "link")


def test_large_files_are_not_fetched(repository: Repository, cache: str) -> None:
    """A server that can omit files sends none that are over the limit."""
    allow_filters(repository, True)
    repository.commit({"profiles/a.toml": "", "video.bin": os.urandom(300_000)})
    fetch_commit(repository.url, "main", "", cache)

    assert git_process.measure(cache) < 100_000


@pytest.mark.parametrize("ref", ["nowhere", "1" * 40])
def test_an_unknown_ref(repository: Repository, cache: str, ref: str) -> None:
    """An unknown branch, tag or commit is reported with the command that lists them."""
    with pytest.raises(GitError) as caught:
        fetch_commit(repository.url, ref, "", cache)

    assert (f'no branch, tag or commit "{ref}"', True) == (
        caught.value.what,
        caught.value.hint.startswith("git ls-remote "),
    )


def test_no_commit(home: Path, cache: str) -> None:
    """An empty repository, and a tag on a file, have no commit."""
    empty = Repository(home / "empty.git")
    with pytest.raises(GitError, match="the repository is empty"):
        fetch_commit(empty.url, "", "", cache)
    empty.git("tag", "file", empty.store("x"))
    with pytest.raises(GitError, match='"file" is not a commit'):
        fetch_commit(empty.url, "file", "", cache)


def test_no_repository(home: Path, cache: str) -> None:
    """The reason of git is reported for a missing repository."""
    with pytest.raises(GitError, match="does not appear to be a git repository"):
        fetch_commit(f"file://{home}/nowhere", "main", "", cache)


@pytest.mark.parametrize("pinned", ["", "pinned"])
def test_git_is_missing(
    repository: Repository, cache: str, home: Path, monkeypatch: pytest.MonkeyPatch, pinned: str
) -> None:
    """Without git, the error names it and where to get it."""
    version = repository.git("rev-parse", "main") if pinned else ""
    monkeypatch.setenv("PATH", str(home / "nowhere"))
    with pytest.raises(GitError) as caught:
        fetch_commit(repository.url, "main", version, cache)

    assert (git_process.MISSING, "https://git-scm.com/downloads") == (caught.value.what, caught.value.hint)


def test_the_callers_variables_do_not_count(
    repository: Repository, cache: str, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Variables of git that name a repository, as in a hook of git, change nothing."""
    elsewhere = Repository(home / "elsewhere.git")
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_OBJECT_DIRECTORY", "GIT_COMMON_DIR", "GIT_NAMESPACE"):
        monkeypatch.setenv(name, str(elsewhere.path))
    monkeypatch.setenv("GIT_ALLOW_PROTOCOL", "ext")
    before = sorted(elsewhere.path.rglob("*"))
    fetched = fetch_commit(repository.url, "main", "", cache)

    assert before == sorted(elsewhere.path.rglob("*"))
    assert ["prod"] == read_snapshot(cache, fetched.version).list_profiles()


def test_the_users_configuration_counts(repository: Repository, cache: str, home: Path) -> None:
    """Addresses that the user's git rewrites are rewritten."""
    (home / ".gitconfig").write_text(f'[url "file://{home}/"]\n\tinsteadOf = https://git.acme.example/\n')
    fetched = fetch_commit("https://git.acme.example/team.git", "main", "", cache)

    assert repository.git("rev-parse", "main") == fetched.version


def test_the_cache_is_private(repository: Repository, cache: str) -> None:
    """Other users cannot read the cache."""
    fetch_commit(repository.url, "main", "", cache)

    assert 0o700 == os.stat(cache).st_mode & 0o777
    assert 0o600 == os.stat(f"{cache}.lock").st_mode & 0o777


def test_a_cache_of_another_address(repository: Repository, cache: str, home: Path) -> None:
    """A cache is used only for the address that it was made for."""
    fetch_commit(repository.url, "main", "", cache)
    version = repository.git("rev-parse", "main")
    other = Repository(home / "other.git")
    other.commit({"profiles/a.toml": ""})
    fetch_commit(other.url, "main", "", cache)
    with pytest.raises(GitError):
        read_snapshot(cache, version)


def test_a_damaged_cache(repository: Repository, cache: str) -> None:
    """A cache that is damaged, or from a killed process, is made anew by the fetch after the one that failed."""
    fetch_commit(repository.url, "main", "", cache)
    for pack in Path(cache, "objects", "pack").iterdir():
        pack.chmod(0o600)
        pack.write_bytes(b"damaged")
    with pytest.raises(GitError):
        fetch_commit(repository.url, "main", repository.git("rev-parse", "main~1"), cache)

    assert FORWARD == fetch_commit(repository.url, "main", repository.git("rev-parse", "main~1"), cache).history


def test_locks_of_a_killed_git(repository: Repository, cache: str) -> None:
    """Lock files that a killed git left behind do not block the next fetch."""
    fetch_commit(repository.url, "main", "", cache)
    Path(cache, "vxenv-address").unlink()
    for name in ("shallow.lock", "config.lock"):
        Path(cache, name).touch()

    assert FIRST == fetch_commit(repository.url, "main", "", cache).history


def test_two_fetches_at_once(repository: Repository, cache: str) -> None:
    """Two fetches of a source run one after another, and both get the version."""
    with ThreadPoolExecutor(4) as pool:
        fetches = [pool.submit(fetch_commit, repository.url, "main", "", cache) for _ in range(4)]

    assert 4 * [repository.git("rev-parse", "main")] == [one.result().version for one in fetches]


def test_an_unusable_cache(repository: Repository, cache: str, home: Path) -> None:
    """A symlink in the place of the cache's directory is an error that names it, and is not followed."""
    (home / "elsewhere").mkdir()
    Path(cache).parent.parent.mkdir(parents=True)
    Path(cache).parent.symlink_to(home / "elsewhere")
    with pytest.raises(StoreError):
        fetch_commit(repository.url, "main", "", cache)

    assert [] == list((home / "elsewhere").iterdir())


@pytest.mark.parametrize("version", ["", "main", "--all", "1" * 39, "HEAD:profiles"])
def test_a_record_changed_manually(repository: Repository, cache: str, version: str) -> None:
    """Anything but a full commit in the place of a version never reaches git."""
    fetch_commit(repository.url, "main", "", cache)
    with pytest.raises(GitError, match="invalid commit"):
        read_snapshot(cache, version)
    with pytest.raises(VxenvError):
        fetch_commit(repository.url, "main", version or "-", cache)


def test_too_large(repository: Repository, cache: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fetch ends when the repository is over the limit."""
    monkeypatch.setattr(git_process, "SIZE_LIMIT", 100_000)
    allow_filters(repository, False)
    repository.commit({"profiles/a.toml": "", "video.bin": os.urandom(3_000_000)})
    with pytest.raises(GitError, match="larger than"):
        fetch_commit(repository.url, "main", "", cache)
