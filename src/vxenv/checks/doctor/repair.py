"""Suggest commands that set or unset a variable at its origin: a profile, a settings file or the shell."""

from collections.abc import Mapping
from typing import NamedTuple

from vxenv.catalogue.secrets import redact
from vxenv.catalogue.variables import load_variables
from vxenv.checks.lint.subject import is_stored, render_set_command, suggest_edit
from vxenv.claude.settings import ClaudeSettings
from vxenv.errors import build_edit_hint
from vxenv.paths import shorten_path
from vxenv.profiles.document import Document
from vxenv.profiles.resolve import Resolved
from vxenv.shells import hint_words


class Origins(NamedTuple):
    """The possible origins of a variable: the active profile, settings files, or the shell."""

    resolved: Resolved | None  # the active profile
    settings: ClaudeSettings
    environment: Mapping[str, str]  # of the shell
    shell: str = "bash"  # the shell that hints are written for

    def place(self, name: str) -> str:
        """Return the ``file:line`` that sets variable `name`, "" for the shell."""
        rows = self.settings.list_values(name, self.environment)
        if rows:
            return f"{shorten_path(rows[0].path)}:{rows[0].line}"
        setting = self.resolved.settings.get(name) if self.resolved else None
        return setting.find_origin() if setting and setting.value == self.environment.get(name) else ""

    def prefix(self, name: str) -> str:
        """Return the same as a prefix of a message: ``file:line: ``, or ""."""
        place = self.place(name)
        return f"{place}: " if place else ""

    def unset(self, name: str) -> str:
        """Return the command that unsets variable `name` at its origin."""
        if self.is_set_by_settings(name):
            return build_edit_hint(self.place(name))
        owner = self._find_owner(name)
        if owner is None:
            return self._suggest_unset(name)
        return f"vxenv unset {owner.name} {_find_key(name)}" if is_stored(owner.path) else suggest_edit(owner)

    def is_set_by_settings(self, name: str) -> bool:
        """Return whether a settings file sets variable `name`."""
        return bool(self.settings.list_values(name, self.environment))

    def set(self, name: str, value: str, *, source: str = "") -> str:
        """Return the command that sets variable `name` to `value`.

        If the value is that of the variable `source` and a settings file sets that one, the file must change, not the
        profile that it overrides.
        """
        if source and self.is_set_by_settings(source):
            return build_edit_hint(self.place(source))
        # A value with a password cannot be printed, and is useless without it.
        export = hint_words.render_export(self.shell, name, value)
        return self._set(name, value, export if redact(name, value) == value else self._suggest_unset(name))

    def set_path(self, name: str, path: str) -> str:
        """Return the command that sets variable `name` to a path, with ``~`` for the home."""
        return self._set(name, shorten_path(path), hint_words.render_path_export(self.shell, name, path))

    def _set(self, name: str, value: str, export: str) -> str:
        if self.is_set_by_settings(name):
            return build_edit_hint(self.place(name))
        owner = self._find_owner(name)
        if owner is None and self.resolved and not self.environment.get(name):
            owner = self.resolved.documents[-1]  # unset everywhere: set it in the profile
        return export if owner is None else render_set_command(owner, [(_find_key(name), value)])

    def _suggest_unset(self, name: str) -> str:
        return hint_words.render_unset(self.shell, name)

    def _find_owner(self, name: str) -> Document | None:
        setting = self.resolved.settings.get(name) if self.resolved else None
        if self.resolved is None or setting is None or setting.value != self.environment.get(name):
            return None
        return next((one for one in self.resolved.documents if one.path == setting.path), None)


def _find_key(name: str) -> str:
    known = load_variables().by_name.get(name)
    return known.key if known and known.key else f"env.{name}"
