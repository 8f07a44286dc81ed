"""Test the limits that Claude Code assumes for unknown models against the catalogue's row."""

import json
from pathlib import Path

import pytest

from client.vertex import Claude, Vertex, environment, told
from vxenv.catalogue.clients import load_clients
from vxenv.catalogue.environment import MAIN_MODEL
from vxenv.catalogue.models import load_models

SIZES = {"200K": 200_000, "1M": 1_000_000}
OUTPUT = 32_000


def usage(claude: Claude, vertex: Vertex, home: Path, model: str) -> tuple[set[str], int, int]:
    """Return the requested model, its window and its output limit in a session with the main model `model`."""
    given = environment({MAIN_MODEL: model}, vertex)
    home.mkdir()
    (home / ".claude").mkdir()
    overrides = {"modelOverrides": {model: "something-else"}}
    (home / ".claude" / "settings.json").write_text(json.dumps(overrides))
    _, output = told(claude, given, home, "--output-format", "json")
    found = json.loads(output.splitlines()[-1])["modelUsage"][model]
    asked = {request.model for request in vertex.requests if request.role == "main"}
    return asked, found["contextWindow"], found["maxOutputTokens"]


@pytest.mark.parametrize("model", ["claude-opus-7", "some-model", "claude-opus-5-5"])
def test_what_is_unknown(model: str, claude: Claude, vertex: Vertex, tmp_path: Path) -> None:
    """An unknown model is sent unchanged despite modelOverrides, with the row's window and 32K of output."""
    row = load_clients().find_client(claude.version)
    expected = {model}, SIZES[row.unknown_window], OUTPUT
    if model in row.models:
        assert load_models().by_id[model].context == "1M"
        expected = {"something-else"}, SIZES["1M"], 4 * OUTPUT

    assert expected == usage(claude, vertex, tmp_path / "home", model)


def test_what_begins_like_a_known_one(claude: Claude, vertex: Vertex, tmp_path: Path) -> None:
    """An older version treats an ID with a known prefix as the known model, a newer one as unknown."""
    row = load_clients().find_client(claude.version)
    expected = (SIZES["1M"], 2 * OUTPUT) if row.unknown_prefix else (SIZES[row.unknown_window], OUTPUT)

    assert expected == usage(claude, vertex, tmp_path / "home", "claude-sonnet-5-9")[1:]
