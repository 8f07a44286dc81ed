"""The line of the ledger that the guard writes for a session."""

import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from commandline import Run, called
from vxenv.usage.ledger import LedgerLine, read_lines

SESSION = "44d90177-95f0-43f2-98e3-2405b3531f49"
AS_EU = {
    "AI_AGENT": "claude-code_2-1-332_harness",
    "ANTHROPIC_VERTEX_PROJECT_ID": "acme-eu",
    "CLAUDECODE": "1",
    "CLAUDE_CODE_USE_VERTEX": "1",
    "CLOUD_ML_REGION": "eu",
}
PINNED = {"VXENV_PROFILE": "eu", "VXENV_REASON": "use"}
AS_BEDROCK = {**AS_EU, "CLAUDE_CODE_USE_BEDROCK": "1"}


@pytest.fixture(autouse=True)
def eu(profile: Callable[[str, str], Path]) -> None:
    """Write profiles."""
    profile("base", "")
    profile("eu", 'extends = "base"\n[vertex]\nregion = "eu"\nproject = "acme-eu"\n')
    profile("opus", '[models]\nmain = "claude-opus-5-5"\n')


def tell(directory: Path | str, **more: object) -> str:
    """Return the input from Claude Code for the start of a session in `directory`."""
    given = {"hook_event_name": "SessionStart", "source": "startup", "session_id": SESSION, "cwd": str(directory)}
    return json.dumps({**given, "transcript_path": "/t/x.jsonl", **more})


def record(run: Run, env: Mapping[str, str | None], directory: Path | str, **more: object) -> LedgerLine:
    """Run the guard as `--settings` of `exec` does, and return the last line of the ledger."""
    ran = run("guard", "--record", stdin=tell(directory, **more), env=env)
    assert (0, "", "") == ran
    return list(read_lines())[-1]


def test_a_session(run: Run, work: Path) -> None:
    """A line has the stack with all its profiles, and the destination of each role."""
    line = record(run, {**AS_EU, "VXENV_PROFILE": "eu+opus", "VXENV_REASON": "use"}, work)

    assert (SESSION, "/t/x.jsonl", str(work), "", "eu+opus", ("base", "eu", "opus"), "use", "acme-eu", "eu") == line[
        1:10
    ]
    assert ({"eu"}, {}, "vertex", "2.1.332") == ({*line.locations.values()}, *line[12:])
    assert (
        ["main", "opus", "sonnet", "haiku", "fable", "small_fast", "subagent"] == [*line.locations] == [*line.models]
    )
    assert ("claude-opus-5-5", "claude-haiku-4-5@20251001") == (line.models["main"], line.models["haiku"])


@pytest.mark.parametrize(
    ("env", "expected"),
    [
        ({**AS_EU, **PINNED}, ("eu", "use")),
        ({**AS_EU, **PINNED, "__VXENV_EXEC": "eu"}, ("eu", "exec")),
        ({**AS_EU, **PINNED, "__VXENV_EXEC": "other"}, ("eu", "use")),
        ({**AS_EU, "VXENV_PROFILE": "eu", "VXENV_REASON": "default"}, ("eu", "default")),
        ({**AS_EU, "VXENV_PROFILE": "eu", "VXENV_REASON": "/p/.vxenv.toml"}, ("eu", "/p/.vxenv.toml")),
        ({**AS_EU, "CLOUD_ML_REGION": "us", **PINNED}, ("eu", "use")),
        (AS_EU, ("eu", "default")),
        ({**AS_EU, "CLOUD_ML_REGION": "us"}, ("", "")),
        ({**AS_EU, "VXENV_REASON": "off"}, ("", "")),
        ({"CLAUDECODE": "1"}, ("", "")),
        ({**AS_EU, "VXENV_PROFILE": "gone", "VXENV_REASON": "use"}, ("gone", "use")),
    ],
)
def test_stack_and_origin(env: dict[str, str], expected: tuple[str, str], run: Run, work: Path) -> None:
    """The active stack counts; without a shell of vxenv, the selected one if the session agrees with it."""
    assert 0 == called("default", "eu").code
    line = record(run, env, work)

    documents = {"eu": ("base", "eu"), "gone": ("gone",), "": ()}[expected[0]]
    assert (*expected, documents) == (line.stack, line.origin, line.documents)


def test_a_directory_file(run: Run, work: Path) -> None:
    """The origin is the directory file, which is not a profile itself."""
    (work / ".vxenv.toml").write_text('profile = "eu"\n[caching]\nenabled = false\n')
    assert 0 == called("allow").code
    file = str(work / ".vxenv.toml")
    line = record(run, {**AS_EU, "VXENV_PROFILE": "eu", "VXENV_REASON": file}, work)

    assert ("eu", file, ("base", "eu")) == (line.stack, line.origin, line.documents)


@pytest.mark.parametrize(
    ("more", "location", "regions"),
    [
        ({}, "eu", {}),
        ({"CLOUD_ML_REGION": ""}, "us-east5", {}),
        ({"CLOUD_ML_REGION": " us "}, "us", {}),
        ({"VERTEX_REGION_CLAUDE_HAIKU_4_5": "europe-west1"}, "eu", {"claude-haiku-4-5": "europe-west1"}),
        ({"VERTEX_REGION_CLAUDE_HAIKU_4_5": "not a location"}, "eu", {}),
        ({"VERTEX_REGION_CLAUDE_4_0_OPUS": "us-east5"}, "eu",
         {"claude-opus-4": "us-east5", **dict.fromkeys(("claude-opus-4-1", "claude-opus-4-5", "claude-opus-4-6",
                                                        "claude-opus-4-7", "claude-opus-4-8"), "eu")}),
    ],
)  # fmt: skip
def test_locations(more: dict[str, str], location: str, regions: dict[str, str], run: Run, work: Path) -> None:
    """Variables of models are listed by prefix, with those that keep a longer prefix at the general location."""
    line = record(run, {**AS_EU, **PINNED, **more}, work)

    assert (location, regions) == (line.location, line.regions)
    assert {name: find_location(line, model) for name, model in line.models.items()} == line.locations


