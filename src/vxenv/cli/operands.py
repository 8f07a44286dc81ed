"""The operands of `diff`: a stack, this shell, Claude Code, a directory file or another file."""

import os

from vxenv.activation.current import Current
from vxenv.activation.directory_file import DirectoryFile, read_directory_file
from vxenv.activation.undo_record import find_originals
from vxenv.checks.comparison import Side
from vxenv.claude.settings import read_for_shell
from vxenv.cli.invocation import guess_name
from vxenv.config import read_config
from vxenv.errors import DocumentError, RefusedError, UsageError
from vxenv.files.read_limited import read_bytes
from vxenv.paths import DIRECTORY_FILE, escape_text, shorten_path
from vxenv.profiles.document import Document, parse_document
from vxenv.profiles.names import parse_stack, render_stack, split_source
from vxenv.profiles.resolve import Resolved, resolve_stack
from vxenv.profiles.store import Store, find_profile_name, is_path
from vxenv.similarity import guess


def find_active_side() -> Side:
    """Return the active stack. Raises UsageError."""
    current = Current()
    resolved = current.require()
    return Side(escape_text(current.stack), resolved.list_values(current.base), resolved)


def find_side(operand: str) -> Side:
    """Return the side for `operand`: ``@shell``, ``@claude``, ``@dir``, the path of a TOML file, or a stack."""
    if operand == "@shell":
        return Side(operand, None, None)
    if operand == "@claude":
        return Side(operand, None, None, read_for_shell())
    if operand == "@dir":
        return _find_directory_file()
    if operand.startswith("@"):
        meant = guess(operand, ("@shell", "@claude", "@dir"))
        what = f'unknown operand "{operand}"; expected one of: @shell, @claude, @dir'
        raise UsageError(what, hint="vxenv diff --help", typed=operand, meant=meant)
    if is_path(operand):
        return _read_file(operand)
    names = parse_stack([operand])
    resolved = resolve_stack(names, Store())
    return Side(render_stack(names), _list_values(resolved), resolved)


def _list_values(resolved: Resolved) -> dict[str, str | None]:
    """Return the values of a stack merged with the user's own ones in this shell."""
    return resolved.list_values(find_originals(os.environ, resolved.list_merged_variables()))


def _find_directory_file() -> Side:
    return _resolve_directory_file(find_nearest_file())


def find_nearest_file() -> DirectoryFile:
    """Return the nearest directory file, allowed or not. Raises RefusedError if there is none."""
    governed = Current().search
    # A file that is not allowed takes precedence, to be compared before it is allowed.
    file = governed.refused[0] if governed.refused else governed.file
    if file is None:
        raise RefusedError(f"no {DIRECTORY_FILE} in this directory or its parents", hint=f"vxenv local {guess_name()}")
    return file


def _resolve_directory_file(file: DirectoryFile) -> Side:
    document = file.read_document()
    foreign = frozenset() if file.allowed else frozenset(document.settings)
    return _resolve_document(file.path, document)._replace(foreign=foreign)


def _read_file(path: str) -> Side:
    if os.path.basename(path) == DIRECTORY_FILE:
        return _resolve_directory_file(read_directory_file(os.path.abspath(path), read_config()))
    name = find_profile_name(os.path.abspath(path))
    if split_source(name)[0]:
        resolved = resolve_stack([name], Store())
        return Side(shorten_path(path), _list_values(resolved), resolved)
    try:
        data = read_bytes(path)
    except OSError as error:
        raise DocumentError(f"cannot be read: {error.strerror}", where=shorten_path(path)) from error
    return _resolve_document(path, parse_document(data, os.path.basename(path), os.path.abspath(path)))


def _resolve_document(path: str, document: Document) -> Side:
    resolved = resolve_stack(document.names, Store(), document)
    return Side(shorten_path(path), _list_values(resolved), resolved)
