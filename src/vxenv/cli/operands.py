"""What `diff` and `allow` compare: a stack, this shell, what governs this directory, or a file."""

import os
from typing import NamedTuple

from vxenv.activation.allowed_file import governing
from vxenv.activation.current import resolve_active
from vxenv.activation.directory_file import DirectoryFile, read_directory_file
from vxenv.activation.search import logical_directory
from vxenv.catalogue.secrets import redact_text
from vxenv.claude.precedence import restricted
from vxenv.claude.settings import MAIN_MODEL, Obeyed
from vxenv.cli.invocation import likely_name
from vxenv.cli.output.review import quote
from vxenv.cli.output.terminal import value_text
from vxenv.config import read_settings
from vxenv.errors import DocumentError, RefusedError, UsageError
from vxenv.files.read_limited import read_bytes
from vxenv.paths import DIRECTORY_FILE, printable, shown
from vxenv.plans.conflicts import obeyed_here
from vxenv.profiles.document import parse
from vxenv.profiles.names import stack_names, stack_text
from vxenv.profiles.resolve import USE_VERTEX, Resolved, resolve
from vxenv.profiles.secret_reference import reference_text
from vxenv.profiles.store import Store
from vxenv.similarity import guess


class Side(NamedTuple):
    """One side of a comparison: its title, what it says of variables (None for unset), and where from.

    `values` is None for this shell, and for Claude Code in it: they have a value for whatever they are asked.
    `foreign` are the variables that a directory file sets which is not allowed: nothing of somebody else's is hidden.
    """

    title: str
    values: dict[str, str | None] | None
    resolved: Resolved | None
    obeyed: Obeyed | None = None
    foreign: frozenset[str] = frozenset()

    def value(self, name: str) -> str | None:
        """Return the value of variable `name`, None where it is unset or not mentioned."""
        if self.obeyed:
            if name == MAIN_MODEL and restricted(self.obeyed, os.environ):
                return None
            return self.obeyed.told(os.environ).get(name) or None
        return os.environ.get(name) if self.values is None else self.values.get(name)

    def secret(self, name: str) -> str:
        """Return the reference that variable `name` is to a secret elsewhere, or nothing."""
        setting = self.resolved.settings.get(name) if self.resolved else None
        return setting.secret if setting else ""

    def text(self, name: str) -> str:
        """Return the value of variable `name` for people."""
        value = self.value(name)
        return quote(value) if name in self.foreign and value is not None else value_text(name, value)

    def origin(self, name: str) -> str:
        """Return ``file:line`` of what says so, or nothing."""
        if self.obeyed:
            model = self.obeyed.model(os.environ) if name == MAIN_MODEL else None
            said = (model,) if model else self.obeyed.said(name, os.environ)
            return f"{shown(said[0].path)}:{said[0].line}" if said else ""
        if self.resolved is None:
            return ""
        setting = self.resolved.settings.get(name)
        if setting:
            return setting.origin()
        if name == USE_VERTEX and self.value(name) is not None:
            return "(every profile)"
        return "(closed)" if self.value(name) is None and name in (self.values or {}) else ""


def active_side() -> Side:
    """Return what is active in this shell, as it is now. Raises UsageError."""
    stack, resolved = resolve_active()
    return Side(printable(stack), resolved.values(), resolved)


def side(word: str) -> Side:
    """Return what `word` stands for: ``@shell``, ``@claude``, ``@dir``, the path of a TOML file, or a stack."""
    if word == "@shell":
        return Side(word, None, None)
    if word == "@claude":
        return Side(word, None, None, obeyed_here())
    if word == "@dir":
        return _directory()
    if word.startswith("@"):
        meant = guess(word, ("@shell", "@claude", "@dir"))
        raise UsageError(f"{word} is none of @shell, @claude, @dir", hint="vxenv diff --help", typed=word, meant=meant)
    if os.sep in word or word.endswith(".toml"):
        return _file(word)
    names = stack_names([word])
    resolved = resolve(names, Store())
    return Side(stack_text(names), resolved.values(), resolved)


def _directory() -> Side:
    met = governing(logical_directory(), read_settings())
    # What would govern if it were allowed is what one wants to see before allowing it.
    file = met.refused[0] if met.refused else met.file
    if file is None:
        raise RefusedError(f"no {DIRECTORY_FILE} from here upward", hint=f"vxenv local {likely_name()}")
    return _side_of(file)


def _side_of(file: DirectoryFile) -> Side:
    document = file.document()
    resolved = resolve(document.names, Store(), document)
    foreign = frozenset() if file.allowed else frozenset(document.settings)
    return Side(shown(file.path), resolved.values(), resolved, foreign=foreign)


def _file(path: str) -> Side:
    if os.path.basename(path) == DIRECTORY_FILE:
        return _side_of(read_directory_file(os.path.abspath(path), read_settings()))
    try:
        data = read_bytes(path)
    except OSError as error:
        raise DocumentError(f"cannot be read: {error.strerror}", where=shown(path)) from error
    document = parse(data, os.path.basename(path), os.path.abspath(path))
    resolved = resolve(document.names, Store(), document)
    return Side(shown(path), resolved.values(), resolved)


def redact_value(value: str | None) -> str | None:
    """Return `value` for JSON, secrets hidden."""
    return None if value is None else redact_text(value)


def side_text(one: Side, name: str) -> str:
    """Return the variable `name` of a side for people."""
    reference = one.secret(name)
    return reference_text(reference) if reference else one.text(name)
