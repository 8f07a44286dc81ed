"""Read, undo and enter activations by the undo record in the environment.

==========================  ==========================================================================
``VXENV_PROFILE``           the active stack, ``a+b``
``VXENV_REASON``            ``use``, ``off``, ``default``, or the path of the directory file
``VXENV_PROTECTED``         ``1`` while a protected stack is active, for prompts
``__VXENV_STATE``           ``1`` (the version), then ``NAME:og`` for each variable that was changed
``__VXENV_O_NAME``          the previous value of NAME
``__VXENV_N_NAME``          the value that vxenv set
``__VXENV_LAST``            the previous stack, for ``use -``
``__VXENV_PIN``             the stack pinned by ``use``, while it cannot be applied
``__VXENV_EXEC``            the stack with which `exec` started Claude Code, in that session only
``__VXENV_DIGEST``          a digest of the variables that the active stack sets, to detect changes
==========================  ==========================================================================

``o`` is the previous state of NAME: ``u`` unset, ``s`` exported, ``l`` set but not exported (its value is not exported
either). ``g`` is the new state: ``s`` set, ``u`` unset. Each value has a variable of its own, so every shell reads it
without decoding. The hooks implement the same rules, described in shell/PROTOCOL.md; if nothing was set before, the
plan contains the record.
"""

import os
from _blake2 import blake2s
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from vxenv.activation.plan_keys import USE
from vxenv.env_diff import EnvDiff, apply_diff

VERSION = "1"
PIN, DIGEST, EXEC = "__VXENV_PIN", "__VXENV_DIGEST", "__VXENV_EXEC"


class Change(NamedTuple):
    """A variable that vxenv changed."""

    # The variable.
    name: str
    # The previous value, None for unset.
    before: str | None
    # The value vxenv set, None for unset.
    given: str | None

    def is_by_hand(self, environment: Mapping[str, str]) -> bool:
        """Return True if the variable was changed after vxenv set it."""
        return environment.get(self.name) != self.given


class State(NamedTuple):
    """The activation recorded in an environment."""

    # The active stack, or "".
    profile: str
    # The reason: ``use``, ``off``, ``default``, the path of a directory file, or "".
    reason: str
    # The previous stack, or "".
    last: str
    # The changed variables; those that can be read, if the record is damaged.
    changes: tuple[Change, ...]
    # True if the undo record is complete.
    whole: bool


def read_state(environment: Mapping[str, str]) -> State:
    """Return the state in `environment`; never raises."""
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
    """Return the stack pinned by `use` in `environment`, applied or not, or ""."""
    reason, stack, pin = (environment.get(name, "") for name in ("VXENV_REASON", "VXENV_PROFILE", PIN))
    if reason == USE:
        return stack or pin
    return "" if reason else pin


def compute_digest(delta: EnvDiff) -> str:
    """Return a short digest of `delta`, "" if it is empty."""
    if not delta:
        return ""
    text = "\0".join(f"{name}={value}" if value is not None else name for name, value in delta)
    return blake2s(os.fsencode(text), digest_size=8).hexdigest()


def undo_activation(environment: Mapping[str, str], state: State) -> dict[str, str]:
    """Return `environment` with previous values restored, except where the user changed them since."""
    result = {name: value for name, value in environment.items() if not is_private(name)}
    for change in state.changes:
        if change.is_by_hand(environment):
            continue
        if change.before is None:
            result.pop(change.name, None)
        else:
            result[change.name] = change.before
    return result


def find_originals(environment: Mapping[str, str], names: Iterable[str]) -> dict[str, str]:
    """Return the values that the user has given to `names`, "" for unset ones: those without the activation."""
    names = tuple(names)
    if not names:
        return {}
    base = undo_activation(environment, read_state(environment))
    return {name: base.get(name, "") for name in names}


def is_private(name: str) -> bool:
    """Return True if `name` is one of vxenv's own variables."""
    return name.startswith("__VXENV_") or name in ("VXENV_PROFILE", "VXENV_REASON", "VXENV_PROTECTED")


def enter_activation(
    environment: Mapping[str, str], delta: EnvDiff, profile: str, reason: str = USE, *, protected: bool = False
) -> dict[str, str]:
    """Return `environment` with its activation undone, and `delta` applied and recorded."""
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
