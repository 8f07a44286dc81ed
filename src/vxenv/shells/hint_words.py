"""Render commands for hints in the syntax of each shell. Unknown shells are treated as bash."""

from vxenv.errors import quote_word
from vxenv.paths import shorten_path
from vxenv.shells import SHELLS, Shell


def render_export(shell: str, name: str, value: str) -> str:
    """Return the command that exports NAME."""
    known = _find_shell(shell)
    quoted = quote_word(value) if _is_posix(known) else known.quote(value)
    return known.export_command.format(name=name, value=quoted)


def render_path_export(shell: str, name: str, path: str) -> str:
    """Return the command that exports NAME with a path, with ``~`` where the shell expands it."""
    known = _find_shell(shell)
    if _is_posix(known):
        return known.export_command.format(name=name, value=quote_word(shorten_path(path)))
    return render_export(shell, name, path)


def render_unset(shell: str, name: str) -> str:
    """Return the command that unsets NAME."""
    return _find_shell(shell).unset_command.format(name=name)


def render_prepend(shell: str, directory: str) -> str:
    """Return the command that prepends `directory` to PATH."""
    known = _find_shell(shell)
    return known.prepend_command.format(directory=quote_word(shorten_path(directory)), text=known.quote(directory))


def render_restart(shell: str) -> str:
    """Return the command that replaces the running shell by a new one; the login shell if `shell` is unknown."""
    return f"exec {SHELLS[shell].program}" if shell in SHELLS else 'exec "$SHELL"'


def render_redirection(shell: str, command: str, path: str) -> str:
    """Return the command that writes the output of `command` to the file at `path`."""
    return f"{command} {_find_shell(shell).redirection} {quote_word(shorten_path(path))}"


def render_source(shell: str, file: str) -> str:
    """Return the command that sources `file`."""
    return _find_shell(shell).source_command.format(file=quote_word(shorten_path(file)))


def render_which(shell: str, program: str) -> str:
    """Return the command that lists all programs called `program`."""
    return _find_shell(shell).which_command.format(program=program)


def _find_shell(name: str) -> Shell:
    return SHELLS[name if name in SHELLS else "bash"]


def _is_posix(shell: Shell) -> bool:
    return shell.export_command.startswith("export ")
