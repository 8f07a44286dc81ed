"""Test directory files designed to look harmless in a review."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pexpect
import pytest

from commandline import Run
from terminals import end
from vxenv.activation import trust
from vxenv.activation.directory_file import read_directory_file
from vxenv.cli.output.review import Screen, find_screen, quote_foreign, render_review
from vxenv.config import read_config
from vxenv.profiles.document import parse_document

Profile = Callable[[str, str], Path]
QUESTION = "Allow this file? [y/N]"


@pytest.fixture(autouse=True)
def eu(profile: Profile) -> None:
    """Write a profile of the user."""
    profile("eu", '[vertex]\nproject = "acme-eu"\nregion = "eu"\n')


@pytest.fixture
def file(work: Path) -> Path:
    """Provide a directory file in a hostile repository."""
    path = work / "evil" / ".vxenv.toml"
    (path.parent / ".git").mkdir(parents=True)
    return path


def is_allowed(file: Path) -> bool:
    """Return whether the directory file is allowed."""
    return read_directory_file(str(file), read_config()).allowed


def reviewed(text: str, screen: Screen) -> list[str]:
    """Return the review of a directory file with `text`."""
    document = parse_document(text.encode(), ".vxenv.toml", "/nowhere/.vxenv.toml", directory=True)
    values = {name: setting.value for name, setting in document.settings.items() if setting.value is not None}
    return render_review(document, {}, values, screen)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CLOUDSDK_AUTH_TOKEN_HOST", "https://evil.example/token"),
        ("HTTPS_PROXY", "http://$(id)@evil.example:3128"),
        ("ANTHROPIC_CUSTOM_HEADERS", "X-Key: value"),
        ("ANTHROPIC_API_KEY", "sk-ant-0123456789"),
        ("DEPLOY_KEY_0", "core.fsmonitor"),
        ("SECRET", "1"),
    ],
)
def test_nothing_is_masked(name: str, value: str, run: Run, file: Path) -> None:
    """`allow` and `diff` show values of a directory file in full, whatever the name or shape."""
    file.write_text(f'profile = "eu"\n[env]\n{name} = "{value}"\n')
    said = run("allow", str(file)).stderr
    row = next(line for line in said.splitlines() if f"  {name}  " in line)
    compared = run("diff", "@shell", str(file)).stdout

    assert (True, True, True) == (row.startswith("  ! "), value in row, value in compared)


def test_the_users_own_values_are_masked(run: Run, file: Path) -> None:
    """Values in the user's shell are not part of the review, and stay masked."""
    file.write_text('[env]\nHTTPS_PROXY = "http://evil.example"\n')
    said = run("allow", str(file), env={"HTTPS_PROXY": "http://me:hunter2@proxy"}).stderr

    assert (False, True) == ("hunter2" in said, "(now: http://***@proxy)" in said)


@pytest.mark.parametrize(
    "text",
    [
        "x\\n  + DISABLE_TELEMETRY  1",
        "x\\r  + DISABLE_TELEMETRY  1",
        "x\\u2028  + DISABLE_TELEMETRY  1",
        "x\\u0085  + DISABLE_TELEMETRY  1",
        "x\\u001b[2K\\u001b[1A",
        "\\u202e1\\u2066",
        "a\\u0336\\u0336",
        "g\N{CYRILLIC SMALL LETTER O}ogle.com",
        "x" + " " * 200 + "+ DISABLE_TELEMETRY  1",
        "x" * 30_000,
        "漢" * 300,
    ],
)
@pytest.mark.parametrize("columns", [24, 40, 79, 200])
def test_one_row_for_each_variable(text: str, columns: int) -> None:
    """Each variable has one row in plain characters, no wider than the terminal."""
    found = reviewed(f'[env]\nFOO = "{text}"\n', Screen(columns, 50, "vxenv allow --full", full=False))
    rows = [line for line in found if line.startswith("  ")]

    assert (1, True, True, "1 variable, 1 requires confirmation") == (
        len(rows),
        len(rows[0]) <= columns,
        rows[0].replace("…", "").isascii(),
        found[-1],
    )


def test_what_is_cut_says_how_much() -> None:
    """A value too long for its row is shown with its length and the command that shows it in full."""
    screen = Screen(100, 50, "vxenv allow --full", full=False)
    row = reviewed(f'[env]\nFOO = "{"q" * 30_000}"\n', screen)[0]
    whole = reviewed(f'[env]\nFOO = "{"q" * 30_000}"\n', screen._replace(full=True))

    assert ("… (30,000 characters; vxenv allow --full)", 30_000, True) == (
        row[row.index("…") :],
        sum(line.count("q") for line in whole if line.startswith("  ")),
        all(line.startswith(("  ! unknown   FOO  q", "    | ", "unknown: ", "1 variable")) for line in whole),
    )


