"""Find the directory files that select a profile, without reading all of them."""

import os
from pathlib import Path

import pytest

from vxenv.activation import directory_references, trust
from vxenv.files.read_limited import read_bytes

PROD = 'profile = "prod"\n'
BASE = 'profile = "base"\n'


def allow(place: Path, text: str) -> Path:
    """Write and allow a directory file in `place`."""
    place.mkdir(parents=True)
    file = place / ".vxenv.toml"
    file.write_text(text)
    trust.allow(str(file), text.encode())
    return file


def find(home: Path, *names: str) -> list[tuple[str, bool]]:
    """Return the directories with files that select one of `names`, and whether their contents are allowed."""
    found = directory_references.find_directory_references(names)
    return [(os.path.relpath(os.path.dirname(file.reference.path), home), bool(file.record)) for file in found]


@pytest.mark.parametrize(("name", "read", "found"), [("other", 3, 0), ("base", 12, 11), ("prod", 3, 1)])
def test_reading(name: str, read: int, found: int, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One of the files with the same contents is read, and all of them if it selects the profile."""
    for number in range(10):
        allow(home / f"base-{number}", BASE)
    allow(home / "prod", PROD)
    trust.deny(str(allow(home / "denied", BASE)))
    paths: list[str] = []

    def count(path: str, *, follow: bool) -> bytes:
        paths.append(path)
        return read_bytes(path, follow=follow)

    monkeypatch.setattr(directory_references, "read_bytes", count)

    assert (found, read) == (len(find(home, name)), len(paths))


def test_changed_files(home: Path) -> None:
    """Files that were changed, removed or replaced do not hide those with the allowed contents."""
    for number in range(6):
        allow(home / f"{number}", PROD)
    (home / "0/.vxenv.toml").write_text(BASE)
    (home / "1/.vxenv.toml").write_text("[broken")
    (home / "2/.vxenv.toml").unlink()
    (home / "3/.vxenv.toml").unlink()
    os.mkfifo(home / "3/.vxenv.toml")
    (home / "4/.vxenv.toml").write_text(f"{PROD}# since\n")

    assert ([("4", False), ("5", True)], []) == (find(home, "prod"), find(home, "base"))
    (home / "5/.vxenv.toml").unlink()
    assert [("0", False)] == find(home, "base")


def test_unknown_contents(home: Path) -> None:
    """Denied files are read, and so are all files of a group in which none has the allowed contents."""
    for number in range(3):
        allow(home / f"{number}", BASE).write_text(PROD)
    trust.deny(str(allow(home / "denied", BASE)))
    (home / "denied/.vxenv.toml").write_text(PROD)

    assert [(name, False) for name in ("0", "1", "2", "denied")] == find(home, "prod")
