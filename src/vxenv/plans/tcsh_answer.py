"""``vxenv hook tcsh …``: what to do in a shell that can neither compare files nor undo. No click here.

The shell hands over what it remembers and sources the answer: the variables to set and unset, and what to look at
before each prompt. That are times: a file that was changed within the last two seconds may change once more in the
same second, so that the shell asks again at its next prompt.
"""

import contextlib
import os
import re
import sys
import time
from collections.abc import Sequence
from typing import NamedTuple

from vxenv.activation.plan_keys import DEFAULT, DIRECTORY, OFF, UNLOAD, USE
from vxenv.activation.search import logical_directory, nearest
from vxenv.activation.state import DIGEST, PIN, State, entered, read_pin, read_state, undone
from vxenv.env_diff import Delta, between
from vxenv.errors import StoreError, UsageError
from vxenv.files.atomic import write
from vxenv.files.directories import private_directory
from vxenv.paths import DIRECTORY_FILE, printable, shown
from vxenv.plans.cache import sweep
from vxenv.plans.plan import Plan
from vxenv.plans.tcsh_cache import recalled, remember
from vxenv.shells.tcsh import SHELL as TCSH

AUTO = "auto"
_ANSWERS = "answers"
_WORDS = 11
_SETTLED = 2  # seconds
# The longest variable that Linux hands on, with its name, `=` and a NUL. A record has a longer name than its variable,
# and where that is too long stands in halves, whose names no other shell takes for a record.
_LONGEST = 128 * 1024
_COVERED, _HEAD, _TAIL = "__VXENV_O_", "__VXENV_H_", "__VXENV_T_"
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_DAMAGED = (
    "vxenv: the undo record in this shell's environment is damaged or of another version; "
    "variables that it does not cover stay as they are"
)
_NOTHING = Plan(OFF, "", OFF, "", "", "", {}, (), (), ())


class Asked(NamedTuple):
    """What the shell says: why it asks, what is to be pinned, and what it remembers of the last answer."""

    mode: str
    pin: str
    answer: str
    process: str
    digest: str
    late: str
    wrapped: str
    told: tuple[str, ...]


def decide(words: Sequence[str]) -> None:
    """Answer the shell, and tell people what there is to tell. Raises UsageError."""
    if len(words) < _WORDS:
        raise UsageError("vxenv hook is for the shell's hook to call", hint="vxenv setup")
    _, mode, pin, answer, process, digest, late, wrapped, *directories = words
    for name, directory in zip(("CONFIG", "STATE", "CACHE"), directories, strict=False):
        if not os.environ.get(f"VXENV_{name}_DIR"):
            os.environ[f"VXENV_{name}_DIR"] = directory
    sys.audit("vxenv.decided", "the hook of tcsh asks: {}, {}", mode, pin or "nothing pinned")
    asked = Asked(mode, pin, answer, process, digest, late, wrapped, tuple(directories[3:]))
    code, said = _answer(asked)
    if mode == "load":
        _sweep(answer)
    _write(answer, code)
    if said and mode != "load" and _is_top(process):
        sys.stderr.buffer.write("".join(f"{printable(row)}\n" for line in said for row in line.split("\n")).encode())


def pin(key: str) -> None:
    """Have the shell that called ask for `key`."""
    answer = os.environ.get("__VXENV_ANSWER", "")
    if os.path.basename(os.path.dirname(answer)) != _ANSWERS:  # no hook said so
        raise UsageError("__VXENV_ANSWER is for the shell's hook to set", hint="vxenv setup")
    _write(answer, TCSH.render_own("pin", key))


def _sweep(answer: str) -> None:
    """Remove the answers of shells that are gone, if that can be done."""
    with contextlib.suppress(OSError):
        sweep(os.path.dirname(answer))


def _write(answer: str, code: str) -> None:
    """Write `code` for the shell, which empties the file. Raises StoreError."""
    try:
        folder = os.path.dirname(answer)
        private_directory(folder, os.path.dirname(folder))
        write(answer, code.encode(errors="surrogateescape"), durable=False, keep_mode=False)
    except OSError as error:
        raise StoreError(f"cannot write {shown(answer)}: {error.strerror}", hint="vxenv doctor") from error


def _answer(asked: Asked) -> tuple[str, list[str]]:
    """Return the answer as code, and lines for people."""
    directory = logical_directory()
    given = {name: value for name, value in os.environ.items() if not _handed(name)}
    environment = _joined(given)
    state = read_state(environment)
    key = _key(asked, environment, directory)
    plan, digest = _planned(key)
    at_start = asked.mode in ("load", "first")
    if digest == asked.digest and (state.reason, state.profile) == (plan.reason, plan.stack) and not at_start:
        after = environment  # what was changed by hand stays
    else:
        after = _after(environment, state, plan, at_start=at_start, unload=digest == UNLOAD)
    said = asked.late.split("\n") if asked.late else []
    said += [] if state.whole or after is environment else [_DAMAGED]
    activation = (after.get("VXENV_REASON", ""), after.get("VXENV_PROFILE", ""))
    by_name = asked.mode == "pin" and asked.pin != AUTO  # so that `use` has told already
    changed = activation != (state.reason, state.profile) or after.get(DIGEST) != environment.get(DIGEST)
    if changed and not by_name and not os.environ.get("VXENV_QUIET"):
        said += plan.line.split("\n")
    if digest != asked.digest and not by_name:
        said += plan.note.split("\n")
    near = nearest(directory) if key == OFF or key.startswith(f"{USE}:") else ""
    told = () if asked.pin == AUTO else asked.told
    if asked.mode == "moved" and near and near not in told and _is_top(asked.process):
        told = (*told, near)
        other, _ = _planned(f"{DIRECTORY}:{near}")
        if other.stack != plan.stack:
            said += other.ask.split("\n")
    lines = [TCSH.render_unaliased_assignments(_changed(given, _halved(after)))]
    lines.append(TCSH.render_wrapper(asked.wrapped, wanted=bool(plan.settings)))
    said = [line for at, line in enumerate(said) if line and line not in said[:at]]
    remembered = {
        "digest": digest,
        "act": "+".join(activation),
        "late": "\n".join(said) if asked.mode == "load" else "",
    }
    lines += [TCSH.render_own(name, value) for name, value in remembered.items()]
    lines.append(TCSH.render_own_list("told", told))
    lines.append(_look(plan))
    return "".join(lines), said


