"""The undo record: what the environment says of the activation, and how to undo it.

==========================  ==========================================================================
``VXENV_PROFILE``           the stack that is active, ``a+b``
``VXENV_REASON``            why: ``use``, ``off``, ``default``, or the path of the directory file
``VXENV_PROTECTED``         ``1`` while the stack is protected, so that a prompt can show it without asking
``__VXENV_STATE``           ``1`` (the version), then ``NAME:og`` for each variable that was changed
``__VXENV_O_NAME``          what NAME held before
``__VXENV_N_NAME``          what vxenv gave it
``__VXENV_LAST``            the stack that was active before, for ``use -``
``__VXENV_PIN``             the stack that ``use`` pinned, while it cannot be applied and nothing is active
``__VXENV_DIGEST``          a digest of the variables that the active stack sets, to tell when they change
==========================  ==========================================================================

``o`` is how NAME stood before: ``u`` unset, ``s`` exported, ``l`` a variable of that shell which was not exported (its
value is not, either). ``g`` is what it was given: ``s`` a value, ``u`` unset. Values stand as they are, since each has
a variable of its own: every shell reads them without decoding. The hooks do the same in
their own language, as shell/PROTOCOL.md describes; the record of a shell in which nothing was set is in the plan.
"""

import os
from _blake2 import blake2s
from collections.abc import Mapping
from typing import NamedTuple

from vxenv.activation.plan_keys import USE
from vxenv.env_diff import EnvDiff, apply_diff

VERSION = "1"
PIN, DIGEST = "__VXENV_PIN", "__VXENV_DIGEST"


class Change(NamedTuple):
    """A variable that vxenv changed."""

    # The variable.
    name: str
    # What it held before, None for unset.
    before: str | None
    # What vxenv gave it, None for unset.
    given: str | None

    def is_by_hand(self, environment: Mapping[str, str]) -> bool:
        """Tell whether the variable no longer holds what it was given."""
        return environment.get(self.name) != self.given


class State(NamedTuple):
    """The activation that an environment is under."""

    # The stack that is active, "" for none.
    profile: str
    # Why: ``use``, ``off``, ``default``, the path of a directory file, or "".
    reason: str
    # The stack that was active before, "" for none.
    last: str
    # What vxenv changed.
    changes: tuple[Change, ...]
    # Whether the undo record is complete; `changes` has what can be read of a damaged one.
    whole: bool


def read_state(environment: Mapping[str, str]) -> State:
    """Return the state in `environment`; never fails."""
    version, *words = environment.get("__VXENV_STATE", VERSION).split(" ")
    changes = []
    whole = version == VERSION
    for word in words if whole else ():
        name, _, how = word.partition(":")
        before, given = environment.get("__VXENV_O_" + name), environment.get("__VXENV_N_" + name)
        if (
            not name
            or how not in ("us", "ss", "ls", "uu", "su", "lu")
            or (how[1] == "s") != (given is not None)
            or (how[0] == "s" and before is None)
        ):
            whole = False
        else:
            changes.append(Change(name, before if how[0] == "s" else None, given))
    return State(
        environment.get("VXENV_PROFILE", ""),
        environment.get("VXENV_REASON", ""),
        environment.get("__VXENV_LAST", ""),
        tuple(changes),
        whole,
    )


def read_pin(environment: Mapping[str, str]) -> str:
    """Return the stack that `use` pinned in `environment`, applied or not, "" for none."""
    reason, stack, pin = (environment.get(name, "") for name in ("VXENV_REASON", "VXENV_PROFILE", PIN))
    if reason == USE:
        return stack or pin
    return "" if reason else pin


def compute_digest(delta: EnvDiff) -> str:
    """Return a short digest of what `delta` sets and unsets, "" for nothing."""
    if not delta:
        return ""
    text = "\0".join(f"{name}={value}" if value is not None else name for name, value in delta)
    return blake2s(os.fsencode(text), digest_size=8).hexdigest()


def undo_activation(environment: Mapping[str, str], state: State) -> dict[str, str]:
    """Return `environment` without the activation: what was there before, and what was changed by hand since."""
    result = {name: value for name, value in environment.items() if not is_private(name)}
    for change in state.changes:
        if change.is_by_hand(environment):
            continue
        if change.before is None:
            result.pop(change.name, None)
        else:
            result[change.name] = change.before
    return result


def is_private(name: str) -> bool:
    """Tell whether `name` is one of vxenv's own."""
    return name.startswith("__VXENV_") or name in ("VXENV_PROFILE", "VXENV_REASON", "VXENV_PROTECTED")


def enter_activation(
    environment: Mapping[str, str], delta: EnvDiff, profile: str, reason: str = USE, *, protected: bool = False
) -> dict[str, str]:
    """Return `environment` with its activation undone and `delta` applied in its place, with the means to undo it."""
    state = read_state(environment)
    base = undo_activation(environment, state)
    result = apply_diff(base, delta)
    words = [VERSION]
    for name, value in delta:
        before = base.get(name)
        if before == value:
            continue
        words.append(f"{name}:{'u' if before is None else 's'}{'u' if value is None else 's'}")
        if before is not None:
            result["__VXENV_O_" + name] = before
        if value is not None:
            result["__VXENV_N_" + name] = value
    if len(words) > 1:
        result["__VXENV_STATE"] = " ".join(words)
    result["VXENV_REASON"] = reason
    if profile:
        result["VXENV_PROFILE"] = profile
    if protected:
        result["VXENV_PROTECTED"] = "1"
    if delta:
        result[DIGEST] = compute_digest(delta)
    return result
