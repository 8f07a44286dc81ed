"""Rendering a plan for the shell that asked, and keeping it on disk. On the hook's way: no click here."""

import contextlib
import os
from collections.abc import Mapping

from vxenv.activation.caller import Asker
from vxenv.activation.state import DIGEST, PIN, digest_variables
from vxenv.catalogue.variables import cleared
from vxenv.env_diff import Op
from vxenv.files.read_limited import LIMIT
from vxenv.paths import DIRECTORY_FILE
from vxenv.plans.cache import CAPTURED, plans, put, sweep
from vxenv.plans.plan import Plan
from vxenv.shells import Inputs, PlanContent, Told, load_shell

MARKER = ": vxenv 1"
_LONGEST_NAME = 200


def rendered(plan: Plan, asker: Asker) -> str:
    """Return `plan` as code for the shell that asks."""
    # An absent file is looked for, not read, and of one that cannot be read no more can be said than that it is there.
    files, here, absent = _parted({path: data for path, data in plan.files.items() if path not in plan.links})
    told = _told(plan) if plan.told else None
    closed = cleared(skip_auth=False)
    shell = load_shell(asker.shell)
    who = f"{asker.version}|{asker.home}|{plan.key}"
    content = PlanContent(
        who,
        Inputs(
            files,
            plan.here + here,
            plan.gone + absent,
            told,
            tuple(path for path in plan.links if path not in plan.told),
            tuple(path for path in files if os.path.basename(path) == DIRECTORY_FILE),
            plan.until,
        ),
        tuple(op for op in plan.delta if op.value is not None or op.name not in closed),
        (
            Op("VXENV_PROFILE", plan.stack or None),
            Op("VXENV_REASON", plan.reason or None),
            Op("VXENV_PROTECTED", "1" if plan.protected else None),
            Op("__VXENV_SETTINGS", plan.settings or None),
            Op(PIN, plan.pin() or None),
            Op(DIGEST, digest_variables(plan.delta) or None),
        ),
        {"stack": plan.stack, "line": plan.line, "note": plan.note, "ask": plan.ask},
    )
    code = shell.render_plan(content)
    return shell.render_heading(asker.seal, who) + code if asker.seal else code


def _told(plan: Plan) -> Told:
    links = tuple(path for path in plan.links if path in plan.told)
    files, here, gone = _parted({path: data for path, data in plan.told.items() if path not in links})
    # A dotfile manager's link is read through; what is none may be one of a stranger's tomorrow.
    real = tuple(path for path in files if not os.path.islink(path))
    return Told(files, (*here, *filter(None, [plan.settings])), gone, _moving(), links, real)


def _parted(files: Mapping[str, bytes]) -> tuple[dict[str, str], tuple[str, ...], tuple[str, ...]]:
    """Return what can be read of `files`, what is merely there, and what is not."""
    there = {path: data for path, data in files.items() if os.path.isfile(path)}
    read = {path: _as_read(data) for path, data in there.items() if len(data) <= LIMIT and os.access(path, os.R_OK)}
    return read, tuple(path for path in there if path not in read), tuple(path for path in files if path not in there)


def _moving() -> dict[str, str]:
    """Return the variables that say where Claude Code's settings are, if it listens to them, and which day it is."""
    names = ("CLAUDE_CONFIG_DIR", "CLAUDE_CODE_PROVIDER_MANAGED_BY_HOST", "VXENV_TODAY")
    return {name: os.environ.get(name, "") for name in names}


def _as_read(data: bytes) -> str:
    """Return what a shell has in hand when it has read a file: all up to a NUL byte."""
    return data[:LIMIT].partition(b"\0")[0].decode(errors="surrogateescape")


def keep(code: str, name: str, asker: Asker) -> None:
    """Write the plan `code` under `name` to the user's cache, if that can be done; a shell can do without."""
    if not asker.seal:
        return
    folder = plans(asker.shell)
    if put(folder, name, code.encode(errors="surrogateescape")):
        with contextlib.suppress(OSError):
            sweep(os.path.join(folder, CAPTURED))


def name_of(key: str) -> str:
    """Return the name under which shells look for the plan of a stack; theirs to choose for a directory."""
    return key if len(key) <= _LONGEST_NAME else ""
