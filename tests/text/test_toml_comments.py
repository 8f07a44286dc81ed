"""Comments after keys stay aligned when a command changes the keys."""

import pytest

from vxenv.text.toml_edit import edit_toml

TWO = """\
[models]
opus = "claude-opus-5"      # ANTHROPIC_DEFAULT_OPUS_MODEL
sonnet = "claude-sonnet-5"  # ANTHROPIC_DEFAULT_SONNET_MODEL
"""


@pytest.mark.parametrize(
    ("text", "field", "value", "wanted"),
    [
        pytest.param(TWO, "opus", "claude-opus-5-5", TWO.replace('5"      #', '5-5"    #'), id="it fits"),
        pytest.param(
            TWO,
            "opus",
            "claude-opus-5-5-or-longer",
            '[models]\nopus = "claude-opus-5-5-or-longer"  # ANTHROPIC_DEFAULT_OPUS_MODEL\n'
            'sonnet = "claude-sonnet-5"          # ANTHROPIC_DEFAULT_SONNET_MODEL\n',
            id="all move",
        ),
        pytest.param(TWO, "sonnet", "s", TWO.replace('"claude-sonnet-5"  ', '"s"                '), id="it shrinks"),
        pytest.param(
            TWO,
            "main",
            "opus",
            TWO + 'main = "opus"               # ANTHROPIC_MODEL\n',
            id="a new one is named like those beside it",
        ),
        pytest.param(
            TWO,
            "small_fast",
            "claude-haiku-4-5@20251001",
            '[models]\nopus = "claude-opus-5"                      # ANTHROPIC_DEFAULT_OPUS_MODEL\n'
            'sonnet = "claude-sonnet-5"                  # ANTHROPIC_DEFAULT_SONNET_MODEL\n'
            'small_fast = "claude-haiku-4-5@20251001"    # ANTHROPIC_SMALL_FAST_MODEL\n'.replace(
                "    #", "  #"
            ).replace('opus = "claude-opus-5"                    #', 'opus = "claude-opus-5"                    #'),
            id="a new one is long",
        ),
        pytest.param(
            '[models]\nopus = "a"  # mine\nsonnet = "b"\n',
            "main",
            "c",
            '[models]\nopus = "a"  # mine\nsonnet = "b"\nmain = "c"\n',
            id="others' comments bring none",
        ),
        pytest.param(
            '[models]\nopus = "a" # mine\n',
            "opus",
            "abcdef",
            '[models]\nopus = "abcdef" # mine\n',
            id="one alone keeps its gap",
        ),
        pytest.param(
            '[models]\nopus = "#"   # x\nsonnet = "b" # y\n',
            "opus",
            "##",
            '[models]\nopus = "##"  # x\nsonnet = "b" # y\n',
            id="a # within a string",
        ),
        pytest.param(
            '[models]\r\nopus = "a"    # x\r\nsonnet = "b"  # y\r\n',
            "opus",
            "abc",
            '[models]\r\nopus = "abc"  # x\r\nsonnet = "b"  # y\r\n',
            id="lines of Windows",
        ),
        pytest.param(
            '[models]\nopus = "a"\t# x\nsonnet = "b"\t# y\n',
            "opus",
            "abc",
            '[models]\nopus = "abc"\t# x\nsonnet = "b"\t# y\n',
            id="tabs are left alone",
        ),
        pytest.param(
            '[models]\nopus = "a"    # x\n\nsonnet = "b"  # y\n',
            "opus",
            "abcdefgh",
            '[models]\nopus = "abcdefgh"    # x\n\nsonnet = "b"  # y\n',
            id="what lies beyond a gap stays",
        ),
    ],
)
def test_alignment(text: str, field: str, value: str, wanted: str) -> None:
    """A comment keeps its column, or its whole block moves; other lines are unchanged."""
    assert wanted == edit_toml(text.encode(), "x", {("models", field): value}).decode()


def test_a_removed_line_moves_nothing() -> None:
    """Removing a line leaves the others unchanged."""
    assert (
        TWO.replace(TWO.splitlines(keepends=True)[2], "")
        == edit_toml(TWO.encode(), "x", {("models", "sonnet"): None}).decode()
    )
