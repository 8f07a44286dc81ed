"""``vxenv hook tcsh …``: decide for tcsh, which can neither compare files nor undo. No click here.

The shell passes its state and sources the answer: the variables to set and unset, and the files to check before each
prompt by their times. A file changed within the last two seconds could change again in the same second; in that case
the shell asks again at its next prompt.
"""

import contextlib
import os
import re
import sys
import time
from collections.abc import Sequence
from typing import NamedTuple

from vxenv.activation.plan_keys import AUTO, DEFAULT, DIRECTORY, OFF, UNLOAD, USE
from vxenv.activation.search import find_logical_directory, find_nearest
from vxenv.activation.undo_record import DIGEST, PIN, State, enter_activation, read_pin, read_state, undo_activation
from vxenv.env_diff import EnvDiff, compute_diff
from vxenv.errors import StoreError, UsageError
from vxenv.files.atomic import write
from vxenv.files.directories import make_private_directory
from vxenv.paths import UNTRUSTED_NAMES, escape_text, shorten_path
from vxenv.plans.cache import sweep_captured
from vxenv.plans.plan import Plan
from vxenv.plans.tcsh_cache import recall_plan, remember_plan
from vxenv.shells.tcsh import SHELL as TCSH

_ANSWERS = "answers"
_WORDS = 11
_SETTLED = 2  # seconds
# The longest variable that Linux passes to a process, including its name, `=` and a NUL. A saved value has a longer
# name than its variable. If it is too long, it is split into halves under names that other shells ignore.
_LONGEST = 128 * 1024
_COVERED, _HEAD, _TAIL = "__VXENV_O_", "__VXENV_H_", "__VXENV_T_"
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_DAMAGED = "vxenv: the undo record is damaged or from another version; variables it does not list are unchanged"
_NOTHING = Plan(OFF, "", OFF, "", "", "", {}, (), (), ())


class TcshRequest(NamedTuple):
    """The state that the shell passes."""

    # The event: "load", "first", "moved", "pin" and others.
    mode: str
    # The key to pin, AUTO to remove the pin, or "" for no change.
    pin: str
    # The file for the answer.
    answer: str
    # The process ID of the shell.
    process: str
    # The digest of the last answer.
    digest: str
    # Messages kept since the shell started.
    late: str
    # The state of the `claude` wrapper.
    wrapped: str
    # Directory files already announced in a pinned shell.
    announced: tuple[str, ...]


def answer_tcsh(words: Sequence[str]) -> bytes:
    """Write the answer for the shell, and return the messages for the user. Raises UsageError."""
    if len(words) < _WORDS:
        raise UsageError("vxenv hook is internal; shell hooks call it", hint="vxenv setup")
    _, mode, pin, answer, process, digest, late, wrapped, *directories = words
    for name, directory in zip(("CONFIG", "STATE", "CACHE"), directories, strict=False):
        if not os.environ.get(f"VXENV_{name}_DIR"):
            os.environ[f"VXENV_{name}_DIR"] = directory
    sys.audit("vxenv.decided", "hook of tcsh: {}, {}", mode, pin or "no pin")
    request = TcshRequest(mode, pin, answer, process, digest, late, wrapped, tuple(directories[3:]))
    code, messages = _render_answer(request)
    if mode == "load":
        with contextlib.suppress(OSError):
            sweep_captured(os.path.dirname(answer))  # answers of shells that have exited
    _write(answer, code)
    if mode == "load" or not _is_top(process):
        return b""
    return "".join(f"{escape_text(row)}\n" for text in messages for row in text.split("\n")).encode()


def pin_key(key: str) -> None:
    """Have the calling shell pin `key`."""
    answer = os.environ.get("__VXENV_ANSWER", "")
    if os.path.basename(os.path.dirname(answer)) != _ANSWERS:  # not set by a hook
        raise UsageError("__VXENV_ANSWER was not set by a shell hook", hint="vxenv setup")
    _write(answer, TCSH.render_own("pin", key))


