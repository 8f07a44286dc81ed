"""import: profiles that somebody sent, or variables in another program's format."""

import json
import os
import re
import sys
from typing import Any

import click

from vxenv.catalogue.secrets import redact_text
from vxenv.cli.command_line import OneOf
from vxenv.cli.invocation import repeat_command
from vxenv.cli.output.differences import show_change
from vxenv.cli.output.envelope import print_json
from vxenv.cli.output.questions import confirm
from vxenv.cli.output.terminal import own_text, report, say, value_text
from vxenv.cli.profile_changes import changing, claim_path
from vxenv.cli.variable_sources import ours_of
from vxenv.errors import DocumentError, RefusedError, UsageError, word
from vxenv.exchange import FORMATS, SCRIPTS, reader
from vxenv.files.read_limited import LIMIT
from vxenv.paths import printable, shown
from vxenv.profiles.adoption import adopted, open_or_set
from vxenv.profiles.bundle import unbundled
from vxenv.profiles.names import NAME
from vxenv.profiles.patterns import check_name
from vxenv.profiles.profile_text import written
from vxenv.profiles.resolve import resolve
from vxenv.profiles.store import Store, profile_path
from vxenv.profiles.validation import check_profile

_LARGEST = 64 * LIMIT
_MISE = re.compile(r"\.?mise(\.[\w-]+)*\.toml")


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
    raw = _read(file)
    form = form or _guessed(file, raw)
    profiles, skipped = _profiles(raw, file, form, name)
    if skipped:
        say("not taken:", *(f"  {printable(one)}  {own_text(why)}" for one, why in skipped))
    new = {profile_path(one): text for one, text in profiles.items()}
    for one, text in profiles.items():
        check_profile(one, text, instead=new, place=shown(file) if len(profiles) == 1 else "")
        show_change(one, Store(new))
    there = [one for one in profiles if os.path.lexists(profile_path(one)) and not _same(one, profiles[one])]
    if dry_run:
        say(*(f"{one} is there already, and would be replaced" for one in there))
    elif there and not force:
        _consent(there, file)
    if not dry_run:
        _write(file, profiles, there)
    if as_json:
        rows = [_describe(one, Store(new), replaces=one in there) for one in profiles]
        left = [{"name": one, "why": redact_text(why)} for one, why in skipped]
        print_json({"dry_run": dry_run, "profiles": rows, "not_taken": left})


def _describe(name: str, store: Store, *, replaces: bool) -> dict[str, Any]:
    """Return a profile that is brought, as `store` sees it, as a row of JSON; secrets hidden."""
    resolved = resolve([name], store)
    variables = [
        {
            "name": variable,
            "value": None if setting.value is None else value_text(variable, setting.value),
            **({"secret": setting.secret} if setting.secret else {}),
        }
        for variable, setting in resolved.settings.items()
    ]
    return {
        "name": name,
        "file": profile_path(name),
        "replaces": replaces,
        "protected": resolved.protected,
        "variables": variables,
    }


def _write(file: str, profiles: dict[str, bytes], there: list[str]) -> None:
    with changing(f"import {'-' if file == '-' else os.path.basename(file)}: {' '.join(profiles)}") as change:
        for one, text in profiles.items():
            path = profile_path(one)
            # Looked at again: it may have come to be there while the user was asked.
            replaces = os.path.lexists(path) and not _same(one, text)
            change.write(claim_path(change, one, force=one in there) if replaces else path, text)
        done = change.commit()
    report(*(f"{one}: {shown(profile_path(one))}" for one in profiles) if done else ["all of it is there already"])


def _same(name: str, text: bytes) -> bool:
    try:
        with open(profile_path(name), "rb") as file:
            return file.read(LIMIT + 1) == text
    except OSError:
        return False


