"""Build the line of the ledger for a session of Claude Code from its environment.

Measured on 2.1.197 to 2.1.332: hooks get the environment of the session, with the variables of all settings files and
of ``--settings`` in it, and the version in AI_AGENT. For a fork, 2.1.197 passes the ID of the original session, so the
fork itself is not recorded; 2.1.330 passes that of the fork. On the guard's path: no click here.
"""

import re
import time
from collections.abc import Mapping
from typing import NamedTuple

from vxenv.activation.current import Current
from vxenv.activation.plan_keys import OFF, USE
from vxenv.activation.undo_record import EXEC
from vxenv.catalogue.clients import Version
from vxenv.catalogue.environment import LOCATION, PROJECT, USE_VERTEX
from vxenv.catalogue.knowledge import Knowledge, load_shipped
from vxenv.catalogue.roles import find_project, find_provider, is_location, redirect_role, resolve_roles
from vxenv.catalogue.variables import load_variables
from vxenv.claude.precedence import is_same_value
from vxenv.claude.version import find_started_version
from vxenv.errors import DocumentError
from vxenv.profiles.names import is_profile_name
from vxenv.profiles.user_catalogue import load_knowledge
from vxenv.usage.git_head import read_branch
from vxenv.usage.ledger import LedgerLine

_EXEC = "exec"
_AGENT = re.compile(r"claude-code_([0-9]{1,6})-([0-9]{1,6})-([0-9]{1,6})(?![0-9])")
_SWITCH = "CLAUDE_CODE_USE_"
_ANTHROPIC = "anthropic"


class _Profile(NamedTuple):
    """The profile of a session."""

    # Stack, "" for none.
    stack: str = ""
    # Reason, as in the ledger.
    origin: str = ""
    # Names of the profiles of the stack.
    documents: tuple[str, ...] = ()


class _Destination(NamedTuple):
    """The destination of requests to Vertex; the fields are those of the ledger."""

    project: str = ""
    location: str = ""
    locations: Mapping[str, str] = {}
    models: Mapping[str, str] = {}
    regions: Mapping[str, str] = {}


def build_line(
    session: str, transcript: str, directory: str, environment: Mapping[str, str], current: Current
) -> LedgerLine:
    """Return the line for a session with `environment` in `directory`.

    Args:
        session: The ID of the session.
        transcript: The path of its transcript.
        directory: Its working directory.
        environment: Its environment, including settings files.
        current: The stack of that environment and directory.

    """
    known = _load_knowledge()
    version = find_version(environment)
    client = version or find_started_version()
    switch = find_provider(environment, client, known)
    profile = _find_profile(environment, current)
    place = _find_destination(environment, client, known) if switch == USE_VERTEX else _Destination()
    return LedgerLine(
        time.time(),
        session,
        transcript,
        directory,
        read_branch(directory),
        profile.stack,
        profile.documents,
        profile.origin,
        place.project,
        place.location,
        dict(place.locations),
        dict(place.models),
        dict(place.regions),
        switch.removeprefix(_SWITCH).lower().replace("_", "-") or _ANTHROPIC,
        str(version or ""),
    )


def find_version(environment: Mapping[str, str]) -> Version | None:
    """Return the version of the Claude Code that started this process, None if it does not tell."""
    found = _AGENT.match(environment.get("AI_AGENT", ""))
    return Version(*map(int, found.groups())) if found else None


def _load_knowledge() -> Knowledge:
    try:
        return load_knowledge()
    except DocumentError:
        return load_shipped()


def _find_profile(environment: Mapping[str, str], current: Current) -> _Profile:
    """Return the active stack, or the selected one if the session was started without a shell of vxenv and matches.

    Programs such as editors start Claude Code without the shell; a settings file may then have the variables.
    """
    stack, origin, resolved = current.stack, current.reason, current.resolved
    if not stack:
        selection = current.selection
        if (
            origin == OFF
            or selection.resolved is None
            or not _is_matching(environment, selection.resolved.list_values())
        ):
            return _Profile()
        stack, origin, resolved = selection.stack, selection.reason, selection.resolved
    elif origin == USE and environment.get(EXEC) == stack:
        origin = _EXEC
    names = [document.name for document in resolved.documents] if resolved else current.names
    return _Profile(stack, origin, tuple(dict.fromkeys(filter(is_profile_name, names))))


def _is_matching(environment: Mapping[str, str], values: Mapping[str, str | None]) -> bool:
    """Tell whether requests go where `values` would send them."""
    names = (USE_VERTEX, PROJECT, LOCATION)
    return all(is_same_value(name, environment.get(name) or "", values.get(name)) for name in names)


def _find_destination(environment: Mapping[str, str], client: Version, known: Knowledge) -> _Destination:
    project = find_project(environment, client, known)
    if project is None:
        from vxenv.google.credentials import find_claude_file, read_credentials  # noqa: PLC0415 - slow, and rarely needed

        quota = read_credentials(find_claude_file(environment)).quota_project
        project = find_project(environment, client, known, credentials=quota)
    roles = resolve_roles(environment, client, known)
    # No prefix of a variable matches this model.
    location = redirect_role(roles[0], "", environment, client, known).location
    names = {role.name: role.name.replace("/", "_") for role in roles}
    return _Destination(
        project.id if project else "",
        location,
        {names[role.name]: role.location for role in roles},
        {names[role.name]: role.model for role in roles},
        _list_regions(environment, client, known, location),
    )


def _list_regions(environment: Mapping[str, str], client: Version, known: Knowledge, location: str) -> dict[str, str]:
    """Return the location by prefix of model IDs, for variables that are set.

    Claude Code reads only the variable with the longest matching prefix, even if it is unset. So an unset variable
    with a longer prefix than one that is set is listed with `location`.
    """
    behaviour = known.clients.find_client(client)
    by_name = load_variables().by_name
    regions, unset = {}, []
    for name in behaviour.region_variables:
        value = environment.get(name, "")
        value = value.strip() if behaviour.strict_regions else value
        if value and (not behaviour.strict_regions or is_location(value)):
            regions[by_name[name].field] = value
        else:
            unset.append(by_name[name].field)
    for prefix in unset:
        if any(prefix.startswith(other) for other in tuple(regions)):
            regions[prefix] = location
    return regions
