"""Test where transcripts are searched, and what is told about those that cannot be read."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from usage.lines import build_line, count_output, list_all, read_sums, write_transcript
from vxenv.usage import transcripts
from vxenv.usage.index import open_index
from vxenv.usage.transcripts import find_place, find_roots, find_transcripts, read_status


@pytest.fixture
def root(home: Path) -> Path:
    """Provide a configuration directory of Claude Code with one transcript."""
    write_transcript(home / ".claude", "project/a.jsonl", build_line())
    return home / ".claude"


def find_names(root: Path) -> list[str]:
    """Return the names of the transcripts in `root`."""
    return [os.fsdecode(os.path.basename(each.path)) for each in find_transcripts([find_place(str(root))]).transcripts]


def test_default_roots(home: Path, root: Path) -> None:
    """Without CLAUDE_CONFIG_DIR, both directories that ccusage reads are searched if they exist."""
    environment = {"HOME": str(home)}
    alone = find_roots(environment)
    write_transcript(home / ".config" / "claude", "project/a.jsonl")
    write_transcript(home / "xdg" / "claude", "project/a.jsonl")

    assert [str(root)] == alone
    assert [str(home / ".config" / "claude"), str(root)] == find_roots(environment)
    assert [str(home / "xdg" / "claude"), str(root)] == find_roots(environment | {"XDG_CONFIG_HOME": f"{home}/xdg"})


@pytest.mark.parametrize("value", ["{0}/one", "{0}/one, {0}/two,{0}/one,", "{0}/with,comma"])
def test_roots_of_the_variable(home: Path, root: Path, value: str) -> None:
    """CLAUDE_CONFIG_DIR replaces the default, and may hold several directories."""
    for name in ("one", "two", "with,comma"):
        write_transcript(home / name, "project/a.jsonl")
    found = find_roots({"HOME": str(home), "CLAUDE_CONFIG_DIR": value.format(home)})

    assert str(root) not in found
    assert list(dict.fromkeys(part.strip() for part in value.format(home).split(",") if part)) == found or (
        [f"{home}/with,comma"] == found
    )


def test_a_missing_root(home: Path) -> None:
    """A directory without transcripts is no root."""
    assert [] == find_roots({"HOME": str(home)})
    assert [] == find_roots({"HOME": str(home), "CLAUDE_CONFIG_DIR": str(home / "missing")})


@pytest.mark.parametrize("place", ["", "projects", "projects/project", "projects/project/a.jsonl"])
def test_a_root_of_any_kind(root: Path, place: str) -> None:
    """A configuration directory, a directory of transcripts and a transcript are roots."""
    assert [1, 5] == count_output(read_sums(root / place))


def test_which_files_are_transcripts(root: Path) -> None:
    """Transcripts are regular files with the suffix, at any depth, those of subagents included."""
    write_transcript(root, "project/session/subagents/agent-1.jsonl", build_line("msg_2"))
    write_transcript(root, "project/a.json", build_line("msg_3"))
    os.mkfifo(root / "projects" / "project" / "pipe.jsonl")
    (root / "projects" / "project" / "directory.jsonl").mkdir()

    assert ["a.jsonl", "agent-1.jsonl"] == find_names(root)


def test_the_session_of_a_path(root: Path) -> None:
    """The file is named after the session, and a subagent's directory after that of its parent."""
    paths = [
        write_transcript(root, "project/some-session.jsonl"),
        write_transcript(root, "project/session/subagents/agent-1.jsonl"),
    ]
    found = [read_status(os.fsencode(path)) for path in paths]

    assert ["some-session", "session"] == [each.session for each in found if each]


def test_links_are_not_followed(root: Path, home: Path) -> None:
    """Links are counted and not followed: they may lead in a circle, or anywhere."""
    other = write_transcript(home / "other", "project/b.jsonl", build_line("msg_2"))
    project = root / "projects" / "project"
    (project / "circle").symlink_to("../project")
    (project / "itself").symlink_to("itself")
    (project / "b.jsonl").symlink_to(other)
    (project / "elsewhere").symlink_to(other.parent)
    (project / "notes").symlink_to(home / "missing.txt")
    found = find_transcripts([find_place(str(root))])

    assert (1, 4, 0) == (len(found.transcripts), found.links, found.unreadable)


def test_a_root_may_be_a_link(root: Path, home: Path) -> None:
    """A root that is a link is followed, and read once beside its target."""
    (home / "link").symlink_to(root)

    assert [1, 5] == count_output(read_sums(home / "link", root))


def test_a_root_that_is_a_circle(home: Path) -> None:
    """A root that links to itself cannot be read."""
    (home / ".claude").mkdir()
    (home / ".claude" / "projects").symlink_to("projects")

    assert [] == find_roots({"HOME": str(home)})
    assert 1 == find_transcripts([find_place(str(home / ".claude" / "projects"))]).unreadable


def test_directories_are_searched_to_a_limit(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Directories below the limit are told as unreadable."""
    monkeypatch.setattr(transcripts, "_DEEPEST", 2)
    write_transcript(root, "a/b/c.jsonl")
    write_transcript(root, "a/b/c/d.jsonl")
    found = find_transcripts([find_place(str(root))])

    assert (2, 1) == (len(found.transcripts), found.unreadable)


def test_a_directory_without_permission(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A directory that cannot be read is told, and the others are read; root, as in containers, can read all."""
    closed = write_transcript(root, "closed/a.jsonl", build_line("msg_3")).parent
    scandir = os.scandir

    def refuse(path: bytes) -> Iterator[os.DirEntry[bytes]]:
        if path == os.fsencode(closed):
            raise PermissionError
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    with open_index() as index:
        problems = index.refresh([str(root)])
        found = list_all(index)

    assert (1, [1, 5]) == (problems.unreadable, count_output(found))


def test_a_file_that_cannot_be_opened(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A transcript that cannot be opened is told; its earlier messages do not count, as without an index."""
    path = write_transcript(root, "project/b.jsonl", build_line("msg_2"))
    before = read_sums(root)
    path.write_text(build_line("msg_2", output=50) + "\n")
    opened = os.open

    def refuse(name: bytes, flags: int) -> int:
        if name == os.fsencode(path):
            raise PermissionError
        return opened(name, flags)

    with open_index() as index:
        monkeypatch.setattr(os, "open", refuse)
        problems = index.refresh([str(root)])
        found = list_all(index)

    assert (1, [2, 10], [1, 5]) == (problems.unreadable, count_output(before), count_output(found))


def test_names_in_any_encoding(root: Path) -> None:
    """The path of a transcript may be any bytes."""
    path = os.fsencode(root / "projects") + b"/\xff\n.jsonl"
    with open(path, "w", encoding="utf-8") as file:
        file.write(build_line("msg_2") + "\n")

    assert [2, 10] == count_output(read_sums(root))
