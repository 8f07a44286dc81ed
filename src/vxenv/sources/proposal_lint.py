"""Lint the profiles of a proposal, the new version of a source."""

import re
from collections.abc import Iterator

from vxenv.checks.finding import NOTE, Finding
from vxenv.checks.lint.request import Examiner
from vxenv.profiles.names import join_source
from vxenv.profiles.policy_files import FILE as POLICY
from vxenv.profiles.source_files import CATALOGUE, find_source_directory
from vxenv.profiles.user_catalogue import load_knowledge
from vxenv.sources.difference import ADDED, CHANGED, INHERITED, list_texts
from vxenv.sources.proposal import Proposal
from vxenv.sources.snapshot import Snapshot

_EXTENDS = re.compile(rb"""^[ \t]*extends[ \t]*=[ \t]*(\[[^\]]*\]|"[^"\n]*"|'[^'\n]*')""", re.MULTILINE)
_QUOTED = re.compile(rb"""["']([^"'\n]*)["']""")
# Rules about a key that is missing; the user is asked for required keys after the review.
_MISSING = {"unset-project": "vertex.project", "unset-region": "vertex.region"}
MOST_LINTED = 200  # profiles: lint of one takes milliseconds


def list_lint_names(proposal: Proposal) -> list[str]:
    """Return the profiles of a proposal to check: those that change, or all if the policy does."""
    difference, versions = proposal.difference, proposal.versions
    if POLICY in difference.files:
        return [join_source(versions.source, name) for name in sorted(list_texts(versions.new))]
    return [change.name for change in difference.list_kind(ADDED, CHANGED, INHERITED) if not change.trouble]


def lint_proposal(proposal: Proposal) -> Iterator[Finding]:
    """Yield the errors and warnings about the profiles of `list_lint_names`, about the first `MOST_LINTED`."""
    source, new = proposal.record.name, proposal.versions.new
    known = load_knowledge({source: new.files.get(CATALOGUE)})
    looker = Examiner("", proposal.versions.build_stores()[1], known, find_bases(source, new))
    place = find_source_directory(source) + "/"
    reported = set()
    for name in list_lint_names(proposal)[:MOST_LINTED]:
        for finding in looker.lint_stack((name,)):
            key = (finding.rule, finding.path, finding.key, finding.what)
            if _MISSING.get(finding.rule) in proposal.missing:
                continue
            if finding.severity != NOTE and finding.path.startswith(place) and key not in reported:
                reported.add(key)
                yield finding


def find_bases(source: str, snapshot: Snapshot) -> frozenset[str]:
    """Return the profiles of `source` that one in `snapshot` extends, also an invalid one.

    The texts are searched, since parsing all profiles takes long.
    """
    bases: set[str] = set()
    for data in list_texts(snapshot).values():
        for match in _EXTENDS.finditer(data):
            bases.update(name.decode("utf-8", "replace") for name in _QUOTED.findall(match[1]))
    return frozenset(join_source(source, name) for name in bases)
