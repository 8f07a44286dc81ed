"""Create the repository of a source, and suggest the next commands."""

import os

from vxenv.cli.output.setup_report import report_next_steps
from vxenv.cli.output.terminal import report
from vxenv.errors import quote_word
from vxenv.paths import shorten_path
from vxenv.sources.template import create_repository, suggest_name


def create_source(path: str) -> None:
    """Create the files of a source in the directory `path`. Raises RefusedError and StoreError."""
    files = create_repository(path)
    place = quote_word(shorten_path(path))
    report(f"{shorten_path(path)}:", *(f"  + {file}" for file in files))
    steps = [
        (f"git -C {place} init", "make it a repository"),
        (f"git -C {place} add --all", "commit the files"),
        (f"git -C {place} commit -m Profiles", ""),
        (f"vxenv lint --source {place}", "check them, as the workflow does"),
        (f"vxenv source add {suggest_name(path)} {place}", "try the source before you push it"),
    ]
    report_next_steps(steps[os.path.lexists(os.path.join(path, ".git")) :])