def _read(file: str) -> bytes:
    try:
        if file == "-":
            raw = sys.stdin.buffer.read(_LARGEST + 1)
        else:
            path = os.path.expanduser(file)
            if not os.path.isfile(path):
                os.stat(path)
                raise UsageError(f"{shown(file)} is no ordinary file", hint=f"ls -ld {word(shown(file))}")
            with open(path, "rb") as handle:
                raw = handle.read(_LARGEST + 1)
    except OSError as error:
        raise UsageError(f"{shown(file)} cannot be read: {error.strerror}", hint="vxenv import --help") from error
    if len(raw) > _LARGEST:
        raise DocumentError(f"is over {_LARGEST // 1024} KiB", where=shown(file))
    return raw


def _guessed(file: str, raw: bytes) -> str:
    """Return the format of a file whose format was not named."""
    base = os.path.basename(file)
    if base == ".envrc" or _MISE.fullmatch(base):
        return "envrc" if base == ".envrc" else "mise"
    if base.startswith(".env") or base.endswith(".env"):
        return "dotenv"
    if not raw.lstrip().startswith(b"{") and not base.endswith(".json"):
        return "toml"
    if b'"terminal.integrated.env.' in raw:
        return "vscode"
    try:
        return "claude-settings" if isinstance(json.loads(raw).get("env"), dict) else "json"
    except (ValueError, RecursionError):
        return "json"


def _profiles(raw: bytes, file: str, form: str, name: str | None) -> tuple[dict[str, bytes], list[tuple[str, str]]]:
    """Return the texts of the profiles in `raw` by name, and what was not taken, with the reason."""
    if form == "toml":
        bundle = unbundled(raw, file)
        if bundle is not None:
            if not bundle:
                raise DocumentError("is a bundle of no profile", where=shown(file))
            if name:
                raise UsageError("a bundle's profiles have names of their own", hint=_naming(file, ""))
            return bundle, []
        if not raw.strip():
            raise DocumentError("is empty", where=shown(file), hint="vxenv import --help")
        return {_name(file, name): raw}, []
    title = _name(file, name, named=form not in SCRIPTS)
    reading = reader(form).read(raw.decode(errors="surrogateescape"), file)
    skipped = [(one.name, f"line {one.line}: {one.why}") for one in reading.passed]
    found = [(one.name, one.value) for one in reading.assignments]
    if form in SCRIPTS:
        ours = ours_of(reading, file)
        found, skipped = [(one.name, one.value) for one in ours.found], list(ours.skipped)
    taken = adopted(open_or_set(found))
    skipped += taken.skipped
    if not taken.values:
        say("not taken:", *(f"  {printable(one)}  {own_text(why)}" for one, why in skipped)) if skipped else None
        raise UsageError(f"there is nothing in {shown(file)} that a profile can set", hint="vxenv import --help")
    return {title: written(taken.values)}, skipped


def _name(file: str, name: str | None, *, named: bool = True) -> str:
    if name:
        return check_name(name)
    stem = os.path.basename(file).removesuffix(".toml").removesuffix(".json")
    if file == "-" or not named or not NAME.fullmatch(stem):
        raise UsageError("what should the profile be called? Say --as NAME", hint=_naming(file, " --as NAME"))
    return stem


def _consent(there: list[str], file: str) -> None:
    names = ", ".join(there)
    what = f"{names} {'is' if len(there) == 1 else 'are'} there already"
    replaced = "it" if len(there) == 1 else "them"
    again = "vxenv import --help" if file == "-" else repeat_command("--force")
    confirm(
        f"{what}. Replace, and keep a backup?",
        absent=RefusedError(f"{what}; --force replaces {replaced}, and keeps a backup", hint=again),
        declined=RefusedError(f"{what}; nothing changed", hint=_naming(file, " --as NAME")),
    )


def _naming(file: str, options: str) -> str:
    """Return the command that imports `file`; help for what came on stdin, which cannot be read again."""
    return "vxenv import --help" if file == "-" else f"vxenv import {word(shown(file))}{options}"
