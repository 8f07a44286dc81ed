"""The rule about policies."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from vxenv.checks.finding import ERROR, Finding
from vxenv.checks.lint.rule import collect_rules
from vxenv.checks.lint.subject import Subject, is_stored, suggest_edit
from vxenv.errors import split_where
from vxenv.paths import shorten_path
from vxenv.profiles.names import SLASH

if TYPE_CHECKING:
    from vxenv.profiles.breaches import Breach


def check_policy(subject: Subject) -> Iterator[Finding]:
    """A policy of the administrator or of a source does not allow the profile, and `vxenv use`, `exec`, `export`,
    directory files and the default refuse it. The finding has the file and line of the policy. Layers and profiles
    that others extend may lack variables that the policy requires.
    """
    if not subject.resolved.is_bound:
        return
    from vxenv.profiles.breaches import find_breaches  # noqa: PLC0415 - not needed without a policy

    for file in subject.resolved.policies:
        if file.trouble:
            _, line = split_where(file.trouble.where)
            hints = (file.trouble.hint,) if file.trouble.hint else ()
            yield Finding("", ERROR, f"invalid policy: {file.trouble.what}", file.path, hints=hints, at=line)
    is_partial = subject.base or not subject.is_placed
    for breach in find_breaches(subject.resolved):
        if is_partial and (breach.missing or not subject.find_setting(breach.variable)):
            continue
        has_name = is_stored(subject.top.path) or SLASH in subject.top.name
        name = subject.top.name if has_name else shorten_path(subject.top.path)
        what = breach.what if subject.find_setting(breach.variable) else f"{name}: {breach.what}"
        what += f"; {breach.policy.message}" if breach.policy.message else ""
        hint = _render_hint(subject, breach)
        yield Finding("", ERROR, what, breach.policy.path, breach.policy.text, breach.key, (hint,))


def _render_hint(subject: Subject, breach: "Breach") -> str:
    """Return the command that fixes `breach`, or opens the document in an editor."""
    setting = subject.find_setting(breach.variable)
    if breach.forbidden:
        return subject.render_unset(breach.variable)
    if breach.value:
        return subject.render_set(breach.variable, breach.value)
    owner = subject.find_owner(setting) if setting else subject.top
    return f"vxenv edit {owner.name}" if is_stored(owner.path) else suggest_edit(owner)


RULES = collect_rules(check_policy)
