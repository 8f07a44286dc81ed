"""Append to and read the ledger: many writers, killed writers, limits, and places that cannot be written."""

import contextlib
import json
import os
import re
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import vxenv
from commandline import run_process
from files.test_faults import in_a_file_system
from vxenv.errors import StoreError
from vxenv.usage import ledger
from vxenv.usage.ledger import LONGEST, LedgerLine, append_line, find_ledger_directory, read_lines

LINE = LedgerLine(
    1796033539.571,
    "44d90177-95f0-43f2-98e3-2405b3531f49",
    "/home/a/.claude/projects/-home-a-code/44d90177-95f0-43f2-98e3-2405b3531f49.jsonl",
    "/home/a/code",
    "main",
    "eu+opus",
    ("base", "eu", "opus"),
    "/home/a/code/.vxenv.toml",
    "acme-eu",
    "eu",
    {"main": "eu", "haiku": "europe-west1"},
    {"main": "claude-opus-5-5", "haiku": "claude-haiku-4-5@20251001"},
    {"claude-haiku-4-5": "europe-west1"},
    "vertex",
    "2.1.332",
)
FILE = "2026-11.jsonl"
SOURCE = str(Path(vxenv.__file__).parents[1])
# Values of the wrong type.
WRONG: list[tuple[str, object]] = [
    *(("time", value) for value in ("x", True, float("nan"), -1, 1e300)),
    ("documents", 5),
    ("documents", [1]),
    ("models", []),
    ("models", {"main": None}),
    ("session", 1),
]
# Appends lines of a session until it is killed, or `count` of them.
WRITER = """\
import sys
from vxenv.usage.ledger import LedgerLine, append_line
line = LedgerLine(1796033539.5, sys.argv[1], "/t", "/d", "", "p", ("p",), "use", "", "", {}, {}, {}, "vertex", "")
for number in range(int(sys.argv[2])):
    append_line(line._replace(branch=f"{sys.argv[1]}.{number}"))
"""


@pytest.fixture
def month(home: Path) -> Path:
    """Return the path of the file to which `LINE` is written."""
    return home / ".local" / "state" / "vxenv" / "ledger" / FILE


def start_writer(session: str, count: int) -> subprocess.Popen[bytes]:
    """Start a process that appends `count` lines of `session`."""
    environment = {**os.environ, "PYTHONPATH": SOURCE}
    return subprocess.Popen([sys.executable, "-S", "-c", WRITER, session, str(count)], env=environment)


def test_lines_are_read_back(month: Path) -> None:
    """Lines are read in the order of writing, over months, from private files."""
    earlier = LINE._replace(time=LINE.time - 40 * 86400, session="x", stack="", documents=(), origin="", regions={})
    for line in (LINE, earlier):
        append_line(line)

    assert [earlier, LINE] == list(read_lines())
    assert ["2026-10.jsonl", FILE] == sorted(os.listdir(month.parent))
    assert [0o600, 0o700, 0o700] == [
        stat.S_IMODE(path.stat().st_mode) for path in (month, month.parent, month.parent.parent)
    ]


def test_nothing_is_recorded() -> None:
    """Without a ledger there are no lines, and reading creates nothing."""
    assert ([], False) == (list(read_lines()), os.path.exists(find_ledger_directory()))


def test_a_wider_mode_is_narrowed(month: Path) -> None:
    """Other users' permissions are removed from the file and its directory."""
    append_line(LINE)
    month.chmod(0o644)
    month.parent.chmod(0o755)
    append_line(LINE._replace(session="x"))

    assert [0o600, 0o700] == [stat.S_IMODE(path.stat().st_mode) for path in (month, month.parent)]


