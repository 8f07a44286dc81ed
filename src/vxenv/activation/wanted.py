"""What should be active for a program that runs somewhere: what a shell would have there."""

import os
from collections.abc import Mapping
from typing import NamedTuple

from vxenv.activation.keys import DEFAULT, OFF, USE
from vxenv.activation.plan import governing
from vxenv.activation.settings import read_settings
from vxenv.activation.walking import logical_directory
from vxenv.errors import VxenvError
from vxenv.paths import printable
from vxenv.profiles.names import stack_names, stack_text
from vxenv.profiles.resolve import Resolved, resolve
from vxenv.profiles.store import Store


class Wanted(NamedTuple):
    """The stack that is wanted, "" for none, and why: ``use``, ``off``, ``default``, a directory file's path or "".

    `names` are the profiles that come to the same by themselves, none where a directory file sets variables of its
    own. `trouble` says why it cannot be told what the stack comes to; `resolved` is None then and without a stack.
    """

    stack: str
    reason: str
    names: tuple[str, ...] = ()
    resolved: Resolved | None = None
    trouble: str = ""


def wanted(directory: str, environment: Mapping[str, str]) -> Wanted:
    """Return what is wanted in `directory` for a program that was started with `environment`; never raises.

    A program keeps what its shell was pinned to, wherever it goes.
    """
    reason, stack = environment.get("VXENV_REASON", ""), environment.get("VXENV_PROFILE", "")
    asked = Wanted("", "")
    try:
        if reason == OFF:
            return Wanted("", OFF)
        if reason == USE and stack:
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
        return asked._replace(trouble=f"{error.where}: {error.what}" if error.where else error.what)
    return asked


def logical(directory: str) -> str:
    """Return `directory` as the shell called it, symlinks kept, if it is the working directory."""
    try:
        here = logical_directory()
        return here if os.path.samefile(here, directory) else directory
    except (OSError, ValueError):
        return directory
