"""The command `import`."""

import os
from typing import Any

import click

from vxenv.catalogue.secrets import redact_text
from vxenv.cli.command_line import OneOf
from vxenv.cli.import_file import read_import, repeat_import, report_skipped
from vxenv.cli.invocation import repeat_command
from vxenv.cli.output.differences import show_change
from vxenv.cli.output.envelope import print_json
from vxenv.cli.output.questions import confirm
from vxenv.cli.output.terminal import render_value, report, say
from vxenv.cli.profile_changes import begin_change, claim_path
from vxenv.errors import RefusedError
from vxenv.exchange import FORMATS, SCRIPTS
from vxenv.files.read_limited import LIMIT
from vxenv.paths import shorten_path
from vxenv.profiles.resolve import resolve_stack
from vxenv.profiles.store import Store, find_profile_path
from vxenv.profiles.validation import check_profile


@click.command("import", short_help="Import profiles, or variables of other programs.")
@click.argument("file")
@click.option("--as", "name", metavar="NAME", help="Name of the profile. [default: the file's name]")
@click.option("--format", "form", type=OneOf(["toml", *FORMATS, *SCRIPTS]), help="Input format. [default: detected]")
@click.option("-f", "--force", is_flag=True, help="Replace existing profiles, and keep backups.")
@click.option("-n", "--dry-run", is_flag=True, help="Show the profiles without importing them.")
@click.option("--json", "as_json", is_flag=True, help="Output the imported profiles as JSON.")
def import_(file: str, name: str | None, form: str | None, *, force: bool, dry_run: bool, as_json: bool) -> None:
    """Import profiles, or variables of other programs.

    FILE is a profile, a bundle of profiles or a file of variables; - is standard input. An .envrc or a mise.toml is
    read, never run, and only variables of Claude Code and Google are imported.

    Profiles are checked and shown first. Existing profiles are replaced only after confirmation.

    \b
    vxenv import team.toml
    vxenv import .envrc --as client --dry-run
    """
    incoming = read_import(file, form, name)
    profiles = incoming.profiles
    report_skipped(incoming.skipped)
    new = {find_profile_path(title): text for title, text in profiles.items()}
    for title, text in profiles.items():
        check_profile(title, text, instead=new, place=shorten_path(file) if len(profiles) == 1 else "")
        show_change(title, Store(new))
    replaced = [title for title, text in profiles.items() if _is_replaced(title, text)]
    if dry_run:
        say(*(f'"{title}" already exists and would be replaced' for title in replaced))
    elif replaced and not force:
        _confirm_replacing(replaced, file)
    if not dry_run:
        _write(file, profiles, replaced)
    if as_json:
        rows = [_describe(title, Store(new), replaces=title in replaced) for title in profiles]
        skipped = [{"name": variable, "why": redact_text(why)} for variable, why in incoming.skipped]
        print_json({"dry_run": dry_run, "profiles": rows, "not_taken": skipped})


def _describe(name: str, store: Store, *, replaces: bool) -> dict[str, Any]:
    """Return an imported profile in `store` as a row of JSON, secrets hidden."""
    resolved = resolve_stack([name], store)
    variables = [
        {
            "name": variable,
            "value": None if setting.value is None else render_value(variable, setting.value),
            **({"secret": setting.secret} if setting.secret else {}),
        }
        for variable, setting in {**resolved.settings, **resolved.additions}.items()
    ]
    return {
        "name": name,
        "file": find_profile_path(name),
        "replaces": replaces,
        "protected": resolved.protected,
        "variables": variables,
    }


def _write(file: str, profiles: dict[str, bytes], replaced: list[str]) -> None:
    with begin_change(f"import {'-' if file == '-' else os.path.basename(file)}: {' '.join(profiles)}") as change:
        for name, text in profiles.items():
            # Checked again: the profile may have been created during the question.
            is_replaced = _is_replaced(name, text)
            path = claim_path(change, name, force=name in replaced) if is_replaced else find_profile_path(name)
            change.write(path, text)
        is_changed = change.commit()
    places = [f"{name}: {shorten_path(find_profile_path(name))}" for name in profiles]
    report(*(places if is_changed else ["already up to date"]))


def _is_replaced(name: str, text: bytes) -> bool:
    """Tell whether the profile `name` exists with other content than `text`."""
    path = find_profile_path(name)
    if not os.path.lexists(path):
        return False
    try:
        with open(path, "rb") as file:
            return file.read(LIMIT + 1) != text
    except OSError:
        return True


def _confirm_replacing(names: list[str], file: str) -> None:
    quoted = [f'"{name}"' for name in names]
    verb, them = ("exists", "it") if len(names) == 1 else ("exist", "them")
    what = f"{' and '.join(filter(None, (', '.join(quoted[:-1]), quoted[-1])))} already {verb}"
    again = "vxenv import --help" if file == "-" else repeat_command("--force")
    confirm(
        f"{what}. Replace {them}, and keep a backup?",
        absent=RefusedError(f"{what}; --force replaces {them} and keeps a backup", hint=again),
        declined=RefusedError(f"{what}; nothing changed", hint=repeat_import(file, " --as NAME")),
    )
