"""Install vxenv in Claude Code's settings: a status line, and a hook at the start of each session."""

import shlex
from typing import Any, NamedTuple

from vxenv.catalogue.clients import Version
from vxenv.claude.patches import Pieces, read_patches, remove, write
from vxenv.files.transaction import Transaction
from vxenv.text.json_edit import Piece

_OWNER = "session"
_STATUS_LINE = "statusLine"
_HOOKS, _START, _MOVE = "hooks", "SessionStart", "CwdChanged"
_MOVING = Version(2, 1, 197)  # measured; versions that do not know a hook may ignore the whole file


class Installed(NamedTuple):
    """The result of an installation."""

    # Whether the status line is installed.
    statusline: bool
    # Whether the guard is installed.
    guard: bool
    # Whether the user's own status line was kept.
    kept: bool
    # Whether the file disables all hooks.
    disabled: bool


def install(
    change: Transaction,
    path: str,
    program: str,
    *,
    statusline: bool,
    guard: bool,
    force: bool,
    form: str = "",
    client: Version | None = None,
) -> Installed:
    """Add to `change` the settings in `path` that make Claude Code run `program`, words for sh.

    `form` is the format of the status line, "" for the default. If the version `client` of Claude Code is known to
    have a hook for changes of directory, the guard runs there, too.
    Earlier additions that are not requested now are removed. Another status line is replaced only with `force`. Equal
    settings of the user's own are left alone. Raises DocumentError.
    """
    settings, _ = read_patches(change, path)
    line = _build_status_line(program, form)
    own = settings.get(_STATUS_LINE)
    kept = statusline and own is not None and own != line.value and not force
    pieces = []
    if statusline and not kept and own != line.value:
        pieces.append(line)
    events = (_START, _MOVE) if client and client >= _MOVING else (_START,)
    hooks = [_build_hook(event, program) for event in events if guard]
    pieces += [hook for hook in hooks if not _has_hook(settings, hook)]
    if pieces:
        write(change, path, _OWNER, tuple(pieces))
    else:
        remove(change, path, _OWNER)
    return Installed(statusline and not kept, guard, kept, settings.get("disableAllHooks") is True)


def uninstall(change: Transaction, path: str, *, statusline: bool, guard: bool) -> bool:
    """Add to `change` the removal of vxenv's settings from `path`, and tell whether there were any."""
    _, pieces = read_patches(change, path)
    there: Pieces = pieces.get(_OWNER, ())
    rest = tuple(piece for piece in there if not (guard if piece.item else statusline))
    if rest and rest != there:
        write(change, path, _OWNER, rest)
        return True
    return rest != there and remove(change, path, _OWNER)


def _build_status_line(program: str, form: str) -> Piece:
    option = f" --format {shlex.quote(form)}" if form else ""
    return Piece((_STATUS_LINE,), {"type": "command", "command": f"{program} statusline{option}"})


def _build_hook(event: str, program: str) -> Piece:
    return Piece((_HOOKS, event), {"hooks": [{"type": "command", "command": f"{program} guard"}]}, item=True)


def _has_hook(settings: dict[str, Any], hook: Piece) -> bool:
    """Tell whether the user's own `settings` contain the command of `hook`."""
    hooks = settings.get(_HOOKS)
    groups = hooks.get(hook.path[-1]) if isinstance(hooks, dict) else None
    return isinstance(groups, list) and any(
        isinstance(group, dict) and hook.value["hooks"][0] in _take_list(group.get("hooks")) for group in groups
    )


def _take_list(value: Any) -> list[Any]:  # noqa: ANN401 - JSON
    return value if isinstance(value, list) else []
