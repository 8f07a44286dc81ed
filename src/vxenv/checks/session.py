"""Whether a session of Claude Code has the variables that its directory asks for, seen from inside."""

import json
import os
from collections.abc import Mapping
from typing import Any, NamedTuple

from vxenv.activation.current import Wanted, wanted
from vxenv.catalogue.environment import LOCATION, PROJECT, USE_VERTEX, is_on
from vxenv.catalogue.variables import catalogue
from vxenv.claude.precedence import same
from vxenv.claude.settings import Said, obeyed
from vxenv.claude.settings_paths import MANAGED
from vxenv.paths import printable

# Claude Code sets it for what it starts.
_INSIDE = "CLAUDECODE"
_LONGEST = 4096  # no system has a longer path, and each directory in it would be looked at
_ROUTE = (USE_VERTEX, PROJECT, LOCATION)


class Told(NamedTuple):
    """What Claude Code tells what it starts: the directory it works in, "" if it does not say, and what set it off."""

    directory: str
    source: str


class Difference(NamedTuple):
    """A variable that the session holds another value of than is wanted; None or "" for unset."""

    name: str
    held: str | None
    wanted: str | None


class Session(NamedTuple):
    """A session: what is wanted where it works, what it holds, and where that is not the same.

    `profile` is the stack that is active in its environment.
    """

    wanted: Wanted
    profile: str
    held: Mapping[str, str]
    differences: tuple[Difference, ...]

    def difference(self, name: str) -> Difference | None:
        """Return the difference in variable `name`, if there is one."""
        return next((one for one in self.differences if one.name == name), None)


def told(text: bytes) -> Told:
    """Return what the JSON `text` tells; whatever is wrong with it tells nothing."""
    try:
        found = json.loads(text.decode(errors="replace"))
    except (ValueError, RecursionError):
        return Told("", "")
    workspace = _get(found, "workspace")
    places = (_get(workspace, "current_dir"), _get(found, "cwd"))
    directory = next((place for place in places if isinstance(place, str) and os.path.isabs(place)), "")
    source = _get(found, "source")
    return Told(
        "" if "\0" in directory or len(directory) > _LONGEST else directory, source if isinstance(source, str) else ""
    )


def _get(found: Any, key: str) -> Any:  # noqa: ANN401 - JSON
    return found.get(key) if isinstance(found, dict) else None


def session(directory: str, environment: Mapping[str, str]) -> Session:
    """Return the session that works in `directory`, and has `environment`.

    Inside, that is what Claude Code goes by, its settings files included; outside, those are read.
    """
    held = dict(environment)
    if not is_on(held, _INSIDE):
        held = obeyed(directory, held).environment(held)
    asked = wanted(directory, environment)
    values = asked.resolved.values() if asked.resolved else {}
    # What chooses the provider, the project, the location or a model; the rest, a client may keep from its children.
    closed = [name for name in values if name in catalogue().by_name and catalogue().by_name[name].cleared == "always"]
    differing = [
        Difference(name, held.get(name), values[name])
        for name in sorted(closed, key=lambda name: name not in _ROUTE)
        if not same(name, held.get(name) or "", values[name])
    ]
    return Session(asked, printable(environment.get("VXENV_PROFILE", "")), held, tuple(differing))


def who_says(name: str, directory: str, environment: Mapping[str, str]) -> Said | None:
    """Return the line of a settings file that gave the session its value of variable `name`, None if none did."""
    said = obeyed(directory, environment).said(name, environment)
    return said[0] if said and said[0].value == (environment.get(name) or "") else None


def is_managed(said: Said | None) -> bool:
    """Tell whether it is an administrator's line, which nothing beats."""
    return said is not None and said.scope == MANAGED
