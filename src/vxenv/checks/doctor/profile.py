"""The profile in force: which, why, whether it still holds, and what lint says of it."""

import os
from collections.abc import Iterator, Mapping, Sequence
from shlex import quote
from typing import NamedTuple

from vxenv.activation.plan_keys import OFF, USE
from vxenv.activation.state import State
from vxenv.checks.doctor.config import broken_document
from vxenv.checks.finding import ERROR, NOTE, WARNING, Finding
from vxenv.checks.health import FAILED, OK, Check
from vxenv.checks.health import NOTE as NOTED
from vxenv.checks.health import WARNING as WARNED
from vxenv.claude.precedence import text
from vxenv.errors import VxenvError, word
from vxenv.paths import printable, shown
from vxenv.profiles.resolve import Resolved
from vxenv.profiles.summary import summary
from vxenv.shells import hint_words

# Of these another group says more, for what is in force in the end.
_ELSEWHERE = (
    "missing-credentials", "readable-credentials", "config-dir-without-credentials", "other-provider", "unset-project",
    "key-sent-to-gateway", "unknown-to-client",
)  # fmt: skip
_STATES = {ERROR: FAILED, WARNING: WARNED, NOTE: NOTED}
_NOTES = 2


class InForce(NamedTuple):
    """What doctor looks at: a stack, "" for none, with what it comes to or why it comes to nothing.

    `reason` is as in ``VXENV_REASON``, "" for a stack that was asked about. `names` are all profiles, `refused` the
    directory files that are not allowed. `main_location` is where a key of [regions] sends the main model, "" if none
    does.
    """

    stack: str
    reason: str
    resolved: Resolved | None
    trouble: VxenvError | None
    findings: Sequence[Finding]
    names: Sequence[str]
    refused: Sequence[str] = ()
    main_location: str = ""


def profile_checks(
    force: InForce, state: State, environment: Mapping[str, str], *, hooked: bool, shell: str = ""
) -> Iterator[Check]:
    """Yield what is to be said of `force`, in a `shell` with `state` and `environment`, `hooked` or not."""
    if not state.whole:
        yield Check("undo", WARNED, "the undo record of this shell is damaged", hint_words.again(shell))
    for path in force.refused:
        yield Check("directory", NOTED, f"{shown(path)} is not allowed", f"vxenv allow {word(shown(path))}")
    if force.trouble:
        yield broken_document("active", force.trouble)
        return
    if force.resolved is None:
        yield _none(force, hooked=hooked)
        return
    why = f"  ({_reason(force.reason)})" if force.reason else ""
    yield Check("active", OK, summary(force.stack, force.resolved, force.main_location) + why)
    if force.reason:
        yield from _by_hand(force, state, environment)
    yield from _linted(force)


def _none(force: InForce, *, hooked: bool) -> Check:
    if not force.names:
        return Check("active", NOTED, "no profile is active here", "vxenv add first")
    if force.reason == OFF:
        return Check("active", NOTED, "no profile is active here: this shell is off", "vxenv auto")
    name = force.names[0]
    if not hooked:
        what = "no profile is active here, since no hook makes one so"
        return Check("active", NOTED, what, f"vxenv exec {name} -- claude")
    return Check("active", NOTED, "no profile is active here: nothing asked for one", f"vxenv use {name}")


def _reason(reason: str) -> str:
    return shown(reason) if os.path.isabs(reason) else printable(reason)


def _by_hand(force: InForce, state: State, environment: Mapping[str, str]) -> Iterator[Check]:
    changed = [one for one in state.changes if one.by_hand(environment)]
    if not changed:
        return
    first = changed[0]
    values = f"{text(first.name, first.given)} → {text(first.name, environment.get(first.name))}"
    more = f", and {len(changed) - 1} more" if len(changed) > 1 else ""
    again = f"vxenv use {quote(force.stack)}" + ("" if force.reason == USE else "; vxenv auto")
    yield Check("values", WARNED, f"{printable(first.name)} was changed by hand: {values}{more}", again)


def _linted(force: InForce) -> Iterator[Check]:
    found = [one for one in force.findings if one.rule not in _ELSEWHERE]
    notes = [one for one in found if one.severity == NOTE]
    for one in found:
        if one.severity != NOTE or len(notes) <= _NOTES:
            where = f"{shown(one.path)}:{one.line}"
            what = f"{where}: {printable(one.what)}"
            yield Check(one.rule, _STATES[one.severity], what, one.hints[0] if one.hints else "")
    if len(notes) > _NOTES:
        yield Check(
            "notes",
            NOTED,
            f"lint has {len(notes)} notes",
            "vxenv lint" if force.reason else f"vxenv lint {quote(force.stack)}",
        )
