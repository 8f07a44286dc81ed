"""The stack that doctor checks: the one named on the command line, else the active one of this shell."""

import os
from collections.abc import Sequence
from typing import NamedTuple

from vxenv.activation.current import Current
from vxenv.errors import DocumentError, VxenvError
from vxenv.profiles.resolve import Resolved, resolve_stack
from vxenv.profiles.store import Store, list_all_names


class ActiveStack(NamedTuple):
    """A stack, and its values or the reason why it has none."""

    stack: str  # the name, "" for none
    reason: str  # as in VXENV_REASON, "" for a stack named on the command line
    resolved: Resolved | None = None  # the values
    trouble: VxenvError | None = None  # the error that prevents them
    profiles: Sequence[str] = ()  # the names of all profiles
    refused: Sequence[str] = ()  # the directory files that are not allowed

    @property
    def is_directory_file(self) -> bool:
        """Return whether a directory file selected it, which may set additional variables."""
        return os.path.isabs(self.reason)


def read_named_stack(names: tuple[str, ...]) -> ActiveStack:
    """Return the stack `names` with its values. Raises UnknownProfileError."""
    stack = "+".join(names)
    try:
        return ActiveStack(stack, "", resolve_stack(names, Store()), profiles=list_all_names())
    except DocumentError as error:
        return ActiveStack(stack, "", trouble=error, profiles=list_all_names())


def read_active_stack(current: Current) -> ActiveStack:
    """Return the active stack of a shell, and the directory files that are not allowed."""
    try:
        refused = [file.path for file in current.search.refused]
    except OSError:
        refused = []
    active = ActiveStack(current.stack, current.reason, profiles=list_all_names(), refused=refused)
    if current.reason:
        return active._replace(resolved=current.resolved, trouble=current.trouble)
    selection = current.selection
    if selection.stack and selection.trouble:
        return active._replace(stack=selection.stack, trouble=selection.trouble)
    return active
