"""Check the files of a source before anything reads them."""

import os
from pathlib import Path

import pytest

from vxenv.sources.snapshot import (
    DIRECTORY,
    FILE,
    MOST_PROFILES,
    OTHER,
    SUBMODULE,
    SYMLINK,
    Entry,
    Snapshot,
    SnapshotError,
    check_snapshot,
    read_current,
    read_directory,
)

PROFILES = Entry(b"profiles", DIRECTORY, 0)


def test_files_of_a_source() -> None:
    """Profiles and the three files are read; all others are ignored, whatever they are."""
    entries = [
        PROFILES,
        Entry(b"profiles/b.toml", FILE, 10),
        Entry(b"profiles/a.b-C_1.toml", FILE, 0),
        Entry(b"policy.toml", FILE, 64 * 1024),
        Entry(b"source.toml", FILE, 1),
        Entry(b"catalogue.toml", FILE, 1),
        Entry(b"README.md", SYMLINK, 1),
        Entry(b".gitmodules", FILE, 1 << 30),
        Entry(b".gitattributes", FILE, 1),
        Entry(b"vendor", SUBMODULE, 0),
        Entry(b"profiles/README.md", SYMLINK, 0),
        Entry(b"profiles/inner", DIRECTORY, 0),
        Entry(b"profiles/inner/a.toml", FILE, 0),
        Entry(b"profiles/../evil.toml", FILE, 0),
        Entry(b"Profiles/c.toml", FILE, 0),
        Entry(b"\xff.toml", FILE, 0),
    ]
    expected = ["catalogue.toml", "policy.toml", "profiles/a.b-C_1.toml", "profiles/b.toml", "source.toml"]

    assert expected == check_snapshot(entries, "acme")


@pytest.mark.parametrize(
    ("entry", "what"),
    [
        (Entry(b"profiles", SYMLINK, 1), "profiles is a symlink"),
        (Entry(b"profiles", SUBMODULE, 0), "profiles is a submodule"),
        (Entry(b"profiles", FILE, 0), "profiles is not a directory"),
        (Entry(b"policy.toml", SYMLINK, 1), "policy.toml is a symlink"),
        (Entry(b"source.toml", DIRECTORY, 0), "source.toml is not a regular file"),
        (Entry(b"catalogue.toml", SUBMODULE, 0), "catalogue.toml is a submodule"),
        (Entry(b"policy.toml", FILE, 64 * 1024 + 1), "policy.toml is over 64 KiB"),
        (Entry(b"profiles/a.toml", SYMLINK, 1), "profiles/a.toml is a symlink"),
        (Entry(b"profiles/a.toml", SUBMODULE, 0), "profiles/a.toml is a submodule"),
        (Entry(b"profiles/a.toml", DIRECTORY, 0), "profiles/a.toml is not a regular file"),
        (Entry(b"profiles/a.toml", OTHER, 0), "profiles/a.toml is not a regular file"),
        (Entry(b"profiles/a.toml", FILE, 1 << 40), "profiles/a.toml is over 64 KiB"),
        (Entry(b"profiles/.toml", FILE, 0), "profiles/.toml has an invalid profile name"),
        (Entry(b"profiles/..toml", FILE, 0), "profiles/..toml has an invalid profile name"),
        (Entry(b"profiles/-a.toml", FILE, 0), "profiles/-a.toml has an invalid profile name"),
        (Entry(b"profiles/a b.toml", FILE, 0), "profiles/a b.toml has an invalid profile name"),
        (Entry(b"profiles/a\n.toml", FILE, 0), "profiles/a\\n.toml has an invalid profile name"),
        (Entry(b"profiles/\x1b[2J.toml", FILE, 0), "profiles/\\x1b[2J.toml has an invalid profile name"),
        (Entry(b"profiles/\xff.toml", FILE, 0), "profiles/\\xff.toml has an invalid profile name"),
        (Entry("profiles/ä.toml".encode(), FILE, 0), "profiles/ä.toml has an invalid profile name"),
        (Entry(b"profiles/" + b"a" * 65 + b".toml", FILE, 0), f"profiles/{'a' * 65}.toml has an invalid profile name"),
    ],
)
def test_refused_files(entry: Entry, what: str) -> None:
    """A file of the source that is not a small regular file with a valid name is refused by name, escaped."""
    with pytest.raises(SnapshotError) as caught:
        check_snapshot([PROFILES, Entry(b"profiles/ok.toml", FILE, 1), entry][entry.path == b"profiles" :], "acme")

    assert ("acme", what) == (caught.value.where, caught.value.what)


