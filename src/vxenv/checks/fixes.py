"""Apply the fixes of findings to profiles."""

from collections.abc import Callable, Iterable

from vxenv.checks.finding import Finding, Fix
from vxenv.files.transaction import Transaction
from vxenv.profiles.store import Store, find_profile_path
from vxenv.profiles.validation import check_profile
from vxenv.text.toml_edit import edit_toml

_ROUNDS = 5  # a fix can reveal another finding


def apply_fix(change: Transaction, fix: Fix) -> bytes:
    """Add `fix` to `change` and return the new bytes of the profile. Raises VxenvError if they would be invalid."""
    if fix.path != find_profile_path(fix.name):
        change.confine(fix.path)
    old = change.read_wanted(fix.path)
    new = edit_toml(old, fix.path, fix.changes)
    check_profile(fix.name, new, old)
    change.write(fix.path, new)
    return new


def apply_fixes(change: Transaction, examine: Callable[[Store], Iterable[Finding]]) -> None:
    """Add the fixes of the findings of `examine` to `change`, repeating until it finds nothing to fix."""
    contents: dict[str, bytes] = {}
    for _ in range(_ROUNDS):
        fixes = {finding.fix.path: finding.fix for finding in examine(Store(contents)) if finding.fix}
        for fix in fixes.values():
            contents[fix.path] = apply_fix(change, fix)
        if not fixes:
            break
