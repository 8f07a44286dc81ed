"""What to say of a Claude Code that is newer than what is known of it."""

from typing import NamedTuple

from vxenv.catalogue.clients import BUILT_IN, Clients, Version

UPGRADE = "pipx upgrade vxenv"


class Unmeasured(NamedTuple):
    """A version that nobody measured."""

    # What that means, for people.
    what: str
    # The command that helps.
    hint: str


def describe_unmeasured(version: Version, known: Clients, installed: Version | None) -> Unmeasured | None:
    """Return what to say of `version` where it is newer than what is known, None where it is not.

    `installed` is the Claude Code that is installed, whose own catalogue can be read.
    """
    if version > known.newest:
        what = f"Claude Code {version} is newer than what is known here and taken for {known.newest}: "
        what += "its aliases, models and dates may be others"
        return Unmeasured(what, "vxenv models --refresh" if version == installed else UPGRADE)
    if version > known.measured and known.find_client(version).source == BUILT_IN:
        what = f"Claude Code {version} was not measured: models, aliases and dates are those of its own catalogue, "
        return Unmeasured(f"{what}all else is as in {known.measured}", UPGRADE)
    return None
