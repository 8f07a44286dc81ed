"""The stack that doctor looks at: the one that was asked about, else the one that is active in this shell."""

import os
from collections.abc import Sequence
from typing import NamedTuple

from vxenv.activation.current import Current
from vxenv.errors import DocumentError, VxenvError
from vxenv.profiles.resolve import Resolved, resolve_stack
from vxenv.profiles.store import Store, list_profile_names


class ActiveStack(NamedTuple):
    """A stack, and what it comes to or why it comes to nothing."""

    stack: str  # its name, "" for none
    reason: str  # as in VXENV_REASON, "" for a stack that was asked about
    resolved: Resolved | None = None  # what it comes to
    trouble: VxenvError | None = None  # why it comes to nothing
    profiles: Sequence[str] = ()  # the names of all profiles
    refused: Sequence[str] = ()  # the directory files that are not allowed

    @property
    def is_directory_file(self) -> bool:
        """Whether a directory file asked for it, which may set variables of its own."""
        return os.path.isabs(self.reason)


def read_named_stack(names: tuple[str, ...]) -> ActiveStack:
    """Return what the stack `names` comes to. Raises UnknownProfileError for a name that is none."""
    stack = "+".join(names)
    try:
        return ActiveStack(stack, "", resolve_stack(names, Store()), profiles=list_profile_names())
    except DocumentError as error:
        return ActiveStack(stack, "", trouble=error, profiles=list_profile_names())


def read_active_stack(current: Current) -> ActiveStack:
    """Return what is active in a shell, and which directory files are not allowed though they would be active."""
    try:
        refused = [file.path for file in current.search.refused]
    except OSError:
        refused = []
    active = ActiveStack(current.stack, current.reason, profiles=list_profile_names(), refused=refused)
    if current.reason:
        return active._replace(resolved=current.resolved, trouble=current.trouble)
    selection = current.selection
    if selection.stack and selection.trouble:
        return active._replace(stack=selection.stack, trouble=selection.trouble)
    return active