def find_location(line: LedgerLine, model: str) -> str:
    """Return the location of `model` by the longest prefix in the line."""
    return next(
        (place for prefix, place in sorted(line.regions.items(), reverse=True) if model.startswith(prefix)),
        line.location,
    )


@pytest.mark.parametrize(
    ("env", "expected"),
    [
        (AS_EU, ("vertex", "acme-eu", "eu", 7)),
        (AS_BEDROCK, ("bedrock", "", "", 0)),
        ({**AS_EU, "CLAUDE_CODE_USE_ANTHROPIC_AWS": "1"}, ("anthropic-aws", "", "", 0)),
        ({"CLAUDECODE": "1"}, ("anthropic", "", "", 0)),
        ({**AS_EU, "CLAUDE_CODE_USE_VERTEX": "0"}, ("anthropic", "", "", 0)),
    ],
)
def test_provider(env: dict[str, str], expected: tuple[str, str, str, int], run: Run, work: Path) -> None:
    """A session of another provider has no project and no location."""
    line = record(run, env, work)

    assert expected == (line.provider, line.project, line.location, len(line.models))


def test_project_of_the_credentials(run: Run, work: Path, home: Path) -> None:
    """Without a project, Claude Code uses the quota project in the credentials file."""
    (home / ".config" / "gcloud").mkdir(parents=True)
    credentials = {"type": "authorized_user", "client_id": "a", "client_secret": "b", "refresh_token": "c"}
    text = json.dumps({**credentials, "quota_project_id": "acme-quota"})
    (home / ".config" / "gcloud" / "application_default_credentials.json").write_text(text)
    without = {name: value for name, value in AS_EU.items() if name != "ANTHROPIC_VERTEX_PROJECT_ID"}

    assert "acme-quota" == record(run, without, work).project


@pytest.mark.parametrize("agent", ["", "claude-code", "claude-code_2-1", "other_2-1-332", "claude-code_2-1-3321234"])
def test_unknown_version(agent: str, run: Run, work: Path) -> None:
    """Without a version in its environment, the line has none."""
    assert "" == record(run, {**AS_EU, "AI_AGENT": agent}, work).client


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, True),
        ({"source": "resume", "seconds_since_last_response": 1}, True),
        ({"source": "clear"}, True),
        ({"source": "fork"}, True),
        ({"source": "compact", "model": "claude"}, True),
        ({"hook_event_name": "CwdChanged", "old_cwd": "/", "new_cwd": "/x"}, True),
        ({"cwd": "/nowhere/\ud800"}, True),
        ({"cwd": 5, "transcript_path": 5}, True),
        ({"hook_event_name": "Stop"}, False),
        ({"session_id": ""}, False),
        ({"session_id": "../x"}, False),
        ({"session_id": 5}, False),
        ({"session_id": "a" * 1000}, False),
    ],
)
@pytest.mark.parametrize("option", [(), ("--record",)], ids=["guard", "record"])
def test_events(given: dict[str, object], option: tuple[str, ...], expected: bool, run: Run, work: Path) -> None:
    """Each start and each change of directory of a session is recorded, and nothing else."""
    ran = run("guard", *option, stdin=tell(work, **given), env={**AS_EU, **PINNED})

    assert (0, "", "", expected) == (*ran, bool(list(read_lines())))


def test_only_starts_are_warned_of(run: Run, work: Path) -> None:
    """A change of directory is recorded without a warning, and so is a session with --record."""
    away = {**AS_EU, **PINNED, "CLOUD_ML_REGION": "us"}
    moved = tell(work, hook_event_name="CwdChanged")
    ran = [run(*words, stdin=stdin, env=away) for words, stdin in (
        (("guard",), tell(work)), (("guard",), moved), (("guard", "--record"), tell(work)),
    )]  # fmt: skip

    assert [True, False, False] == [bool(one.stdout) for one in ran]
    assert ["us"] == [line.location for line in read_lines()]


def test_hostile_names(run: Run, work: Path) -> None:
    """Control characters in names reach neither the terminal nor the lines of the file."""
    hostile = "a\x1b]0;x\x07\nb\u202e"
    (work / ".git").mkdir()
    (work / ".git" / "HEAD").write_text("ref: refs/heads/x\x1b[31m\n")
    env = {**AS_EU, "ANTHROPIC_VERTEX_PROJECT_ID": hostile, "VXENV_PROFILE": hostile, "VXENV_REASON": hostile}
    line = record(run, env, work, transcript_path=f"/{hostile}")
    (file,) = (Path(os.environ["HOME"]) / ".local" / "state" / "vxenv" / "ledger").iterdir()

    assert (hostile, hostile, "x\x1b[31m", ()) == (line.stack, line.project, line.branch, line.documents)
    assert file.read_bytes()[:-1].decode("ascii").isprintable()


def test_nothing_of_a_transcript_is_read(run: Run, work: Path) -> None:
    """The transcript is not opened: a FIFO in its place does not block."""
    os.mkfifo(work / "x.jsonl")

    assert str(work / "x.jsonl") == record(run, AS_EU, work, transcript_path=str(work / "x.jsonl")).transcript


def test_a_broken_catalogue(run: Run, work: Path, config: Path) -> None:
    """With an invalid catalogue of the user the session is recorded nevertheless."""
    (config / "catalogue.toml").write_text("what\n")

    assert "acme-eu" == record(run, AS_EU, work).project
