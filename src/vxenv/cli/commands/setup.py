"""The command `setup`."""

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


@click.command(short_help="Load vxenv in new shells and create first profiles.")
@click.option("--shell", type=OneOf(SHELLS), help="Set up this shell. [default: the calling shell]")
@click.option("-y", "--yes", is_flag=True, help="Do not ask; use the default answers.")
@click.option("-n", "--dry-run", is_flag=True, help="Show the changes without making them.")
@click.option("--remove", is_flag=True, help="Remove what setup added; keep your later changes.")
@click.option("--purge", is_flag=True, help="With --remove: also delete profiles, config, trust, ledger and caches.")
@click.option("--json", "as_json", is_flag=True, help="With --dry-run: output JSON.")
def setup(*, shell: str | None, yes: bool, dry_run: bool, remove: bool, purge: bool, as_json: bool) -> None:
    """Load vxenv in new shells and create first profiles.

    Profiles are created from existing settings. Shows each change and asks before writing anything; `vxenv undo`
    reverts it. Running it again adds only missing parts. Loading vxenv starts no process.

    \b
    vxenv setup                     ask, then write
    vxenv setup --yes               do not ask
    vxenv setup --remove            restore all files
    vxenv setup --remove --purge    also delete vxenv's own files
    """
    if purge and not remove:
        raise UsageError("--purge requires --remove", hint="vxenv setup --remove --purge")
    if as_json and (remove or not dry_run):
        raise UsageError("--json requires --dry-run", hint="vxenv setup --dry-run --json")
    shell = shell or _find_shell()
    asking = not yes and not dry_run
    if remove:
        from vxenv.cli.setup_removal import remove_setup

        remove_setup(shell, yes=yes, dry_run=dry_run, purge=purge)
        return
    if read_pending():
        with begin_change(""):  # undo an interrupted command before reading the files
            pass
    installation = Installation(shell)
    show_installation(installation, say if asking else report)
    if asking and not is_interactive():
        accept_defaults(installation)
        raise RefusedError("not a terminal; use --yes to confirm", hint=f"vxenv setup --shell {shell} --yes")
    wishes = ask_wishes(installation) if asking else accept_defaults(installation)
    change = installation.make_change(wishes)
    if as_json:
        print_json(describe_change(installation, wishes, change))
        return
    if dry_run:
        print_diff(installation.list_visible_files(change))
        say(f"would write {shorten_path(find_init_file(shell))}")
        return
    if not installation.write(change):
        report("skipped: completions (missing from this installation)")
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
        raise UsageError("cannot detect your shell", hint="vxenv setup --shell bash")
    return shell


def _list_next_steps(shell: str, name: str, *, default: bool) -> list[tuple[str, str]]:
    """Return commands to run next. Not `use`: a pinned shell ignores directory files and the default."""
    rows = [] if name else [("vxenv add NAME", "create a first profile")]
    if name and not default:
        rows.append((f"vxenv default {name}", "use it wherever no directory file selects a profile"))
    if not find_calling_hook():
        rows.append((f"exec {SHELLS[shell].program}", "load vxenv in this terminal"))
    return [*rows, ("vxenv status", "show the active profile and why it is active")]
