"""Resolve the arguments of `vxenv lint`: profiles, globs, stacks and files."""

import os
from collections.abc import Iterable

from vxenv.checks.finding import Finding
from vxenv.checks.lint.request import Examiner
from vxenv.profiles.names import SEPARATOR, parse_stack
from vxenv.profiles.patterns import select_profiles
from vxenv.profiles.store import is_path, list_profile_names


def examine_targets(targets: Iterable[str], looker: Examiner) -> list[Finding]:
    """Return the findings in `targets`, without duplicates from shared parents. Raises UsageError."""
    findings: dict[tuple[object, ...], Finding] = {}
    known = list_profile_names()
    for target in targets:
        if target in (os.curdir, os.pardir) or is_path(target):
            groups = [looker.lint_file(target)]
        elif SEPARATOR in target:
            groups = [looker.lint_stack(parse_stack([target]))]
        else:
            groups = [looker.lint_stack((name,)) for name in select_profiles([target], known)]
        for finding in (finding for group in groups for finding in group):
            findings.setdefault((finding.rule, finding.path, finding.line, finding.what), finding)
    return list(findings.values())
