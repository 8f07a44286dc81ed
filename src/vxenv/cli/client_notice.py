"""The note on a Claude Code version newer than the catalogue."""

from vxenv.catalogue.clients import Version
from vxenv.catalogue.knowledge import Knowledge
from vxenv.checks.newer_client import describe_unmeasured
from vxenv.claude.version import find_installed_version
from vxenv.cli.output.terminal import report
from vxenv.profiles.user_catalogue import load_knowledge


def announce_client(version: Version, known: Knowledge | None = None) -> None:
    """Print a note if Claude Code `version` is newer than the catalogue `known`."""
    unmeasured = describe_unmeasured(version, (known or load_knowledge()).clients, find_installed_version())
    if unmeasured:
        report(f"note: {unmeasured.what}", f"hint: {unmeasured.hint}")
