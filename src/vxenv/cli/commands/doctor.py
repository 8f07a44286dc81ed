"""doctor: whether everything is as a session needs it, and the command that mends what is not."""

import sys
from collections.abc import Sequence

import click

from vxenv.catalogue.secrets import redact_text
from vxenv.checks.health import FAILED, NOTE, WARNING, Check
from vxenv.cli.output.check_lines import render_checks
from vxenv.cli.output.envelope import print_json
from vxenv.cli.output.terminal import data, report
from vxenv.errors import UsageError
from vxenv.profiles.names import stack_names, stack_text

Groups = Sequence[tuple[str, Sequence[Check]]]


@click.command(short_help="Look at all that a session needs, and print the command that mends what is not so.")
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option("-v", "--verbose", is_flag=True, help="A line for each thing that is as it should be.")
@click.option("-q", "--quiet", is_flag=True, help="Only what is wrong: warnings and failures.")
@click.option("--online", is_flag=True, help="Also ask Google, for free: token, billing, API, IAM, models, quota.")
@click.option("--spend", is_flag=True, help="With --online: call each model for one token, which is billed.")
@click.option("-y", "--yes", is_flag=True, help="Do not ask before secrets go to servers that are not Google's.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def doctor(names: tuple[str, ...], *, verbose: bool, quiet: bool, online: bool, spend: bool, yes: bool,
           as_json: bool) -> None:  # fmt: skip
    """Look at the hook, vxenv's files, Claude Code, the profile, settings files, credentials, gcloud and proxies.

    Without NAME, what is in force in this shell; with it, what that profile or stack would leave. Without --online,
    nothing is asked of the network; no program is started, nothing is changed. Exits with 1 if something failed.

    \b
    vxenv doctor                     this shell, with Claude Code's settings
    vxenv doctor eu-client           as eu-client would leave it, before `use`
    vxenv doctor --online            and whether Google lets this account do it
    vxenv doctor --quiet             what is wrong, and the command for it
    vxenv doctor --json | jq '.checks[] | select(.state == "failed")'
    """
    from vxenv.cli.doctor_scene import offline_groups, online_checked, scene

    if spend and not online:
        raise UsageError("--spend is for --online", hint="vxenv doctor --online --spend")
    stack = stack_names(names)
    one = scene(stack)
    groups = [(group.title, list(group.checks())) for group in offline_groups(one)]
    if not as_json:
        data(
            *(
                line
                for title, members in groups
                for line in render_checks(title, members, verbose=verbose, quiet=quiet)
            )
        )
    if online:
        asked: list[Check] = []
        for check in online_checked(one, report, spend=spend, yes=yes):
            asked.append(check)
            if not as_json and len(_unique(asked)) > len(_unique(asked[:-1])):
                data(*render_checks("online", [check], verbose=verbose, quiet=quiet))
        groups.append(("online", asked))
    checks = [check for _, members in groups for check in members]
    if as_json:
        print_json(_as_json(groups, stack_text(stack) or one.force.stack))
    elif not quiet:
        _count(_unique(checks))
    if any(check.state == FAILED for check in checks):
        sys.exit(1)


def _as_json(groups: Groups, stack: str) -> dict[str, object]:
    rows = [
        {
            "group": title,
            "name": one.name,
            "state": one.state,
            "what": redact_text(one.what),
            "hint": redact_text(one.hint) or None,
        }
        for title, members in groups
        for one in members
    ]
    return {"profile": stack or None, "checks": rows}


def _unique(checks: Sequence[Check]) -> list[Check]:
    """Return `checks` without those whose cause an earlier one has: what refuses one model refuses each."""
    return list({(one.what, one.hint): one for one in reversed(checks)}.values())[::-1]


def _count(checks: Sequence[Check]) -> None:
    counts = {state: sum(one.state == state for one in checks) for state in (FAILED, WARNING, NOTE)}
    parts = [f"{counts[FAILED]} failed"] if counts[FAILED] else []
    parts += [
        f"{counts[state]} {state}{'' if counts[state] == 1 else 's'}" for state in (WARNING, NOTE) if counts[state]
    ]
    report(", ".join(parts) or "all is as it should be")