def _write(answer: str, code: str) -> None:
    """Write `code` to the file `answer`, which the shell empties. Raises StoreError."""
    try:
        folder = os.path.dirname(answer)
        make_private_directory(folder, os.path.dirname(folder))
        write(answer, code.encode(errors="surrogateescape"), durable=False, keep_mode=False)
    except OSError as error:
        raise StoreError(f"cannot write {shorten_path(answer)}: {error.strerror}", hint="vxenv doctor") from error


def _render_answer(request: TcshRequest) -> tuple[str, list[str]]:
    """Return the answer as code, and the messages for the user."""
    directory = find_logical_directory()
    exported = {name: value for name, value in os.environ.items() if not _is_from_hook(name)}
    environment = _join_records(exported)
    state = read_state(environment)
    key = _find_key(request, environment, directory)
    at_start = request.mode in ("load", "first")
    plan, digest = _find_plan(key, environment, "" if at_start or request.mode == "pin" else request.digest)
    if digest == request.digest and (state.reason, state.profile) == (plan.reason, plan.stack) and not at_start:
        after = environment  # keeps manual changes
    else:
        after = _apply_plan(environment, state, plan, at_start=at_start, unload=digest == UNLOAD)
    messages = request.late.split("\n") if request.late else []
    messages += [] if state.whole or after is environment else [_DAMAGED]
    activation = (after.get("VXENV_REASON", ""), after.get("VXENV_PROFILE", ""))
    by_name = request.mode == "pin" and request.pin != AUTO  # `use` has printed the changes
    changed = activation != (state.reason, state.profile) or after.get(DIGEST) != environment.get(DIGEST)
    if changed and not by_name and not os.environ.get("VXENV_QUIET"):
        messages += plan.line.split("\n")
    if digest != request.digest and not by_name:
        messages += plan.note.split("\n")
    announced, ask = _ask_pinned(request, plan, key, directory, environment)
    messages = list(dict.fromkeys(filter(None, [*messages, *ask])))
    remembered = {
        "digest": digest,
        "act": "+".join(activation),
        "late": "\n".join(messages) if request.mode == "load" else "",
    }
    code = [
        TCSH.render_unaliased_assignments(_compare(exported, _halve_records(after))),
        TCSH.render_wrapper(request.wrapped, wanted=bool(plan.launch_settings)),
        *(TCSH.render_own(name, value) for name, value in remembered.items()),
        TCSH.render_own_list("told", announced),
        _render_check(plan),
    ]
    return "".join(code), messages


def _ask_pinned(
    request: TcshRequest, plan: Plan, key: str, directory: str, environment: dict[str, str]
) -> tuple[tuple[str, ...], list[str]]:
    """Return the directory files announced so far, and the messages about the nearest one."""
    announced = () if request.pin == AUTO else request.announced
    path = find_nearest(directory) if key == OFF or key.startswith(f"{USE}:") else ""
    if request.mode != "moved" or not path or path in announced or not _is_top(request.process):
        return announced, []
    other, _ = _find_plan(f"{DIRECTORY}:{path}", environment)
    return (*announced, path), other.ask.split("\n") if other.stack != plan.stack else []


def _is_from_hook(name: str) -> bool:
    return name in ("__VXENV_HOOK", "__VXENV_ANSWER", "__VXENV_PROMPTS", "__VXENV_SEAL")


def _find_key(request: TcshRequest, environment: dict[str, str], directory: str) -> str:
    """Return the key to pin, else the pinned key, else that of the directory file or the default."""
    if request.pin and request.pin != AUTO:
        return request.pin
    if not request.pin:
        if request.digest == UNLOAD:
            return UNLOAD
        if environment.get("VXENV_REASON") == OFF:
            return OFF
        if environment.get("VXENV_REASON") == USE or read_pin(environment):
            return f"{USE}:{read_pin(environment)}"
    path = find_nearest(directory)
    return f"{DIRECTORY}:{path}" if path else DEFAULT