def test_the_dangerous_come_first_and_again() -> None:
    """Identity is listed before network, unknown and the rest, and repeated if the rest fills the screen."""
    names = "".join(f'CLAUDE_CODE_DISABLE_{at} = "1"\n' for at in range(40))
    text = f'[env]\nDISABLE_TELEMETRY = "1"\nFOO = "1"\nHTTPS_PROXY = "http://e"\nGCE_METADATA_HOST = "e"\n{names}'
    found = reviewed(text, Screen(100, 24, "vxenv allow --full", full=False))
    marks = [line.split()[2] for line in found if line.startswith("  ! ")]

    assert ["GCE_METADATA_HOST", "HTTPS_PROXY"] == marks[:2]
    assert 2 == marks.count("GCE_METADATA_HOST")
    assert found.index("  + DISABLE_TELEMETRY  1") > found.index(
        "  ! network   HTTPS_PROXY  sends requests through http://e"
    )


@pytest.mark.parametrize(
    "character", ["\N{SECTION SIGN}", "\N{CYRILLIC SMALL LETTER ZHE}", "\N{REGIONAL INDICATOR SYMBOL LETTER A}"]
)
def test_paths_fit_where_all_is_wide(character: str) -> None:
    """A path fits its row in terminals that draw non-ASCII characters in two columns."""
    row = reviewed(f'[env]\nSSL_CERT_FILE = "/{character * 300}"\n', Screen(79, 50, "vxenv allow", full=False))[0]

    assert sum(1 if c.isascii() else 2 for c in row) <= 79


def test_nothing_is_turned_around() -> None:
    """Right-to-left characters are escaped in a path, too, and other letters are not."""
    assert "/srv/\\u05d0/\\u0661\N{CYRILLIC SMALL LETTER ZHE}" == quote_foreign(
        "/srv/\u05d0/\u0661\N{CYRILLIC SMALL LETTER ZHE}"
    )


def test_the_most_dangerous_is_on_the_screen_at_the_end() -> None:
    """The most dangerous variable is among the last rows that fit, however many unknown variables there are."""
    names = "".join(f'FOO_{at} = "1"\nA_{at}_PROXY = "{"q" * 90}"\n' for at in range(300))
    found = reviewed(f'[env]\nGCE_METADATA_HOST = "e"\n{names}', Screen(79, 24, "vxenv allow", full=False))

    assert any(line.startswith("  ! identity  GCE_METADATA_HOST") for line in found[-23:])


@pytest.mark.parametrize("value", ["", "a b", 'a"b', "(unset)"])
def test_values_end_where_they_end(value: str) -> None:
    """A value that could be confused with the adjacent text is quoted."""
    assert '"' + value.replace('"', '\\"') + '"' == quote_foreign(value)


def test_without_a_terminal(run: Run, file: Path) -> None:
    """Without a terminal and --yes, nothing is recorded: exit code 3, and a working hint."""
    file.write_text('[env]\nFOO = "1"\n')
    ran = run("allow", str(file))
    before = is_allowed(file)
    hint = ran.stderr.splitlines()[-1]
    again = run("allow", "--yes", str(file))

    assert (3, False, True, 0, True) == (
        ran.code,
        before,
        hint.startswith("hint: vxenv allow --yes "),
        again.code,
        is_allowed(file),
    )


def test_what_is_harmless_needs_no_question(run: Run, file: Path) -> None:
    """A file with harmless variables and those of Vertex only is allowed at once."""
    file.write_text('profile = "eu"\n[vertex]\nregion = "us"\n[env]\nDISABLE_TELEMETRY = "1"\n')

    assert (0, True) == (run("allow", str(file)).code, is_allowed(file))


def test_what_is_refused_is_not_allowed(run: Run, file: Path) -> None:
    """A steering variable is an error with a command that moves it into a profile; --yes does not override it."""
    file.write_text('profile = "eu"\n[env]\nLD_PRELOAD = "/tmp/it\'s.so"\n')
    ran = run("allow", "--yes", str(file))

    assert (1, False) == (ran.code, is_allowed(file))
    assert ["hint: vxenv edit eu"] == ran.stderr.splitlines()[1:]
    assert 0 == run("edit", "eu", env={"EDITOR": "true"}).code


