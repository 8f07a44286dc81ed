"""Tests of trust records, which are bound to a real path and the contents of a file."""

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from commandline import Run
from vxenv.activation import trust
from vxenv.activation.directory_file import read_directory_file
from vxenv.config import Config, read_config
from vxenv.errors import StoreError

TEXT = b"profile = 'p'\n"


@pytest.fixture
def file(work: Path) -> Path:
    """Return a directory file."""
    path = work / "project" / ".vxenv.toml"
    path.parent.mkdir()
    path.write_bytes(TEXT)
    return path


def verdict(path: Path | str, settings: Config | None = None) -> str:
    """Return the trust of the directory file at `path`."""
    found = read_directory_file(str(path), settings or Config())
    return "denied" if found.denied else "allowed" if found.allowed else "unknown"


def records() -> list[tuple[str, str]]:
    """Return the verdict and path of each record."""
    return [(record.verdict, record.path) for record in trust.list_records()]


def test_nothing_is_allowed_unasked(file: Path) -> None:
    """A directory file without a record is not allowed, and reading it records nothing."""
    assert ("unknown", []) == (verdict(file), records())


def test_allowing(file: Path) -> None:
    """An allowed file is allowed and listed by its real path."""
    trust.allow(str(file), TEXT)

    assert ("allowed", [("allow", os.path.realpath(file))]) == (verdict(file), records())


@pytest.mark.parametrize("text", [b"", TEXT + b"\n", TEXT.replace(b"p'", b"q'"), b"\xff", b"\0" + TEXT])
def test_other_bytes_are_not_allowed(text: bytes, file: Path) -> None:
    """Trust is bound to the contents: other contents need their own record, and the old contents are trusted again."""
    trust.allow(str(file), TEXT)
    file.write_bytes(text)
    edited = verdict(file)
    file.write_bytes(TEXT)

    assert ("unknown", "allowed") == (edited, verdict(file))


def test_the_same_bytes_elsewhere_are_not_allowed(file: Path, work: Path) -> None:
    """Trust is bound to the path: a copy, or the directory under another name, needs its own record."""
    trust.allow(str(file), TEXT)
    copy = work / "copy" / ".vxenv.toml"
    copy.parent.mkdir()
    copy.write_bytes(TEXT)
    copied = verdict(copy)
    file.parent.rename(work / "renamed")

    assert ("unknown", "unknown") == (copied, verdict(work / "renamed" / ".vxenv.toml"))


def test_links_to_the_directory_are_the_directory(file: Path, work: Path) -> None:
    """A file reached through a symlink to its directory is the same file."""
    (work / "link").symlink_to("project")
    trust.allow(str(work / "link" / ".vxenv.toml"), TEXT)

    assert ("allowed", "allowed", [("allow", os.path.realpath(file))]) == (
        verdict(file),
        verdict(work / "link" / ".vxenv.toml"),
        records(),
    )


def test_a_link_that_is_turned_is_not_allowed(file: Path, work: Path) -> None:
    """A symlink that points to another directory later does not carry trust along."""
    (work / "other").mkdir()
    (work / "other" / ".vxenv.toml").write_bytes(TEXT)
    (work / "link").symlink_to("project")
    trust.allow(str(work / "link" / ".vxenv.toml"), TEXT)
    (work / "link").unlink()
    (work / "link").symlink_to("other")

    assert ("unknown", "allowed") == (verdict(work / "link" / ".vxenv.toml"), verdict(file))


def test_denying_takes_consent_back(file: Path) -> None:
    """A denied file is denied with any contents, and its earlier record is removed."""
    trust.allow(str(file), TEXT)
    trust.deny(str(file))
    denied = verdict(file)
    file.write_bytes(b"other")

    assert ("denied", "denied", [("deny", os.path.realpath(file))]) == (denied, verdict(file), records())


def test_allowing_takes_a_denial_back(file: Path) -> None:
    """Allowing a file removes its denial and records of earlier contents."""
    trust.deny(str(file))
    trust.allow(str(file), b"older")
    trust.allow(str(file), TEXT)

    assert ("allowed", [("allow", os.path.realpath(file))]) == (verdict(file), records())


def test_others_keep_their_consent(file: Path, work: Path) -> None:
    """Records of one file do not affect another."""
    other = work / ".vxenv.toml"
    other.write_bytes(TEXT)
    trust.allow(str(other), TEXT)
    trust.allow(str(file), TEXT)
    trust.deny(str(file))

    assert ["denied", "allowed"] == [verdict(file), verdict(other)]


@pytest.mark.parametrize(
    ("prefix", "path", "inside"),
    [
        ("/code", "/code/.vxenv.toml", True),
        ("/code", "/code/a/b/.vxenv.toml", True),
        ("/code/", "/code/a/.vxenv.toml", True),
        ("/code", "/code-evil/.vxenv.toml", False),
        ("/code", "/code.vxenv.toml", False),
        ("/code/a", "/code/.vxenv.toml", False),
        ("/code", "/code/../evil/.vxenv.toml", False),
        ("/", "/anything/.vxenv.toml", True),
    ],
)
def test_prefixes_are_whole_components(prefix: str, path: str, inside: bool) -> None:
    """A prefix covers its directory and not names that merely start alike."""
    assert inside == trust.is_under_prefix(path, (prefix,))


