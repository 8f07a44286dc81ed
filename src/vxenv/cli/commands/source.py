"""The command `source`."""

import contextlib
import os
import shutil
import sys
import time
from typing import Any

import click

from vxenv.catalogue.secrets import redact_text
from vxenv.cli.command_line import Commands
from vxenv.cli.options import JSON_OPTION
from vxenv.cli.output.envelope import print_json
from vxenv.cli.output.pager import page
from vxenv.cli.output.questions import confirm
from vxenv.cli.output.table import render_table
from vxenv.cli.output.terminal import print_data, report, say
from vxenv.cli.profile_changes import begin_change
from vxenv.cli.source_change import Terms, keep_version, offer_version, write_record
from vxenv.cli.source_reminders import render_reminders
from vxenv.errors import RefusedError, UsageError, VxenvError
from vxenv.paths import escape_text, shorten_path
from vxenv.profiles.source_files import list_source_names, list_source_profiles
from vxenv.profiles.source_record import (
    SourceRecord,
    find_record,
    is_intact,
    list_records,
    read_record,
    shorten_version,
)
from vxenv.sources.candidate import build_record
from vxenv.sources.git import find_cache
from vxenv.sources.inventory import describe_inventory, list_source_uses, read_inventory
from vxenv.sources.update import add_removal, read_record_bytes, remove_empty_directories, require_record

_NEWS = 1
_SET_OPTION = click.option(
    "--set", "pairs", multiple=True, metavar="KEY=VALUE", help="Value for a required key; may be repeated."
)
_YES_OPTION = click.option("-y", "--yes", is_flag=True, help="Accept the version without asking.")
_FULL_OPTION = click.option("--full", is_flag=True, help="Show long values in full.")


@click.group("source", cls=Commands, short_help="Manage profiles of a team from git or a bucket.")
def source() -> None:
    """Manage sources: profiles of a team from a git repository or a bucket.

    A source stays at the version that you accepted, also offline. Only these commands fetch anything.

    \b
    vxenv source add acme git@github.com:acme/vxenv-profiles.git
    vxenv source update
    vxenv use acme/prod
    """


@source.command("add", short_help="Add a source after showing its profiles.")
@click.argument("name")
@click.argument("url")
@click.option("--ref", metavar="REF", default="", help="Branch, tag or commit. [default: the default branch]")
@click.option("--path", metavar="DIR", default="", help="Directory in the repository. [default: its root]")
@_SET_OPTION
@click.option("--require-signed", metavar="FILE", default="", help="Refuse versions not signed by an allowed signer.")
@click.option("--auto", is_flag=True, help="With --require-signed: apply harmless updates without asking.")
@_YES_OPTION
@_FULL_OPTION
def add_(name: str, url: str, *, ref: str, path: str, pairs: tuple[str, ...], require_signed: str, auto: bool,
         yes: bool, full: bool) -> None:  # fmt: skip
    """Add the source NAME, after showing its profiles.

    URL is an address for git or gs://BUCKET/OBJECT. The profiles are named NAME/PROFILE. vxenv asks for the keys that
    the source requires.

    FILE lists allowed signers as for ssh-keygen. Updates by --auto change only models, locations, caching,
    descriptions and the catalogue.

    \b
    vxenv source add acme git@github.com:acme/vxenv-profiles.git
    vxenv source add acme https://example.com/profiles.git --ref v2 --path vxenv
    vxenv source add acme gs://acme-vxenv/profiles.toml --set vertex.project=my-project --yes
    """
    if auto and not require_signed:
        raise UsageError("--auto requires --require-signed", hint="vxenv source add --help")
    record = build_record(name, url, ref, path)
    if find_record(record.name):
        raise RefusedError(f'source "{name}" already exists', hint=f"vxenv source update {name}")
    signers = os.path.abspath(os.path.expanduser(require_signed)) if require_signed else ""
    if signers and not os.path.isfile(signers):
        raise UsageError(f"{shorten_path(signers)} does not exist", hint="vxenv source add --help")
    offer_version(record._replace(require_signed=signers, auto=auto), Terms(yes=yes, full=full, pairs=pairs))


