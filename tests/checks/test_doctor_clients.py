"""Tests of doctor's checks of running sessions, with processes that are named like Claude Code."""

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pexpect
import pytest

from commandline import called
from terminals import end
from vxenv.claude import processes
from vxenv.claude.processes import EXTENSION_HOST, SESSION, list_processes, parse_environment, read_process_list
from vxenv.files.read_limited import read_start

VERTEX = {"CLAUDE_CODE_USE_VERTEX": "1", "ANTHROPIC_VERTEX_PROJECT_ID": "acme-eu", "CLOUD_ML_REGION": "eu"}
STALE = {**VERTEX, "CLOUD_ML_REGION": "global"}
SLEEP = shutil.which("sleep") or "sleep"
Start = Callable[..., int]

pytestmark = pytest.mark.skipif(not os.path.isdir("/proc/self"), reason="processes are read from /proc")


@pytest.fixture(autouse=True)
def eu(profile: Callable[[str, str], Path], work: Path) -> None:
    """Write profiles, and a directory file that selects one of them."""
    profile("eu", '[vertex]\nproject = "acme-eu"\nregion = "eu"\n')
    profile("prod", '[vertex]\nproject = "acme-prod"\nregion = "global"\n')
    assert 0 == called("local", "eu").code
    assert (work / ".vxenv.toml").exists()


@pytest.fixture
def start(home: Path, work: Path) -> Iterator[Start]:
    """Provide a function that starts a process with the name and the variables of a session, and returns its ID."""
    started: list[subprocess.Popen[bytes]] = []

    def run(env: dict[str, str], *words: str, program: str = "claude", directory: Path = work) -> int:
        # The arguments are words for a shell that waits; a child of it would have the same arguments for a moment.
        arguments = ["-c", "read line", *words] if words else ["60"]
        process = subprocess.Popen(
            [f"{home}/bin/{program}", *arguments],
            executable="/bin/sh" if words else SLEEP,
            env={"HOME": str(home), "PATH": os.environ["PATH"], **env},
            cwd=directory,
            stdin=subprocess.PIPE,
            start_new_session=True,
        )
        started.append(process)
        # The new arguments become visible shortly after the start.
        while not Path(f"/proc/{process.pid}/cmdline").read_bytes().startswith(os.fsencode(home)):
            time.sleep(0.01)
        return process.pid

    yield run
    for process in started:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        process.communicate()


def checks(*words: str) -> list[dict[str, Any]]:
    """Return the checks of the group from JSON."""
    ran = called("doctor", "--json", *words)
    return [row for row in json.loads(ran.stdout)["checks"] if row["group"] == "clients"]


def check(process: int) -> dict[str, Any]:
    """Return the check of one process; sessions of other tests may be unreadable as well."""
    (row,) = [row for row in checks() if f"session {process} " in row["what"]]
    return row


def test_a_session_that_matches(start: Start) -> None:
    """A session is shown with its process ID, directory, project and location."""
    process = start(VERTEX)

    expected = {
        "group": "clients",
        "name": "session",
        "state": "ok",
        "what": f"background session {process} in ~/code: project acme-eu, location eu",
        "hint": None,
    }
    assert [expected] == checks()


def test_a_background_session_that_is_stale(start: Start) -> None:
    """A background session with other values than the directory's profile is named with each variable."""
    process = start(STALE)
    (row,) = checks()

    assert ("warning", f"ps -fp {process}") == (row["state"], row["hint"])
    assert (
        f'background session {process} in ~/code does not match "eu" (~/code/.vxenv.toml): '
        "CLOUD_ML_REGION is global, expected eu; restart it" == row["what"]
    )
    assert Path(f"/proc/{process}").exists()


def test_settings_files_count(start: Start, work: Path) -> None:
    """The values of settings files override those of the process."""
    (work / ".claude").mkdir()
    (work / ".claude" / "settings.local.json").write_text('{"env": {"CLOUD_ML_REGION": "eu"}}')
    start(STALE)

    assert ["ok"] == [row["state"] for row in checks()]


