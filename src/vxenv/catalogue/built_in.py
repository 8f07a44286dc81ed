"""What a Claude Code knows of models, as it is read from its program."""

import datetime as dt
from collections.abc import Mapping
from typing import NamedTuple


class BuiltInModel(NamedTuple):
    """A model that a client knows on Vertex."""

    # The id on Vertex.
    id: str
    # The id of Anthropic's own API.
    api: str
    # Its name for people.
    name: str
    # Opus, Sonnet, Haiku, Fable and others, in small letters.
    family: str
    # The version in its id: "5.5", or "" where there is none.
    version: str
    # Whether its context has a million tokens by itself.
    million: bool
    # The variable with a location of its own, or "".
    region_variable: str
    # The day on which it leaves Vertex, if the client knows.
    retires: dt.date | None


class BuiltIn(NamedTuple):
    """What a client knows of models on Vertex."""

    # In the client's order.
    models: tuple[BuiltInModel, ...]
    # By family the id that the alias means.
    aliases: Mapping[str, str]
