"""Show a proposal for a source: its version, its signer, its changes and lint's findings."""

import time

from vxenv.catalogue.secrets import redact_text
from vxenv.cli.invocation import repeat_command
from vxenv.cli.output.review import find_screen
from vxenv.cli.output.terminal import say
from vxenv.cli.output.version_review import count_changes, render_difference
from vxenv.errors import RefusedError, VxenvError
from vxenv.paths import escape_text, shorten_path
from vxenv.profiles.source_files import find_source_directory
from vxenv.profiles.source_record import shorten_version
from vxenv.sources.proposal import Proposal
from vxenv.sources.proposal_lint import MOST_LINTED, lint_proposal, list_lint_names

_MOST_FINDINGS = 20
_MOST_ASKED = 500  # rows that require confirmation


def show_proposal(proposal: Proposal, *, full: bool) -> None:
    """Print the review of a proposal. Raises RefusedError if it is too long to be reviewed."""
    record, versions = proposal.record, proposal.versions
    screen = find_screen(repeat_command("--full"), full=full)
    review = render_difference(proposal.difference, versions.old, versions.new, screen, record.name)
    if len(review.asked) > _MOST_ASKED:
        count = f"{len(review.asked):,} values that require confirmation"
        raise RefusedError(
            f'source "{record.name}" has {count}; at most {_MOST_ASKED} can be reviewed', hint="vxenv source list"
        )
    head = [f"{record.name}: {_render_range(proposal)}  {record.render_url()}"]
    if proposal.manifest.description and not proposal.accepted:
        head.append(f"  {escape_text(proposal.manifest.description)}")
    say(*head, *_describe_signer(proposal), *review.lines, *_lint(proposal))


def _render_range(proposal: Proposal) -> str:
    record = proposal.record
    old = f"{shorten_version(record.previous)}.." if record.previous and not proposal.is_repair else ""
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
    skipped = len(list_lint_names(proposal)) - MOST_LINTED
    unread = [f"note: lint checked the first {MOST_LINTED} profiles"] if skipped > 0 else []
    return [*lines[:_MOST_FINDINGS], *more, *unread]


def summarize_proposal(proposal: Proposal) -> str:
    """Return the summary: ``acme: 3f2a1bc..9d8e7f6  2 changed, 1 added``."""
    record = proposal.record
    if proposal.is_repair:
        return f"{record.name}: {shorten_version(record.version)}  restored"
    if not record.previous:
        count = len(proposal.versions.new.list_profiles())
        return f"{record.name}: {shorten_version(record.version)}  {count:,} profile{'s'[: count != 1]}"
    versions = f"{shorten_version(record.previous)}..{shorten_version(record.version)}"
    return f"{record.name}: {versions}  {count_changes(proposal.difference)}"
