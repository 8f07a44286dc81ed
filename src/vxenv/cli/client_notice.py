"""What is said of a Claude Code that is newer than what is known of it."""

from vxenv.catalogue.clients import Version
from vxenv.checks.newer_client import describe_unmeasured
from vxenv.claude.version import find_installed_version
from vxenv.cli.output.terminal import report
from vxenv.profiles.user_catalogue import load_knowledge


def announce_client(version: Version) -> None:
    """Say on stderr that Claude Code `version` is newer than what is known of it, where it is."""
    unmeasured = describe_unmeasured(version, load_knowledge().clients, find_installed_version())
    if unmeasured:
        report(f"note: {unmeasured.what}", f"hint: {unmeasured.hint}")