def _handed(name: str) -> bool:
    return name in ("__VXENV_HOOK", "__VXENV_ANSWER", "__VXENV_PROMPTS", "__VXENV_SEAL")


def _key(asked: Asked, environment: dict[str, str], directory: str) -> str:
    """Return the key of what is wanted: what is to be pinned, what is, or what the directory asks for."""
    if asked.pin and asked.pin != AUTO:
        return asked.pin
    if not asked.pin:
        if asked.digest == UNLOAD:
            return UNLOAD
        if environment.get("VXENV_REASON") == OFF:
            return OFF
        if environment.get("VXENV_REASON") == USE or read_pin(environment):
            return f"{USE}:{read_pin(environment)}"
    near = nearest(directory)
    return f"{DIRECTORY}:{near}" if near else DEFAULT


def _after(environment: dict[str, str], state: State, plan: Plan, *, at_start: bool, unload: bool) -> dict[str, str]:
    """Return `environment` as `plan` wants it; to `unload` leaves nothing of vxenv's own in it."""
    if unload:
        return undone(environment, state)
    base = environment
    if at_start and state.profile and "__VXENV_STATE" not in environment:
        # The record was lost on the way here: what holds vxenv's value was given by it.
        given = dict(plan.delta)
        base = {name: value for name, value in environment.items() if given.get(name) != value}
    after = entered(base, plan.delta, plan.stack, plan.reason, protected=plan.protected)
    if not plan.reason:
        del after["VXENV_REASON"]
    if plan.settings:
        after["__VXENV_SETTINGS"] = plan.settings
    if plan.pin():
        after[PIN] = plan.pin()
    last = state.profile if state.profile and state.profile not in (plan.stack, plan.pin()) else state.last
    if last:
        after["__VXENV_LAST"] = last
    return after


def _joined(environment: dict[str, str]) -> dict[str, str]:
    """Return `environment` with each record whole."""
    found = dict(environment)
    for head in [name for name in environment if name.startswith(_HEAD)]:
        name = head.removeprefix(_HEAD)
        found[_COVERED + name] = found.pop(head) + found.pop(_TAIL + name, "")
    return found


def _halved(environment: dict[str, str]) -> dict[str, str]:
    """Return `environment` with each record in halves that is too long for a process."""
    found = dict(environment)
    for whole, value in environment.items():
        if whole.startswith(_COVERED) and len(os.fsencode(f"{whole}={value}")) >= _LONGEST:
            name, half = whole.removeprefix(_COVERED), len(value) // 2
            del found[whole]
            found |= {_HEAD + name: value[:half], _TAIL + name: value[half:]}
    return found


def _changed(environment: dict[str, str], after: dict[str, str]) -> Delta:
    """Return what is to be done; `unsetenv` takes patterns, so that it is given no name from a stranger."""
    return tuple(op for op in between(environment, after) if _NAME.fullmatch(op.name))


def _planned(key: str) -> tuple[Plan, str]:
    """Return the plan for `key`, and what says whether an answer is another one than the last."""
    if key in (OFF, UNLOAD):
        return _NOTHING, key
    found = recalled(key, "tcsh")
    if found is None:
        from vxenv.plans.conflicts import warned_plan  # reads TOML

        plan = warned_plan(key)
        found = plan, _digest(key, plan)
        remember(*found, "tcsh")
    return found


def _digest(key: str, plan: Plan) -> str:
    import hashlib

    parts = [key, plan.stack, plan.note, repr(plan.delta)]
    data = b"\0".join([*(os.fsencode(part) for part in parts), *(os.fsencode(p) + d for p, d in plan.files.items())])
    return hashlib.blake2b(data, digest_size=8).hexdigest()


def _look(plan: Plan) -> str:
    """Return the code that has the shell look at all that the answer rests on."""
    found: list[str] = []
    tests: list[str] = []
    for path in dict.fromkeys([*plan.files, *plan.here, *plan.gone, *plan.links]):
        found.append(path)
        word = f"$__vxenv_files[{len(found)}]:q"
        if path in plan.links or os.path.basename(path) == DIRECTORY_FILE:
            tests.append(f"{'!' if path in plan.links else ''} -l {word}")
        try:
            stamp = os.stat(path)
        except OSError:
            tests.append(f"-e {word}")
            continue
        if stamp.st_ctime > time.time() - _SETTLED:
            return TCSH.render_own_list("files", ()) + r"alias __vxenv_look 's\et __vxenv_changed = 1'" + "\n"
        tests += [
            f"-C {word} != {int(stamp.st_ctime)}",
            f"-Z {word} != {stamp.st_size}",
            f"-I {word} != {stamp.st_ino}",
        ]
    test = rf"if ( {' || '.join(tests)} ) s\et __vxenv_changed = 1" if tests else ":"
    return TCSH.render_own_list("files", found) + f"alias __vxenv_look '{test}'\n"


def _is_top(process: str) -> bool:
    """Tell whether the shell itself asks, not a subshell, which has the same ``$$``."""
    return str(os.getppid()) == process
