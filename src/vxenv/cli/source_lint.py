"""Lint a source before it is published."""

from vxenv.catalogue.knowledge import load_shipped
from vxenv.checks.finding import Finding
from vxenv.checks.lint.request import find_client_version
from vxenv.cli.client_notice import announce_client
from vxenv.sources.checkout import examine_source


def lint_source(path: str, client: str) -> tuple[list[Finding], int]:
    """Return the findings in the source at `path`, and its number of profiles, after a note on Claude Code's version.

    Raises UsageError.
    """
    known = load_shipped()
    version = find_client_version(client, known)
    announce_client(version, known)
    return examine_source(path, str(version))
