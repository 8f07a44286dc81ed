"""``vxenv models --refresh``: store the models of the installed Claude Code and of Google's list."""

import os
from shlex import quote

from vxenv.activation.today import read_today
from vxenv.catalogue.knowledge import load_shipped
from vxenv.catalogue.locations import GLOBAL
from vxenv.checks.online.target import find_target
from vxenv.claude.program import read_built_in
from vxenv.claude.version import find_installed_version, find_program
from vxenv.cli.agreement import agree
from vxenv.cli.output.terminal import report
from vxenv.errors import UsageError
from vxenv.paths import shorten_path
from vxenv.profiles.client_models import keep_built_in
from vxenv.profiles.listed_models import keep_published


def refresh_models(names: tuple[str, ...], *, yes: bool) -> None:
    """Store the models of the installed Claude Code and of Google's list, for the stack `names` or this shell.

    Without a project and without `names`, Google's list is skipped.
    """
    is_client_read = _read_client()
    try:
        target = find_target(names)
    except UsageError as error:
        if names or not is_client_read:
            raise
        report(f"skipped Google's list: {error.what}", f"hint: {error.hint}")
        return
    report(f"requesting Google's list of Anthropic models for project {target.project}, free of charge")
    again = " ".join(["vxenv models --refresh --yes", *(f"--profile {quote(name)}" for name in names)])
    listed = target.sign_in(agree(target, (GLOBAL,), yes=yes, again=again)).list_publisher_models()
    new = keep_published(listed, load_shipped(), read_today())
    count = len({name for name, _ in listed})
    report(f"Google lists {count} model{'' if count == 1 else 's'}; new: {', '.join(new) or 'none'}")


def _read_client() -> bool:
    """Store the catalogue in the installed Claude Code, and tell whether it has one."""
    program, version = find_program(), find_installed_version()
    if not program or version is None:
        return False
    built_in, why = None, ""
    try:
        built_in = read_built_in(os.path.realpath(program))
    except OSError as error:
        why = f": {error.strerror}"
    if built_in is None:
        report(f"cannot read the model catalogue of Claude Code {version} at {shorten_path(program)}{why}")
        return False
    new = keep_built_in(built_in, version, load_shipped(), read_today())
    report(f"Claude Code {version} has {len(built_in.models)} models; new: {', '.join(new) or 'none'}")
    return True
