"""Test the completion files and `vxenv complete`."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from commandline import called, error
from vxenv.assets import read_asset
from vxenv.cli.completion_kinds import KINDS, render_candidates

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("shell", ["ksh", "mksh"])
def test_shells_without_completions(shell: str) -> None:
    """A shell without programmable completion gets a clear message."""
    assert f"{shell} has no programmable completion" in error(called("completions", shell), 2)


@pytest.mark.parametrize("tool", ["completions.py", "command_tables.py"])
def test_completions_are_what_the_commands_are(tool: str) -> None:
    """The committed completions and tables match the commands; otherwise the failure names `make completions`."""
    done = subprocess.run(
        [sys.executable, ROOT / "tools" / tool, "--check"], capture_output=True, text=True, check=False
    )
    assert (0, "") == (done.returncode, done.stderr)


@pytest.mark.parametrize(
    ("shell", "name"),
    [
        ("bash", "vxenv.bash"),
        ("zsh", "_vxenv"),
        ("fish", "vxenv.fish"),
        ("xonsh", "vxenv.xsh"),
        ("nushell", "vxenv.nu"),
        ("pwsh", "vxenv.ps1"),
    ],
)
def test_the_command_prints_the_file(shell: str, name: str) -> None:
    """`vxenv completions SHELL` prints the file unchanged."""
    assert (0, read_asset("completions", name), "") == called("completions", shell)


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (("keys", "ver"), "vertex.project\t"),
        (("keys", "DIS"), "DISABLE_TELEMETRY\t"),
        (("keys", "env.D"), "env.DISABLE_TELEMETRY\t"),
        (("keys", ""), "extends\t"),
        (("known", "ver"), "vertex.region\t"),
        (("known", "CL"), "CLOUD_ML_REGION\t"),
        (("variables",), "CLOUD_ML_REGION\t"),
        (("values", "vertex.region"), "europe-west1\t"),
        (("values", "CLOUD_ML_REGION"), "global\t"),
        (("values", "regions.claude-haiku-4-5"), "eu\t"),
        (("values", "models.opus"), "claude-opus-5-5\t"),
        (("values", "models.main"), "opusplan\t"),
        (("values", "models.main"), "claude-opus-5-5\t"),
        (("values", "vertex.skip_auth:"), "true\n"),
        (("values", "protected"), "false\n"),
        (("values", "extends"), "base\n"),
        (("values", "google.credentials"), ":files\n"),
        (("locations",), "us\t"),
        (("models",), "claude-opus-5-5\t"),
        (("rules",), "not-served\t"),
        (("rules",), "all\t"),
        (("clients",), "2."),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else value.strip(),
)
def test_complete(words: tuple[str, ...], line: str, config: Path) -> None:
    """Each kind has its matching candidates, with descriptions."""
    (config / "profiles").mkdir()
    (config / "profiles" / "base.toml").write_text("", encoding="utf-8")
    ran = called("complete", *words)
    assert (0, "", True) == (ran.code, ran.stderr, f"\n{line}" in f"\n{ran.stdout}")


def test_complete_knows_nothing_of_it() -> None:
    """An unknown value has no candidates; an unknown kind is an error."""
    assert [(0, "", "")] * 3 == [called("complete", "values", word) for word in ("vertex.project", "no.key", "env.X")]
    assert "the command complete is for shell completions only" in error(called("complete", "stars"), 2)


WORDS = ("", "a", "A", "env.", "vertex.region", "region", "CLOUD_ML_REGION", "models.main", "protected", "no.key")


@pytest.mark.parametrize("kind", KINDS)
def test_lists_are_what_the_catalogue_says(kind: str, config: Path) -> None:
    """The generated lists hold the same candidates as the catalogue."""
    listed = [called("complete", kind, word).stdout for word in WORDS]
    (config / "profiles").mkdir()
    computed = [render_candidates((kind, word)).decode() for word in WORDS]

    assert computed == listed


def test_complete_takes_in_the_users_catalogue(config: Path) -> None:
    """Locations in the user's own catalogue are candidates, and a broken catalogue is an error."""
    (config / "catalogue.toml").write_text('locations = ["us-west9"]\n', encoding="utf-8")
    assert "\nus-west9\t" in called("complete", "locations").stdout
    (config / "catalogue.toml").write_text("x = 1\n", encoding="utf-8")
    assert "catalogue.toml:1" in called("complete", "locations").stderr


def test_nobody_waits_for_candidates() -> None:
    """A closed pipe after an abandoned Tab causes no traceback."""
    reads, writes = os.pipe()
    os.close(reads)
    words = [sys.executable, "-P", "-m", "vxenv", "complete", "variables"]
    done = subprocess.run(words, stdout=writes, stderr=subprocess.PIPE, text=True, check=False)
    os.close(writes)
    assert (0, "") == (done.returncode, done.stderr)
