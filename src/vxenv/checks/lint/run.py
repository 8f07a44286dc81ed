"""Run the rules of lint, and skip findings that comments silence."""

import re
from collections.abc import Iterable, Iterator

from vxenv.checks.finding import ERROR, NOTE, SEVERITIES, Finding
from vxenv.checks.lint.rule import Rule
from vxenv.checks.lint.rules import RULES
from vxenv.checks.lint.subject import Subject
from vxenv.checks.retirement_dates import DEPRECATED, RETIRED, RETIRING
from vxenv.text.toml_locate import split_statements

_SILENCED = re.compile(r"#\s*vxenv:\s*ignore\s+([a-z0-9-]+(?:\s*,\s*[a-z0-9-]+)*)")
_COMMENT = re.compile(r"""(?xs) ""\"(?:\\.|[^\\])*?"{3,5} | '''.*?'{3,5} | "(?:\\.|[^"\\])*" | '[^']*' | (\#[^\n]*)""")
# Rules with warnings that matter when switching to a profile.
_URGENT = (RETIRED, RETIRING, DEPRECATED, "not-served", "unknown-location", "removed-profile", "unusable-body")
# Slow rules that yield only notes.
_NOTES = ("unknown-variable", "unverified-location")
# Rules about possible typing errors.
_TYPED = ("unknown-location", "model-id")
# Rules without news for the user who has just written the profile.
_KNOWN = ("unset-project", "unpinned")


def run_rules(subject: Subject) -> list[Finding]:
    """Return the findings in `subject` that are not silenced, sorted by file and line."""
    return sorted(
        _run(subject, RULES.values()),
        key=lambda one: (one.path, one.line, SEVERITIES.index(one.severity), one.rule),
    )


def run_urgent_rules(subject: Subject, *, written: bool) -> list[Finding]:
    """Return the findings that matter on a switch, worst first; more of them if the profile was just `written`."""

    def is_urgent(finding: Finding) -> bool:
        if finding.severity == ERROR or not written:
            return finding.severity == ERROR or (finding.severity != NOTE and finding.rule in _URGENT)
        return (finding.severity != NOTE and finding.rule not in _KNOWN) or is_slip(finding)

    quick = [rule for rule in RULES.values() if rule.name not in _NOTES]
    return sorted(filter(is_urgent, _run(subject, quick)), key=lambda finding: SEVERITIES.index(finding.severity))


def is_slip(finding: Finding) -> bool:
    """Tell whether `finding` is about an unknown word with a suggested correction."""
    return finding.rule in _TYPED and bool(finding.hints) and finding.hints[0].startswith("vxenv set ")


def _run(subject: Subject, rules: Iterable[Rule]) -> Iterator[Finding]:
    reported = set()
    silent: dict[str, dict[int, set[str]]] = {}
    for rule in rules:
        for raw in rule.check(subject):
            finding = raw._replace(rule=rule.name)
            if finding.text and finding.path not in silent:
                silent[finding.path] = find_silenced(finding.text)
            rules_by_line = silent[finding.path] if finding.text else {}
            key = (finding.rule, finding.path, finding.key, finding.what)
            if key not in reported and (not rules_by_line or finding.rule not in rules_by_line.get(finding.line, ())):
                reported.add(key)
                yield finding


def find_silenced(text: str) -> dict[int, set[str]]:
    """Return the rules that comments silence, by line: comments after a key or on the lines above it.

    A comment at the top of the text also silences findings without a line, which are reported on line 1.
    """
    rules_by_line: dict[int, set[str]] = {}
    if not _SILENCED.search(text):
        return rules_by_line
    waiting: set[str] = set()
    line = 1
    top = True
    for part in split_statements(text.removeprefix("\ufeff")):
        names = set()
        for comment in _list_comments(part.text):
            names |= {word.strip() for match in _SILENCED.finditer(comment) for word in match[1].split(",")}
        if part.keys:
            rules_by_line.setdefault(line, set()).update(names | waiting)
            waiting = set()
            top = False
        elif part.text.strip():
            waiting |= names
            if top:
                rules_by_line.setdefault(1, set()).update(names)
        else:
            waiting = set()
        line += part.text.count("\n")
    return rules_by_line


def _list_comments(text: str) -> Iterable[str]:
    """Return the comments of a statement, ignoring # within strings."""
    return [mark[1] for mark in _COMMENT.finditer(text) if mark[1]]
