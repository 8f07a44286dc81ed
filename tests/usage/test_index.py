"""Test that the index gives the same sums as reading everything, and survives changes, damage and other processes."""

import datetime as dt
import os
import random
import shutil
import sqlite3
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest
from transcripts import Writer

from usage.lines import build_line, count_output, count_tokens, list_all, read_sums, write_transcript
from vxenv.catalogue.prices import Tokens
from vxenv.usage import database, messages
from vxenv.usage import index as index_module
from vxenv.usage.index import Problems, Segment, Sum, open_index
from vxenv.usage.transcripts import find_roots


@pytest.fixture
def root(home: Path) -> Path:
    """Provide a configuration directory of Claude Code."""
    return home / ".claude"


def read_anew(root: Path) -> list[Sum]:
    """Return the sums of all messages without the index, which is put back."""
    place = Path(database.find_path()).parent
    hidden = place.with_name("hidden")
    if place.exists():
        place.rename(hidden)
    try:
        return read_sums(root)
    finally:
        shutil.rmtree(place)
        if hidden.exists():
            hidden.rename(place)


def count_read(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return a list that gets the size of each block read from now on."""
    sizes: list[int] = []
    add_bytes = index_module.Work.add_bytes

    def note(work: index_module.Work, count: int) -> bool:
        sizes.append(count)
        return add_bytes(work, count)

    monkeypatch.setattr(index_module.Work, "add_bytes", note)
    return sizes


def test_a_sum(root: Path) -> None:
    """A sum has the fields of its messages."""
    write_transcript(root, "p/a.jsonl", build_line(), build_line("msg_2"))
    day = dt.date(2026, 11, 2)

    assert [
        Sum(
            -1, "session", day, day, "claude-opus-5-5", "/work", "main", "2.1.332", False, 0, 2,
            Tokens(20, 10, 200, 40, 20),
        )
    ] == read_sums(root)  # fmt: skip


def test_generated_transcripts(root: Path) -> None:
    """Streaming, subagents and resumed sessions count once."""
    written = Writer(str(root), seed=3).write(2_000_000)
    sums = read_sums(root)

    assert (written.messages, written.tokens) == (sum(each.messages for each in sums), count_tokens(sums))


def test_one_session(root: Path) -> None:
    """The sums of one session count its messages in all transcripts."""
    write_transcript(root, "p/a.jsonl", build_line(), build_line("msg_2", sessionId="other"))
    write_transcript(root, "p/a/subagents/b.jsonl", build_line("msg_3"))
    with open_index() as index:
        index.refresh([str(root)])
        index.refresh([str(root / "projects/p/a.jsonl")], only=str(root / "projects/p/a.jsonl"))
        found = [index.list_sums([], {}, session=session) for session in ("session", "other", "none")]

    assert [2, 1, 0] == [sum(each.messages for each in sums) for sums in found]


def test_runs(root: Path) -> None:
    """A message belongs to the segment of its session and time; the end is not included."""
    times = ["09:59:59", "10:00:00", "10:29:59", "10:30:00"]
    lines = [build_line(f"msg_{number}", timestamp=f"2026-11-02T{at}Z") for number, at in enumerate(times)]
    write_transcript(root, "p/a.jsonl", *lines, build_line("msg_9", sessionId="other"))
    start = dt.datetime(2026, 11, 2, 10, tzinfo=dt.UTC).timestamp()
    segments = [Segment("session", start, start + 1800, 3), Segment("session", start + 1800, float("inf"), 4)]
    with open_index() as index:
        index.refresh([str(root)])
        found = index.list_sums(segments, {})

    assert {("session", -1): 1, ("session", 3): 2, ("session", 4): 1, ("other", -1): 1} == {
        (each.session, each.run): each.messages for each in found
    }


def test_tiers(root: Path) -> None:
    """A prompt over a threshold is in its tier; writes to the cache and reads from it are part of the prompt."""
    sizes = [1000, 1001, 2001]
    lines = [build_line(f"msg_{size}", cache_read_input_tokens=size - 40) for size in sizes]
    other = build_line("msg_9", model="other", cache_read_input_tokens=5000)
    write_transcript(root, "p/a.jsonl", *lines, other)
    with open_index() as index:
        index.refresh([str(root)])
        found = index.list_sums([], {"claude-opus-5-5": (1000, 2000)})
        models = index.list_models()

    assert ["claude-opus-5-5", "other"] == models
    assert [
        ("claude-opus-5-5", 0, 1),
        ("claude-opus-5-5", 1000, 1),
        ("claude-opus-5-5", 2000, 1),
        ("other", 0, 1),
    ] == (sorted((each.model, each.tier, each.messages) for each in found))


@pytest.mark.parametrize("zone", ["UTC", "America/New_York", "Pacific/Kiritimati"])
def test_days_are_local(root: Path, monkeypatch: pytest.MonkeyPatch, zone: str) -> None:
    """Days are those of the local time zone, also as limits; the UTC day is beside them."""
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    lines = [build_line(f"msg_{hour}", timestamp=f"2026-11-01T{hour:02}:30:00Z") for hour in range(24)]
    write_transcript(root, "p/a.jsonl", *lines)
    with open_index() as index:
        index.refresh([str(root)])
        found = list_all(index)
        days = sorted({each.day for each in found})
        limited = [index.list_sums([], {}, since=day, until=day) for day in days]
    monkeypatch.undo()
    time.tzset()

    assert {dt.date(2026, 11, 1)} == {each.utc_day for each in found}
    assert (24, [[day] for day in days]) == (
        sum(each.messages for sums in limited for each in sums),
        [sorted({each.day for each in sums}) for sums in limited],
    )
    assert {"UTC": 1}.get(zone, 2) == len(days)


def test_nothing_is_read_again(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second run reads only what was appended."""
    Writer(str(root), seed=3).write(300_000)
    first = read_sums(root)
    sizes = count_read(monkeypatch)
    second = read_sums(root)
    line = build_line(output=1)
    path = next((root / "projects").glob("*/*.jsonl"))
    with path.open("a") as file:
        file.write(f"{line}\n")

    assert (first, []) == (second, sizes)
    assert count_output(first)[0] + 1 == count_output(read_sums(root))[0]
    assert [len(line) + 1] == sizes


def test_a_growing_transcript(root: Path) -> None:
    """A transcript that grows by any bytes gives the sums of its complete lines each time."""
    lines = [build_line(f"msg_{number // 3}", output=number) for number in range(9)]
    data = "".join(f"{line}\n" for line in lines).encode()
    path = write_transcript(root, "p/a.jsonl")
    generator = random.Random(1)  # noqa: S311 - not for secrets
    position = 0
    while position < len(data):
        size = generator.randrange(1, 900)
        with path.open("ab") as file:
            file.write(data[position : position + size])
        position += size
        assert read_anew(root) == read_sums(root)

    assert [3, 2 + 5 + 8] == count_output(read_sums(root))


@pytest.mark.parametrize("change", ["shrunk", "edited", "longer", "replaced", "glued"])
def test_a_rewritten_transcript(root: Path, change: str) -> None:
    """A transcript that was changed in other ways than by appending is read again in full."""
    lines = [build_line(f"msg_{number}") for number in range(4)]
    path = write_transcript(root, "p/a.jsonl", *lines)
    write_transcript(root, "p/b.jsonl", lines[0], lines[3])
    if change == "glued":
        path.write_text("\n".join(lines))
    read_sums(root)
    if change == "shrunk":
        write_transcript(root, "p/a.jsonl", *lines[:2])
    elif change == "edited":
        path.write_text(path.read_text().replace('"output_tokens":5', '"output_tokens":7', 2))
    elif change == "longer":
        write_transcript(root, "p/a.jsonl", *[build_line(f"new_{number}") for number in range(9)])
    elif change == "replaced":
        path.unlink()
        write_transcript(root, "p/a.jsonl", *lines, *lines)
    else:
        with path.open("a") as file:
            file.write(lines[0] + "\n")
    found = read_sums(root)

    assert read_anew(root) == found
    assert {"shrunk": 3, "edited": 4, "longer": 11, "replaced": 4, "glued": 4}[change] == count_output(found)[0]


@pytest.mark.parametrize("gone", ["a", "b"])
def test_a_vanished_transcript(root: Path, monkeypatch: pytest.MonkeyPatch, gone: str) -> None:
    """If a transcript vanishes, its duplicates elsewhere count, without reading them again."""
    for name, output in (("a", 5), ("b", 7)):
        lines = [build_line(output=output, sessionId=name), build_line(f"msg_{name}")]
        write_transcript(root, f"p/{name}.jsonl", *lines)
    read_sums(root)
    (root / "projects" / "p" / f"{gone}.jsonl").unlink()
    sizes = count_read(monkeypatch)
    found = read_sums(root)

    assert ([2, 12 if gone == "a" else 10], []) == (count_output(found), sizes)
    assert read_anew(root) == found


def test_roots_do_not_mix(root: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sums are those of the given roots, also for messages with lines elsewhere; the index keeps the others."""
    write_transcript(root, "p/a.jsonl", build_line(output=5), build_line("msg_2"))
    write_transcript(home / "other", "p/b.jsonl", build_line(output=9))
    alone, other = read_sums(root), read_sums(home / "other")
    both = read_sums(root, home / "other")
    sizes = count_read(monkeypatch)

    assert [[2, 10], [1, 9], [2, 14]] == [count_output(sums) for sums in (alone, other, both)]
    assert (alone, both, []) == (read_sums(root), read_sums(root, home / "other"), sizes)


def test_only_one_transcript(root: Path) -> None:
    """With `only`, one transcript is read, and the sums have all that is known."""
    path = write_transcript(root, "p/a.jsonl", build_line())
    read_sums(root)
    with path.open("a") as file:
        file.write(build_line("msg_2") + "\n")
    write_transcript(root, "p/b.jsonl", build_line("msg_3"))
    with open_index() as index:
        index.refresh([str(root)], only=str(path))
        found = list_all(index)

    assert [2, 10] == count_output(found)


def test_a_deadline(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After the deadline no more is read; repeated runs reach the end, without losing or repeating a line."""
    monkeypatch.setattr(messages, "BLOCK", 900)
    lines = [build_line(f"msg_{number}") for number in range(10)]
    for name in ("a", "b"):
        write_transcript(root, f"p/{name}.jsonl", *lines)
    counts = []
    for _ in range(30):
        with open_index() as index:
            problems = index.refresh([str(root)], deadline=time.monotonic() - 1)
            counts.append((problems.unread, count_output(list_all(index))[0]))
        if not problems.unread:
            break

    assert sorted(counts, key=lambda count: (-count[0], count[1])) == counts
    assert ((2, 1), (0, 10)) == (counts[0], counts[-1])
    assert read_anew(root) == read_sums(root)


def test_progress(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Progress rises to the number of bytes to read; nothing is reported if nothing is to be read."""
    monkeypatch.setattr(index_module, "_STEP", 100_000)
    monkeypatch.setattr(index_module, "_BATCH", 200_000)
    written = Writer(str(root), seed=3).write(1_000_000)
    shown: list[tuple[int, int]] = []
    for _ in range(2):
        with open_index() as index:
            index.refresh([str(root)], progress=lambda done, total: shown.append((done, total)))

    assert {written.size} == {total for _, total in shown}
    assert (sorted(done for done, _ in shown), written.size) == ([done for done, _ in shown], shown[-1][0])
    assert len(shown) > 3


def test_problems_stay_known(root: Path) -> None:
    """Problems are reported again by runs that read nothing."""
    bad = build_line().encode().replace(b"secret", b"\xff")
    write_transcript(root, "p/a.jsonl", bad, '{"usage"', build_line())
    (root / "projects" / "p" / "b.jsonl").write_text(build_line()[:-1])
    found = []
    for _ in range(2):
        with open_index() as index:
            found.append(index.refresh([str(root)]))

    assert [Problems(cut_lines=1, invalid_utf8=1, invalid_lines=1)] * 2 == found


@pytest.mark.parametrize("damage", ["garbage", "cut", "empty", "version", "tables", "directory"])
def test_a_damaged_index(root: Path, damage: str) -> None:
    """A damaged index, or one of another version, is built again."""
    Writer(str(root), seed=3).write(300_000)
    first = read_sums(root)
    path = Path(database.find_path())
    if damage in ("version", "tables"):
        connection = sqlite3.connect(path)
        connection.executescript("PRAGMA user_version = 99" if damage == "version" else "DROP TABLE messages")
        connection.close()
    elif damage == "directory":
        path.unlink()
        path.mkdir()
    else:
        data = path.read_bytes()
        path.write_bytes({"garbage": data[:100] + b"x" * 9000, "cut": data[:5000], "empty": b""}[damage])

    assert first == read_sums(root)
    assert first == read_sums(root)


def test_damage_found_by_the_query(root: Path) -> None:
    """Damage that only the query meets does not change the sums."""
    write_transcript(root, "p/a.jsonl", build_line())
    with open_index() as index:
        index.refresh([str(root)])
        index._connection.execute("DROP TABLE origins")  # noqa: SLF001 - as damage would
        found = list_all(index)

    assert [1, 5] == count_output(found)


def test_the_index_is_private(root: Path) -> None:
    """Only the user can read the index, and no text of a transcript is in it."""
    write_transcript(root, "p/a.jsonl", build_line())
    read_sums(root)
    path = Path(database.find_path())

    assert [0o600, 0o700] == [stat.S_IMODE(each.stat().st_mode) for each in (path, path.parent)]
    assert b"secret" not in path.read_bytes()


def test_without_a_cache(root: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """If the cache directory cannot be written, the sums are the same."""
    write_transcript(root, "p/a.jsonl", build_line())
    (tmp_path / "file").touch()
    monkeypatch.setenv("VXENV_CACHE_DIR", str(tmp_path / "file" / "cache"))

    assert [1, 5] == count_output(read_sums(root))


def test_another_process_reads(root: Path) -> None:
    """While another process writes, one with little time takes what is known and tells it."""
    path = write_transcript(root, "p/a.jsonl", build_line())
    read_sums(root)
    with path.open("a") as file:
        file.write(build_line("msg_2") + "\n")
    other = sqlite3.connect(database.find_path(), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with open_index() as index:
        problems = index.refresh([str(root)], only=str(path))
        late = index.refresh([str(root)], deadline=time.monotonic() + 0.01)
        found = list_all(index)
    other.execute("ROLLBACK")
    other.close()

    assert (1, 1, [1, 5]) == (problems.unread, late.unread, count_output(found))
    assert [2, 10] == count_output(read_sums(root))


_PROCESS = """
import sys
from vxenv.usage import index
index._BATCH = 50_000
with index.open_index() as opened:
    opened.refresh([sys.argv[1]])
    print(sum(each.messages for each in opened.list_sums([], {})))
"""


def test_processes_at_once(root: Path) -> None:
    """Processes that build the index at the same time share the work, and all have the right sums."""
    written = Writer(str(root), seed=3).write(1_000_000)
    command = [sys.executable, "-c", _PROCESS, str(root)]
    processes = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(6)]
    found = [process.communicate()[0] for process in processes]

    assert [f"{written.messages}\n"] * 6 == found
    assert written.messages == count_output(read_sums(root))[0]


def test_a_killed_process(root: Path) -> None:
    """A process that is killed while it reads leaves an index that the next one completes."""
    written = Writer(str(root), seed=3).write(3_000_000)
    for _ in range(5):
        process = subprocess.Popen([sys.executable, "-c", _PROCESS, str(root)], stdout=subprocess.DEVNULL)
        for _ in range(500):
            if os.path.exists(f"{database.find_path()}-wal") or process.poll() is not None:
                break
            time.sleep(0.01)
        process.kill()
        process.wait()

    assert written.messages == count_output(read_sums(root))[0]


def test_the_roots_of_the_environment(home: Path, root: Path) -> None:
    """The index reads the transcripts of Claude Code's default directory."""
    write_transcript(root, "p/a.jsonl", build_line())

    assert [1, 5] == count_output(read_sums(*map(Path, find_roots({"HOME": str(home)}))))
