"""Test the command `usage` on transcripts and a ledger, against sums by hand."""

import csv
import io
import json
import os
import time as clock
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from commandline import Ran, called
from usage.writing import MILLION, record, write_message
from vxenv.activation import trust

Profile = Callable[[str, str], Path]
TODAY = {"VXENV_TODAY": "2026-11-15"}
NOON = "2026-11-03T12:00:00.000Z"


@pytest.fixture
def claude(home: Path) -> Path:
    """Provide the user's directory of Claude Code."""
    folder = home / ".claude"
    (folder / "projects").mkdir(parents=True)
    return folder


def use(*words: str, env: dict[str, str] | None = None, code: int = 0) -> Ran:
    """Run ``vxenv usage`` on 2026-11-15."""
    ran = called("usage", *words, env={**TODAY, **(env or {})})
    assert code == ran.code, ran.stderr
    return ran


def read(*words: str, env: dict[str, str] | None = None) -> dict[str, Any]:
    """Return the JSON of ``vxenv usage``."""
    report: dict[str, Any] = json.loads(use("--json", *words, env=env).stdout)
    assert 1 == report["version"]
    return report


def costs(*words: str, env: dict[str, str] | None = None) -> dict[tuple[str, ...], float | None]:
    """Return the costs of rows by their keys."""
    report = read(*words, env=env)
    return {tuple(row[key] for key in report["by"]): row["cost"] for row in report["rows"]}


def test_two_profiles_and_a_resumed_session(claude: Path) -> None:
    """Each profile has its messages of one repository, also in a session that it continues."""
    record("2026-11-03T11:00:00Z", "a", location="global")
    record("2026-11-03T11:00:00Z", "b", session="t")
    record("2026-11-04T11:00:00Z", "b")
    write_message(claude, NOON)
    write_message(claude, NOON, session="t")
    write_message(claude, "2026-11-04T12:00:00.000Z", (0, MILLION, 0, 0, 0))

    # Opus 5.5: 4 and 20 in global, a tenth more in eu.
    assert {("a",): 4.0, ("b",): 4.4 + 22} == costs()
    assert {("b", "acme-b", "eu", "2026-11-04"): 22.0, ("b", "acme-b", "eu", "2026-11-03"): 4.4} == costs(
        "--by", "profile,project", "--by", "location", "--by", "day", "--profile", "b"
    )


def test_the_table(claude: Path) -> None:
    """The table has the rows, a total to the cent, the period and the date of the prices."""
    record("2026-11-03T11:00:00Z", "a")
    write_message(claude, NOON, (1234, 567, 89_012, 3456, 7890))
    write_message(claude, NOON, (5, 0, 0, 0, 0), session="t")
    ran = use()

    # (1234 * 4 + 567 * 20 + 89012 * 0.2 + 3456 * 5 + 7890 * 8) * 1.1 millionths
    assert "$0.13" in next(line for line in ran.stdout.splitlines() if line.startswith("a "))
    assert "$0.13" in next(line for line in ran.stdout.splitlines() if line.startswith("total "))
    assert "list prices of 2026-11-29" in ran.stdout
    assert (
        "note: profile unknown for 1 message (<$0.01); no regional premium assumed\nhint: vxenv usage --guess\n"
        == ran.stderr
    )


def test_no_recorded_sessions(claude: Path) -> None:
    """If no session was recorded, a hint tells how to record them."""
    write_message(claude, NOON)
    expected = "note: profile unknown for 1 message ($4.00); no regional premium assumed\n"

    assert f"{expected}hint: vxenv claude install\nhint: vxenv usage --guess\n" == use().stderr
    assert f"{expected}hint: vxenv claude install\n" == use("--guess").stderr


def test_a_message_counts_once(claude: Path, home: Path) -> None:
    """A message on several lines, and repeated in another file, counts once, with or without an index."""
    for _ in range(2):
        write_message(claude, NOON, message_id="m")
    path = claude / "projects" / "-code" / "s.jsonl"
    first = path.read_text().splitlines()[0] + "\n"
    path.write_text(first * 3)
    (path.parent / "resumed.jsonl").write_text(first)
    before = read()
    for file in (home / ".cache").rglob("*.sqlite3*"):
        file.unlink()

    assert 1 == before["totals"]["messages"]
    assert before == read()


