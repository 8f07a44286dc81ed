"""Test the model data inside real Claude Code programs against the catalogue."""

import os

from client.vertex import Claude
from vxenv.catalogue.clients import load_clients
from vxenv.catalogue.models import load_models
from vxenv.claude.program import read_built_in
from vxenv.claude.version import find_installed_version


def test_it_says_what_was_measured(claude: Claude) -> None:
    """Aliases, models and location variables are those of the version's row."""
    built_in = read_built_in(os.path.realpath(claude.path))
    assert built_in is not None
    row = load_clients().find_client(claude.version)
    # Older versions store the variables elsewhere.
    variables = {one.region_variable for one in built_in.models} - {""}

    assert row.aliases == built_in.aliases
    assert set(row.models) == {one.id for one in built_in.models}
    assert variables in (set(), set(row.region_variables))
    assert claude.version == find_installed_version(claude.path)


def test_the_catalogue_has_its_models(claude: Claude) -> None:
    """Each model has a row with the same family, version and Anthropic ID, and the newest version's date."""
    built_in = read_built_in(os.path.realpath(claude.path))
    assert built_in is not None
    for one in built_in.models:
        row = load_models().by_id[one.id]

        assert (row.family, row.version, row.api) == (one.family, one.version, one.api)
        assert one.region_variable in ("", row.region_variable)
        assert (one.id, one.million) == (one.id, row.context == "1M")
        if claude.version == load_clients().newest and one.retires:
            assert (one.id, row.retires) == (one.id, one.retires)
