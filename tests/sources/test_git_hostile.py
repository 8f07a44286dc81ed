"""Read repositories with hostile contents: nothing in one is followed, executed or written."""

import os
from pathlib import Path

import pytest

from sources.repositories import PROFILE, Repository
from sources.servers import serve_http
from vxenv.sources.git import Fetched, fetch_commit, read_snapshot
from vxenv.sources.git_process import GitError
from vxenv.sources.snapshot import MOST_PROFILES, SnapshotError

GOOD = {"profiles/prod.toml": PROFILE.encode()}
FILE = "100644"
Rows = dict[bytes, tuple[str, str]]


def fetch(repository: Repository, cache: str, path: str = "") -> Fetched:
    """Fetch the branch main."""
    return fetch_commit(repository.url, "main", "", cache, path)


def read(repository: Repository, cache: str) -> dict[str, bytes]:
    """Return the files of the branch main."""
    return dict(read_snapshot(cache, fetch(repository, cache).version).files)


def commit_rows(repository: Repository, profiles: Rows, root: Rows | None = None) -> None:
    """Commit a tree with these rows in its directory of profiles and at its root."""
    rows = {b"prod.toml": (FILE, repository.store(PROFILE)), **profiles}
    folder = repository.make_tree(rows)
    repository.commit_tree(repository.make_tree({b"profiles": ("40000", folder), **(root or {})}))


@pytest.mark.parametrize(
    ("name", "mode", "what"),
    [
        (b"a.toml", "120000", "profiles/a.toml is a symlink"),
        (b"a.toml", "160000", "profiles/a.toml is a submodule"),
        (b"PROD.toml", FILE, "profiles/prod.toml and profiles/PROD.toml differ only in case"),
        (b"a\nb.toml", FILE, "profiles/a\\nb.toml has an invalid profile name"),
        (b"\x1b]0;x\x07.toml", FILE, "profiles/\\x1b]0;x\\x07.toml has an invalid profile name"),
        (b"\xff\xfe.toml", FILE, "profiles/\\xff\\xfe.toml has an invalid profile name"),
        ("\u202eprod.toml".encode(), FILE, "profiles/\\u202eprod.toml has an invalid profile name"),
        (b"...toml", FILE, "profiles/...toml has an invalid profile name"),
    ],
)
def test_refused_files(repository: Repository, cache: str, name: bytes, mode: str, what: str) -> None:
    """Links, submodules, colliding and invalid names among the profiles are refused by name, escaped."""
    target = repository.git("rev-parse", "main") if mode == "160000" else repository.store("/etc/passwd")
    commit_rows(repository, {name: (mode, target)})
    fetched = fetch(repository, cache)
    with pytest.raises(SnapshotError) as caught:
        read_snapshot(cache, fetched.version)

    assert (f"commit {fetched.version[:12]}", what) == (caught.value.where, caught.value.what)


@pytest.mark.parametrize("mode", ["120000", "160000", FILE])
def test_profiles_elsewhere(repository: Repository, cache: str, mode: str) -> None:
    """A link, a submodule or a file in the place of the directory of profiles is refused."""
    target = repository.git("rev-parse", "main") if mode == "160000" else repository.store("/etc")
    repository.commit_tree(repository.make_tree({b"profiles": (mode, target)}))
    with pytest.raises(SnapshotError, match="profiles is "):
        read(repository, cache)


def test_ignored_files(repository: Repository, cache: str, home: Path) -> None:
    """Files outside of the source are ignored: links, submodules, attributes, hooks, parents."""
    evil = repository.store(f"#!/bin/sh\ntouch '{home}/executed'\n")
    tree = repository.make_tree({b"prod.toml": (FILE, repository.store("# evil\n")), b"post-checkout": (FILE, evil)})
    attributes = repository.store("* filter=evil diff=evil ident text eol=crlf working-tree-encoding=UTF-16\n")
    commit_rows(
        repository,
        {
            b"..": ("40000", tree),
            b"../evil.toml": (FILE, evil),
            b"inner": ("40000", tree),
            b".git": ("40000", tree),
            b"README.md": ("120000", evil),
        },
        {
            b"..": ("40000", tree),
            b".git": ("40000", tree),
            b".gitattributes": (FILE, attributes),
            b".gitmodules": (FILE, repository.store('[submodule "x"]\n\tpath = x\n\turl = ext::sh -c "id"\n')),
            b"hooks": ("40000", tree),
            b"link": ("120000", repository.store("profiles")),
            b"x": ("160000", repository.git("rev-parse", "main")),
            b"/etc/evil.toml": (FILE, evil),
            b"Profiles": ("40000", tree),
        },
    )

    assert GOOD == read(repository, cache)
    assert not (home / "executed").exists()
    assert [] == list(home.rglob("evil.toml"))


def test_equal_names(repository: Repository, cache: str) -> None:
    """A tree that lists a profile twice is refused."""
    one, other = (bytes.fromhex(repository.store(text)) for text in ("# 1\n", "# 2\n"))
    row = b"100644 a.toml\0"
    data = row + one + row + other
    tree = repository.git("hash-object", "-w", "-t", "tree", "--literally", "--stdin", given=data)
    repository.commit_tree(repository.make_tree({b"profiles": ("40000", tree)}))
    with pytest.raises(SnapshotError, match=r"profiles/a\.toml is listed twice"):
        read(repository, cache)


