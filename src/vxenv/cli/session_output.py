"""Print the output of `statusline` and `guard` in a session of Claude Code. Run often: no click here."""

import contextlib
import os
from typing import TYPE_CHECKING

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


def print_statusline() -> None:
    """Print the segment for Claude Code's status line. Raises UsageError on a terminal."""
    directory = parse_input(_read_stdin("statusline")).directory or find_working_directory()
    _print(_style_segments(_list_segments(read_session(directory, os.environ))))


def print_guard(*, record: bool = False) -> None:
    """Record the session in the ledger, and print the warning for its start, if there is one.

    With `record`, the warning is omitted. Raises UsageError on a terminal.
    """
    given = parse_input(_read_stdin("guard"))
    # Only then the session is new; its user was already warned otherwise.
    starts = given.source != _COMPACT and given.event != _MOVED
    if not starts and not given.session:
        return
    session = read_session(given.directory or find_working_directory(), os.environ)
    trouble = _add_to_ledger(given, session)
    warning = _render_warning(session, given.directory or find_working_directory()) if starts and not record else ""
    text = "\n".join(filter(None, (warning, trouble if starts else "")))
    if text:
        from json import dumps

        _print(dumps({"systemMessage": text}))


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


def _list_segments(session: Session) -> list[tuple[str, str]]:
    """Return the segments of the status line with their colours."""
    selection, profile = session.selection, session.profile
    stack = selection.stack or (profile if not selection.reason else "")
    if isinstance(selection.trouble, PolicyError):
        mark = f"⚠ not allowed by a policy: {selection.trouble.hint}"
        return [(stack, _PLAIN), (mark, _MARK), *_list_route(session)]
    if selection.trouble and profile != stack:
        what = f'"{selection.stack}"' if selection.stack else "config.toml"
        mark = f"⚠ cannot apply {what}: {_find_command(selection)}"
        return [(profile or "no profile", _PLAIN if profile else _DIM), (mark, _MARK), *_list_route(session)]
    protected = selection.resolved is not None and selection.resolved.protected
    segments = [(stack or "no profile", (_PROTECTED if protected else _PLAIN) if stack else _DIM)]
    if selection.trouble:
        segments.append((f"⚠ cannot be read: {_find_command(selection)}", _MARK))
    elif session.differences and profile and profile != stack:
        segments = [(f"⚠ {profile} (expected {stack})", _MARK)]
        session = session._replace(differences=())
    return [*segments, *_list_route(session)]


def _find_command(selection: Selection) -> str:
    """Return the command that shows the error in the selected stack."""
    if selection.names:
        return f"vxenv show {' '.join(selection.names)}"
    return "vxenv diff @shell @dir" if selection.reason else "vxenv status"


def _list_route(session: Session) -> list[tuple[str, str]]:
    """Return the segments about Vertex, project, location and differences from the profile."""
    switch = session.find_difference(USE_VERTEX)
    if switch:
        return [(f"⚠ {_describe_switch(switch)}", _MARK)]
    if not is_on(session.held, USE_VERTEX):
        return [("not on Vertex", _DIM)] if session.selection.stack else []
    segments = []
    for name in (PROJECT, LOCATION):
        difference = session.find_difference(name)
        if difference:
            segments.append((f"⚠ {_describe_difference(difference)}", _MARK))
        elif session.held.get(name):
            segments.append((escape_text(redact(name, session.held[name])), _PLAIN))
    others = [each.name for each in session.differences if each.name not in (PROJECT, LOCATION)]
    if len(others) == 1:
        segments.append((f"⚠ {others[0]} differs from the profile", _MARK))
    elif others:
        segments.append((f"⚠ {len(others)} variables differ from the profile", _MARK))
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


def _style_segments(segments: list[tuple[str, str]]) -> str:
    """Return the segments as one line, coloured by escape sequences, which Claude Code displays."""
    plain = bool(os.environ.get("NO_COLOR"))
    texts = [text if plain or not colour else f"\x1b[{colour}m{text}\x1b[0m" for text, colour in segments]
    return "  ".join(filter(None, (texts[0], " · ".join(texts[1:]))))


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
