"""Whether a session of Claude Code has the variables that its directory asks for, seen from inside."""

import json
import os
from collections.abc import Mapping
from typing import Any, NamedTuple

from vxenv.activation.current import Current, Selection
from vxenv.catalogue.environment import LOCATION, PROJECT, USE_VERTEX, is_on
from vxenv.catalogue.variables import load_variables
from vxenv.claude.precedence import is_same_value
from vxenv.claude.settings import ClaudeSettings, SettingsValue, read_claude_settings
from vxenv.claude.settings_paths import MANAGED
from vxenv.paths import escape_text

# Claude Code sets it for what it starts.
_INSIDE = "CLAUDECODE"
_LONGEST = 4096  # no system has a longer path, and each directory in it would be looked at
_ROUTE = (USE_VERTEX, PROJECT, LOCATION)


class SessionInput(NamedTuple):
    """What Claude Code passes on stdin to what it starts."""

    # The directory that the session works in, "" if it does not say.
    directory: str
    # What started the session: "startup", "compact" or others; "" if it does not say.
    source: str


class Difference(NamedTuple):
    """A variable of which the session holds another value than it should; None and "" are unset."""

    # The variable.
    name: str
    # The value that the session holds.
    held: str | None
    # The value that the selected stack gives it.
    wanted: str | None


class Session(NamedTuple):
    """A session of Claude Code."""

    # The stack that is selected where the session works.
    selection: Selection
    # The stack that is active in its environment.
    profile: str
    # The variables that it holds.
    held: Mapping[str, str]
    # Where it does not hold what the selected stack says; first what decides where requests go.
    differences: tuple[Difference, ...]

    def find_difference(self, name: str) -> Difference | None:
        """Return the difference in variable `name`, if there is one."""
        return next((one for one in self.differences if one.name == name), None)


def parse_input(text: bytes) -> SessionInput:
    """Return what the JSON `text` says; what cannot be read says nothing."""
    try:
        data = json.loads(text.decode(errors="replace"))
    except (ValueError, RecursionError):
        return SessionInput("", "")
    places = (_get(_get(data, "workspace"), "current_dir"), _get(data, "cwd"))
    directory = next((place for place in places if isinstance(place, str) and os.path.isabs(place)), "")
    if "\0" in directory or len(directory) > _LONGEST:
        directory = ""
    source = _get(data, "source")
    return SessionInput(directory, source if isinstance(source, str) else "")


def _get(value: Any, key: str) -> Any:  # noqa: ANN401 - JSON
    return value.get(key) if isinstance(value, dict) else None


def read_session(directory: str, environment: Mapping[str, str]) -> Session:
    """Return the session that works in `directory`, and has `environment`.

    Inside, that is what Claude Code goes by, its settings files included; outside, those are read.
    """
    held = dict(environment)
    if not is_on(held, _INSIDE):
        held = read_claude_settings(directory, held).apply_env(held)
    current = Current(environment, directory)
    selection = current.selection
    values = selection.resolved.list_values() if selection.resolved else {}
    # What chooses the provider, the project, the location or a model; the rest, a client may keep from its children.
    closed = [
        name
        for name in values
        if name in load_variables().by_name and load_variables().by_name[name].cleared == "always"
    ]
    differing = [
        Difference(name, held.get(name), values[name])
        for name in sorted(closed, key=lambda name: name not in _ROUTE)
        if not is_same_value(name, held.get(name) or "", values[name])
    ]
    return Session(selection, escape_text(current.stack), held, tuple(differing))


def find_setting(name: str, settings: ClaudeSettings, environment: Mapping[str, str]) -> SettingsValue | None:
    """Return the line of a settings file that gave the session its value of variable `name`, None if none did."""
    said = settings.list_values(name, environment)
    return said[0] if said and said[0].value == (environment.get(name) or "") else None


def is_managed(said: SettingsValue | None) -> bool:
    """Tell whether it is an administrator's line, which nothing beats."""
    return said is not None and said.scope == MANAGED
