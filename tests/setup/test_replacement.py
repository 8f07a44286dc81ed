"""Tests of the settings that a new profile replaces: lines of rc files and variables of settings files."""

from pathlib import Path

import pytest

from vxenv.paths import shorten_path
from vxenv.setup.candidates import Candidate
from vxenv.setup.installation import Installation
from vxenv.setup.replacement import Block, Lines, find_block, find_lines, restore_lines
from vxenv.text.json_edit import remove_variables


@pytest.mark.parametrize(
    ("text", "name", "line", "replaced"),
    [
        ("export A=1\n", "A", 1, True),
        ("set -gx A 1\n", "A", 1, True),
        ("export A='x y' # c\n", "A", 1, True),
        ("  export A=1\n", "A", 1, False),
        ("export A=1 B=2\n", "A", 1, False),
        ("export A=1; b\n", "A", 1, False),
        ("export A=$(b)\n", "A", 1, False),
        ("export A='x\ny'\n", "A", 1, False),
        ("export A=x\\\ny\n", "A", 1, False),
        ("f() {\nexport A=1\n}\n", "A", 2, False),
        ("if x; then\n# c\n\nexport A=1\nfi\n", "A", 4, False),
        ("true &&\nexport A=1\n", "A", 2, False),
        ("export A=1\nPATH=${A}/bin\n", "A", 1, False),
        ("export A\n", "A", 1, False),
    ],
)
def test_lines_that_export_and_nothing_else(text: str, name: str, line: int, replaced: bool, home: Path) -> None:
    """Only complete lines that nothing else depends on are commented out, and they can be restored."""
    path = home / "rc"
    path.write_text(text)
    found = find_lines([str(path)], [(name, f"{shorten_path(str(path))}:{line}"), (name, "~/.claude/settings.json:3")])
    expected = [Lines(str(path), (line,))] if replaced else []

    assert expected == found
    assert [text.encode()] * len(found) == [restore_lines(one.comment(text.encode())) for one in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"env": {"A": "1"}}', "{}"),
        ('{"env": {"A": "1", "B": "2"}}', '{"env": {"B": "2"}}'),
        ('{"env": {"B": "2", "A": "1", "A": "3"}, "x": 1}', '{"env": {"B": "2"}, "x": 1}'),
        ('{"x": 1, "env": {"A": "1"}}', '{"x": 1}'),
        ('{"env": {"B": "1"}}', '{"env": {"B": "1"}}'),
        ('{"env": {}}', '{"env": {}}'),
        ('{"env": []}', '{"env": []}'),
        ("{}", "{}"),
    ],
)
def test_variables_of_a_settings_file(text: str, expected: str) -> None:
    """All occurrences of a variable are removed, and ``env`` if it becomes empty."""
    assert expected == remove_variables(text, ["A"])


def test_the_key_model_is_no_variable(home: Path) -> None:
    """The key `model` of a settings file is not offered for removal, since the profile overrides it."""
    path = home / "settings.json"
    path.write_text('{"model": "opus", "env": {"CLOUD_ML_REGION": "us-east5"}}')
    values: dict[tuple[str, ...], str] = {("vertex", "region"): "global", ("models", "main"): "claude-opus-4-6"}
    found = find_block(str(path), [Candidate("p", "a test", values, {})])

    assert Block(str(path), ("CLOUD_ML_REGION",)) == found


def test_lines_with_secrets_stay(home: Path) -> None:
    """A line that exports a secret is not replaced: no profile has a copy of its value."""
    (home / ".bashrc").write_text(
        "export ANTHROPIC_VERTEX_PROJECT_ID=acme-prod\nexport CLOUD_ML_REGION=eu\nexport ANTHROPIC_API_KEY=sk-ant-a\n"
    )
    installation = Installation("bash")

    assert [Lines(str(home / ".bashrc"), (1, 2))] == installation.find_lines(installation.search.candidates)
