"""Fetch a version of a source, show its changes, ask, and write it. The bytes that are shown are those written."""

from typing import TYPE_CHECKING, Any, NamedTuple

from vxenv.catalogue.secrets import redact_text
from vxenv.catalogue.variables import load_variables
from vxenv.cli.agreement import agree_for_bucket
from vxenv.cli.invocation import repeat_command
from vxenv.cli.output.questions import confirm, is_interactive
from vxenv.cli.output.terminal import report, say
from vxenv.cli.profile_changes import begin_change
from vxenv.cli.proposal_report import show_proposal, summarize_proposal
from vxenv.errors import RefusedError, UsageError
from vxenv.profiles.additions import LABEL_DOC
from vxenv.profiles.keys import parse_pair
from vxenv.profiles.source_files import find_values_path, has_source, read_source_manifest, render_update
from vxenv.profiles.source_record import BUCKET, SourceRecord, is_intact, shorten_version, write_checked
from vxenv.sources.candidate import Candidate, fetch_candidate
from vxenv.sources.git import REWRITE, ROLLBACK
from vxenv.sources.proposal import Proposal, prepare_proposal
from vxenv.sources.update import add_record, read_record_bytes, require_record
from vxenv.sources.values import edit_values, list_missing, split_key

if TYPE_CHECKING:
    from vxenv.text.toml_locate import Key


class Terms(NamedTuple):
    """Options of a command that changes the version of a source."""

    # Accept the version without a question.
    yes: bool = False
    # Only show the changes.
    check: bool = False
    # Show long values in full.
    full: bool = False
    # Accept an older version, and one of a rewritten history.
    allow_rollback: bool = False
    allow_rewrite: bool = False
    # The typed values for required keys, as KEY=VALUE.
    pairs: tuple[str, ...] = ()


def offer_version(record: SourceRecord, terms: Terms, *, target: str = "") -> bool:
    """Fetch the version `target` of a source, "" for the one that it follows, and write it after confirmation.

    `record` has the options of the source; its version is empty for a new one. Returns whether the version is new.
    Raises VxenvError, without changing anything.
    """
    accepted = read_record_bytes(record.name)
    values = _parse_values(terms)
    agreed = agree_for_bucket(yes=terms.yes) if record.kind == BUCKET else []
    candidate = fetch_candidate(record, target=target, agreed=agreed)
    if candidate.snapshot is None and not is_intact(record):
        candidate = fetch_candidate(record._replace(version=""), target=record.version, agreed=agreed)
        say(f"warning: {record.name}: its files were changed manually")
    if candidate.snapshot is None:
        keep_version(record, terms)
        write_checked(record.name)
        report(f"{record.name}: already up to date ({shorten_version(record.version)})")
        return False
    _check_history(record, candidate, terms, is_chosen=bool(target))
    proposal = prepare_proposal(record, accepted, candidate, candidate.snapshot, values)
    if not terms.check:
        _require_terminal(record, proposal.missing)
    show_proposal(proposal, full=terms.full)
    if terms.check:
        if accepted:
            write_checked(record.name)
        say(f"{summarize_proposal(proposal)}  (apply: vxenv source update {record.name})")
        return True
    if not terms.yes and not proposal.is_quiet():
        _confirm(proposal)
    _write(proposal.set_values(_ask_values(proposal.missing)))
    return True


def _split_pair(pair: str) -> tuple[str, str]:
    key, equals, value = pair.partition("=")
    if not equals:
        raise UsageError(f"--set {redact_text(pair)} is not KEY=VALUE", hint="vxenv source update --help")
    return key, value


def _parse_values(terms: Terms) -> "dict[Key, Any]":
    return dict(parse_pair(*_split_pair(pair)) for pair in terms.pairs)


def keep_version(record: SourceRecord, terms: Terms) -> None:
    """Write the user's values for keys that a source without a new version requires, after asking for missing ones.

    Raises VxenvError, without changing anything.
    """
    if terms.check:
        return
    accepted, values = read_record_bytes(record.name), _parse_values(terms)
    path, manifest = find_values_path(record.name), read_source_manifest(record.name)
    data = edit_values(record.name, manifest, values)
    missing = list_missing(manifest, data, path)
    _require_terminal(record, missing)
    values |= _ask_values(missing)
    if values:
        data = edit_values(record.name, manifest, values)
        with begin_change(f"source update {record.name}") as change:
            require_record(change, record.name, accepted)
            change.write(path, data)
            change.commit()


def _require_terminal(record: SourceRecord, missing: tuple[str, ...]) -> None:
    """Raise UsageError if values for the required keys `missing` cannot be asked for."""
    if missing and not is_interactive():
        needed = f'source "{record.name}" requires values for {", ".join(missing)}'
        options = (word for key in missing for word in ("--set", f"{key}=VALUE"))
        hint = render_update(record.name, missing) if has_source(record.name) else repeat_command(*options)
        raise UsageError(needed, hint=hint)


def write_record(record: SourceRecord, accepted: bytes) -> None:
    """Write the options of a source without a new version. Raises StoreError."""
    with begin_change(f"source pin {record.name}{'' if record.pinned else ' --unset'}") as change:
        add_record(change, record, accepted)
        change.commit()


def _check_history(record: SourceRecord, candidate: Candidate, terms: Terms, *, is_chosen: bool) -> None:
    """Report a rollback or a rewritten history. Raises RefusedError unless the user allowed it."""
    version, accepted = shorten_version(candidate.fetched.version), shorten_version(record.version)
    history = candidate.fetched.history
    if history == ROLLBACK:
        what, option = f"{version} is older than the accepted version {accepted}", "--allow-rollback"
    elif history == REWRITE:
        what = f"the history of {version} does not contain the accepted version {accepted}"
        option = "--allow-rewrite"
    else:
        return
    if not is_chosen and not (terms.allow_rollback if history == ROLLBACK else terms.allow_rewrite):
        raise RefusedError(f"{record.name}: {what}", hint=f"vxenv source update {record.name} {option}")
    say(f"warning: {record.name}: {what}")


def _confirm(proposal: Proposal) -> None:
    """Ask whether to accept a proposal. Raises RefusedError."""
    record = proposal.record
    version = shorten_version(record.version)
    question = (
        f"Restore {record.name} to {version}?"
        if proposal.is_repair
        else f"Update {record.name} to {version}?"
        if proposal.accepted
        else "Add this source?"
    )
    confirm(
        question,
        absent=RefusedError("not a terminal; use --yes to confirm", hint=repeat_command("--yes")),
        declined=RefusedError(f"{record.name}: nothing changed", hint="vxenv source list"),
    )


def _ask_values(missing: tuple[str, ...]) -> "dict[Key, Any]":
    """Ask for the values of the required keys `missing`, each until it is valid."""
    import click

    values = {}
    for key in missing:
        while split_key(key) not in values:
            known = load_variables().by_key.get(key)
            typed = click.prompt(f"{key} ({known.doc if known else LABEL_DOC})", err=True)
            try:
                values[split_key(key)] = parse_pair(key, typed)[1]
            except UsageError as error:
                say(error.what)
    return values


def _write(proposal: Proposal) -> None:
    """Write a proposal in one transaction, and report it. Raises StoreError without changing anything."""
    record = proposal.record
    verb = "add" if not proposal.accepted else "pin" if record.pinned else "update"
    with begin_change(f"source {verb} {record.name}") as change:
        proposal.add_to(change)
        change.commit()
    write_checked(record.name)
    report(f"{summarize_proposal(proposal)}  (undo: vxenv undo)")
