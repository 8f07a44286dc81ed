"""lint: what Vertex or Claude Code will refuse, or take otherwise than meant, said before the first request."""

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
# Of what is no error, what matters at the moment of switching.
_URGENT = (RETIRED, RETIRING, DEPRECATED, "not-served", "unknown-location")
# What takes its time and is never more than a note.
_NOTES = ("unknown-variable", "unverified-location")
# Rules about words that somebody typed.
_TYPED = ("unknown-location", "model-id")
# What whoever has just written it knows: it is a part of stacks, or leaves to the client what is the client's.
_KNOWN = ("unset-project", "unpinned")


def run_rules(subject: Subject) -> list[Finding]:
    """Return all that the rules find in `subject`, by file and line, without what is silenced."""
    return sorted(
        _run(subject, RULES.values()),
        key=lambda one: (one.path, one.line, SEVERITIES.index(one.severity), one.rule),
    )


def run_urgent_rules(subject: Subject, *, written: bool) -> list[Finding]:
    """Return the worst that the rules find, worst first: what matters on a switch, more if just `written`."""

    def is_urgent(finding: Finding) -> bool:
        if finding.severity == ERROR or not written:
            return finding.severity == ERROR or (finding.severity != NOTE and finding.rule in _URGENT)
        return (finding.severity != NOTE and finding.rule not in _KNOWN) or is_slip(finding)

    quick = [rule for rule in RULES.values() if rule.name not in _NOTES]
    return sorted(filter(is_urgent, _run(subject, quick)), key=lambda finding: SEVERITIES.index(finding.severity))


def is_slip(finding: Finding) -> bool:
    """Tell whether `finding` is about a word that nobody knows, and names the one that is meant."""
    return finding.rule in _TYPED and bool(finding.hints) and finding.hints[0].startswith("vxenv set ")


def _run(subject: Subject, rules: Iterable[Rule]) -> Iterator[Finding]:
    reported = set()
    silent: dict[str, dict[int, set[str]]] = {}
    for rule in rules:
        for raw in rule.check(subject):
            finding = raw._replace(rule=rule.name)
            if finding.path not in silent:
                silent[finding.path] = find_silenced(finding.text)
            rules_by_line = silent[finding.path]
            key = (finding.rule, finding.path, finding.key, finding.what)
            if key not in reported and (not rules_by_line or finding.rule not in rules_by_line.get(finding.line, ())):
                reported.add(key)
                yield finding


def find_silenced(text: str) -> dict[int, set[str]]:
    """Return by line the rules that a comment silences there: behind the key, or on lines of their own above it.

    A comment at the top of the text also speaks for what stands on no line, which is reported on the first.
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
    """Return the comments of a statement; a # within a string is none."""
    return [mark[1] for mark in _COMMENT.finditer(text) if mark[1]]