@pytest.mark.parametrize("names", [("a", "A"), ("prod", "pROD"), ("a", "a")])
def test_names_that_collide(names: tuple[str, str]) -> None:
    """Names that some file systems do not distinguish are refused, and so are repeated ones."""
    entries = [PROFILES, *(Entry(f"profiles/{name}.toml".encode(), FILE, 0) for name in names)]
    with pytest.raises(SnapshotError, match=r"differ only in case|is listed twice"):
        check_snapshot(entries, "acme")


def test_limits() -> None:
    """A source may have 5,000 profiles and 16 MiB."""
    entries = [Entry(f"profiles/p{number}.toml".encode(), FILE, 100) for number in range(MOST_PROFILES)]

    assert MOST_PROFILES == len(check_snapshot(entries, "acme"))
    with pytest.raises(SnapshotError, match="more than 5,000 profiles"):
        check_snapshot([*entries, Entry(b"profiles/x.toml", FILE, 0)], "acme")
    with pytest.raises(SnapshotError, match="more than 16 MiB"):
        check_snapshot([entry._replace(size=60_000) for entry in entries[:300]], "acme")


def test_several_problems() -> None:
    """The first problems are listed, the others are counted."""
    entries = [Entry(f"profiles/{number}.toml".encode(), SYMLINK, 0) for number in range(7)]
    with pytest.raises(SnapshotError) as caught:
        check_snapshot(entries, "acme")

    assert (5, True) == (caught.value.what.count("is a symlink"), caught.value.what.endswith(" and 2 more"))


def test_a_directory(tmp_path: Path) -> None:
    """The files of a directory are read, without following symlinks."""
    (tmp_path / "profiles").mkdir()
    (tmp_path / "profiles" / "b.toml").write_bytes(b"# b\n")
    (tmp_path / "profiles" / "a.toml").write_bytes(b"# a\n")
    (tmp_path / "policy.toml").write_bytes(b"# policy\n")
    (tmp_path / "README.md").symlink_to("/etc/passwd")
    files = {"policy.toml": b"# policy\n", "profiles/a.toml": b"# a\n", "profiles/b.toml": b"# b\n"}
    snapshot = read_directory(str(tmp_path), "1")

    assert Snapshot("1", files) == snapshot
    assert ["a", "b"] == snapshot.list_profiles()
    (tmp_path / "profiles" / "c.toml").symlink_to("a.toml")
    with pytest.raises(SnapshotError, match="is a symlink"):
        read_directory(str(tmp_path))


@pytest.mark.parametrize("kind", ["fifo", "link"])
def test_a_directory_with_other_files(tmp_path: Path, kind: str) -> None:
    """A FIFO does not block, and a directory of profiles elsewhere is not read."""
    if kind == "fifo":
        (tmp_path / "profiles").mkdir()
        os.mkfifo(tmp_path / "profiles" / "a.toml")
    else:
        (tmp_path / "profiles").symlink_to("/etc")
    with pytest.raises(SnapshotError):
        read_directory(str(tmp_path))


def test_no_source(home: Path) -> None:
    """A source that was not added has no files."""
    assert Snapshot("", {}) == read_current("acme")
    folder = home / ".local" / "state" / "vxenv" / "sources" / "acme" / "profiles"
    folder.mkdir(parents=True)
    (folder / "a.toml").write_bytes(b"x")
    assert Snapshot("7", {"profiles/a.toml": b"x"}) == read_current("acme", "7")
