"""The first step of each command: rewrite the hook's files after an upgrade, and say so."""

from vxenv import __version__
from vxenv.cli.output.terminal import report
from vxenv.setup.refresh import refresh_files


def refresh_shells() -> None:
    """Rewrite the files that new shells read if another vxenv wrote them, and name shells to restart."""
    for shell in refresh_files():
        report(f"vxenv: updated the shell hook to vxenv {__version__}; restart this shell: exec {shell}")
