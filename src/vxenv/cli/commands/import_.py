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


@click.command("import", short_help="Take in profiles that somebody sent, or another program's variables.")
@click.argument("file")
@click.option("--as", "name", metavar="NAME", help="What to call it; without, as its file is called.")
@click.option(
    "--format", "form", type=OneOf(["toml", *FORMATS, *SCRIPTS]), help="Without, by the file's name and text."
)
@click.option("-f", "--force", is_flag=True, help="Replace profiles of the same name; a backup of each is kept.")
@click.option("-n", "--dry-run", is_flag=True, help="Show what it would bring, and change nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print what it brings as JSON.")
def import_(file: str, name: str | None, form: str | None, *, force: bool, dry_run: bool, as_json: bool) -> None:
    """Take in the profile in FILE, a bundle of several, or a file of variables; - is standard input.

    Of an .envrc or a mise.toml, what is Claude Code's or Google's is taken, as data; nothing of it is run.

    What it says is checked and shown first. Nothing of yours is replaced without your consent.

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
        say(*(f"{title} is there already, and would be replaced" for title in replaced))
    elif replaced and not force:
        _confirm_replacing(replaced, file)
    if not dry_run:
        _write(file, profiles, replaced)
    if as_json:
        rows = [_describe(title, Store(new), replaces=title in replaced) for title in profiles]
        skipped = [{"name": variable, "why": redact_text(why)} for variable, why in incoming.skipped]
        print_json({"dry_run": dry_run, "profiles": rows, "not_taken": skipped})


def _describe(name: str, store: Store, *, replaces: bool) -> dict[str, Any]:
    """Return a profile that is brought, as `store` sees it, as a row of JSON; secrets hidden."""
    resolved = resolve_stack([name], store)
    variables = [
        {
            "name": variable,
            "value": None if setting.value is None else render_value(variable, setting.value),
            **({"secret": setting.secret} if setting.secret else {}),
        }
        for variable, setting in resolved.settings.items()
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
            # Looked at again: it may have come to be there while the user was asked.
            is_replaced = _is_replaced(name, text)
            path = claim_path(change, name, force=name in replaced) if is_replaced else find_profile_path(name)
            change.write(path, text)
        is_changed = change.commit()
    places = [f"{name}: {shorten_path(find_profile_path(name))}" for name in profiles]
    report(*(places if is_changed else ["all of it is there already"]))


def _is_replaced(name: str, text: bytes) -> bool:
    """Tell whether there is a profile `name` that holds something else than `text`."""
    path = find_profile_path(name)
    if not os.path.lexists(path):
        return False
    try:
        with open(path, "rb") as file:
            return file.read(LIMIT + 1) != text
    except OSError:
        return True


def _confirm_replacing(names: list[str], file: str) -> None:
    verb, them = ("is", "it") if len(names) == 1 else ("are", "them")
    what = f"{', '.join(names)} {verb} there already"
    again = "vxenv import --help" if file == "-" else repeat_command("--force")
    confirm(
        f"{what}. Replace, and keep a backup?",
        absent=RefusedError(f"{what}; --force replaces {them}, and keeps a backup", hint=again),
        declined=RefusedError(f"{what}; nothing changed", hint=repeat_import(file, " --as NAME")),
    )
