"""Commands for hints, as they are typed in each shell. An unknown shell is taken for bash."""

from vxenv.errors import word
from vxenv.paths import shown
from vxenv.shells import SHELLS, Shell


def export(shell: str, name: str, value: str) -> str:
    """Return the command that exports NAME."""
    known = _find_shell(shell)
    quoted = word(value) if _is_posix(known) else known.quote(value)
    return known.export_command.format(name=name, value=quoted)


def export_path(shell: str, name: str, path: str) -> str:
    """Return the same for a value that is a path, in which most shells know ``~``."""
    known = _find_shell(shell)
    if _is_posix(known):
        return known.export_command.format(name=name, value=word(shown(path)))
    return export(shell, name, path)


def unset(shell: str, name: str) -> str:
    """Return the command that unsets NAME."""
    return _find_shell(shell).unset_command.format(name=name)


def prepend(shell: str, directory: str) -> str:
    """Return the command that puts `directory` in front of PATH."""
    known = _find_shell(shell)
    return known.prepend_command.format(directory=word(shown(directory)), text=known.quote(directory))


def again(shell: str) -> str:
    """Return the command that restarts `shell` in its place; the login shell where it is unknown."""
    return f"exec {SHELLS[shell].program}" if shell in SHELLS else 'exec "$SHELL"'


def into(shell: str, command: str, path: str) -> str:
    """Return the command that writes what `command` prints to the file at `path`."""
    return f"{command} {_find_shell(shell).redirection} {word(shown(path))}"


def source(shell: str, file: str) -> str:
    """Return the command that runs `file` in the shell that it is typed in."""
    return _find_shell(shell).source_command.format(file=word(shown(file)))


def where(shell: str, program: str) -> str:
    """Return the command that lists all programs of a name."""
    return _find_shell(shell).which_command.format(program=program)


def _find_shell(name: str) -> Shell:
    return SHELLS[name if name in SHELLS else "bash"]


def _is_posix(shell: Shell) -> bool:
    return shell.export_command.startswith("export ")
