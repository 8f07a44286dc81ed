"""The active stack of a shell, and the stack that its pin, directory and config.toml select.

Used for prompts, so modules that read TOML are imported only where needed.
"""

import os
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from vxenv.activation.plan_keys import DEFAULT, OFF, USE
from vxenv.activation.search import find_logical_directory
from vxenv.activation.undo_record import State, read_pin, read_state, undo_activation
from vxenv.catalogue.secrets import redact_text
from vxenv.errors import UsageError, VxenvError
from vxenv.paths import escape_text, shorten_path
from vxenv.profiles.names import parse_stack, render_stack

if TYPE_CHECKING:
    from vxenv.activation.allowed_file import AllowedFileSearch
    from vxenv.activation.directory_file import DirectoryFile
    from vxenv.config import Config
    from vxenv.profiles.document import Document
    from vxenv.profiles.resolve import Resolved
    from vxenv.profiles.store import Store


class Selection(NamedTuple):
    """The stack that should be active, and its reason."""

    # The stack, or the name of a directory file that only sets its own variables; or "".
    stack: str
    # ``use``, ``off``, ``default``, the path of a directory file, or "" if nothing is selected.
    reason: str
    # The profiles of the stack; empty if a directory file adds variables of its own.
    names: tuple[str, ...] = ()
    # The resolved stack; None without a stack, and if it cannot be applied.
    resolved: "Resolved | None" = None
    # The error that keeps the stack from being applied.
    trouble: VxenvError | None = None

    def describe(self) -> str:
        """Return the quoted stack with its reason in parentheses."""
        who = {USE: "pinned", DEFAULT: "default"}.get(self.reason) or shorten_path(self.reason)
        return f'"{self.stack}" ({who})' if self.stack else who

    def explain(self) -> str:
        """Return the reason why the stack cannot be applied, on one line, or ""."""
        error = self.trouble
        if error is None:
            return ""
        return redact_text(f"{error.where}: {error.what}" if error.where else error.what)