def test_a_pinned_background_session(start: Start) -> None:
    """A background session that another profile was chosen for is a note."""
    start({**STALE, "ANTHROPIC_VERTEX_PROJECT_ID": "acme-prod", "VXENV_PROFILE": "prod", "VXENV_REASON": "use"})
    (row,) = checks()

    assert "note" == row["state"]
    assert 'uses "prod" (pinned), not "eu" (~/code/.vxenv.toml)' in row["what"]


def test_a_session_on_a_terminal(home: Path, work: Path) -> None:
    """A session on a terminal is a note, because its status line shows the difference."""
    (home / "bin").mkdir()
    (home / "bin" / "claude").symlink_to(SLEEP)
    child = pexpect.spawn(str(home / "bin" / "claude"), ["60"], cwd=str(work), env={"HOME": str(home), **STALE})
    try:
        (row,) = checks()
    finally:
        end(child)

    assert ("note", True) == (row["state"], row["what"].startswith(f"session {child.pid} in ~/code does not match"))


def test_another_home(start: Start, tmp_path: Path) -> None:
    """A session with another home has other profiles and is not shown."""
    start({**STALE, "HOME": str(tmp_path)})

    assert [] == checks()


def test_control_characters_and_secrets(start: Start, work: Path) -> None:
    """Control characters of the environment and of the directory are escaped, and secrets are hidden."""
    place = work / "a\x1b[2J\nb"
    place.mkdir()
    secret = "sk-ant-api03-" + "x" * 30
    start({**STALE, "CLOUD_ML_REGION": "eu\x1b]0;x\x07", "ANTHROPIC_API_KEY": secret}, directory=place)
    ran = called("doctor")
    (row,) = checks()

    assert ("warning", True) == (row["state"], "a\\x1b[2J\\nb" in row["what"])
    assert [False] * 4 == [text in ran.stdout + row["what"] for text in ("\x1b", "\x07", "J\nb", secret)]


def test_values_that_are_no_text(start: Start) -> None:
    """Bytes that are not UTF-8, names without a value and repeated names are no problem."""
    start({**VERTEX, "X\udcff": "\udcfe"})

    assert ["ok"] == [row["state"] for row in checks()]
    assert {"A": "1", "C": "x=y"} == parse_environment(["A=1", "B", "=x", "A=2", "C=x=y", ""])


def test_an_ended_process(start: Start) -> None:
    """A process that has ended, but that its parent has not waited for, is not shown."""
    process = start(STALE)
    os.kill(process, signal.SIGKILL)
    while ") Z " not in Path(f"/proc/{process}/stat").read_text():
        time.sleep(0.01)

    assert [] == checks()


