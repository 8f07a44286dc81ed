"""What should be active for a program that runs somewhere: what a shell would have there."""

import os
from collections.abc import Mapping
from typing import NamedTuple

from vxenv.activation.keys import DEFAULT, OFF, USE
from vxenv.activation.plan import governing
from vxenv.activation.settings import read_settings
from vxenv.activation.state import read_pin
from vxenv.activation.walking import logical_directory
from vxenv.domain.secrets import redact_text
from vxenv.errors import VxenvError
from vxenv.paths import printable, shown
from vxenv.profiles.names import stack_names, stack_text
from vxenv.profiles.resolve import Resolved, resolve
from vxenv.profiles.store import Store


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
