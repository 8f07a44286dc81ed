"""A Claude Code newer than the catalogue: it is announced, and its built-in catalogue can be read."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from checks.test_lint_rules import DAY, PLACED
from commandline import called
from programs import LISTED, RETIRED, install, program
from vxenv.catalogue.clients import Version, load_clients
from vxenv.catalogue.knowledge import load_shipped
from vxenv.catalogue.roles import resolve_roles
from vxenv.profiles.client_models import find_built_in_path
from vxenv.profiles.user_catalogue import load_knowledge

Profile = Callable[[str, str | bytes], Path]

NEW = "2.1.900"
KNOWN = str(load_clients().newest)
NEWER = f"note: Claude Code {NEW} is newer than the catalogue and treated like {KNOWN}"
READ = f"note: Claude Code {NEW} was not measured: models, aliases and dates are from its own catalogue"
REFRESH = "hint: vxenv models --refresh"
COMMANDS = (["show", "p", "--resolved"], ["lint", "p"], ["models"])


@pytest.fixture
def shell(home: Path) -> dict[str, str]:
    """Return the environment of a shell with a new Claude Code on PATH."""
    return {**DAY, "PATH": str(install(home / "npm", NEW, program()))}


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_it_is_announced(words: list[str], shell: dict[str, str], profile: Profile) -> None:
    """Each command names the version of its facts and a hint; for a known version it prints nothing."""
    profile("p", PLACED)
    new, known, other = (
        called(*words, *client, env=shell).stderr for client in ([], ["--client", KNOWN], ["--client", "2.1.901"])
    )

    assert (True, True) == (NEWER in new, REFRESH in new)
    assert (False, False) == ("newer" in known, REFRESH in known)
    # Only an installed version can be read.
    assert (True, False) == ("hint: pipx upgrade vxenv" in other, REFRESH in other)


def test_doctor_notes_it(shell: dict[str, str]) -> None:
    """Doctor has a note with the command instead of an ok."""
    checks = json.loads(called("doctor", "--json", env=shell).stdout)["checks"]
    (found,) = [one for one in checks if one["name"] == "version"]

    assert ("note", "vxenv models --refresh") == (found["state"], found["hint"])
    assert NEWER.removeprefix("note: ") in found["what"]


def test_what_it_knows_is_read(shell: dict[str, str], profile: Profile) -> None:
    """The hint works without a project, and aliases, models and dates come from the built-in catalogue."""
    profile("p", PLACED)
    ran = called("models", "--refresh", env=shell)
    shown = json.loads(called("show", "p", "--resolved", "--json", env=shell).stdout)
    rows = {one["id"]: one for one in json.loads(called("models", "--json", env=shell).stdout)["models"]}

    assert 0 == ran.code
    assert f"Claude Code {NEW} has 5 models; new: claude-opus-6\n" in ran.stderr
    assert "skipped Google's list: no active profile that uses Vertex" in ran.stderr
    assert "claude-opus-6" in ran.stdout
    assert ("claude-opus-6", NEW) == (shown["slots"][0]["model"], shown["facts_of"])
    assert (["opus"], "built-in", "2026-11-22") == tuple(
        rows["claude-opus-6"][key] for key in ("aliases", "source", "date")
    )
    assert "2027-01-31" == rows["claude-sonnet-4-5@20250929"]["retires"]
    assert "2027-09-30" == rows["claude-opus-5-5"]["retires"]
    # A version between the two is unchanged.
    assert (
        load_shipped().clients.find_client(Version(2, 1, 332)).aliases
        == load_knowledge().clients.find_client(Version(2, 1, 332)).aliases
    )


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_what_was_read_is_named(words: list[str], shell: dict[str, str], profile: Profile) -> None:
    """After reading, the commands name the facts that are still unknown."""
    profile("p", PLACED)
    called("models", "--refresh", env=shell)
    ran = called(*words, env=shell)

    assert (True, False, True) == (
        READ in ran.stderr,
        NEWER in ran.stderr,
        f"everything else is treated like {KNOWN}" in ran.stderr,
    )


def test_measured_rows_win(home: Path, profile: Profile) -> None:
    """Facts about a measured version are not replaced, nor dates by those of an older version."""
    profile("p", PLACED)
    for version in (KNOWN, "2.1.300"):
        shell = {**DAY, "PATH": str(install(home / "npm", version, program()))}
        before = called("models", "--client", KNOWN, "--json", env=shell).stdout
        ran = called("models", "--refresh", "--client", KNOWN, "--json", env=shell)
        after = {one["id"]: one for one in json.loads(ran.stdout)["models"]}

        assert 0 == ran.code
        assert json.loads(before)["models"] == [one for one in after.values() if one["source"] != "built-in"]
    assert "claude-opus-6" == load_knowledge().clients.find_client(Version(2, 1, 300)).aliases["opus"]
    assert "claude-opus-5-5" == load_knowledge().clients.find_client(Version(2, 1, 332)).aliases["opus"]


def test_the_users_own_catalogue_wins(shell: dict[str, str], config: Path, profile: Profile) -> None:
    """The user's own catalogue overrides the built-in one."""
    profile("p", PLACED)
    called("models", "--refresh", env=shell)
    (config / "catalogue.toml").write_text(f'[clients."{NEW}".aliases]\nopus = "claude-opus-5"\n')
    shown = json.loads(called("show", "p", "--resolved", "--json", env=shell).stdout)

    assert "claude-opus-5" == shown["slots"][0]["model"]


