"""Check running sessions of Claude Code: their destination, and differences from their directory's profile."""

import os
from collections.abc import Iterator, Mapping
from itertools import islice

from vxenv.catalogue.environment import LOCATION, PROJECT, USE_VERTEX, is_on
from vxenv.checks.doctor.context import Context
from vxenv.checks.finding import NOTE, OK, WARNING, Check
from vxenv.checks.session import INSIDE, Session, read_session
from vxenv.claude.precedence import render_value
from vxenv.claude.processes import EXTENSION_HOST, Process, list_processes
from vxenv.claude.settings import read_claude_settings
from vxenv.claude.settings_paths import SOURCES
from vxenv.errors import VxenvError
from vxenv.paths import shorten_path

_MOST = 20  # sessions that are compared
_NAMED = 3  # variables of a session that a message names


def check_clients(context: Context) -> Iterator[Check]:
    """Yield a check for each running session and extension host with this home; none is ended."""
    home = context.environment.get("HOME", "").rstrip("/")
    running = (one for one in list_processes() if _is_of_home(one, home))
    for one in islice(running, _MOST):
        yield from _check_process(one)
    more = sum(1 for _ in running)
    if more:
        yield Check("session", NOTE, f"{more} more session{'s'[: more != 1]} not checked", "pgrep -fl claude")


def _is_of_home(process: Process, home: str) -> bool:
    """Tell whether `process` has this home, or an unknown one: another home has its own profiles."""
    return process.environment is None or process.environment.get("HOME", "").rstrip("/") == home


def _check_process(process: Process) -> Iterator[Check]:
    name = _describe(process)
    look = f"ps -fp {process.number}"
    if process.environment is None:
        yield Check("session", NOTE, f"cannot read the environment of {name}", look)
    elif process.kind == EXTENSION_HOST:
        yield Check("editor", OK, f"{name}: {_describe_route(process.environment)}")
    elif not os.path.isabs(process.directory):
        yield Check("session", NOTE, f"unknown directory of {name}: {_describe_route(process.environment)}", look)
    else:
        held = apply_settings(process, process.environment)
        try:
            yield _compare(process, held, look)
        except (OSError, ValueError, VxenvError):  # a broken profile, which other groups report
            yield Check("session", OK, f"{name}: {_describe_route(held)}")


def _describe(process: Process) -> str:
    """Return the kind, the process ID and the directory."""
    if process.kind == EXTENSION_HOST:
        return f"{process.kind} {process.number}"
    place = f" in {shorten_path(process.directory)}" if process.directory else ""
    return f"{'' if process.has_terminal else 'background '}{process.kind} {process.number}{place}"


def _describe_route(held: Mapping[str, str]) -> str:
    """Return the project and the location in `held`."""
    if not is_on(held, USE_VERTEX):
        return "not on Vertex AI"
    project, location = (render_value(name, held.get(name) or None) for name in (PROJECT, LOCATION))
    return f"project {project}, location {location}"


def apply_settings(process: Process, environment: Mapping[str, str]) -> dict[str, str]:
    """Return `environment` with the settings files and options of the session applied."""
    given = process.find_option("--settings") or ""
    sources = process.find_option("--setting-sources")
    flag = os.path.join(process.directory, given) if given and not given.startswith("{") else ""
    chosen = SOURCES if sources is None else tuple(word.strip() for word in sources.split(","))
    settings = read_claude_settings(process.directory, environment, flag=flag, sources=chosen)
    if given.startswith("{"):
        settings = settings.add_given(given)
    return settings.apply_env(environment)


def _compare(process: Process, held: Mapping[str, str], look: str) -> Check:
    """Return the check of a session that has the variables `held`. Raises VxenvError, OSError and ValueError."""
    session = read_session(process.directory, {**held, INSIDE: "1"})
    name = _describe(process)
    if session.differences:
        what = f"{name} does not match {session.selection.describe()}: {_describe_differences(session)}"
        return Check("session", NOTE if process.has_terminal else WARNING, f"{what}; restart it", look)
    if not process.has_terminal:
        # No shell shows the pin that a background session inherited.
        unpinned = {variable: value for variable, value in held.items() if not _is_activation(variable)}
        expected = read_session(process.directory, {**unpinned, INSIDE: "1"})
        if expected.differences:
            what = f"{name} uses {session.selection.describe()}, not {expected.selection.describe()}"
            return Check("session", NOTE, f"{what}: {_describe_differences(expected)}", look)
    return Check("session", OK, f"{name}: {_describe_route(held)}")


def _is_activation(variable: str) -> bool:
    return variable.startswith(("VXENV_", "__VXENV_"))


def _describe_differences(session: Session) -> str:
    """Return the first differences as text; secrets are hidden."""
    shown = [
        f"{each.name} is {render_value(each.name, each.held or None)}, "
        f"expected {render_value(each.name, each.wanted or None)}"
        for each in session.differences[:_NAMED]
    ]
    more = len(session.differences) - len(shown)
    return "; ".join(shown) + (f", and {more} more" if more else "")
