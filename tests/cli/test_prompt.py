"""Test `vxenv prompt`: the active profile in a custom format."""

import pytest

from commandline import called, error
from vxenv.assets import read_asset

ENVIRONMENT = {
    "VXENV_PROFILE": "prod+opus",
    "VXENV_REASON": "use",
    "VXENV_PROTECTED": "1",
    "ANTHROPIC_VERTEX_PROJECT_ID": "acme-prod",
    "CLOUD_ML_REGION": "global",
    "ANTHROPIC_MODEL": "opus",
}


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("{profile}", "prod+opus"),
        ("{project}/{location}/{model}", "acme-prod/global/opus"),
        ("{reason}: {protected}!", "use: protected!"),
        ("{{{profile}}}", "{prod+opus}"),
        ("plain", "plain"),
    ],
)
def test_format(form: str, text: str) -> None:
    """Each field is replaced by the shell's value, on one line without color."""
    assert (0, f"{text}\n", "") == called("prompt", "--format", form, env=ENVIRONMENT)


def test_prompt_with_nothing_active() -> None:
    """Without a profile nothing is printed."""
    assert (0, "", "") == called("prompt", "--format", "x{profile}")


def test_what_is_not_set_is_empty() -> None:
    """A field with an unset variable is empty, and control characters are escaped."""
    env = {"VXENV_PROFILE": "\x1b[31m"}
    assert (0, "\\x1b[31m||\n", "") == called("prompt", "--format", "{profile}|{location}|{protected}", env=env)


@pytest.mark.parametrize("form", ["{", "}", "{colour}", "{profile!r}", "{profile:>9}", "{profile.__class__}", "{}"])
def test_wrong_formats(form: str) -> None:
    """An unknown field is an error, and fields cannot access Python attributes."""
    assert "--format" in error(called("prompt", "--format", form, env=ENVIRONMENT), 2)


def test_file() -> None:
    """`--file` prints a ready-made file."""
    assert (0, read_asset("shell/prompt", "starship.toml"), "") == called("prompt", "--file", "starship.toml")
