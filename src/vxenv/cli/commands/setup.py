"""setup: from nothing to a shell that switches, and back."""

import click

from vxenv.activation.caller import find_calling_hook
from vxenv.cli.command_line import OneOf
from vxenv.cli.output.differences import print_diff
from vxenv.cli.output.envelope import print_json
from vxenv.cli.output.questions import is_interactive
from vxenv.cli.output.setup_report import describe_change, render_results, report_next_steps, show_installation
from vxenv.cli.output.terminal import report, say
from vxenv.cli.profile_changes import begin_change
from vxenv.cli.setup_questions import accept_defaults, ask_wishes
from vxenv.errors import RefusedError, UsageError
from vxenv.files.journal import read_pending
from vxenv.paths import shorten_path
from vxenv.setup.installation import Installation
from vxenv.setup.setup_paths import find_init_file
from vxenv.shells import SHELLS


@click.command(short_help="Have each new shell load vxenv, and make first profiles of what is set already.")
@click.option("--shell", type=OneOf(SHELLS), help="Which shell; the one that calls by default.")
@click.option("-y", "--yes", is_flag=True, help="Do not ask: as if Enter was the answer to each question.")
@click.option("-n", "--dry-run", is_flag=True, help="Show what it would write, and change nothing.")
@click.option("--remove", is_flag=True, help="Take out what setup put in; what you changed since stays.")
@click.option("--purge", is_flag=True, help="With --remove: delete profiles, configuration, trust and caches too.")
@click.option("--json", "as_json", is_flag=True, help="With --dry-run: print what it would write as JSON.")
def setup(*, shell: str | None, yes: bool, dry_run: bool, remove: bool, purge: bool, as_json: bool) -> None:
    """Have each new shell load vxenv, which takes no process, and make first profiles of what is set already.

    It shows each line and file before it asks, writes all of it at once, and `vxenv undo` takes it back. Again, it
    does only what is missing.

    \b
    vxenv setup                  look, ask, write
    vxenv setup --yes            without questions
    vxenv setup --remove         every file as it was
    vxenv setup --remove --purge    and nothing of vxenv's own left
    """
    if purge and not remove:
        raise UsageError("--purge is for --remove", hint="vxenv setup --remove --purge")
    if as_json and (remove or not dry_run):
        raise UsageError("--json is for --dry-run", hint="vxenv setup --dry-run --json")
    shell = shell or _find_shell()
    asking = not yes and not dry_run
    if remove:
        from vxenv.cli.setup_removal import remove_setup

        remove_setup(shell, yes=yes, dry_run=dry_run, purge=purge)
        return
    if read_pending():
        with begin_change(""):  # what an earlier command left half done is not the home as it is
            pass
    installation = Installation(shell)
    show_installation(installation, say if asking else report)
    if asking and not is_interactive():
        accept_defaults(installation)
        raise RefusedError("nothing changed: there is nobody to ask", hint=f"vxenv setup --shell {shell} --yes")
    wishes = ask_wishes(installation) if asking else accept_defaults(installation)
    change = installation.make_change(wishes)
    if as_json:
        print_json(describe_change(installation, wishes, change))
        return
    if dry_run:
        print_diff(installation.list_visible_files(change))
        say(f"{shorten_path(find_init_file(shell))} would be written")
        return
    if not installation.write(change):
        report("skipped: completions, which are not in this vxenv")
    report(*render_results(installation, wishes))
    name = installation.choose_profile(wishes)
    if name:
        from vxenv.cli.setup_examination import examine_profile

        examine_profile(name)
    report_next_steps(_list_next_steps(shell, name, default=bool(wishes.default or installation.settings.default)))


def _find_shell() -> str:
    from vxenv.shells.detection import find_shell

    shell = find_shell("")
    if not shell:
        raise UsageError("it cannot be told which shell this is", hint="vxenv setup --shell bash")
    return shell


def _list_next_steps(shell: str, name: str, *, default: bool) -> list[tuple[str, str]]:
    """Return what to do next. Not `use`: a pinned shell passes over directory files and the default."""
    rows = [] if name else [("vxenv add NAME", "a first profile, by questions")]
    if name and not default:
        rows.append((f"vxenv default {name}", "have it where no directory asks for another one"))
    if not find_calling_hook():
        rows.append((f"exec {SHELLS[shell].program}", "this terminal, with vxenv"))
    return [*rows, ("vxenv status", "what is active, and why")]
