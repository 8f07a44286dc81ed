"""Render a plan for the calling shell and write it to disk. On the hook's path: no click here."""

import contextlib
import os
from collections.abc import Mapping

from vxenv.activation.caller import Caller
from vxenv.activation.undo_record import DIGEST, PIN, compute_digest
from vxenv.catalogue.variables import list_cleared
from vxenv.env_diff import Op
from vxenv.files.read_limited import LIMIT
from vxenv.paths import UNTRUSTED_NAMES
from vxenv.plans.cache import CAPTURED, find_plans_dir, sweep_captured, write_cached
from vxenv.plans.plan import Plan
from vxenv.shells import Inputs, LineInputs, PlanContent, load_shell

_LONGEST_NAME = 200


def render_plan(plan: Plan, caller: Caller) -> str:
    """Return `plan` as code for the calling shell."""
    # Only readable files are compared by contents. For others the shell checks that they exist or are missing.
    inputs = {path: data for path, data in plan.files.items() if path not in plan.links}
    files, unreadable, absent = _split_files(inputs)
    has_told = plan.settings_files or plan.policy_files or plan.pointer_files or plan.originals
    line = _find_told(plan) if has_told else None
    closed = list_cleared(skip_auth=False)
    shell = load_shell(caller.shell)
    who = f"{caller.version}|{caller.home}|{plan.key}"
    content = PlanContent(
        who,
        Inputs(
            files,
            plan.present + unreadable,
            plan.absent + absent,
            line,
            tuple(path for path in plan.links if path not in plan.settings_files),
            tuple(path for path in files if os.path.basename(path) in UNTRUSTED_NAMES),
            plan.until,
        ),
        tuple(op for op in plan.delta if op.value is not None or op.name not in closed),
        (
            Op("VXENV_PROFILE", plan.stack or None),
            Op("VXENV_REASON", plan.reason or None),
            Op("VXENV_PROTECTED", "1" if plan.protected else None),
            Op("__VXENV_SETTINGS", plan.launch_settings or None),
            Op(PIN, plan.pin or None),
            Op(DIGEST, compute_digest(plan.delta) or None),
        ),
        {"stack": plan.stack, "line": plan.line, "note": plan.note, "ask": plan.ask},
        plan.preview and plan.preview._replace(inputs=LineInputs(*_split_files(plan.advice_files), {})),
    )
    code = shell.render_plan(content)
    return shell.render_heading(caller.seal, who) + code if caller.seal else code


def _find_told(plan: Plan) -> LineInputs:
    links = tuple(path for path in plan.links if path in plan.settings_files)
    inputs = {path: data for path, data in plan.settings_files.items() if path not in links}
    inputs |= {path: data for path, data in plan.policy_files.items() if data is not None and path not in plan.files}
    inputs |= plan.pointer_files
    unknown = tuple(path for path, data in plan.policy_files.items() if data is None)
    files, unreadable, absent = _split_files(inputs)
    # Symlinks made by dotfile managers are followed. A regular file must not be replaced by a symlink later.
    real = tuple(path for path in files if path in plan.settings_files and not os.path.islink(path))
    real += tuple(path for path in files if path in plan.pointer_files)
    present = (*unreadable, *filter(None, [plan.launch_settings]))
    circumstances = _read_circumstances() if plan.settings_files else {}
    return LineInputs(files, present, absent + unknown, circumstances, links, real, plan.originals)


def _split_files(files: Mapping[str, bytes]) -> tuple[dict[str, str], tuple[str, ...], tuple[str, ...]]:
    """Return the contents of readable `files`, the paths of unreadable ones, and the paths of missing ones."""
    present = {path: data for path, data in files.items() if os.path.isfile(path)}
    readable = {
        path: _decode_as_shell(data)
        for path, data in present.items()
        if len(data) <= LIMIT and os.access(path, os.R_OK)
    }
    unreadable = tuple(path for path in present if path not in readable)
    return readable, unreadable, tuple(path for path in files if path not in present)


def _read_circumstances() -> dict[str, str]:
    """Return the variables that the conflicts and the advice depend on."""
    names = ("CLAUDE_CONFIG_DIR", "CLAUDE_CODE_PROVIDER_MANAGED_BY_HOST", "VXENV_TODAY")
    return {name: os.environ.get(name, "") for name in names}


def _decode_as_shell(data: bytes) -> str:
    """Decode `data` as shells read it: up to the first NUL byte."""
    return data[:LIMIT].partition(b"\0")[0].decode(errors="surrogateescape")


def keep_code(code: str, name: str, caller: Caller) -> None:
    """Write the plan `code` to the user's cache as `name`, if possible; shells work without the file."""
    if not caller.seal:
        return
    folder = find_plans_dir(caller.shell)
    if write_cached(folder, name, code.encode(errors="surrogateescape")):
        with contextlib.suppress(OSError):
            sweep_captured(os.path.join(folder, CAPTURED))


def name_plan(key: str) -> str:
    """Return the file name of the plan for a stack's `key`, or "" if it is too long."""
    return key.replace("/", "%") if len(key) <= _LONGEST_NAME else ""
