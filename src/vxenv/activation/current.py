"""What is active here, and why."""

import os
from collections.abc import Mapping
from typing import NamedTuple

from vxenv.activation.allowed_file import governing
from vxenv.activation.plan_keys import DEFAULT, OFF, USE
from vxenv.activation.search import logical_directory
from vxenv.activation.state import read_pin, read_state
from vxenv.catalogue.secrets import redact_text
from vxenv.config import read_settings
from vxenv.errors import UsageError, VxenvError
from vxenv.paths import printable, shown
from vxenv.profiles.names import stack_names, stack_text
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


def split_stack(stack: str) -> tuple[str, ...]:
    """Return the names of the profiles in `stack`, none where it is no stack."""
    try:
        return stack_names([stack]) if stack else ()
    except VxenvError:
        return ()


def directory_names() -> tuple[str, ...]:
    """Return the profiles that the directory file asks for which governs this directory."""
    file = governing(logical_directory(), read_settings()).file
    try:
        return file.document().names if file else ()
    except VxenvError:
        return ()


class Wanted(NamedTuple):
    """The stack that is wanted, "" for none, and why: ``use``, ``off``, ``default``, a directory file's path or "".

    `names` are the profiles that come to the same by themselves, none where a directory file sets variables of its
    own. `trouble` is why the stack cannot be applied; `resolved` is None then and without a stack.
    """

    stack: str
    reason: str
    names: tuple[str, ...] = ()
    resolved: Resolved | None = None
    trouble: VxenvError | None = None

    def request(self) -> str:
        """Return the stack and who asks for it, for people."""
        who = {USE: "pinned", DEFAULT: "default"}.get(self.reason) or shown(self.reason)
        return f"{self.stack} ({who})" if self.stack else who

    def explain(self) -> str:
        """Return why the stack cannot be applied, on one line; "" where it can."""
        error = self.trouble
        if error is None:
            return ""
        return redact_text(f"{error.where}: {error.what}" if error.where else error.what)


def wanted(directory: str, environment: Mapping[str, str]) -> Wanted:
    """Return what is wanted in `directory` for a program that was started with `environment`; never raises.

    A program keeps what its shell was pinned to, wherever it goes.
    """
    stack = read_pin(environment)
    asked = Wanted("", "")
    try:
        if environment.get("VXENV_REASON") == OFF:
            return Wanted("", OFF)
        if stack:
            asked = Wanted(printable(stack), USE)
            asked = asked._replace(names=stack_names([stack]))
            return asked._replace(resolved=resolve(asked.names, Store()))
        settings = read_settings()
        file = governing(logical(directory), settings).file
        if file:
            asked = Wanted(os.path.basename(file.path), file.path)
            document = file.document()
            names = () if document.settings else document.names
            asked = Wanted(stack_text(document.names) or printable(document.name), file.path, names)
            return asked._replace(resolved=resolve(document.names, Store(), document))
        if settings.default:
            asked = Wanted(stack_text(settings.default), DEFAULT, settings.default)
            return asked._replace(resolved=resolve(settings.default, Store()))
    except VxenvError as error:
        return asked._replace(trouble=error)
    return asked


def logical(directory: str) -> str:
    """Return `directory` as the shell called it, symlinks kept, if it is the working directory."""
    try:
        here = logical_directory()
        return here if os.path.samefile(here, directory) else directory
    except (OSError, ValueError):
        return directory
