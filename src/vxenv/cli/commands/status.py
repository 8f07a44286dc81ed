"""The command `status`."""

import sys

import click

from vxenv.activation.caller import find_calling_shell
from vxenv.activation.plan_keys import DEFAULT, USE
from vxenv.activation.source_suggestion import list_source_notes
from vxenv.checks.advice import summarize
from vxenv.checks.finding import NOTE
from vxenv.checks.status import read_status
from vxenv.claude.precedence import render_ignored, suggest_command
from vxenv.cli.output.envelope import print_json
from vxenv.cli.output.pager import page
from vxenv.cli.output.status_report import describe_status, render_status
from vxenv.cli.output.terminal import highlight, print_data, report, say
from vxenv.errors import render_hints
from vxenv.shells import hint_words


@click.command(short_help="Show the active profile and why it is active.")
@click.option("--json", "as_json", is_flag=True, help="Output JSON.")
def status(as_json: bool) -> None:
    """Show the active profile and why it is active.

    Also shows the project and location of requests, problems found and variables changed manually.

    \b
    vxenv status
    vxenv status --json | jq -r .profile
    """
    result = read_status()
    if as_json:
        print_json(describe_status(result))
        return
    current = result.current
    page(*render_status(result))
    if current.selection.trouble:
        say(*render_hints(current.selection.trouble.hint))
    for what, hint in list_source_notes(current.search.file, current.search.refused):
        say(f"note: {what}", f"hint: {hint}")
    if current.resolved:
        report(*summarize("", [finding for finding in result.findings if finding.severity != NOTE]))
    print_data(*(highlight(f"warning: {conflict.render_line()}", sys.stdout) for conflict in result.conflicts))
    if result.conflicts:
        stack = current.stack if current.reason in (USE, DEFAULT) else ""
        say(f"hint: {suggest_command(result.conflicts, stack)}")
    print_data(*(highlight(f"warning: {line}", sys.stdout) for line in render_ignored(result.settings)))
    if not current.state.whole:
        say(
            "warning: the undo record of this shell is damaged",
            f"hint: {hint_words.render_restart(find_calling_shell())}",
        )
