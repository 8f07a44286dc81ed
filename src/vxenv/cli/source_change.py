"""Fetch a version of a source, show its changes, ask, and write it. The bytes that are shown are those written."""

import contextlib
import os
import time
from typing import TYPE_CHECKING, Any, NamedTuple

from vxenv.activation.current import Current
from vxenv.catalogue.secrets import redact_text
from vxenv.catalogue.variables import load_variables
from vxenv.cli.invocation import repeat_command
from vxenv.cli.output.questions import confirm, is_interactive
from vxenv.cli.output.review import find_screen
from vxenv.cli.output.terminal import report, say
from vxenv.cli.output.version_review import count_changes, render_difference
from vxenv.cli.profile_changes import begin_change
from vxenv.errors import RefusedError, StoreError, UsageError, VxenvError
from vxenv.paths import escape_text, shorten_path
from vxenv.profiles.keys import parse_pair
from vxenv.profiles.source_files import find_source_directory
from vxenv.sources.candidate import Candidate, fetch_candidate
from vxenv.sources.git import REWRITE, ROLLBACK
from vxenv.sources.proposal import MOST_LINTED, Proposal, lint_proposal, prepare_proposal, split_key
from vxenv.sources.source_record import BUCKET, SourceRecord, find_record, shorten_version, write_checked
from vxenv.sources.update import add_record, read_record_bytes

if TYPE_CHECKING:
    from vxenv.google.recipients import Recipient

_MOST_FINDINGS = 20
_MOST_ASKED = 500  # rows that require confirmation


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
    values = dict(parse_pair(*_split_pair(pair)) for pair in terms.pairs)
    candidate = fetch_candidate(record, target=target, agreed=_agree(terms) if record.kind == BUCKET else ())
    if candidate.snapshot is None:
        _keep_version(record, accepted, check=terms.check)
        return False
    _check_history(record, candidate, terms, is_chosen=bool(target))
    proposal = prepare_proposal(record, accepted, candidate, candidate.snapshot, values)
    if proposal.missing and not terms.check and not is_interactive():
        needed = f'source "{record.name}" requires values for {", ".join(proposal.missing)}'
        options = (word for key in proposal.missing for word in ("--set", f"{key}=VALUE"))
        raise UsageError(needed, hint=repeat_command(*options))
    _show(proposal, terms)
    if terms.check:
        if accepted:
            write_checked(record.name)
        say(f"{_summarize(proposal)}  (apply: vxenv source update {record.name})")
        return True
    if not terms.yes and not proposal.is_quiet():
        _confirm(proposal)
    _write(proposal.set_values({split_key(key): _ask_value(key) for key in proposal.missing}))
    return True


def _agree(terms: Terms) -> "list[Recipient]":
    """Return the recipients of the credentials for a bucket that the user accepts. Raises RefusedError."""
    from vxenv.checks.online.target import find_own_values
    from vxenv.cli.agreement import agree_to
    from vxenv.sources.bucket import find_recipients

    recipients = find_recipients(os.environ, find_own_values(Current().names))
    return agree_to(recipients, yes=terms.yes, again=repeat_command("--yes"))


def _split_pair(pair: str) -> tuple[str, str]:
    key, equals, value = pair.partition("=")
    if not equals:
        raise UsageError(f"--set {redact_text(pair)} is not KEY=VALUE", hint="vxenv source update --help")
    return key, value


def _keep_version(record: SourceRecord, accepted: bytes, *, check: bool) -> None:
    """Report that a source has no new version; record a changed option of it, such as a pin."""
    if not check and find_record(record.name) != record:
        write_record(record, accepted)
    with contextlib.suppress(StoreError):
        write_checked(record.name)
    report(f"{record.name}: already up to date ({shorten_version(record.version)})")


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


