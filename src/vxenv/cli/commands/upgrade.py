"""The command `upgrade`."""

from collections.abc import Iterator, Sequence
from typing import Any

import click

from vxenv.activation.current import Current
from vxenv.catalogue.secrets import redact_text
from vxenv.checks.finding import Fix
from vxenv.checks.fixes import apply_fix
from vxenv.checks.lint.request import Examiner
from vxenv.checks.lint.subject import is_stored
from vxenv.checks.upgrade import Move, find_moves
from vxenv.cli.invocation import repeat_command
from vxenv.cli.options import DRY_RUN_OPTION
from vxenv.cli.output.differences import describe_files, render_key
from vxenv.cli.output.envelope import print_json
from vxenv.cli.output.terminal import report, say
from vxenv.cli.profile_changes import begin_change, confirm_change
from vxenv.errors import UsageError, VxenvError
from vxenv.paths import escape_text
from vxenv.profiles.patterns import select_own_profiles
from vxenv.profiles.store import list_profile_names


@click.command(short_help="Replace retiring models with their successors.")
@click.argument("names", nargs=-1, metavar="[NAME...]")
@click.option("--all", "everything", is_flag=True, help="Upgrade all profiles.")
@click.option(
    "--client", metavar="VERSION", default="", help="Upgrade for this Claude Code version. [default: installed]"
)
@click.option("-y", "--yes", is_flag=True, help="Write the changes without asking.")
@DRY_RUN_OPTION
@click.option("--json", "as_json", is_flag=True, help="With --dry-run or --yes: output JSON.")
def upgrade(names: tuple[str, ...], *, everything: bool, client: str, yes: bool, dry_run: bool, as_json: bool) -> None:
    """Replace retiring models with their successors.

    Covers models that are retired, deprecated or retire within 60 days. A successor must be served in the same
    location. A family without a pinned model is pinned if this Claude Code version uses such a model for it.

    Without NAME, upgrades the active profile. Shows the changes and asks before writing them; `vxenv undo` reverts
    them.

    \b
    vxenv upgrade
    vxenv upgrade --all --dry-run
    """
    if as_json and not (dry_run or yes):
        raise UsageError("--json requires --dry-run or --yes", hint=repeat_command("--dry-run"))
    active = [name for name in Current().names if name in list_profile_names()]
    wanted = list_profile_names() if everything else select_own_profiles(names or active)
    if not wanted:
        raise UsageError("no active profile; name a profile or use --all", hint="vxenv upgrade --all")
    what = "--all" if everything else " ".join(wanted[:3])
    rows = []
    with begin_change(f"upgrade {what}") as change:
        for move in _find_moves(wanted, Examiner(client), strict=not everything):
            rows.append(_describe(move))
            if not move.to:
                say(f"{move.name}: {escape_text(move.model)} {move.why}; no known successor is served in"
                    f" {' and '.join(move.places)}", f"hint: vxenv models --family {move.family}")  # fmt: skip
                continue
            report(f"{move.name}: {render_key(move.key)}  {escape_text(move.model)} → {move.to}  ({move.why})")
            apply_fix(change, Fix(move.name, move.path, move.changes))
        if as_json:
            files = describe_files(change.list_changes())
            if not dry_run:
                change.commit()
            print_json({"dry_run": dry_run, "moves": rows, "files": files})
        elif not change.list_changes():
            report("no retired or retiring models found")
        else:
            confirm_change(change, yes=yes, dry_run=dry_run)


def _describe(move: Move) -> dict[str, Any]:
    """Return a move as a row of JSON; `to` is null if no known successor is served there."""
    return {
        "profile": move.name,
        "file": move.path,
        "key": ".".join(move.key),
        "from": redact_text(move.model),
        "to": move.to or None,
        "why": move.why,
        "locations": list(move.places),
    }


def _find_moves(names: Sequence[str], looker: Examiner, *, strict: bool) -> Iterator[Move]:
    """Yield the moves of the profiles `names`, a parent's once. Raises VxenvError for a broken profile if `strict`."""
    subjects = {}
    for name in list_profile_names():
        try:
            subjects[name] = looker.build_subject((name,))
        except VxenvError as error:
            if name in names and strict:
                raise
            if name in names:
                say(f"warning: {error}")
    # A parent is used only through its children.
    users = [subject for subject in subjects.values() if not subject.base]
    seen = set()
    for name in names:
        for move in find_moves(subjects[name], users) if name in subjects else ():
            if (move.path, move.key) not in seen and is_stored(move.path):
                seen.add((move.path, move.key))
                yield move