@source.command("list", short_help="List sources.")
@JSON_OPTION
def list_(as_json: bool) -> None:
    """List sources with version, number of profiles, last check and URL.

    \b
    vxenv source list
    """
    records = list_records()
    for name in set(list_source_names()) - {record.name for record in records}:
        say(f"warning: {_explain_damage(name)}")
    if as_json:
        print_json({"sources": [_describe(record) for record in records]})
        return
    if not records:
        say("no sources", "hint: vxenv source add --help")
        return
    page(*render_table(map(_render_row, records)))
    report(*render_reminders())


def _explain_damage(name: str) -> str:
    """Return the message of the error in reading the record of a source."""
    try:
        read_record(name)
    except VxenvError as error:
        return str(error)
    return name


def _describe(record: SourceRecord) -> dict[str, Any]:
    """Return a source as a row of JSON."""
    fields = record._asdict()
    return {field: redact_text(value) if isinstance(value, str) else value for field, value in fields.items()} | {
        "ref": record.ref or None,
        "path": record.path or None,
        "previous": record.previous or None,
        "require_signed": record.require_signed or None,
        "signer": record.signer or None,
        "profiles": list_source_profiles(record.name),
    }


def _render_row(record: SourceRecord) -> list[str]:
    count = len(list_source_profiles(record.name))
    marks = (("pinned", record.pinned), ("signed", record.require_signed), ("auto", record.auto))
    return [
        record.name,
        shorten_version(record.version),
        f"{count:,} profile{'s'[: count != 1]}",
        f"checked {_render_day(record.checked)}" if record.checked else "",
        ", ".join(mark for mark, is_set in marks if is_set),
        record.render_url(),
    ]


def _render_day(seconds: int) -> str:
    return time.strftime("%Y-%m-%d", time.localtime(seconds))


@source.command("show", short_help="Show a source.")
@click.argument("source_name", metavar="NAME")
@JSON_OPTION
def show(source_name: str, as_json: bool) -> None:
    """Show the source NAME: version, options, values for required keys, and profiles.

    \b
    vxenv source show acme
    """
    record = read_record(source_name)
    inventory = read_inventory(source_name)
    if as_json:
        print_json({**_describe(record), **describe_inventory(inventory)})
        return
    rows = [
        ("url", record.render_url()),
        ("ref", record.ref or ("" if record.kind == "bucket" else "(default branch)")),
        ("path", record.path),
        ("version", f"{record.version}{'  (pinned)' if record.pinned else ''}"),
        ("date", _render_day(record.committed) if record.committed else ""),
        ("previous", record.previous),
        ("signer", record.signer),
        ("allowed signers", shorten_path(record.require_signed) if record.require_signed else ""),
        ("auto", "yes" if record.auto else ""),
        ("checked", _render_day(record.checked) if record.checked else ""),
        ("description", inventory.manifest.description),
        *((key, "(unset)" if value is None else value) for key, value in inventory.values.items()),
        *(("profile", name) for name in inventory.profiles),
        *(("removed", name) for name in inventory.removed),
    ]
    print_data(*render_table([title, escape_text(text)] for title, text in rows if text))


@source.command("update", short_help="Update sources after showing the changes.")
@click.argument("source_names", nargs=-1, metavar="[NAME...]")
@click.option("--check", is_flag=True, help="Only show changes; exit with 1 if there are any.")
@_SET_OPTION
@click.option("--allow-rollback", is_flag=True, help="Accept a version older than the current one.")
@click.option("--allow-rewrite", is_flag=True, help="Accept a history without the current version.")
@_YES_OPTION
@_FULL_OPTION
def update(source_names: tuple[str, ...], *, check: bool, pairs: tuple[str, ...], allow_rollback: bool,
           allow_rewrite: bool, yes: bool, full: bool) -> None:  # fmt: skip
    """Fetch the sources NAME... (or all), show what changes, and ask.

    Shows the variables that would change in profiles, in your own profiles that extend them, and in the stacks in
    use. Values that determine where requests go and which credentials are used come first.

    \b
    vxenv source update
    vxenv source update acme --check
    """
    names = list(dict.fromkeys(source_names)) or list_source_names()
    if not names:
        raise UsageError("no sources", hint="vxenv source add --help")
    terms = Terms(yes=yes, check=check, full=full, allow_rollback=allow_rollback, allow_rewrite=allow_rewrite,
                  pairs=pairs)  # fmt: skip
    news = False
    errors: list[VxenvError] = []
    for name in names:
        try:
            news |= _refresh_source(read_record(name), terms)
        except VxenvError as error:
            if name == names[-1] and not errors:
                raise
            errors.append(error)
            say(f"vxenv: {redact_text(str(error))}")
    if errors:
        sys.exit(errors[-1].code)
    if check and news:
        sys.exit(_NEWS)


