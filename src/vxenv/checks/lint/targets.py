"""Resolve the arguments of `vxenv lint`: profiles, globs, stacks and files."""

from collections.abc import Iterable

from vxenv.checks.finding import Finding
from vxenv.checks.lint.request import Examiner, is_path
from vxenv.profiles.names import SEPARATOR, parse_stack
from vxenv.profiles.patterns import select_profiles
from vxenv.profiles.store import list_profile_names


def examine_targets(targets: Iterable[str], looker: Examiner) -> list[Finding]:
    """Return the findings in `targets`, without duplicates from shared parents. Raises UsageError."""
    findings: dict[tuple[object, ...], Finding] = {}
    known = list_profile_names()
    for target in targets:
        if is_path(target):
            groups = [looker.lint_file(target)]
        elif SEPARATOR in target:
            groups = [looker.lint_stack(parse_stack([target]))]
        else:
            groups = [looker.lint_stack((name,)) for name in select_profiles([target], known)]
        for finding in (finding for group in groups for finding in group):
            findings.setdefault((finding.rule, finding.path, finding.line, finding.what), finding)
    return list(findings.values())
