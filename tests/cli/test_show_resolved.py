"""Test show --resolved against measurements of real Claude Code versions."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from checks.test_lint_rules import DAY, PINS, PLACED, WHO
from commandline import called
from vxenv.catalogue.roles import NAMES
from vxenv.text.toml_edit import render_line

Profile = Callable[[str, str | bytes], Path]

CLIENTS = ("2.1.197", "2.1.330")
S45 = "claude-sonnet-4-5@20250929"
H45 = "claude-haiku-4-5@20251001"
EAST = f'{WHO}region = "us-east5"\n'


def roles(*words: str, client: str = "2.1.330") -> dict[str, dict[str, Any]]:
    """Return the roles of ``vxenv show --resolved --json``, by name."""
    ran = called("show", *words, "--resolved", "--json", "--client", client, env=dict(DAY))
    assert 0 == ran.code, ran.stderr
    return {one["name"]: one for one in json.loads(ran.stdout)["slots"]}


@pytest.mark.parametrize(
    ("keys", "role", "old", "new"),
    [
        ({}, "main", S45, "claude-opus-5-5"),
        ({}, "opus", "claude-opus-4-6", "claude-opus-5-5"),
        ({}, "sonnet", S45, S45),
        ({}, "haiku", H45, H45),
        ({}, "fable", "claude-fable-5", "claude-fable-5-2"),
        ({}, "small/fast", S45, S45),
        ({}, "subagent", S45, "claude-opus-5-5"),
        ({"main": "best"}, "main", "claude-opus-4-6", "claude-opus-5-5"),
        ({"main": "opusplan"}, "main", S45, S45),
        ({"main": "default"}, "main", "default", "default"),
        ({"opus": "claude-opus-4-7"}, "main", S45, "claude-opus-4-7"),
        ({"sonnet": "claude-sonnet-4-6"}, "main", "claude-sonnet-4-6", "claude-sonnet-4-6"),
        ({"opus": "claude-opus-4-7", "sonnet": "claude-sonnet-4-6"}, "main", "claude-sonnet-4-6", "claude-opus-4-7"),
        ({"main": "claude-opus-4-5-20251101"}, "main", "claude-opus-4-5-20251101", "claude-opus-4-5@20251101"),
        ({"main": "claude-opus-4-5"}, "main", "claude-opus-4-5", "claude-opus-4-5"),
        ({"default": "claude-opus-4-8"}, "main", S45, "claude-opus-4-8"),
        ({"small_fast": H45, "haiku": "claude-haiku-5-5"}, "small/fast", H45, H45),
        ({"haiku": "claude-haiku-5-5"}, "small/fast", "claude-haiku-5-5", "claude-haiku-5-5"),
        ({"subagent": "haiku"}, "subagent", H45, H45),
        ({"main": "opus[1m]"}, "main", "claude-opus-4-6", "claude-opus-5-5"),
    ],
)
def test_models(keys: dict[str, str], role: str, old: str, new: str, profile: Profile) -> None:
    """The model of each role matches the measurements, for the old version and the new."""
    lines = "".join(render_line((key,), value) + "\n" for key, value in keys.items())
    profile("p", f"{EAST}[models]\n{lines}")

    assert (old, new) == tuple(roles("p", client=client)[role]["model"] for client in CLIENTS)


@pytest.mark.parametrize(
    ("location", "host"),
    [
        ("global", "aiplatform.googleapis.com"),
        ("us", "aiplatform.us.rep.googleapis.com"),
        ("eu", "aiplatform.eu.rep.googleapis.com"),
        ("europe-west1", "europe-west1-aiplatform.googleapis.com"),
    ],
)
def test_hosts(location: str, host: str, profile: Profile) -> None:
    """Each kind of location has its host, and the full address is printed."""
    profile("p", f'{WHO}region = "{location}"\n{PINS}')
    address = f"https://{host}/v1/projects/acme-prod/locations/{location}/publishers/anthropic/models"
    one = roles("p")["main"]

    assert (location, host, f"{address}/claude-opus-5-5:streamRawPredict") == (
        one["location"],
        one["host"],
        one["url"],
    )


def test_locations(profile: Profile) -> None:
    """A model's own location applies by the longest prefix; the default is Claude Code's own."""
    profile("p", f'{PLACED}[regions]\nclaude-haiku-4-5 = "europe-west1"\nclaude-opus-5 = "eu"\n')
    profile("q", WHO)
    found = roles("p")

    assert ("europe-west1", "VERTEX_REGION_CLAUDE_HAIKU_4_5") == (
        found["haiku"]["location"],
        found["haiku"]["location_origin"],
    )
    assert "global" == found["opus"]["location"]  # 5.5 has its own variable
    assert ("us-east5", "", "no") == tuple(
        roles("q")["main"][field] for field in ("location", "location_origin", "served")
    )


def test_show_resolved_text(profile: Profile) -> None:
    """The text output has a line per role: model, source, location, source, host, and status."""
    profile("p", f'{PLACED}[models]\nmain = "sonnet"\nhaiku = "{H45}"\n[regions]\nclaude-haiku-4-5 = "us-east5"\n')
    ran = called("show", "p", "--resolved", "--client", "2.1.330", env=dict(DAY))
    lines = [line.split("  ") for line in ran.stdout.splitlines()]
    words = [[word.strip() for word in line if word.strip()] for line in lines]

    assert list(NAMES) == [line[0] for line in words]
    assert [
        "main", S45, "models.main = sonnet, default for sonnet", "global", "vertex.region",
        "aiplatform.googleapis.com", "served",
    ] == words[0]  # fmt: skip
    assert [
        "haiku", H45, "models.haiku", "us-east5", "regions.claude-haiku-4-5", "us-east5-aiplatform.googleapis.com",
        "served",
    ] == words[3]  # fmt: skip
    assert ["fable", "claude-fable-5-2", "served"] == [words[4][0], words[4][1], words[4][-1]]
    price = "$3 in, $15 out per million tokens (above 200K: $6 in, $22.50 out), list price of 2026-11-29"
    assert [
        "Claude Code 2.1.330, project acme-prod",
        f"price of {S45} in global: {price}",
        f"Claude Code probes models that are not pinned at startup: claude-opus-5-5, {S45}",
    ] == ran.stderr.splitlines()


def test_stacks(profile: Profile) -> None:
    """A stack is resolved as a whole, and JSON names the stack and the Claude Code version."""
    profile("place", PLACED)
    profile("models", PINS)
    ran = called("show", "place+models", "--resolved", "--json", "--client", "v2.1.330 (Claude Code)")
    document = json.loads(ran.stdout)

    assert (1, "place+models", "2.1.330") == (document["version"], document["stack"], document["client"])
    assert "models.opus" in called("show", "place", "models", "--resolved", "--client", "2.1.330").stdout


def test_not_vertex(profile: Profile) -> None:
    """If requests do not go to Vertex, the responsible switch is reported."""
    profile("off", "[vertex]\nenabled = false\n")
    profile("other", f'{PLACED}[env]\nCLAUDE_CODE_USE_BEDROCK = "1"\n')

    assert (0, "", "requests do not go to Vertex: CLAUDE_CODE_USE_VERTEX is off\n") == tuple(
        called("show", "off", "--resolved")
    )
    assert (
        "requests do not go to Vertex: CLAUDE_CODE_USE_BEDROCK is on\n" == called("show", "other", "--resolved").stderr
    )


def test_installed_client(profile: Profile, home: Path) -> None:
    """The default version is the installed Claude Code's, read from its files, or the newest known one."""
    profile("p", PLACED)
    environment = {**DAY, "PATH": str(home / "bin")}

    assert "Claude Code 2.1.332," in called("show", "p", "--resolved", env=environment).stderr
    package = home / "lib" / "claude-code"
    package.mkdir(parents=True)
    (package / "package.json").write_text('{"name": "@anthropic-ai/claude-code", "version": "2.1.197"}')
    (package / "cli.js").write_text("#!/bin/false\n")
    (package / "cli.js").chmod(0o755)
    (home / "bin").mkdir()
    (home / "bin" / "claude").symlink_to(package / "cli.js")
    assert "Claude Code 2.1.197," in called("show", "p", "--resolved", env=environment).stderr
    (home / "bin" / "claude").unlink()
    native = home / "share" / "versions" / "2.1.240"
    native.parent.mkdir(parents=True)
    native.write_text("")
    native.chmod(0o755)
    (home / "bin" / "claude").symlink_to(native)
    assert "Claude Code 2.1.240," in called("show", "p", "--resolved", env=environment).stderr