def _refresh_source(record: SourceRecord, terms: Terms) -> bool:
    """Update a source unless it is pinned, and return whether there is a new version. Raises VxenvError."""
    if record.pinned and not is_intact(record):
        return offer_version(record, terms, target=record.version)
    if record.pinned:
        keep_version(record, terms)
        version = shorten_version(record.version)
        report(f"{record.name}: pinned to {version}  (follow again: vxenv source pin {record.name} --unset)")
        return False
    return offer_version(record, terms)


@source.command("pin", short_help="Keep a source at a version.")
@click.argument("source_name", metavar="NAME")
@click.argument("commit", required=False)
@click.option("--unset", is_flag=True, help="Follow the branch or the object again.")
@_YES_OPTION
@_FULL_OPTION
def pin(source_name: str, commit: str | None, *, unset: bool, yes: bool, full: bool) -> None:
    """Keep the source NAME at COMMIT, or at its current version.

    COMMIT is a full commit or, for a bucket, a generation. `vxenv source update` skips the source until --unset.

    \b
    vxenv source pin acme
    vxenv source pin acme 3f2a1bc0d4e5f60718293a4b5c6d7e8f90a1b2c3
    vxenv source pin acme --unset
    """
    record = read_record(source_name)
    if unset and commit:
        raise UsageError("COMMIT and --unset cannot be combined", hint="vxenv source pin --help")
    known = [version for version in (record.version, record.previous) if commit and version.startswith(commit)]
    target = known[0] if known else commit or ""
    if target and target != record.version:
        offer_version(record._replace(pinned=True), Terms(yes=yes, full=full), target=target)
        return
    write_record(record._replace(pinned=not unset), read_record_bytes(source_name))
    verb = "follows" if unset else "pinned to"
    what = (record.ref or "its default branch" if record.kind == "git" else record.render_url()) if unset else ""
    report(f"{source_name}: {verb} {escape_text(what) or shorten_version(record.version)}")


def _remove_cache(path: str) -> None:
    """Remove the cache of a source, which may be deleted at any time."""
    shutil.rmtree(path, ignore_errors=True)
    with contextlib.suppress(OSError):
        os.unlink(f"{path}.lock")


@source.command("remove", short_help="Remove a source.")
@click.argument("source_name", metavar="NAME")
@click.option("-y", "--yes", is_flag=True, help="Remove the source even if its profiles are in use.")
def remove_(source_name: str, *, yes: bool) -> None:
    """Remove the source NAME with its profiles and your values for it.

    Asks first if its profiles are in use.

    \b
    vxenv source remove acme
    """
    accepted = read_record_bytes(source_name)
    if not accepted:
        read_record(source_name)  # raises the error with a suggestion
    uses = list_source_uses(source_name)
    if uses and not yes:
        hint = f"vxenv source remove {source_name} --yes"
        say(*uses)
        confirm(
            "Remove this source?",
            absent=RefusedError(f'source "{source_name}" is in use; use --yes to confirm', hint=hint),
            declined=RefusedError("nothing changed", hint=hint),
        )
    with begin_change(f"source remove {source_name}") as change:
        require_record(change, source_name, accepted)
        add_removal(change, source_name)
        change.commit()
    remove_empty_directories(source_name)
    _remove_cache(find_cache(source_name))
    report(f"removed: {source_name}  (undo: vxenv undo)")


@source.command("init", short_help="Create a repository for a source.")
@click.argument("directory", metavar="DIR", type=click.Path())
def init(directory: str) -> None:
    """Create the files of a source in DIR: profiles, a policy, a README, and checks for git and GitHub.

    Refused if one of the files exists.

    \b
    vxenv source init ~/vxenv-profiles
    vxenv lint --source ~/vxenv-profiles
    """
    from vxenv.cli.source_init import create_source

    create_source(os.path.abspath(os.path.expanduser(directory)))
