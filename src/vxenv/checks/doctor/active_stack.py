"""The stack that doctor looks at: the one that was asked about, else the one that is active in this shell."""

import os
from collections.abc import Sequence
from typing import NamedTuple

from vxenv.activation.allowed_file import governing
from vxenv.activation.current import wanted
from vxenv.activation.search import logical_directory
from vxenv.activation.state import State
from vxenv.config import Settings
from vxenv.errors import DocumentError, VxenvError
from vxenv.files.read_limited import read_bytes
from vxenv.paths import DIRECTORY_FILE
from vxenv.profiles.document import parse
from vxenv.profiles.names import stack_names
from vxenv.profiles.resolve import Resolved, resolve
from vxenv.profiles.store import Store, profile_names


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
        return ActiveStack(stack, "", resolve(names, Store()), profiles=profile_names())
    except DocumentError as error:
        return ActiveStack(stack, "", trouble=error, profiles=profile_names())


def read_active_stack(state: State, settings: Settings) -> ActiveStack:
    """Return what is active in a shell with `state`, and which directory files are not though they would be."""
    try:
        refused = [file.path for file in governing(logical_directory(), settings).refused]
    except OSError:
        refused = []
    active = ActiveStack(state.profile, state.reason, profiles=profile_names(), refused=refused)
    if not state.reason:
        asked = wanted(logical_directory(), os.environ)
        unapplied = asked.stack and asked.trouble
        return active._replace(stack=asked.stack, trouble=asked.trouble) if unapplied else active
    if not state.profile:
        return active
    try:
        return active._replace(resolved=_resolve(state))
    except VxenvError as error:
        return active._replace(trouble=error)


def _resolve(state: State) -> Resolved:
    if not os.path.isabs(state.reason):
        return resolve(stack_names([state.profile]), Store())
    try:
        document = parse(read_bytes(state.reason, follow=False), DIRECTORY_FILE, state.reason, directory=True)
    except OSError:
        return resolve(stack_names([state.profile]), Store())  # removed since the last prompt
    return resolve(document.names, Store(), document)