def _apply_plan(
    environment: dict[str, str], state: State, plan: Plan, *, at_start: bool, unload: bool
) -> dict[str, str]:
    """Return `environment` with `plan` applied; with `unload`, without any of vxenv's variables."""
    if unload:
        return undo_activation(environment, state)
    base = environment
    if at_start and state.profile and "__VXENV_STATE" not in environment:
        # The undo record was lost: variables with vxenv's values were set by vxenv.
        given = dict(plan.delta)
        base = {name: value for name, value in environment.items() if given.get(name) != value}
    after = enter_activation(base, plan.delta, plan.stack, plan.reason, protected=plan.protected)
    if not plan.reason:
        del after["VXENV_REASON"]
    if plan.launch_settings:
        after["__VXENV_SETTINGS"] = plan.launch_settings
    if plan.pin:
        after[PIN] = plan.pin
    last = state.profile if state.profile and state.profile not in (plan.stack, plan.pin) else state.last
    if last:
        after["__VXENV_LAST"] = last
    return after


def _join_records(environment: dict[str, str]) -> dict[str, str]:
    """Return `environment` with split values joined."""
    joined = dict(environment)
    for head in [name for name in environment if name.startswith(_HEAD)]:
        name = head.removeprefix(_HEAD)
        joined[_COVERED + name] = joined.pop(head) + joined.pop(_TAIL + name, "")
    return joined


def _halve_records(environment: dict[str, str]) -> dict[str, str]:
    """Return `environment` with saved values split that are too long for a process."""
    halved = dict(environment)
    for whole, value in environment.items():
        if whole.startswith(_COVERED) and len(os.fsencode(f"{whole}={value}")) >= _LONGEST:
            name, half = whole.removeprefix(_COVERED), len(value) // 2
            del halved[whole]
            halved |= {_HEAD + name: value[:half], _TAIL + name: value[half:]}
    return halved


def _compare(environment: dict[str, str], after: dict[str, str]) -> EnvDiff:
    """Return the operations from `environment` to `after`; names are validated, since `unsetenv` takes patterns."""
    return tuple(op for op in compute_diff(environment, after) if _NAME.fullmatch(op.name))


def _find_plan(key: str, environment: dict[str, str], applied: str = "") -> tuple[Plan, str]:
    """Return the plan for `key`, and a digest that tells whether the answer changed.

    The applied plan, the one with the digest `applied`, stays valid if the user changes a value that it merges.
    """
    if key in (OFF, UNLOAD):
        return _NOTHING, key
    kept = recall_plan(key, "tcsh", environment, applied)
    if kept:
        return kept
    from vxenv.plans.build import make_plan  # reads TOML

    plan = make_plan(key, environment)
    digest = _compute_digest(key, plan)
    remember_plan(plan, digest, "tcsh")
    return plan, digest


def _compute_digest(key: str, plan: Plan) -> str:
    import hashlib

    parts = [key, plan.stack, plan.note, repr(plan.delta)]
    data = b"\0".join([*(os.fsencode(part) for part in parts), *(os.fsencode(p) + d for p, d in plan.files.items())])
    return hashlib.blake2b(data, digest_size=8).hexdigest()


def _render_check(plan: Plan) -> str:
    """Return the code with which the shell checks the inputs of the answer."""
    paths = list(dict.fromkeys([*plan.files, *plan.present, *plan.absent, *plan.links]))
    tests: list[str] = []
    for number, path in enumerate(paths, 1):
        file = f"$__vxenv_files[{number}]:q"
        if path in plan.links or os.path.basename(path) in UNTRUSTED_NAMES:
            tests.append(f"{'!' if path in plan.links else ''} -l {file}")
        try:
            stamp = os.stat(path)
        except OSError:
            tests.append(f"-e {file}")
            continue
        if stamp.st_ctime > time.time() - _SETTLED:
            return TCSH.render_own_list("files", ()) + r"alias __vxenv_look 's\et __vxenv_changed = 1'" + "\n"
        tests += [
            f"-C {file} != {int(stamp.st_ctime)}",
            f"-Z {file} != {stamp.st_size}",
            f"-I {file} != {stamp.st_ino}",
        ]
    test = rf"if ( {' || '.join(tests)} ) s\et __vxenv_changed = 1" if tests else ":"
    return TCSH.render_own_list("files", paths) + f"alias __vxenv_look '{test}'\n"


def _is_top(process: str) -> bool:
    """Return True if the caller is the shell itself, not a subshell, which has the same ``$$``."""
    return str(os.getppid()) == process