class Current:
    """The active and the selected stack of a shell. Attributes are computed on first access.

    A program inherits the pin of its shell in every directory.

    Args:
        environment: The environment of the shell or of a program started in it. [default: this process's]
        directory: The working directory of that shell or program. [default: this process's]
        config: The contents of config.toml, if already read.
    """

    def __init__(
        self, environment: Mapping[str, str] | None = None, directory: str = "", config: "Config | None" = None
    ) -> None:
        """Read nothing yet."""
        self.environment = os.environ if environment is None else environment
        self._directory = directory
        self._resolved: dict[tuple[tuple[str, ...], str], Resolved] = {}
        if config is not None:
            self.config = config

    @cached_property
    def state(self) -> State:
        """The activation recorded in the environment."""
        return read_state(self.environment)

    @cached_property
    def base(self) -> dict[str, str]:
        """The environment without the activation."""
        return undo_activation(self.environment, self.state)

    @property
    def stack(self) -> str:
        """The active stack, or ""."""
        return self.state.profile

    @property
    def reason(self) -> str:
        """The reason: ``use``, ``off``, ``default``, the path of a directory file, or ""."""
        return self.state.reason

    @property
    def reason_path(self) -> str:
        """The directory file that activated the stack, or ""."""
        return self.reason if os.path.isabs(self.reason) else ""

    @property
    def names(self) -> tuple[str, ...]:
        """The profiles of the active stack."""
        return _split_stack(self.stack)

    @property
    def pin(self) -> str:
        """The stack pinned by ``use``, applied or not, or ""."""
        return read_pin(self.environment)

    @property
    def pinned_names(self) -> tuple[str, ...]:
        """The profiles of the pinned stack."""
        return _split_stack(self.pin)

    @cached_property
    def directory(self) -> str:
        """The directory; if it is the working directory, its logical path."""
        try:
            logical = find_logical_directory()
            return logical if not self._directory or os.path.samefile(logical, self._directory) else self._directory
        except (OSError, ValueError):
            if not self._directory:
                raise
            return self._directory

    @cached_property
    def config(self) -> "Config":
        """The contents of config.toml. Raises DocumentError."""
        from vxenv.config import read_config  # noqa: PLC0415 - see above

        return read_config()

    @cached_property
    def search(self) -> "AllowedFileSearch":
        """The search for the governing directory file. Raises DocumentError."""
        from vxenv.activation.allowed_file import find_allowed_file  # noqa: PLC0415 - likewise

        return find_allowed_file(self.directory, self.config)

    @cached_property
    def directory_names(self) -> tuple[str, ...]:
        """The profiles that the governing directory file selects. Raises DocumentError for config.toml."""
        file = self.search.file
        try:
            return file.read_document().names if file else ()
        except VxenvError:
            return ()

    @property
    def resolved(self) -> "Resolved | None":
        """The active stack, resolved from the current files; None without one, and if that fails."""
        return self._outcome[0]

    @property
    def trouble(self) -> VxenvError | None:
        """The error in resolving the active stack from the current files, or None."""
        return self._outcome[1]

    def require(self) -> "Resolved":
        """Return the resolved active stack. Raises UsageError without one, and `trouble` if resolving fails."""
        resolved, trouble = self._outcome
        if resolved is None:
            raise trouble or UsageError("no active profile", hint="vxenv list")
        return resolved

    @cached_property
    def _outcome(self) -> "tuple[Resolved | None, VxenvError | None]":
        if not self.stack:
            return None, None
        try:
            file = self._find_reason_file()
            if file is None:
                return self._resolve(parse_stack([self.stack])), None
            document = file.read_document()
            return self._resolve(document.names, document), None
        except VxenvError as error:
            return None, error

    def _find_reason_file(self) -> "DirectoryFile | None":
        """Return the directory file that activated the stack, if it is still allowed. Raises DocumentError."""
        path = self.reason_path
        if not os.path.isfile(path):
            return None
        from vxenv.activation.directory_file import read_directory_file  # noqa: PLC0415 - likewise

        file = read_directory_file(path, self.config)
        return file if file.allowed else None

    @cached_property
    def _store(self) -> "Store":
        from vxenv.profiles.store import Store  # noqa: PLC0415 - likewise

        return Store()

    def _resolve(self, names: tuple[str, ...], top: "Document | None" = None) -> "Resolved":
        from vxenv.profiles.resolve import resolve_stack  # noqa: PLC0415 - likewise

        key = names, top.path if top else ""
        if key not in self._resolved:
            self._resolved[key] = resolve_stack(names, self._store, top)
        return self._resolved[key]

    def _settle(self, selection: Selection, names: tuple[str, ...], top: "Document | None" = None) -> Selection:
        """Return `selection` with the resolved stack. Raises VxenvError, also if a policy does not allow it."""
        resolved = self._resolve(names, top)
        if resolved.is_bound:
            from vxenv.profiles.breaches import enforce_policies  # noqa: PLC0415 - likewise

            enforce_policies(selection.stack, resolved)
        return selection._replace(resolved=resolved)

    @cached_property
    def selection(self) -> Selection:
        """The stack that should be active: the pin, else the directory file's, else the default. Never raises."""
        selection = Selection("", "")
        try:
            if self.reason == OFF:
                return Selection("", OFF)
            if self.pin:
                selection = Selection(escape_text(self.pin), USE)
                selection = selection._replace(names=parse_stack([self.pin]))
                return self._settle(selection, selection.names)
            file = self.search.file
            if file:
                selection = Selection(os.path.basename(file.path), file.path)
                document = file.read_document()
                names = () if document.is_setting else document.names
                selection = Selection(render_stack(document.names) or escape_text(document.name), file.path, names)
                return self._settle(selection, document.names, document)
            default = self.config.default
            if default:
                selection = Selection(render_stack(default), DEFAULT, default)
                return self._settle(selection, default)
        except VxenvError as error:
            return selection._replace(trouble=error)
        return selection


def _split_stack(stack: str) -> tuple[str, ...]:
    """Return the names of the profiles in `stack`; empty if it is not a valid stack."""
    try:
        return parse_stack([stack]) if stack else ()
    except VxenvError:
        return ()