@given(st.text(min_size=1), st.binary(min_size=1).map(os.fsdecode))
def test_any_text_is_one_line(tmp_path_factory: pytest.TempPathFactory, text: str, path: str) -> None:
    """Control characters, quotes and invalid UTF-8 are escaped: a line is printable ASCII."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VXENV_STATE_DIR", str(tmp_path_factory.mktemp("state")))
        line = LINE._replace(directory=path, branch=text, models={"main": text}, project=text)
        append_line(line)
        data = Path(find_ledger_directory(), FILE).read_bytes()

        assert [line] == list(read_lines())
        assert (True, b"\n") == (data[:-1].decode("ascii").isprintable(), data[-1:])


def test_equal_lines_are_written_once() -> None:
    """Of two hooks of one event the second writes nothing; later, or after another line, the same counts again."""
    changed = LINE._replace(location="us")
    at = LINE.time
    for line in (LINE, LINE._replace(time=at + 1), LINE._replace(session="x"), LINE._replace(time=at + 2), changed):
        append_line(line)
    append_line(LINE._replace(time=at + 3))
    append_line(LINE._replace(time=at + 3600))

    assert [LINE, LINE._replace(session="x"), changed, LINE._replace(time=at + 3), LINE._replace(time=at + 3600)] == (
        list(read_lines())
    )


def test_lines_of_one_session() -> None:
    """Only the lines of a session are returned, not those that name it elsewhere."""
    other = LINE._replace(session="x", directory=f"/{LINE.session}")
    for line in (LINE, other, LINE._replace(time=LINE.time + 60)):
        append_line(line)

    assert ([LINE, LINE._replace(time=LINE.time + 60)], [other], []) == (
        list(read_lines(LINE.session)),
        list(read_lines("x")),
        list(read_lines("y")),
    )


def test_a_long_line_loses_fields(month: Path) -> None:
    """A line has at most 4 KiB: long paths are left empty, and only as many as necessary."""
    long = "/" + "\x1b" * 1000
    append_line(LINE._replace(directory=long))
    append_line(LINE._replace(session="x", directory=long, transcript=long, stack="a" * 3900, origin=long))
    first, second = read_lines()

    assert LINE._replace(directory="") == first
    assert ("", "", "", "vertex", {}, ()) == (
        second.directory, second.transcript, second.origin, second.provider, second.models, second.documents,
    )  # fmt: skip
    assert all(len(data) <= LONGEST for data in month.read_bytes().splitlines(keepends=True))


def test_a_full_month(month: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A month has at most its limit; further lines are refused with the reason."""
    append_line(LINE)
    size = month.stat().st_size
    monkeypatch.setattr(ledger, "LARGEST", size * 2)
    with pytest.raises(StoreError) as refused:
        append_line(LINE._replace(session="x" * 36))

    assert (size, "ls -l ~/.local/state/vxenv/ledger/2026-11.jsonl") == (month.stat().st_size, refused.value.hint)
    assert 64 * 1024 * 1024 == 1 << 26


def test_a_cut_line_at_every_byte(month: Path) -> None:
    """Wherever a killed writer or a full disk cut the last line, the others stay and the next is a line of its own."""
    short = LINE._replace(transcript="", locations={}, models={}, regions={})
    first, cut, after = (short._replace(session=name) for name in ("first", "cut", "after"))
    append_line(first)
    start = month.stat().st_size
    append_line(cut)
    data = month.read_bytes()
    seen = []
    for end in range(start, len(data) + 1):
        month.write_bytes(data[:end])
        before = [line.session for line in read_lines()]
        append_line(after)
        seen.append((before, [line.session for line in read_lines()]))

    lost, kept = (["first"], ["first", "after"]), (["first", "cut"], ["first", "cut", "after"])
    # The object is complete without the end of its line.
    assert [lost] * (len(data) - start - 1) + [kept] * 2 == seen


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\n",
        b"x" * 10_000,
        b"\xff\xfe",
        b"[]",
        b"null",
        b"{}",
        b"[" * 4000,
        b'{"version":2}',
        b'{"version":1}',
        *(json.dumps({"version": 1, **LINE._asdict(), name: value}).encode() for name, value in WRONG),
    ],
)
def test_invalid_lines_are_skipped(data: bytes, month: Path) -> None:
    """Invalid lines, also very long ones and those of later versions, do not hide others."""
    append_line(LINE)
    valid = month.read_bytes()
    month.write_bytes(data + b"\n" + valid + data + b"\n" + valid + data)

    assert [LINE, LINE] == list(read_lines())


def test_a_long_line_hides_no_other(month: Path) -> None:
    """The end of a line of more than 4 KiB is not read as a line."""
    append_line(LINE)
    valid = month.read_bytes()
    month.write_bytes(b" " * LONGEST + valid + valid)

    assert [LINE] == list(read_lines())


def test_fifty_writers_at_once() -> None:
    """Fifty processes that append at the same time lose and mix nothing."""
    names = [f"s{number}" for number in range(50)]
    writers = [start_writer(name, 5) for name in names]

    assert [0] * 50 == [writer.wait() for writer in writers]
    found = [(line.session, line.branch) for line in read_lines()]
    assert sorted((name, f"{name}.{number}") for name in names for number in range(5)) == sorted(found)


def test_killed_writers(month: Path) -> None:
    """Writers killed at any time leave complete lines, or one cut line each, and others continue."""
    other = start_writer("other", 200)
    for number in range(12):
        writer = start_writer(f"killed{number}", 1_000_000)
        while not (month.exists() and f'"killed{number}"'.encode() in month.read_bytes()):
            time.sleep(0.001)
        time.sleep(os.urandom(1)[0] / 10_000)
        writer.send_signal(signal.SIGKILL)
        writer.wait()
    assert 0 == other.wait()

    lines = list(read_lines())
    assert [f"other.{number}" for number in range(200)] == [line.branch for line in lines if line.session == "other"]
    for number in range(12):
        branches = [line.branch for line in lines if line.session == f"killed{number}"]
        assert [f"killed{number}.{at}" for at in range(len(branches))] == branches