@pytest.mark.parametrize("content", [b"", program("{}"), b"#!/bin/sh\nexec claude\n"])
def test_nothing_to_read(content: bytes, home: Path, profile: Profile) -> None:
    """A program without a catalogue is reported; without a project nothing else happens."""
    profile("p", PLACED)
    ran = called("models", "--refresh", env={**DAY, "PATH": str(install(home / "npm", NEW, content))})

    assert (2, True) == (
        ran.code,
        f"cannot read the model catalogue of Claude Code {NEW} at ~/npm/bin/claude" in ran.stderr,
    )
    assert not Path(find_built_in_path()).exists()


@pytest.mark.parametrize(
    "content",
    ["x", "clients = 1", "[clients]\nx = 1", '[clients."2.1.900"]\naliases = 3',
     '[clients."2.1.900"]\nmodels = ["x y"]',
     '[clients."2.1.900"]\n[clients."2.1.901"]', '[clients."2.1.900"]\n[models]\nx = 1', "\xff",
     '[clients."2.1.900"]\n[models.claude-opus-6]\nretires = 3', '[clients."1.0.0"]\n[models]'],
)  # fmt: skip
def test_damaged(content: str) -> None:
    """A damaged stored catalogue is ignored."""
    path = Path(find_built_in_path())
    path.parent.mkdir(parents=True)
    path.write_bytes(content.encode("latin-1"))

    assert load_shipped() == load_knowledge()


def test_nothing_is_evaluated(home: Path, profile: Profile) -> None:
    """Unchecked texts of a program reach neither a file of vxenv nor the terminal."""
    profile("p", PLACED)
    evil = '\\"]\\n[clients.\\"2.1.901\\"]\\naliases={opus=1}\\u001b]0;x\\u0007'
    listed = LISTED.replace('display_name:"Opus 6"', f'display_name:"{evil}"').replace(
        '"opus",display', '"o\\\\",display'
    )
    shell = {**DAY, "PATH": str(install(home / "npm", NEW, program(listed, RETIRED)))}
    ran = called("models", "--refresh", env=shell)

    assert "\x1b" not in ran.stdout + ran.stderr + "".join(
        map(str, [*Path(find_built_in_path()).parent.glob("*.toml")])
    )
    assert load_shipped() == load_knowledge()


def test_slots_of_a_kept_client(shell: dict[str, str], profile: Profile) -> None:
    """All roles follow from the catalogue that was read, by the rules of the newest measured version."""
    profile("p", PLACED)
    called("models", "--refresh", env=shell)
    environment = {"CLAUDE_CODE_USE_VERTEX": "1", "ANTHROPIC_VERTEX_PROJECT_ID": "p"}
    found = {one.name: one.model for one in resolve_roles(environment, Version.parse(NEW), load_knowledge())}

    assert ("claude-opus-6", "claude-haiku-5-5") == (found["main"], found["haiku"])
    assert "claude-sonnet-4-5@20250929" == found["small/fast"]