@pytest.mark.parametrize("filters", ["true", "false"])
@pytest.mark.parametrize("path", ["", "team"])
def test_a_large_profile(repository: Repository, cache: str, filters: str, path: str) -> None:
    """A profile over 64 KiB is refused, whether or not the server can omit it; one of 64 KiB is read."""
    repository.git("config", "uploadpack.allowFilter", filters)
    inside = f"{path}/" if path else ""
    repository.commit({f"{inside}profiles/a.toml": b"#" * (64 * 1024)})
    assert 64 * 1024 == len(
        read_snapshot(cache, fetch(repository, cache, path).version, path).files["profiles/a.toml"]
    )
    repository.commit({f"{inside}profiles/a.toml": b"#" * (64 * 1024 + 1)})
    fetched = fetch(repository, cache, path)
    with pytest.raises(SnapshotError, match=r"profiles/a\.toml is over 64 KiB"):
        read_snapshot(cache, fetched.version, path)


def test_too_many_profiles(repository: Repository, cache: str) -> None:
    """More than 5,000 profiles are refused."""
    row = (FILE, repository.store("# x\n"))
    commit_rows(repository, {f"p{number}.toml".encode(): row for number in range(MOST_PROFILES)})
    with pytest.raises(SnapshotError, match="more than 5,000 profiles"):
        read(repository, cache)


def test_hooks_and_configuration(repository: Repository, cache: str, home: Path) -> None:
    """Neither hooks and settings of the server's repository, nor those in the cache or of the user, run a program."""
    program = home / "evil"
    program.write_text(f'#!/bin/sh\ntouch "{home}/executed"\ncat\n')
    program.chmod(0o755)
    fetch(repository, cache)
    commit_rows(repository, {})
    for folder in (home / "hooks", repository.path / "hooks", Path(cache) / "hooks"):
        folder.mkdir(exist_ok=True)
        for name in ("post-checkout", "reference-transaction", "post-update", "pre-auto-gc"):
            (folder / name).symlink_to(program)
    settings = (
        f'[core]\n\tfsmonitor = "{program}"\n\thooksPath = "{home}/hooks"\n[filter "x"]\n\tsmudge = "{program}"\n'
    )
    (home / ".gitconfig").write_text(settings)
    for place in (repository.path / "config", Path(cache) / "config"):
        with place.open("a") as file:
            file.write(f'{settings}[uploadpack]\n\tpackObjectsHook = "{program}"\n[remote "vxenv"]\n\tvcs = ext\n')

    assert GOOD == read(repository, cache)
    assert not (home / "executed").exists()


@pytest.mark.parametrize("target", ["ext::sh -c 'touch executed'", "git://127.0.0.1/", "http://127.0.0.1:9/"])
def test_other_protocols(cache: str, home: Path, target: str) -> None:
    """An address that the user's git rewrites to another protocol is refused by git."""
    (home / ".gitconfig").write_text(f'[url "{target}"]\n\tinsteadOf = https://git.acme.example/\n')
    with pytest.raises(GitError, match=r"transport '[a-z]+' not allowed"):
        fetch_commit("https://git.acme.example/team.git", "main", "", cache)

    assert [] == list(home.rglob("executed"))


def test_replaced_objects(repository: Repository, cache: str) -> None:
    """Replacement refs of a repository replace nothing."""
    good = repository.store(PROFILE)
    repository.git("replace", good, repository.store("# evil\n"))
    commit_rows(repository, {})
    repository.git("update-ref", "refs/heads/all", "main")

    assert GOOD == read(repository, cache)


def test_a_cache_elsewhere(repository: Repository, cache: str, home: Path) -> None:
    """A cache that was replaced by a symlink is not followed."""
    fetch(repository, cache)
    elsewhere = home / "elsewhere"
    os.rename(cache, elsewhere)
    os.symlink(elsewhere, cache)
    before = sorted(elsewhere.rglob("*"))

    assert {"profiles/prod.toml"} == set(read(repository, cache))
    assert (before, False) == (sorted(elsewhere.rglob("*")), os.path.islink(cache))


def test_another_tree_over_http(repository: Repository, cache: str, home: Path) -> None:
    """A server can send only the objects of the commit: a file in place of another is detected."""
    with serve_http(home) as server:
        url = f"{server.url}/team.git"
        fetched = fetch_commit(url, "main", "", cache)
        tree = repository.git("rev-parse", "main^{tree}")
        repository.commit({"profiles/prod.toml": "# evil\n"})
        fetch_commit(url, "main", fetched.version, cache)

        assert tree == repository.git("rev-parse", f"{fetched.version}^{{tree}}")
        assert {"profiles/prod.toml": PROFILE.replace("eu", "global").encode()} == read_snapshot(
            cache, fetched.version
        ).files


def test_a_message_of_the_server(repository: Repository, cache: str, home: Path) -> None:
    """The text of a server is escaped."""
    with serve_http(home) as server:
        server.how = "http://127.0.0.1:9/\x1b[2J"
        with pytest.raises(GitError) as caught:
            fetch_commit(f"{server.url}/{repository.path.name}", "main", "", cache)

    assert "\x1b" not in str(caught.value)