@pytest.mark.parametrize("package", ["", "{}", '{"name": "other", "version": "1.2.3"}', "[", '{"name": 1}', "[1]"])
def test_strange_clients(package: str, profile: Profile, home: Path) -> None:
    """A `claude` of unknown version counts as the newest known one."""
    profile("p", PLACED)
    (home / "bin").mkdir()
    (home / "bin" / "claude").write_text("")
    (home / "bin" / "claude").chmod(0o755)
    (home / "bin" / "package.json").write_text(package)

    ran = called("show", "p", "--resolved", env={**DAY, "PATH": str(home / "bin")})
    assert (0, True) == (ran.code, "Claude Code 2.1.332," in ran.stderr)


def test_show_resolved_words(profile: Profile) -> None:
    """An invalid version, and --client without --resolved, are usage errors."""
    profile("p", PLACED)

    assert [2, 2] == [
        called("show", "p", *words).code for words in (["--resolved", "--client", "new"], ["--client", "2.1.330"])
    ]


def test_secrets_are_hidden(profile: Profile) -> None:
    """A password in the base URL is in no output."""
    profile("p", f'{PLACED}base_url = "https://me:hunter2@gateway/v1"\n')
    ran = [called("show", "p", "--resolved", *words) for words in ([], ["--json"])]

    assert [False] * 2 == ["hunter2" in one.stdout + one.stderr for one in ran]
    assert "gateway" in ran[0].stdout
