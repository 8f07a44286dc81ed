"""Cache plans for tcsh, which cannot evaluate them. On the hook's path: no click, no TOML here.

A cached plan is valid while its files hold the same bytes and its other inputs are the same; then neither TOML nor the
catalogue is read. The format is marshal, which loads fast but must not be given untrusted data: each file starts with
a keyed hash; the key is the secret of this home.
"""

import marshal
import os
import time
from _blake2 import blake2s
from collections.abc import Mapping

import vxenv
from vxenv.activation.caller import read_seal
from vxenv.activation.undo_record import find_originals
from vxenv.env_diff import Op
from vxenv.files.directories import make_private_directory
from vxenv.files.read_limited import read_compared_bytes, read_own_bytes
from vxenv.paths import UNTRUSTED_NAMES, find_config_directory, find_state_directory
from vxenv.plans.cache import find_plans_dir, write_cached
from vxenv.plans.plan import Plan

_CODE = 16  # bytes


def recall_plan(
    key: str, shell: str, environment: Mapping[str, str] = os.environ, applied: str = ""
) -> tuple[Plan, str] | None:
    """Return the cached plan for `key` with its digest, or None without a valid one.

    The user's own values that it merges are compared with those in `environment`, unless its digest is `applied`.
    """
    if not read_seal():
        return None
    folder = find_plans_dir(shell)
    try:
        if os.path.isdir(folder):
            make_private_directory(folder)
        data = read_own_bytes(os.path.join(folder, _name_file(key)))
        if data[:_CODE] != _sign(data[_CODE:]):
            return None
        circumstances, digest, delta, rest = marshal.loads(data[_CODE:])  # noqa: S302 - authenticated above
        plan = Plan(delta=tuple(Op(*op) for op in delta), **rest)
    except (OSError, EOFError, ValueError, TypeError):
        return None
    is_same = digest == applied or find_originals(environment, plan.originals) == plan.originals
    return (plan, digest) if is_same and circumstances == _list_circumstances(key) and _is_valid(plan) else None


def remember_plan(plan: Plan, digest: str, shell: str) -> None:
    """Cache `plan` if possible."""
    # tcsh leaves all commands to Python, so it needs no preview.
    rest = plan._asdict() | {"preview": None, "advice_files": {}}
    rest |= {name: dict(rest[name]) for name in ("settings_files", "policy_files", "pointer_files", "originals")}
    delta = [tuple(op) for op in rest.pop("delta")]
    data = marshal.dumps((_list_circumstances(plan.key), digest, delta, rest))
    if read_seal():
        write_cached(find_plans_dir(shell), _name_file(plan.key), _sign(data) + data)


def _sign(data: bytes) -> bytes:
    return blake2s(data, digest_size=_CODE, key=read_seal().encode(errors="replace")[:32]).digest()


def _name_file(key: str) -> str:
    """Return a file name for `key`: slashes are replaced, and the file contains the key itself."""
    return key.replace("/", "%")


def _list_circumstances(key: str) -> list[str]:
    """Return the inputs of a plan that are not files."""
    names = ("HOME", "CLAUDE_CONFIG_DIR", "CLAUDE_CODE_PROVIDER_MANAGED_BY_HOST", "VXENV_TODAY")
    return [
        vxenv.__version__,
        key,
        find_config_directory(),
        find_state_directory(),
        *(os.environ.get(name, "") for name in names),
    ]


def _is_valid(plan: Plan) -> bool:
    return (
        _has_bytes(plan.files)
        and _has_bytes(plan.settings_files)
        and _has_bytes(plan.pointer_files)
        and _has_bytes({path: data for path, data in plan.policy_files.items() if data is not None})
        and not any(os.path.exists(path) for path, data in plan.policy_files.items() if data is None)
        and all(map(os.path.islink, plan.links))
        and all(map(os.path.exists, plan.present))
        and not any(map(os.path.exists, plan.absent))
        and (not plan.launch_settings or os.path.exists(plan.launch_settings))
        and (not plan.until or time.time() < plan.until)
    )


def _has_bytes(files: Mapping[str, bytes]) -> bool:
    return all(read_compared_bytes(path, follow=not _is_foreign(path)) == data for path, data in files.items())


def _is_foreign(path: str) -> bool:
    """Return True if other users may have written `path`; symlinks are not followed there."""
    return os.path.basename(path) in UNTRUSTED_NAMES
