"""Print the output of `statusline` and `guard` in a session of Claude Code. Run often: no click here."""

import contextlib
import os
from collections.abc import Collection
from typing import TYPE_CHECKING, NamedTuple

from vxenv.activation.current import Selection
from vxenv.catalogue.environment import LOCATION, PROJECT, USE_VERTEX, is_on
from vxenv.catalogue.secrets import redact
from vxenv.checks.session import (
    Difference,
    Session,
    SessionInput,
    find_setting,
    is_managed,
    parse_input,
    read_session,
)
from vxenv.claude.settings import read_claude_settings
from vxenv.errors import PolicyError, UsageError, VxenvError
from vxenv.paths import escape_text, find_working_directory, shorten_path

if TYPE_CHECKING:
    from vxenv.profiles.breaches import Breach

_MOST = 1 << 20  # bytes; Claude Code passes some hundred
_PLAIN, _MARK, _PROTECTED, _DIM = "", "33", "35", "2"
_COMPACT = "compact"
_STARTED, _MOVED = "SessionStart", "CwdChanged"
PROFILE, PROBLEMS, BUDGET = "profile", "problems", "budget"
COSTS = frozenset(("cost_today", "cost_month", BUDGET))
FIELDS = (PROFILE, "project", "location", PROBLEMS, "cost_today", "cost_month", BUDGET)
# Claude Code sets it for the hooks of a plugin only.
_PLUGIN = "CLAUDE_PLUGIN_ROOT"


class Segment(NamedTuple):
    """A part of the status line."""

    # The text, unstyled.
    text: str
    # The parameter of the escape sequence that colours it, "" for none.
    colour: str
    # The field of a format that it belongs to.
    field: str = PROBLEMS


def print_statusline(form: str = "") -> None:
    """Print the segment for Claude Code's status line, in the format `form` unless empty.

    Raises UsageError on a terminal and for an invalid format.
    """
    parts = _parse_format(form)
    given = parse_input(_read_stdin("statusline"))
    session = read_session(given.directory or find_working_directory(), os.environ)
    fields = {field for _, field in parts}
    segments = [*_list_segments(session), *_list_costs(session, given, fields)]
    _print(_fill_format(parts, segments) if parts else _style_segments(segments))


def print_guard(*, record: bool = False) -> None:
    """Record the session in the ledger, and print the warning for its start, if there is one.

    With `record`, the warning is omitted; in a plugin's hook also if a settings file has the guard, which prints it.
    Raises UsageError on a terminal.
    """
    given = parse_input(_read_stdin("guard"))
    # Only then the session is new; its user was already warned otherwise.
    starts = given.source != _COMPACT and given.event != _MOVED
    if not starts and not given.session:
        return
    directory = given.directory or find_working_directory()
    session = read_session(directory, os.environ)
    trouble = _add_to_ledger(given, session)
    warns = starts and not record and not _is_second_guard(directory, session)
    warnings = _list_warnings(session, directory) if warns else []
    text = "\n".join(filter(None, (*warnings, trouble if starts else "")))
    if text:
        from json import dumps

        _print(dumps({"systemMessage": text}))


def _is_second_guard(directory: str, session: Session) -> bool:
    """Tell whether this is a plugin's hook, and a settings file has the guard too."""
    if not os.environ.get(_PLUGIN):
        return False
    settings = read_claude_settings(os.environ.get("CLAUDE_PROJECT_DIR") or directory, session.held)
    return any(file.guard for file in settings.files)


def _add_to_ledger(given: SessionInput, session: Session) -> str:
    """Add the session to the ledger; return a warning if that fails, else ""."""
    if not given.session or given.event not in (_STARTED, _MOVED):
        return ""
    from vxenv.usage.ledger import append_line
    from vxenv.usage.ledger_entry import build_line

    directory = given.directory or find_working_directory()
    try:
        append_line(build_line(given.session, given.transcript, directory, session.held, session.current))
    except VxenvError as error:
        return f"vxenv: this session is not recorded for vxenv usage: {error}"
    return ""


def _read_stdin(command: str) -> bytes:
    """Return the input from Claude Code, b"" if it is too long. Raises UsageError on a terminal."""
    try:
        if os.isatty(0):
            raise UsageError(
                f"vxenv {command} is run by Claude Code, which describes the session on stdin",
                hint="vxenv claude install",
            )
        data = b""
        while more := os.read(0, _MOST):
            data = (data + more)[: _MOST + 1]
    except OSError:
        return b""
    return data if len(data) <= _MOST else b""


