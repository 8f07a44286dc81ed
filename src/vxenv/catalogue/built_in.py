"""Define the built-in catalogue of models of a Claude Code."""

import datetime as dt
from collections.abc import Mapping
from typing import NamedTuple


class BuiltInModel(NamedTuple):
    """A model on Vertex in a built-in catalogue."""

    # ID on Vertex.
    id: str
    # ID on Anthropic's own API.
    api: str
    # Display name.
    name: str
    # Family in lower case: opus, sonnet, haiku, fable or another one.
    family: str
    # Version in the ID: "5.5", "" for none.
    version: str
    # Whether it has a native context window of one million tokens.
    million: bool
    # VERTEX_REGION_* variable for its location, "" for none.
    region_variable: str
    # Retirement date on Vertex, None if unknown.
    retires: dt.date | None


class BuiltIn(NamedTuple):
    """The built-in catalogue of models on Vertex."""

    # Models in the order of Claude Code.
    models: tuple[BuiltInModel, ...]
    # Model IDs of the aliases, by family.
    aliases: Mapping[str, str]
