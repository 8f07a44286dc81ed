"""Describe a Claude Code that is newer than the catalogue."""

from typing import NamedTuple

from vxenv.catalogue.clients import BUILT_IN, Clients, Version

UPGRADE = "pipx upgrade vxenv"


class Unmeasured(NamedTuple):
    """The description of a version that was not measured."""

    # Message.
    what: str
    # Command that helps.
    hint: str


def describe_unmeasured(version: Version, known: Clients, installed: Version | None) -> Unmeasured | None:
    """Return a description of `version` if it is newer than the measured ones, else None.

    `installed` is the version of the installed Claude Code; its built-in catalogue can be read.
    """
    if version > known.newest:
        what = f"Claude Code {version} is newer than the catalogue and treated like {known.newest}: "
        what += "its aliases, models and dates may differ"
        return Unmeasured(what, "vxenv models --refresh" if version == installed else UPGRADE)
    if version > known.measured and known.find_client(version).source == BUILT_IN:
        what = f"Claude Code {version} was not measured: models, aliases and dates are from its own catalogue, "
        return Unmeasured(f"{what}everything else is treated like {known.measured}", UPGRADE)
    return None