def _print(text: str) -> None:
    # Claude Code may have closed the pipe; there is no other place to report that.
    with contextlib.suppress(OSError):
        os.write(1, text.encode(errors="replace") + b"\n")


def _parse_format(form: str) -> list[tuple[str, str]]:
    """Return `form` as pairs of a text and the field after it, nothing for the default. Raises UsageError."""
    if not form:
        return []
    from vxenv.cli.field_format import parse_format

    return parse_format(form, FIELDS, "vxenv statusline")


def _list_costs(session: Session, given: SessionInput, fields: Collection[str]) -> list[Segment]:
    """Return the segments with the costs in `fields`; with the default format, a budget that is nearly spent."""
    stack, resolved = session.current.stack, session.current.resolved
    if resolved is None or not (COSTS.intersection(fields) if fields else resolved.budgets):
        return []
    from vxenv.cli.session_costs import describe_budget, describe_costs, refresh_costs

    figures, states = refresh_costs(stack, resolved, given)
    costs = describe_costs(figures, stack)
    budget, is_near = describe_budget(states)
    if not fields:
        return [Segment(f"⚠ budget: {budget}", _MARK)] if is_near else []
    return [
        *(Segment(text, _PLAIN, field) for field, text in costs.items()),
        Segment(budget, _MARK if is_near else _PLAIN, BUDGET),
    ]


def _fill_format(parts: list[tuple[str, str]], segments: list[Segment]) -> str:
    """Return the line in a format; problems come last if it has no field for them."""
    values: dict[str, list[str]] = {}
    for segment in segments:
        if segment.text:
            values.setdefault(segment.field, []).append(_style(segment))
    if not any(field == PROBLEMS for _, field in parts):
        parts = [*parts, ("  " if PROBLEMS in values else "", PROBLEMS)]
    return "".join(text + " · ".join(values.get(field, ())) for text, field in parts).rstrip()


def _list_segments(session: Session) -> list[Segment]:
    """Return the segments of the status line."""
    selection, profile = session.selection, session.profile
    stack = selection.stack or (profile if not selection.reason else "")
    if isinstance(selection.trouble, PolicyError):
        mark = f"⚠ not allowed by a policy: {selection.trouble.hint}"
        return [Segment(stack, _PLAIN, PROFILE), Segment(mark, _MARK), *_list_route(session)]
    if selection.trouble and profile != stack:
        what = f'"{selection.stack}"' if selection.stack else "config.toml"
        mark = f"⚠ cannot apply {what}: {_find_command(selection)}"
        name = Segment(profile or "no profile", _PLAIN if profile else _DIM, PROFILE)
        return [name, Segment(mark, _MARK), *_list_route(session)]
    protected = selection.resolved is not None and selection.resolved.protected
    colour = (_PROTECTED if protected else _PLAIN) if stack else _DIM
    segments = [Segment(stack or "no profile", colour, PROFILE)]
    if selection.trouble:
        segments.append(Segment(f"⚠ cannot be read: {_find_command(selection)}", _MARK))
    elif session.differences and profile and profile != stack:
        segments = [Segment(f"⚠ {profile} (expected {stack})", _MARK, PROFILE)]
        session = session._replace(differences=())
    return [*segments, *_list_route(session)]


def _find_command(selection: Selection) -> str:
    """Return the command that shows the error in the selected stack."""
    if selection.names:
        return f"vxenv show {' '.join(selection.names)}"
    return "vxenv diff @shell @dir" if selection.reason else "vxenv status"


def _list_route(session: Session) -> list[Segment]:
    """Return the segments about Vertex, project, location and differences from the profile."""
    switch = session.find_difference(USE_VERTEX)
    if switch:
        return [Segment(f"⚠ {_describe_switch(switch)}", _MARK)]
    if not is_on(session.held, USE_VERTEX):
        return [Segment("not on Vertex", _DIM)] if session.selection.stack else []
    segments = []
    for name, field in ((PROJECT, "project"), (LOCATION, "location")):
        difference = session.find_difference(name)
        if difference:
            segments.append(Segment(f"⚠ {_describe_difference(difference)}", _MARK, field))
        elif session.held.get(name):
            segments.append(Segment(escape_text(redact(name, session.held[name])), _PLAIN, field))
    others = [each.name for each in session.differences if each.name not in (PROJECT, LOCATION)]
    if len(others) == 1:
        segments.append(Segment(f"⚠ {others[0]} differs from the profile", _MARK))
    elif others:
        segments.append(Segment(f"⚠ {len(others)} variables differ from the profile", _MARK))
    return segments


