"""Rules of availableModels on their own; tests/client compares them with real versions of Claude Code."""

import pytest

from vxenv.catalogue.availability import Availability
from vxenv.catalogue.clients import Version
from vxenv.catalogue.roles import AVAILABLE, resolve_roles

VERTEX = {"CLAUDE_CODE_USE_VERTEX": "1", "ANTHROPIC_VERTEX_PROJECT_ID": "acme"}
OPUS, SONNET, HAIKU = (f"ANTHROPIC_DEFAULT_{family}_MODEL" for family in ("OPUS", "SONNET", "HAIKU"))
PINS = {OPUS: "claude-opus-4-6", SONNET: "claude-sonnet-4-6", HAIKU: "claude-haiku-4-5@20251001"}
NEWER, OLDEST = Version(2, 1, 330), Version(2, 1, 197)
NEWEST = Version(2, 1, 332)


@pytest.mark.parametrize(
    ("entries", "word", "allowed"),
    [
        (["haiku"], "claude-haiku-4-5@20251001", True),
        (["haiku"], "claude-opus-4-6", False),
        (["opus-4"], "claude-opus-4-6", True),
        (["opus-4"], "claude-opus-5", False),
        (["claude-opus-5"], "claude-opus-5-5", True),
        (["claude-opus-4-5"], "claude-opus-4-5@20251101", False),
        (["sonnet[1m]"], "sonnet", True),
        (["sonnet"], "sonnet[1m]", True),
        (["Sonnet "], "sonnet", True),
        (["opus", "claude-opus-4-6"], "claude-opus-4-7", False),
        (["opusplan"], "opusplan", True),
        (["opusplan"], "sonnet", False),
        (["opusplan"], "claude-sonnet-5-5", True),
        (["opus", "sonnet"], "opusplan", True),
        (["opus"], "opusplan", False),
        ([], "opus", False),
    ],
)
def test_entries(entries: list[str], word: str, *, allowed: bool) -> None:
    """A family, a prefix of an ID, an ID and an alias each allow the models that they name."""
    means = {"opus": "claude-opus-5-5", "sonnet": "claude-sonnet-5-5", "opusplan": "claude-sonnet-5-5"}

    assert allowed == Availability(tuple(entries)).is_allowed(word, means.__getitem__, means.__getitem__)


@pytest.mark.parametrize(
    ("entries", "pins", "newer", "oldest"),
    [
        (["haiku"], PINS, "claude-haiku-4-5@20251001", "claude-haiku-4-5@20251001"),
        (["sonnet"], PINS, "claude-sonnet-4-5@20250929", "claude-sonnet-4-6"),
        (["claude-sonnet-5"], {}, "claude-sonnet-5", "claude-sonnet-5"),
        (["opus"], {OPUS: "mine"}, "claude-opus-5-5", "claude-opus-4-6"),
        (["nonsense"], {}, "claude-opus-5-5", "claude-sonnet-4-5@20250929"),
        (["opus-4-7", "haiku"], {}, "claude-opus-4-7", "claude-opus-4-7"),
    ],
)
def test_an_enforced_list_decides_about_the_default(
    entries: list[str], pins: dict[str, str], newer: str, oldest: str
) -> None:
    """The default stays if it is listed; else the first suitable entry replaces it regardless of pins."""
    left = Availability(tuple(entries), enforced=True, flag=True)

    assert [newer, oldest] == [
        resolve_roles({**VERTEX, **pins}, client, available=left)[0].model for client in (NEWER, OLDEST)
    ]


def test_each_role_is_restricted() -> None:
    """Roles with an excluded model use the main one; a pinned model for small/fast work is not checked."""
    left = Availability(("sonnet",))
    found = {
        slot.name: slot
        for slot in resolve_roles({**VERTEX, **PINS, "ANTHROPIC_MODEL": "sonnet"}, NEWER, available=left)
    }

    assert {"main", "opus", "sonnet", "haiku", "fable", "subagent"} == {
        name for name, slot in found.items() if slot.model == "claude-sonnet-4-6"
    }
    assert ("claude-haiku-4-5@20251001", "main") == (found["small/fast"].model, found["haiku"].rule)


def test_a_family_comes_to_its_newest_version_that_is_left() -> None:
    """An unpinned alias resolves to the newest listed version of its family only in the newest versions."""
    left = Availability(("opus-4-6", "opus-4-7"))
    named = {**VERTEX, "ANTHROPIC_MODEL": "opus"}
    older, newest = (resolve_roles(named, client, available=left)[0] for client in (NEWER, NEWEST))

    assert ("claude-opus-5-5", "") == (older.model, older.origin)
    assert ("claude-opus-4-7", AVAILABLE, ("ANTHROPIC_MODEL",)) == (newest.model, newest.origin, newest.via)
