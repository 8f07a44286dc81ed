"""Test config: reading and changing config.toml."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from commandline import called, refused

Profile = Callable[[str, str], Path]


@pytest.fixture
def file(config: Path) -> Path:
    """Return the path of config.toml."""
    return config / "config.toml"


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (["quiet", "true"], "quiet = true\n"),
        (["quiet", "TRUE"], "quiet = true\n"),
        (["claude_wrapper", "false"], "claude_wrapper = false\n"),
        (["picker", "fzf"], 'picker = "fzf"\n'),
        (["schema_line", "true"], "schema_line = true\n"),
        (["source_reminder", "14d"], 'source_reminder = "14d"\n'),
        (["default", "eu"], 'default = "eu"\n'),
        (["default", "eu+opus"], 'default = ["eu", "opus"]\n'),
        (["default", "eu", "opus"], 'default = ["eu", "opus"]\n'),
        (["allow_prefixes", "~/work", "/srv"], 'allow_prefixes = ["~/work", "/srv"]\n'),
        (["allow_prefixes", "."], 'allow_prefixes = ["~/code"]\n'),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_config_set(words: list[str], text: str, file: Path, profile: Profile) -> None:
    """A setting is written with its type, can be read, and is undone by undo."""
    profile("eu", "")
    profile("opus", "")
    ran = called("config", "set", *words)

    assert (0, text, 0) == (ran.code, file.read_text(), called("status").code)
    assert (0, False) == (called("undo").code, file.exists())


def test_set_keeps_the_rest(file: Path) -> None:
    """Comments and other keys are unchanged; an unchanged value is reported."""
    file.write_text("# mine\nquiet = false  # loud\npicker = 'fzf'\n")

    assert "quiet: false → true\n" == called("config", "set", "quiet", "true").stderr
    assert "quiet: already up to date\n" == called("config", "set", "quiet", "true").stderr
    assert "# mine\nquiet = true  # loud\npicker = 'fzf'\n" == file.read_text()
    assert 0 == called("config", "unset", "quiet").code
    assert "# mine\npicker = 'fzf'\n" == file.read_text()


def test_get_and_list(file: Path) -> None:
    """All settings are listed with their effective values; a single one is printed alone, a list by lines."""
    file.write_text('quiet = true\nallow_prefixes = ["/a", "/b"]\n')
    rows = json.loads(called("config", "list", "--json").stdout)["settings"]

    assert ["true\n", "/a\n/b\n", "builtin\n"] == [
        called("config", "get", key).stdout for key in ("quiet", "allow_prefixes", "picker")
    ]
    assert [
        ("default", [], False),
        ("quiet", True, True),
        ("allow_prefixes", ["/a", "/b"], True),
        ("claude_wrapper", False, False),
        ("picker", "builtin", False),
        ("source_reminder", "", False),
        ("schema_line", False, False),
    ] == [(row["key"], row["value"], row["set"]) for row in rows]
    assert ["quiet", "true", "~/.config/vxenv/config.toml"] == called("config", "list").stdout.splitlines()[1].split()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["set", "quiet", "maybe"], "quiet must be true or false"),
        (["set", "quiet", "true", "false"], "quiet takes one value"),
        (["set", "picker", "emacs"], 'picker must be "builtin" or "fzf"'),
        (
            ["set", "source_reminder", "weekly"],
            'source_reminder must be a number of days such as "7d"',
        ),
        (["set", "default", "nobody"], 'no profile "nobody"'),
        (["set", "zzz", "1"], 'unknown key "zzz"; expected one of: default, quiet'),
        (["get", "zzz"], 'unknown key "zzz"; expected one of: default, quiet'),
        (["unset", "zzz"], 'unknown key "zzz"; expected one of: default, quiet'),
        (["set", "quiet"], "missing argument VALUE..."),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_config_of_what_is_refused(words: list[str], said: str, home: Path) -> None:
    """An invalid setting is rejected, and nothing is written."""
    assert said in refused(home, 2, "config", *words)


def test_a_broken_file_is_told(file: Path, home: Path) -> None:
    """An unreadable file is reported and not changed."""
    file.write_text("quiet = 1\n")

    assert "config.toml:1: quiet must be true or false" in refused(home, 1, "config", "set", "picker", "fzf")
