"""What is active in this shell, for commands that are given no name."""

import os

from vxenv.activation.keys import DEFAULT, OFF, USE
from vxenv.activation.plan import governing
from vxenv.activation.settings import read_settings
from vxenv.activation.state import read_state
from vxenv.activation.walking import logical_directory
from vxenv.errors import UsageError, VxenvError
from vxenv.profiles.names import stack_names
from vxenv.profiles.resolve import Resolved, resolve
from vxenv.profiles.store import Store


def resolve_active() -> tuple[str, Resolved]:
    """Return what is active in this shell, by its name and as it is now, with the keys of the directory file.

    Raises UsageError where nothing is active, and VxenvError where it cannot be used any more.
    """
    state = read_state(os.environ)
    if not state.profile:
        raise UsageError("no profile is active here", hint="vxenv list")
    file = None
    if state.reason not in ("", USE, OFF, DEFAULT):
        file = governing(logical_directory(), read_settings()).file
    if file:
        top = file.document()
        return state.profile, resolve(top.names, Store(), top)
    return state.profile, resolve(stack_names([state.profile]), Store())


def find_active() -> Resolved | None:
    """Return the same, None for nothing that can be applied."""
    try:
        return resolve_active()[1]
    except VxenvError:
        return None