def _show(proposal: Proposal, terms: Terms) -> None:
    """Print the review of a proposal. Raises RefusedError if it is too long to be reviewed."""
    record, versions = proposal.record, proposal.versions
    screen = find_screen(repeat_command("--full"), full=terms.full)
    review = render_difference(proposal.difference, versions.old, versions.new, screen, record.name)
    if len(review.asked) > _MOST_ASKED:
        count = f"{len(review.asked):,} values that require confirmation"
        raise RefusedError(
            f'source "{record.name}" has {count}; at most {_MOST_ASKED} can be reviewed', hint="vxenv source list"
        )
    head = [f"{record.name}: {_render_range(proposal)}  {escape_text(redact_text(record.url))}"]
    if proposal.manifest.description and not proposal.accepted:
        head.append(f"  {escape_text(proposal.manifest.description)}")
    say(*head, *_describe_signer(proposal), *review.lines, *_lint(proposal))


def _render_range(proposal: Proposal) -> str:
    record = proposal.record
    old = f"{shorten_version(record.previous)}.." if record.previous else ""
    day = time.strftime("  (%Y-%m-%d)", time.gmtime(record.committed)) if record.committed else ""
    return f"{old}{shorten_version(record.version)}{day}"


def _describe_signer(proposal: Proposal) -> list[str]:
    signer, former = escape_text(proposal.candidate.signer), escape_text(proposal.find_former_signer())
    if former and signer != former:
        return [f"  ! signer  {former} → {signer or '(unsigned)'}"]
    return [f"  signed by {signer}"] if signer else []


def _lint(proposal: Proposal) -> list[str]:
    """Return the lines of lint's findings about new and changed profiles."""
    place = shorten_path(find_source_directory(proposal.record.name)) + "/"
    lines = []
    try:
        for finding in lint_proposal(proposal):
            where = f"{shorten_path(finding.path).removeprefix(place)}:{finding.line}"
            lines.append(f"{where}: {finding.severity}: {escape_text(redact_text(finding.what))} [{finding.rule}]")
    except VxenvError as error:
        lines.append(f"note: lint failed: {error.what}")
    more = [f"and {len(lines) - _MOST_FINDINGS:,} more findings"] if len(lines) > _MOST_FINDINGS else []
    skipped = sum(not change.trouble for change in proposal.difference.profiles) - MOST_LINTED
    unread = [f"note: lint checked the first {MOST_LINTED} profiles"] if skipped > 0 else []
    return [*lines[:_MOST_FINDINGS], *more, *unread]


def _confirm(proposal: Proposal) -> None:
    """Ask whether to accept a proposal. Raises RefusedError."""
    record = proposal.record
    question = f"Update {record.name} to {shorten_version(record.version)}?" if record.previous else "Add this source?"
    confirm(
        question,
        absent=RefusedError("not a terminal; use --yes to confirm", hint=repeat_command("--yes")),
        declined=RefusedError(f"{record.name}: nothing changed", hint="vxenv source list"),
    )


def _ask_value(key: str) -> Any:  # noqa: ANN401 - whatever TOML holds
    """Ask for the value of the required `key` until it is valid."""
    import click

    while True:
        typed = click.prompt(f"{key} ({load_variables().by_key[key].doc})", err=True)
        try:
            return parse_pair(key, typed)[1]
        except UsageError as error:
            say(error.what)


def _write(proposal: Proposal) -> None:
    """Write a proposal in one transaction, and report it. Raises StoreError without changing anything."""
    record = proposal.record
    verb = "add" if not proposal.accepted else "pin" if record.pinned else "update"
    with begin_change(f"source {verb} {record.name}") as change:
        proposal.add_to(change)
        change.commit()
    with contextlib.suppress(StoreError):
        write_checked(record.name)
    report(f"{_summarize(proposal)}  (undo: vxenv undo)")


def _summarize(proposal: Proposal) -> str:
    """Return the summary: ``acme: 3f2a1bc..9d8e7f6  2 changed, 1 added``."""
    record = proposal.record
    if not record.previous:
        count = len(proposal.versions.new.list_profiles())
        return f"{record.name}: {shorten_version(record.version)}  {count:,} profile{'s'[: count != 1]}"
    versions = f"{shorten_version(record.previous)}..{shorten_version(record.version)}"
    return f"{record.name}: {versions}  {count_changes(proposal.difference)}"