def test_a_process_that_ends_meanwhile(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that ends while it is read, or whose ID is used again, is skipped."""
    process = start(STALE)

    def end_first(path: str, *limit: int) -> bytes | None:
        if path == f"/proc/{process}/environ":
            os.kill(process, signal.SIGKILL)
            os.waitpid(process, 0)
        return read_start(path, *limit)

    monkeypatch.setattr("vxenv.claude.processes.read_start", end_first)
    assert [] == checks()

    again = start(STALE)
    times = iter(range(100))
    monkeypatch.setattr(processes, "_read_status", lambda _: (next(times), 0))
    assert (True, []) == (Path(f"/proc/{again}").exists(), checks())


def test_an_unreadable_environment(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    """A session with an environment that cannot be read is a note."""
    process = start(STALE)

    def refuse(path: str, *limit: int) -> bytes | None:
        if path.endswith("/environ"):
            raise PermissionError(13, "Permission denied", path)
        return read_start(path, *limit)

    monkeypatch.setattr("vxenv.claude.processes.read_start", refuse)
    row = check(process)

    what = f"cannot read the environment of background session {process} in ~/code"
    assert ("note", what) == (row["state"], row["what"])


def test_a_large_environment(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    """An environment over the limit is not compared."""
    monkeypatch.setattr(processes, "_LONGEST_ENVIRONMENT", 100)
    process = start(STALE)

    assert "note" == check(process)["state"]


def test_many_sessions(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sessions over the limit are counted."""
    monkeypatch.setattr("vxenv.checks.doctor.clients._MOST", 1)
    for _ in range(3):
        start(VERTEX)

    assert ["ok", "note"] == [row["state"] for row in checks()]
    assert "2 more sessions not checked" == checks()[1]["what"]


def test_a_broken_profile(start: Start, config: Path) -> None:
    """A session is shown without a comparison if its profile cannot be read."""
    start(VERTEX)
    (config / "profiles" / "eu.toml").write_text("[")

    assert ["ok"] == [row["state"] for row in checks()]


def test_a_removed_directory(start: Start, work: Path) -> None:
    """A session in a directory that was removed is no problem."""
    place = work / "gone"
    place.mkdir()
    start(VERTEX, directory=place)
    place.rmdir()

    assert ["ok"] == [row["state"] for row in checks()]


@pytest.mark.parametrize(
    ("words", "state"),
    [
        (["--settings", "given.json"], "ok"),
        (["--settings={}", '--settings={"env": {"CLOUD_ML_REGION": "eu"}}'], "ok"),
        (["--settings", "missing.json"], "warning"),
        (["--settings"], "warning"),
        (["--setting-sources", "local"], "warning"),
        (["--setting-sources", "user, project"], "ok"),
    ],
)
def test_options_count(words: list[str], state: str, start: Start, work: Path) -> None:
    """The options --settings and --setting-sources of a session are applied."""
    text = '{"env": {"CLOUD_ML_REGION": "eu"}}'
    (work / "given.json").write_text(text)
    if "sources" in words[0]:
        (work / ".claude").mkdir()
        (work / ".claude" / "settings.json").write_text(text)
    start(STALE, *words)

    assert [state] == [row["state"] for row in checks()]


def test_programs() -> None:
    """Sessions and extension hosts are recognized by their arguments."""
    lines = {
        "10 ttys001 claude -p hi HOME=/h PWD=/w A=1 B=x y Z=": (SESSION, True),
        "11 ?? node /usr/lib/node_modules/@anthropic-ai/claude-code/cli.js HOME=/h": (SESSION, False),
        "12 ? /home/u/.vscode/extensions/anthropic.claude-code-2/native/claude --x=y": (SESSION, False),
        "13 ?? node /s/out/bootstrap-fork --type=extensionHost --transformURIs HOME=/h": (EXTENSION_HOST, False),
        "14 ?? Code Helper --utility-sub-type=node.mojom.NodeService "
        "VSCODE_ESM_ENTRYPOINT=vs/workbench/api/node/extensionHostProcess": (EXTENSION_HOST, False),
        "15 ?? vim claude": None,
        "16 ?? grep claude HOME=/h": None,
        "x": None,
        "": None,
    }
    found = list(read_process_list("\n".join(lines)))

    assert [one for one in lines.values() if one] == [(one.kind, one.has_terminal) for one in found]
    assert ({"HOME": "/h", "PWD": "/w", "A": "1", "B": "x y", "Z": ""}, "/w") == (
        found[0].environment,
        found[0].directory,
    )
    assert ("claude", "-p", "hi") == found[0].arguments


def test_an_extension_host(start: Start) -> None:
    """An extension host is shown with its project and location, which no directory decides."""
    process = start(STALE, "--type=extensionHost", program="node")
    other = start({}, "--type=extensionHost", program="node")

    assert [
        ("editor", "ok", f"extension host {process}: project acme-eu, location global"),
        ("editor", "ok", f"extension host {other}: not on Vertex AI"),
    ] == sorted((row["name"], row["state"], row["what"]) for row in checks())


def test_no_processes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without /proc, ps is used where it exists; its failure is no problem."""
    assert [] == list(list_processes(str(tmp_path)))
    program = tmp_path / "ps"
    program.write_text("#!/bin/sh\necho '7 ?? claude HOME=/h PWD=/w'\n")
    program.chmod(0o755)
    monkeypatch.setattr(processes, "_PS", (str(program),))
    monkeypatch.setattr(sys, "platform", "darwin")
    assert [(7, "/w")] == [(one.number, one.directory) for one in list_processes(str(tmp_path))]

    program.unlink()
    assert [] == list(list_processes(str(tmp_path)))
