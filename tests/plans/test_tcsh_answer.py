"""Tests of the answers for tcsh."""

import os
from pathlib import Path
from typing import Final

import pytest

from commandline import called, error
from vxenv import __version__

# `setenv`, quoted to bypass aliases.
SET: Final = "sete\\nv "


def asked(home: Path, mode: str, *, pin: str = "", digest: str = "", environment: dict[str, str] | None = None) -> str:
    """Return the answer for the event `mode`."""
    answer = home / "answers" / "1"
    words = [__version__, mode, pin, str(answer), str(os.getppid()), digest, "", "", "", "", ""]
    ran = called("hook", "tcsh", *words, env=dict(environment or {}))
    assert (0, "") == (ran.code, ran.stdout)
    return answer.read_text()


@pytest.fixture
def profile(home: Path) -> Path:
    """Write a profile `eu`."""
    place = home / ".config/vxenv/profiles/eu.toml"
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text('[vertex]\nregion = "eu"\n')
    return place


def line(code: str, begin: str) -> str:
    """Return the only line of `code` with the given beginning."""
    (found,) = [one for one in code.splitlines() if one.startswith(begin)]
    return found


def test_what_is_pinned(home: Path, profile: Path) -> None:
    """A pin sets the variables, the undo record, the stack and the reason."""
    code = asked(home, "pin", pin="use:eu")

    assert profile.exists()
    assert SET + "CLOUD_ML_REGION 'eu'" == line(code, SET + "CLOUD_ML_REGION")
    assert SET + "__VXENV_STATE '1 CLAUDE_CODE_USE_VERTEX:us CLOUD_ML_REGION:us'" == line(code, SET + "__VXENV_STATE")
    assert r"s\et __vxenv_act = 'use+eu'" == line(code, r"s\et __vxenv_act")


def test_a_hand_edit_stays(home: Path, profile: Path) -> None:
    """If nothing changed since the last answer, no variable is changed, whatever its value."""
    environment = {"VXENV_REASON": "use", "VXENV_PROFILE": "eu", "CLOUD_ML_REGION": "mine"}
    environment |= {"__VXENV_STATE": "1 CLOUD_ML_REGION:us", "__VXENV_N_CLOUD_ML_REGION": "eu"}
    first = asked(home, "prompt", environment=environment)
    digest = line(first, r"s\et __vxenv_digest").split("'")[1]

    assert profile.exists()
    assert SET in first
    assert SET not in asked(home, "prompt", digest=digest, environment=environment)


def test_a_fresh_file_is_looked_at_again(home: Path, profile: Path) -> None:
    """A file that was just written makes the shell ask again, since times have a resolution of one second."""
    code = asked(home, "pin", pin="use:eu")

    assert profile.exists()
    assert r"alias __vxenv_look 's\et __vxenv_changed = 1'" == line(code, "alias __vxenv_look")


def test_no_pattern_is_unset(home: Path) -> None:
    """A name from a foreign record, which `unsetenv` would treat as a pattern, is in no command."""
    environment = {"__VXENV_STATE": "1 *:us", "__VXENV_N_*": "x", "*": "x", "VXENV_REASON": "default"}
    code = asked(home, "prompt", environment=environment)

    assert [] == [one for one in code.splitlines() if one.startswith(r"unse\tenv") and "*" in one]


def test_called_by_hand() -> None:
    """A call by hand is an error that names the caller."""
    assert "vxenv hook is internal; shell hooks call it" in error(called("hook", "tcsh", "1"), 2)