@pytest.mark.parametrize("answer", ["y", "n"])
@pytest.mark.parametrize("swap", [False, True])
def test_what_is_allowed_is_what_was_shown(answer: str, swap: bool, file: Path) -> None:
    """Trust applies to the displayed bytes: later bytes are not allowed, and "no" allows nothing."""
    shown, other = '[env]\nFOO = "1"\n', '[env]\nFOO = "2"\n'
    file.write_text(shown)
    child = pexpect.spawn(sys.executable, ["-P", "-m", "vxenv", "allow", str(file)], encoding="utf-8", timeout=60)
    try:
        child.expect_exact(QUESTION)
        if swap:
            file.write_text(other)
        child.sendline(answer)
        child.expect(pexpect.EOF)
        child.wait()
    finally:
        end(child)
    allowed = is_allowed(file)
    file.write_text(shown)

    assert (0 if answer == "y" else 3, answer == "y" and not swap, answer == "y") == (
        child.exitstatus,
        allowed,
        is_allowed(file),
    )


def test_rows_fit_the_real_terminal(file: Path) -> None:
    """No line of the review is wider than the terminal."""
    file.write_text('[env]\nFOO = "' + "x" * 5000 + '"\nHTTPS_PROXY = "http://' + "e" * 300 + '"\n')
    child = pexpect.spawn(
        sys.executable,
        ["-P", "-m", "vxenv", "allow", str(file)],
        encoding="utf-8",
        timeout=60,
        dimensions=(24, 70),
        env=os.environ | {"NO_COLOR": "1"},
    )
    try:
        child.expect_exact("confirmation")
        lines = str(child.before).splitlines()
    finally:
        end(child)

    assert (True, True) == (max(map(len, lines)) < 70, "… (5,000 characters; --full)" in "".join(lines))


def test_local_takes_over_nothing_unseen(run: Run, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a terminal `local` rejects an untrusted file; it keeps the trust of a reviewed one."""
    file.write_text('[env]\nFOO = "1"\n')
    monkeypatch.chdir(file.parent)
    monkeypatch.setenv("PWD", str(file.parent))
    refused = run("local", "eu")
    run("allow", "--yes")
    taken = run("local", "eu")

    assert (3, 0, True, 'profile = "eu"\n[env]\nFOO = "1"\n') == (
        refused.code,
        taken.code,
        is_allowed(file),
        file.read_text().replace("\n\n", "\n"),
    )


def test_local_writes_through_no_link(run: Run, file: Path, work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`local` rejects a symlinked `.vxenv.toml`, and keeps its target."""
    target = work / "mine"
    target.write_text("")
    file.symlink_to(target)
    monkeypatch.chdir(file.parent)
    monkeypatch.setenv("PWD", str(file.parent))

    assert (1, "") == (run("local", "eu").code, target.read_text())


def test_denying_a_link_denies_no_other_file(run: Run, file: Path, work: Path) -> None:
    """`deny` of a symlink applies to the symlink: its target stays allowed."""
    mine = work / "mine" / ".vxenv.toml"
    mine.parent.mkdir()
    mine.write_text('profile = "eu"\n')
    trust.allow(str(mine), mine.read_bytes())
    file.symlink_to(mine)

    assert (0, True) == (run("deny", str(file)).code, is_allowed(mine))


def test_no_screen_without_a_terminal() -> None:
    """Without a terminal on stderr, rows are not truncated."""
    assert 0 == find_screen("vxenv allow --full", full=False).columns


@pytest.mark.parametrize("answer", ["y", "n"])
def test_local_asks_at_a_terminal(answer: str, file: Path) -> None:
    """`local` shows an untrusted file's content, and includes it only after "yes"."""
    text = '[env]\nHTTPS_PROXY = "http://evil.example"\n'
    file.write_text(text)
    child = pexpect.spawn(
        sys.executable,
        ["-P", "-m", "vxenv", "local", "eu"],
        encoding="utf-8",
        timeout=60,
        cwd=str(file.parent),
        env=os.environ | {"PWD": str(file.parent), "NO_COLOR": "1"},
    )
    try:
        child.expect_exact("sends requests through http://evil.example")
        child.expect_exact("[y/N]")
        child.sendline(answer)
        child.expect(pexpect.EOF)
        child.wait()
    finally:
        end(child)

    assert (0 if answer == "y" else 3, answer == "y", answer == "n") == (
        child.exitstatus,
        is_allowed(file),
        text == file.read_text(),
    )