def _describe_switch(difference: Difference) -> str:
    return f"Vertex is {'off' if difference.wanted else 'on'} in this session"


def _describe_difference(difference: Difference) -> str:
    name = difference.name
    kind = "project" if name == PROJECT else "location"
    held, wanted = (
        escape_text(redact(name, value)) if value else f"no {kind}" for value in (difference.held, difference.wanted)
    )
    return f"{held} (expected {wanted})"


def _render_difference(difference: Difference) -> str:
    """Return the line about a difference for the warning of `guard`."""
    if difference.name == USE_VERTEX:
        return "Vertex: off, expected on" if difference.wanted else "Vertex: on, expected off"
    held, wanted = (
        escape_text(redact(difference.name, value)) if value else "(unset)"
        for value in (difference.held, difference.wanted)
    )
    return f"{'project' if difference.name == PROJECT else 'location'}: {held}, expected {wanted}"


def _style(segment: Segment) -> str:
    """Return the text of a segment, coloured by escape sequences, which Claude Code displays."""
    text, colour, _ = segment
    return text if os.environ.get("NO_COLOR") or not colour else f"\x1b[{colour}m{text}\x1b[0m"


def _style_segments(segments: list[Segment]) -> str:
    """Return the segments as one line."""
    texts = [*map(_style, segments)]
    return "  ".join(filter(None, (texts[0], " · ".join(texts[1:]))))


def _list_warnings(session: Session, directory: str) -> list[str]:
    """Return the warnings about the session in `directory`: its destination, and budgets that are spent or nearly."""
    warnings = [_render_warning(session, directory)]
    resolved = session.current.resolved
    if resolved is not None and resolved.budgets:
        from vxenv.usage.budget_state import list_warnings, refresh_states

        warnings += [f"vxenv: {line}" for line in list_warnings(refresh_states(resolved))]
    return warnings


def _render_warning(session: Session, directory: str) -> str:
    """Return the warning about the destination of the session's requests in `directory`, or ""."""
    selection = session.selection
    if session.breaches:
        return _render_breaches(session.breaches)
    if selection.trouble:
        held = f'uses the variables of "{session.profile}"' if session.profile else "runs without a profile"
        what = f"vxenv: cannot apply {selection.describe() or 'config.toml'}: {selection.explain()}"
        message = f"\n  {selection.trouble.message}" if isinstance(selection.trouble, PolicyError) else ""
        return f"{what}{message}\n  this session {held}\nhint: {selection.trouble.hint or 'vxenv status'}"
    if session.find_difference(USE_VERTEX):
        route: tuple[str, ...] = (USE_VERTEX,)
    else:
        route = (PROJECT, LOCATION) if is_on(session.held, USE_VERTEX) else ()
    differences = list(filter(None, map(session.find_difference, route)))
    if not differences:
        return ""
    place = f" ({shorten_path(selection.reason)})" if os.path.isabs(selection.reason) else ""
    lines = [f'vxenv: this session does not match "{selection.stack}"{place}']
    hint = ""
    settings = read_claude_settings(os.environ.get("CLAUDE_PROJECT_DIR") or directory, session.held)
    for difference in differences:
        name = difference.name
        setting = find_setting(name, settings, session.held)
        origin = (
            f"set by {shorten_path(setting.path)}:{setting.line}" if setting else "set when Claude Code was started"
        )
        lines.append(f"  {_render_difference(difference)}  ({origin})")
        if is_managed(setting) or not selection.names:
            hint = hint or f"vxenv why {name}"
    yes = "--yes " if selection.resolved and selection.resolved.protected else ""
    hint = hint or f"vxenv exec {yes}{' '.join(selection.names)} -- claude"
    return "\n".join((*lines, f"hint: {hint}"))


def _render_breaches(breaches: "tuple[Breach, ...]") -> str:
    """Return the warning about a session that a policy does not allow."""
    lines = [f"  {breach.where}: {escape_text(breach.what)}" for breach in breaches]
    messages = dict.fromkeys(breach.policy.message for breach in breaches if breach.policy.message)
    hint = f"hint: vxenv why {breaches[0].variable}"
    return "\n".join(
        ("vxenv: a policy does not allow this session", *lines, *(f"  {escape_text(text)}" for text in messages), hint)
    )