def test_prefixes_are_real_paths(file: Path, work: Path, config: Path) -> None:
    """Prefixes are compared by real paths: a symlink out of the prefix is not covered, and ~ is the home directory."""
    (work / "inside").mkdir()
    (work / "inside" / "link").symlink_to(file.parent)
    (work / "inside" / ".vxenv.toml").write_bytes(TEXT)
    (config / "config.toml").write_text("allow_prefixes = ['~/code/inside']\n")
    settings = read_config()

    assert ["allowed", "unknown"] == [
        verdict(work / "inside" / ".vxenv.toml", settings),
        verdict(work / "inside" / "link" / ".vxenv.toml", settings),
    ]


def test_a_denial_beats_a_prefix(file: Path, work: Path) -> None:
    """A denied file below a prefix stays denied."""
    trust.deny(str(file))

    assert "denied" == verdict(file, Config(allow_prefixes=(os.path.realpath(work),)))


def stale() -> list[bool]:
    """Return the stale records."""
    return [trust.is_stale(record) for record in trust.list_records()]


def becomes(make: Callable[[Path], None]) -> Callable[[Path], None]:
    """Return a function that changes the kind of a file."""

    def change(path: Path) -> None:
        path.unlink()
        make(path)

    return change


@pytest.mark.parametrize(
    ("change", "allowed", "denied"),
    [
        (lambda _: None, False, False),
        (lambda path: path.write_bytes(b"x"), True, False),
        (lambda path: path.write_bytes(b"x" * 70_000), True, False),
        (lambda path: path.unlink(), True, True),
        (becomes(os.mkdir), True, True),
        (becomes(os.mkfifo), True, True),
    ],
    ids=["as it was", "edited", "large", "gone", "directory", "fifo"],
)
def test_stale_records(change: Callable[[Path], object], allowed: bool, denied: bool, file: Path, work: Path) -> None:
    """The record of a missing file is stale, and so is a record of earlier contents."""
    other = work / ".vxenv.toml"
    other.write_bytes(TEXT)
    trust.allow(str(file), TEXT)
    trust.deny(str(other))
    change(file)
    change(other)

    assert {"allow": allowed, "deny": denied} == {
        record.verdict: trust.is_stale(record) for record in trust.list_records()
    }


def test_records_are_private(file: Path, home: Path) -> None:
    """Records have mode 0600 in directories of mode 0700."""
    trust.allow(str(file), TEXT)
    (record,) = trust.list_records()
    state = home / ".local" / "state" / "vxenv"

    assert [0o600, 0o700] == [stat.S_IMODE(os.stat(path).st_mode) for path in (record.file, state / "allow")]


def test_odd_paths_are_kept(work: Path) -> None:
    """A path may contain a newline and bytes that are not UTF-8."""
    folder = os.path.join(str(work), "a\nb\udcff 'c'")
    os.mkdir(folder)
    path = os.path.join(folder, ".vxenv.toml")
    with open(path, "wb") as handle:
        handle.write(TEXT)
    trust.allow(path, TEXT)

    assert ("allowed", [("allow", os.path.realpath(path))], [False]) == (verdict(path), records(), stale())


@pytest.mark.parametrize("data", [b"", b"no newline", b"\xff\nx", b"x\n\0"])
def test_what_is_no_record_makes_no_error(data: bytes, file: Path, home: Path) -> None:
    """A malformed file among the records is skipped or stale."""
    trust.allow(str(file), TEXT)
    (home / ".local" / "state" / "vxenv" / "allow" / "junk").write_bytes(data)
    others = [record for record in trust.list_records() if record.path != os.path.realpath(file)]

    assert ([True] * len(others), "allowed") == ([trust.is_stale(record) for record in others], verdict(file))


@pytest.mark.usefixtures("home")
def test_what_a_killed_writer_left_is_no_record(file: Path) -> None:
    """The temporary file of an interrupted write is not listed."""
    trust.allow(str(file), TEXT)
    (record,) = trust.list_records()
    Path(record.file).with_name(".0123.tmp").write_bytes(Path(record.file).read_bytes())

    assert [record] == trust.list_records()


def test_forgetting_twice_is_forgetting(file: Path) -> None:
    """Removing a record that is already removed succeeds."""
    trust.allow(str(file), TEXT)
    (record,) = trust.list_records()
    trust.remove_record(record)
    trust.remove_record(record)

    assert [] == trust.list_records()


def test_a_state_directory_that_cannot_be_written(file: Path, home: Path) -> None:
    """A record that cannot be written is an error, and the file is not allowed."""
    (home / ".local").mkdir()
    (home / ".local" / "state").write_text("a file")
    with pytest.raises(StoreError):
        trust.allow(str(file), TEXT)

    assert "unknown" == verdict(file)


def test_listing_and_pruning(run: Run, file: Path, work: Path, profile: Callable[[str, str], Path]) -> None:
    """`allowed` lists the records and their state; --prune removes only the stale ones."""
    profile("p", "")
    (work / ".vxenv.toml").write_bytes(TEXT)
    for path in (str(work), str(file.parent)):
        assert 0 == run("allow", path).code
    (work / ".vxenv.toml").write_bytes(b"")
    listed = run("allowed").stdout.splitlines()
    pruned = run("allowed", "--prune").stdout.splitlines()

    assert (
        ["~/code/.vxenv.toml          allowed  missing or changed", "~/code/project/.vxenv.toml  allowed"],
        ["~/code/project/.vxenv.toml  allowed"],
        [("allow", os.path.realpath(file))],
    ) == (listed, pruned, records())
