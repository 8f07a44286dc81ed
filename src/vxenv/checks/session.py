"""Compare the environment of a session of Claude Code with the stack selected for its directory."""

import json
import os
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from vxenv.activation.current import Current, Selection
from vxenv.catalogue.environment import LOCATION, PROJECT, USE_VERTEX, is_on
from vxenv.catalogue.variables import load_variables
from vxenv.claude.precedence import is_same_value
from vxenv.claude.settings import ClaudeSettings, SettingsValue, read_claude_settings
from vxenv.claude.settings_paths import MANAGED
from vxenv.paths import escape_text
from vxenv.profiles.store import Store

if TYPE_CHECKING:
    from vxenv.profiles.breaches import Breach

# Set by Claude Code for the programs that it starts.
INSIDE = "CLAUDECODE"
_LONGEST = 4096  # longest path on any system; limits the search through parent directories
_SESSION = re.compile(r"[A-Za-z0-9_-]{1,128}")
_ROUTE = (USE_VERTEX, PROJECT, LOCATION)


class SessionInput(NamedTuple):
    """Input from Claude Code on stdin."""

    # Working directory of the session, "" if missing.
    directory: str = ""
    # Cause of the start, such as "startup" or "compact"; "" if missing.
    source: str = ""
    # Hook event, such as "SessionStart"; "" if missing.
    event: str = ""
    # ID of the session, "" if missing.
    session: str = ""
    # Path of its transcript, "" if missing.
    transcript: str = ""


class Difference(NamedTuple):
    """A variable with the wrong value in the session; None and "" mean unset."""

    # Name of the variable.
    name: str
    # Value in the session.
    held: str | None
    # Value in the selected stack.
    wanted: str | None


class Session(NamedTuple):
    """A session of Claude Code."""

    # Active and selected stack.
    current: Current
    # Stack selected for the working directory.
    selection: Selection
    # Stack active in the environment of the session.
    profile: str
    # Variables of the session.
    held: Mapping[str, str]
    # Differences from the selected stack; first those that determine where requests go.
    differences: tuple[Difference, ...]

    # Values and missing values that a policy does not allow, whatever set them.
    breaches: "tuple[Breach, ...]"

    def find_difference(self, name: str) -> Difference | None:
        """Return the difference in variable `name`, None for none."""
        return next((one for one in self.differences if one.name == name), None)


def parse_input(text: bytes) -> SessionInput:
    """Return the input in the JSON `text`; unreadable or invalid parts are empty."""
    try:
        data = json.loads(text.decode(errors="replace"))
    except (ValueError, RecursionError):
        return SessionInput()
    places = (_get(_get(data, "workspace"), "current_dir"), _get(data, "cwd"))
    session = _get(data, "session_id")
    return SessionInput(
        next(filter(None, map(_read_path, places)), ""),
        _read_text(_get(data, "source")),
        _read_text(_get(data, "hook_event_name")),
        session if isinstance(session, str) and _SESSION.fullmatch(session) else "",
        _read_path(_get(data, "transcript_path")),
    )


def _read_path(value: Any) -> str:  # noqa: ANN401 - JSON
    """Return `value` if it is an absolute path, else ""."""
    text = _read_text(value)
    return text if os.path.isabs(text) and "\0" not in text and len(text) <= _LONGEST else ""


def _read_text(value: Any) -> str:  # noqa: ANN401 - JSON
    return value if isinstance(value, str) else ""


def _get(value: Any, key: str) -> Any:  # noqa: ANN401 - JSON
    return value.get(key) if isinstance(value, dict) else None


def read_session(directory: str, environment: Mapping[str, str]) -> Session:
    """Return the session with the working directory `directory` and `environment`.

    Inside Claude Code, the environment already includes its settings files; outside, they are read.
    """
    held = dict(environment)
    if not is_on(held, INSIDE):
        held = read_claude_settings(directory, held).apply_env(held)
    current = Current(environment, directory)
    selection = current.selection
    values = selection.resolved.list_values() if selection.resolved else {}
    # Only variables that select the provider, project, location or a model: Claude Code may hide others.
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
    return Session(
        current, selection, escape_text(current.stack), held, tuple(differing), _find_breaches(current, held)
    )


def _find_breaches(current: Current, held: Mapping[str, str]) -> "tuple[Breach, ...]":
    """Return the breaches by the variables `held` of the policies that bind the selected or the active stack."""
    files = Store().list_policy_files(current.selection.names or current.names)
    if not any(file.exists for file in files):
        return ()
    from vxenv.profiles.breaches import list_applying, list_breaches  # noqa: PLC0415 - not needed without a policy

    breaches = list_breaches(held, list_applying(files), {})
    if not is_on(held, USE_VERTEX):
        return tuple(breach for breach in breaches if breach.variable == USE_VERTEX)
    # Claude Code may hide other variables.
    known = load_variables().by_name
    return tuple(
        breach
        for breach in breaches
        if not breach.missing or (breach.variable in known and known[breach.variable].cleared == "always")
    )


def find_setting(name: str, settings: ClaudeSettings, environment: Mapping[str, str]) -> SettingsValue | None:
    """Return the line of a settings file that set variable `name` in the session, None for none."""
    said = settings.list_values(name, environment)
    return said[0] if said and said[0].value == (environment.get(name) or "") else None


def is_managed(said: SettingsValue | None) -> bool:
    """Tell whether `said` is from managed settings, which nothing overrides."""
    return said is not None and said.scope == MANAGED
