"""What is typed in each shell for what hints ask for: to set and unset variables, to start anew, to write a file."""

import os

from vxenv.errors import word
from vxenv.paths import shown
from vxenv.shells import TRAITS, dialect
from vxenv.shells.traits import Traits


def export(shell: str, name: str, value: str) -> str:
    """Return the command that exports NAME in `shell`; what is no shell with a hook is taken for bash."""
    traits = _traits(shell)
    quoted = word(value) if traits.export.startswith("export ") else dialect(shell).quote(value)
    return traits.export.format(name=name, value=quoted)


def export_path(shell: str, name: str, path: str) -> str:
    """Return the same for a value that is a path, in which most shells know ``~``."""
    if _traits(shell).export.startswith("export "):
        return f"export {name}={word(shown(path))}"
    return export(shell, name, path)


def unset(shell: str, name: str) -> str:
    """Return the command that unsets NAME in `shell`."""
    return f"{_traits(shell).unset}{name}"


def prepend(shell: str, directory: str) -> str:
    """Return the command that puts `directory` in front of PATH."""
    return _traits(shell).prepend.format(directory=word(shown(directory)), text=_quoted(shell, directory))


def again(shell: str) -> str:
    """Return the command that has `shell` start anew in its place; the login shell, where it is not known."""
    return f"exec {_traits(shell).program or shell}" if shell in TRAITS else 'exec "$SHELL"'


def into(shell: str, command: str, path: str) -> str:
    """Return the command that writes what `command` prints to the file at `path`."""
    return f"{command} {_traits(shell).into} {word(shown(path))}"


def source(shell: str, file: str) -> str:
    """Return the command that runs `file` in the shell that it is typed in."""
    return _traits(shell).source.format(file=word(shown(file)))


def where(shell: str, program: str) -> str:
    """Return the command that tells all programs of a name."""
    return f"{_traits(shell).where}{program}"


def _quoted(shell: str, text: str) -> str:
    return dialect(shell if shell in TRAITS else "bash").quote(os.fspath(text))


def _traits(shell: str) -> Traits:
    return TRAITS.get(shell, TRAITS["bash"])