def test_a_month_frozen_by_vxenv_today(claude: Path) -> None:
    """The default period is the month of VXENV_TODAY."""
    for number, day in enumerate(("2026-10-31", "2026-11-01", "2026-11-30", "2026-12-01")):
        write_message(claude, f"{day}T12:00:00.000Z", (number + 1, 0, 0, 0, 0))
    report = read("--by", "month")

    assert {"since": "2026-11-01", "until": "2026-11-30"} == report["period"]
    assert [("2026-11", 5)] == [(row["month"], row["tokens"]["input"]) for row in report["rows"]]
    assert {("2026-10",): 1, ("2026-11",): 2} == {
        (row["month"],): row["messages"]
        for row in read("--since", "all", "--until", "2026-11-30", "--by", "month")["rows"]
    }


@pytest.fixture
def _zones(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    yield
    monkeypatch.undo()
    clock.tzset()


@pytest.mark.usefixtures("_zones")
@pytest.mark.parametrize(
    ("zone", "expected"),
    [("UTC", "2026-11-03"), ("America/Los_Angeles", "2026-11-02"), ("Pacific/Kiritimati", "2026-11-03")],
)
def test_days_are_local(claude: Path, monkeypatch: pytest.MonkeyPatch, zone: str, expected: str) -> None:
    """A day is that of the time zone in TZ."""
    write_message(claude, "2026-11-03T02:00:00.000Z")
    monkeypatch.setenv("TZ", zone)
    clock.tzset()

    assert {(expected,): 4.0} == costs("--by", "day")
    assert {} == costs("--since", "2026-11-04")


def test_a_price_is_that_of_the_utc_day(claude: Path) -> None:
    """Cache hits of Sonnet 5.5 became cheaper on 2026-10-07 in UTC."""
    for time in ("2026-10-06T23:59:59.999Z", "2026-10-07T00:00:00.000Z"):
        write_message(claude, time, (0, 0, MILLION, 0, 0), model="claude-sonnet-5-5", session=time[8:10])

    assert {("06",): 0.2, ("07",): 0.1} == costs("--since", "2026-10", "--by", "session")


@pytest.mark.parametrize(
    ("model", "tokens", "expected"),
    [
        # The prompt includes tokens from and to the cache; the threshold itself has the lower price.
        ("claude-sonnet-4-5-20250929", (100_000, 0, 100_000, 0, 0), 0.3 + 0.03),
        ("claude-sonnet-4-5-20250929", (100_001, 0, 100_000, 0, 0), 0.600006 + 0.06),
        ("claude-haiku-5-5", (0, 10_000, 50_000, 25_000, 25_000), 0.005 + 0.0005 + 0.003125 + 0.005),
        ("claude-haiku-5-5", (0, 10_000, 50_001, 25_000, 25_000), 0.025 + 0.00250005 + 0.015625 + 0.025),
    ],
)
def test_tiers(claude: Path, model: str, tokens: tuple[int, ...], expected: float) -> None:
    """A prompt above a threshold has another price for all tokens of the request."""
    write_message(claude, NOON, tokens, model=model)
    ((_, cost),) = costs().items()

    assert pytest.approx(expected, abs=1e-12) == cost


def test_a_model_without_a_price(claude: Path) -> None:
    """Tokens without a price have no cost, are named once, and their name is harmless."""
    for number in range(2):
        write_message(claude, NOON, (1, 2, 3, 4, 5), model="claude-\x1b[31mnext", session=str(number))
    ran, report = use("--by", "model"), read("--by", "model")

    assert 'note: no price for "claude-\\x1b[31mnext": 30 tokens in 2 messages\n' in ran.stderr
    assert "\x1b" not in ran.stdout + ran.stderr
    assert "$" not in ran.stdout
    assert (None, None, 2) == (
        report["rows"][0]["cost"],
        report["totals"]["cost"],
        report["totals"]["unpriced_messages"],
    )
    assert [{"model": "claude-\x1b[31mnext", "messages": 2, "tokens": 30}] == report["unpriced"]


def test_json(claude: Path) -> None:
    """JSON has these keys, and null for no profile and no branch."""
    record("2026-11-03T11:00:00Z", "", provider="anthropic", project="", location="")
    write_message(claude, NOON, (1, 2, 3, 4, 5), gitBranch="")
    report = read("--by", "profile,project,location,branch", "--since", "2026-11-03", "--until", "2026-11-04")
    numbers: dict[str, Any] = {
        "messages": 1,
        "tokens": {
            "input": 1, "output": 2, "cache_read": 3, "cache_write_5m": 4, "cache_write_1h": 5, "total": 15,
        },
        "cost": 0.0001046,
        "unpriced_messages": 0,
    }  # fmt: skip
    none = {"messages": 0, "tokens": dict.fromkeys(numbers["tokens"], 0), "cost": 0.0, "unpriced_messages": 0}
    (price,) = report.pop("prices")

    assert {
        "version": 1,
        "period": {"since": "2026-11-03", "until": "2026-11-04"},
        "by": ["profile", "project", "location", "branch"],
        "profile": None,
        "currency": "USD",
        "estimate": True,
        "list_dates": ["2026-11-29", "2026-11-29"],
        "rows": [{"profile": None, "project": None, "location": None, "branch": None, **numbers}],
        "totals": numbers,
        "unknown": none,
        "guessed": none,
        "unpriced": [],
        "problems": [],
        "budgets": [],
    } == report
    assert ("claude-opus-5-5", "", 0, 4.0, 1.0, "list price of 2026-11-29", 0.0001046) == tuple(
        price[key] for key in ("model", "location", "above", "input", "factor", "label", "cost")
    )


def test_csv(claude: Path) -> None:
    """CSV is as in RFC 4180, without formulas and escape sequences, with exact costs."""
    record("2026-11-03T11:00:00Z", "a")
    write_message(claude, NOON, (1, 2, 3, 4, 5), gitBranch='=1+"2",\x1b[31m\n', cwd="-x")
    write_message(claude, NOON, (1, 2, 3, 4, 5), model="gpt-9", gitBranch="@a", session="t")
    ran = use("--csv", "--by", "branch,directory")
    rows = list(csv.reader(io.StringIO(ran.stdout, newline="")))

    # (1 * 4 + 2 * 20 + 3 * 0.2 + 4 * 5 + 5 * 8) * 1.1 millionths
    assert [
        [
            "branch",
            "directory",
            "messages",
            "input",
            "output",
            "cache_read",
            "cache_write_5m",
            "cache_write_1h",
            "cost",
        ],
        ['\'=1+"2",\\x1b[31m\\n', "'-x", "1", "1", "2", "3", "4", "5", "0.00011506"],
        ["'@a", "/code", "1", "1", "2", "3", "4", "5", ""],
    ] == rows
    assert ["", ""] == [
        ran.stdout.replace("\r\n", "").strip("".join(map(chr, range(32, 127)))),
        ran.stdout[-1:].strip(),
    ]


def test_prices(claude: Path) -> None:
    """--prices shows each price that was applied, with its factor, date and source; JSON always has them."""
    record("2026-11-03T11:00:00Z", "a")
    write_message(claude, NOON)
    write_message(claude, NOON, (200_001, 0, 0, 0, 0), model="claude-sonnet-4-5@20250929", session="t")
    table, report = use("--prices").stdout, read()

    (line,) = (line for line in table.splitlines() if line.startswith("claude-opus-5-5 "))
    assert ["claude-opus-5-5", "eu", "2026-09-22", "any", "$4", "$20", "$0.20", "$5", "$8", "1.1"] == (
        line.split()[:10]
    )
    assert "2026-11-29" in line
    assert "https://platform.claude.com/docs/en/about-claude/pricing" in table
    (line,) = (line for line in table.splitlines() if line.startswith("claude-sonnet-4-5@20250929 "))
    assert ["unknown", "2025-09-29", ">200,000", "$6", "$22.50"] == line.split()[1:6]
    assert [("claude-opus-5-5", "eu", 1.1, 4.4), ("claude-sonnet-4-5@20250929", "unknown", 1.0, 1.200006)] == [
        (price["model"], price["location"], price["factor"], price["cost"]) for price in report["prices"]
    ]


def test_a_guess(claude: Path, profile: Profile, work: Path) -> None:
    """--guess attributes messages outside the ledger by the allowed directory file of their directory, and says so."""
    profile("eu", "[vertex]\nproject = 'acme-eu'\nregion = 'eu'\n")
    file = work / ".vxenv.toml"
    file.write_text("profile = 'eu'\n")
    trust.allow(str(file), file.read_bytes())
    write_message(claude, NOON, cwd=str(work / "src"))
    write_message(claude, NOON, cwd="/elsewhere", session="t")

    assert {("unknown", "unknown"): 8.0} == costs("--by", "profile,project")
    assert {("eu", "acme-eu"): 4.4, ("unknown", "unknown"): 4.0} == costs("--by", "profile,project", "--guess")
    assert "note: profile guessed by directory for 1 message\n" in use("--guess").stderr


def test_other_directories(claude: Path, tmp_path: Path) -> None:
    """--from reads only the given directories, of which a message counts once."""
    write_message(claude, NOON)
    for name in ("one", "two"):
        write_message(tmp_path / name, NOON, (0, MILLION, 0, 0, 0), session="t")
    one, two = str(tmp_path / "one"), str(tmp_path / "two")

    assert [20.0, 20.0, 4.0] == [
        read(*words)["totals"]["cost"] for words in (["--from", one], ["--from", one, "--from", two], [])
    ]
    assert f"vxenv: {tmp_path}/none does not exist\n" in use("--from", f"{tmp_path}/none", code=2).stderr


def test_directories_in_the_ledger(tmp_path: Path) -> None:
    """The directories of transcripts in the ledger are read too: a profile may set CLAUDE_CONFIG_DIR."""
    other = tmp_path / "other"
    write_message(other, NOON)
    record("2026-11-03T11:00:00Z", "a", transcript=str(other / "projects" / "-code" / "s.jsonl"))

    assert {("a",): 4.4} == costs()


def test_problems(claude: Path) -> None:
    """What could not be read is told on one line per kind, and does not fail."""
    write_message(claude, NOON)
    path = claude / "projects" / "-code" / "s.jsonl"
    line = path.read_text()
    path.write_bytes(line.encode() + b'{"message": {"usage": 1\n' * 3 + line.encode().replace(b"main", b"\xff"))
    (path.parent / "loop").symlink_to(path.parent)
    ran, report = use(), read()

    assert 1 == report["totals"]["messages"]
    assert {"invalid_lines": 3, "invalid_utf8": 1, "links": 1} == {
        problem["kind"]: problem["count"] for problem in report["problems"]
    }
    assert ["warning: skipped 1 line in invalid UTF-8", "warning: skipped 3 invalid lines"] == sorted(
        line for line in ran.stderr.splitlines() if "line" in line and line.startswith("warning: ")
    )


def test_nothing() -> None:
    """Without usage, there is a message and no table; JSON has no rows."""
    ran = use("--since", "3d")

    assert ("", "no usage from 2026-11-13 to 2026-11-15\nhint: vxenv usage --since all --by month\n") == ran[1:]
    assert ("", "no usage in any transcript\nhint: vxenv usage --help\n") == use("--since", "all")[1:]
    assert ([], 0) == (read()["rows"], read()["totals"]["cost"])


def test_a_profile(claude: Path, profile: Profile) -> None:
    """A profile without usage must exist; one that was removed since is still found."""
    profile("eu", "")
    record("2026-11-03T11:00:00Z", "gone+fast")
    write_message(claude, NOON)

    assert [4.4, 4.4, 0] == [read("--profile", name)["totals"]["cost"] for name in ("gone", "gone+fast", "eu")]
    assert 'vxenv: no profile "ue"; did you mean "eu"?' in use("--profile", "ue", code=2).stderr


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            ["--by", "profil"],
            'invalid value "profil" for --by; did you mean "profile"?\nhint: vxenv usage --by profile\n',
        ),
        (["--by", "day,x"], 'invalid value "x" for --by; expected one of: profile, project, '),
        (["--since", "soon"], 'invalid value "soon" for --since; expected a value like 2026-11-30, 2026-11, today, '),
        (["--json", "--csv"], "--json cannot be combined with --csv\n"),
        (["--csv", "--prices"], "--csv cannot be combined with --prices\n"),
    ],
)
def test_wrong_options(words: list[str], expected: str) -> None:
    """Wrong options are refused, with a hint."""
    assert f"vxenv: {expected}" in use(*words, code=2).stderr


def test_quiet(claude: Path) -> None:
    """--quiet leaves out the notes."""
    write_message(claude, NOON)

    assert "" == use("-q").stderr
    assert os.path.isdir(claude)