def test_a_lock_that_is_held(month: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If another process holds the lock for long, the line is written nevertheless, on a line of its own."""
    append_line(LINE)
    monkeypatch.setattr(ledger, "_PATIENCE", 0.01)
    holder = subprocess.Popen(
        [
            sys.executable, "-c",
            "import fcntl, sys; f = open(sys.argv[1]); fcntl.flock(f, fcntl.LOCK_EX); print('.', flush=True); input()",
            str(month),
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )  # fmt: skip
    assert holder.stdout
    holder.stdout.readline()
    append_line(LINE._replace(session="x"))
    holder.communicate()

    assert ["", LINE._replace(session="x")] == [month.read_text().splitlines()[1], list(read_lines())[1]]


@pytest.mark.parametrize("kind", ["symlink", "dangling", "fifo", "directory", "folder", "file"])
def test_what_is_no_file_is_refused(kind: str, month: Path, home: Path) -> None:
    """A symlink or another kind of file in place of the ledger or its directory is neither followed nor read."""
    target = home / "target"
    place = month.parent if kind in ("folder", "file") else month
    place.parent.mkdir(parents=True)
    if kind in ("symlink", "folder"):
        append_line(LINE)
        (month if kind == "symlink" else month.parent).rename(target)
    before = target.read_bytes() if target.is_file() else b""
    {
        "fifo": lambda: os.mkfifo(place),
        "directory": place.mkdir,
        "file": place.touch,
    }.get(kind, lambda: place.symlink_to(target))()
    with pytest.raises(StoreError) as refused:
        append_line(LINE)

    reasons = {"symlink": "it is a symlink", "dangling": "it is a symlink", "directory": "Is a directory",
               "fifo": "it is not a regular file", "file": "~/.local/state/vxenv/ledger is not a directory",
               "folder": "~/.local/state/vxenv/ledger is a symlink"}  # fmt: skip
    assert f"cannot write ~/.local/state/vxenv/ledger/{FILE}: {reasons[kind]}" == refused.value.what
    assert ([], before) == (
        [] if kind == "folder" else list(read_lines()),
        target.read_bytes() if target.is_file() else b"",
    )


STARTED = json.dumps(
    {"hook_event_name": "SessionStart", "source": "startup", "session_id": "s", "cwd": "/", "transcript_path": "/t"}
)


def guard_in(folder: str) -> None:
    """Run the guard on a full file system, then with space again, then read-only."""
    state = Path(folder) / "state"
    assert ("", "") == run_process("guard", stdin=STARTED)[1:]
    (whole,) = (state / "ledger").iterdir()
    data = whole.read_bytes()
    filler = Path(folder) / "filler"
    # The last line ends inside a block that is full.
    whole.write_bytes(b"\n" * (-len(data) % 4096) + data)
    with contextlib.suppress(OSError):
        filler.write_bytes(bytes(1 << 20))
    full = [run_process("guard", stdin=STARTED.replace('"s"', f'"{source}"')) for source in "ab"]
    after = whole.read_bytes()
    filler.unlink()
    again = run_process("guard", stdin=STARTED.replace('"s"', '"c"'))
    subprocess.run(["mount", "-o", "remount,ro", folder], check=True)
    late = run_process("guard", stdin=STARTED.replace('"s"', '"d"'))
    silent = run_process("guard", stdin=STARTED.replace("startup", "compact"))

    assert [tell(folder, "No space left on device")] * 2 == [strip(ran.stdout) for ran in full]
    assert (data, 0, "", "") == (after.lstrip(b"\n"), *again)
    assert (tell(folder, "Read-only file system"), "") == (strip(late.stdout), silent.stdout)
    assert ["s", "c"] == [line.session for line in read_lines()]


def strip(stdout: str) -> str:
    """Return the first line of the message in the answer to Claude Code, without the month."""
    return re.sub(r"[0-9]{4}-[0-9]{2}", "", json.loads(stdout)["systemMessage"].splitlines()[0])


def tell(folder: str, reason: str) -> str:
    """Return the message about a ledger below `folder` that cannot be written."""
    return f"vxenv: this session is not recorded for vxenv usage: cannot write {folder}/state/ledger/.jsonl: {reason}"


def test_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    """On a full or read-only disk the session starts with one message, and nothing is cut."""
    (tmp_path / "small").mkdir()
    in_a_file_system("guard_in", tmp_path / "small", module=__name__)
