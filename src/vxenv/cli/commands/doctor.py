"""The command `doctor`: a diagnosis of the setup, with fixes."""

import contextlib
import sys
from collections.abc import Iterator
from shlex import quote

import click

from vxenv.activation.current import Current
from vxenv.activation.today import read_today
from vxenv.checks.doctor.context import Context, gather_context
from vxenv.checks.doctor.groups import check_groups
from vxenv.checks.finding import FAILED, Check
from vxenv.cli.output.check_lines import count_checks, describe_checks, drop_repeated, render_checks
from vxenv.cli.output.envelope import print_json
from vxenv.cli.output.terminal import print_data, report
from vxenv.errors import UsageError
from vxenv.profiles.names import parse_stack, render_stack


@click.command(short_help="Diagnose the setup and suggest fixes.")
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option("-v", "--verbose", is_flag=True, help="Show passed checks too.")
@click.option("-q", "--quiet", is_flag=True, help="Show only warnings and failures.")
@click.option("--online", is_flag=True, help="Also check access, billing and quota with Google. Free.")
@click.option("--spend", is_flag=True, help="With --online: call each model for one token. Billed.")
@click.option("-y", "--yes", is_flag=True, help="Do not ask before sending secrets to non-Google servers.")
@click.option("--json", "as_json", is_flag=True, help="Output JSON.")
def doctor(names: tuple[str, ...], *, verbose: bool, quiet: bool, online: bool, spend: bool, yes: bool,
           as_json: bool) -> None:  # fmt: skip
    """Diagnose the setup and suggest fixes.

    Checks the hook, vxenv's files, Claude Code, the profile, settings files, credentials, gcloud, proxies and your
    running sessions. Without NAME, checks this shell; with NAME, the environment after `vxenv use NAME`. Starts no
    program except ps on macOS, and changes nothing; uses the network only with --online. Exits with 1 if a check
    failed.

    \b
    vxenv doctor                     check this shell
    vxenv doctor eu-client           check eu-client before switching to it
    vxenv doctor --online            check access to Google as well
    vxenv doctor --quiet             show only problems and fixes
    vxenv doctor --json | jq '.checks[] | select(.state == "failed")'
    """
    if spend and not online:
        raise UsageError("--spend requires --online", hint="vxenv doctor --online --spend")
    stack = parse_stack(names)
    context = gather_context(stack)
    groups = []
    for title, members in check_groups(context):
        groups.append((title, members))
        if not as_json:
            print_data(*render_checks(title, members, verbose=verbose, quiet=quiet))
    if online:
        asked: list[Check] = []
        for check in _check_online(context, spend=spend, yes=yes):
            asked.append(check)
            if not as_json and len(drop_repeated(asked)) > len(drop_repeated(asked[:-1])):
                print_data(*render_checks("online", [check], verbose=verbose, quiet=quiet))
        groups.append(("online", asked))
    checks = [check for _, members in groups for check in members]
    if as_json:
        print_json(describe_checks(groups, render_stack(stack) or context.active.stack))
    elif not quiet:
        report(count_checks(drop_repeated(checks)))
    if any(check.state == FAILED for check in checks):
        sys.exit(1)


def _check_online(context: Context, *, spend: bool, yes: bool) -> Iterator[Check]:
    """Send the requests that Claude Code would, and yield each check when it is done.

    Args:
        spend: Call each model for one token.
        yes: Do not ask before sending secrets to other servers than Google's.

    Raises:
        RefusedError: The user does not agree to send them.
    """
    from vxenv.checks.online.access import SERVICES, check_access, render_announcement
    from vxenv.checks.online.target import find_own_values, make_target
    from vxenv.cli.agreement import agree
    from vxenv.google.http import Http

    try:
        target = make_target(
            render_stack(context.names),
            context.client_environment,
            context.knowledge,
            client=context.client,
            today=read_today(),
            chosen=find_own_values(context.names or Current().names),
            available=context.available,
        )
    except UsageError as error:
        yield Check("target", FAILED, error.what, error.hint)
        return
    report(render_announcement(target, spend=spend))
    again = " ".join(["vxenv doctor --online --yes", *map(quote, context.names)])
    agreed = agree(target, [slot.location for slot in target.slots], SERVICES, yes=yes, again=again)
    http = Http(target.environment, agreed)
    with contextlib.closing(check_access(target, context.knowledge.models, spend=spend, http=http)) as checks:
        yield from checks
