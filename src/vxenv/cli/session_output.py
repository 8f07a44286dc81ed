"""What statusline and guard print: a session of Claude Code, seen from inside. Started often: no click here."""

import contextlib
import os

from vxenv.activation.current import Wanted
from vxenv.catalogue.environment import LOCATION, PROJECT, USE_VERTEX, is_on
from vxenv.catalogue.secrets import redact
from vxenv.checks.session import Difference, Session, is_managed, session, told, who_says
from vxenv.errors import UsageError
from vxenv.paths import here, printable, shown

_MOST = 1 << 20  # bytes; what Claude Code tells is some hundred
_PLAIN, _MARK, _PROTECTED, _DIM = "", "33", "35", "2"
_COMPACT = "compact"


def statusline() -> None:
    """Print the segment for Claude Code's status line. Raises UsageError on a terminal."""
    directory = told(_stdin("statusline")).directory or here()
    _print(_coloured(segments(session(directory, os.environ))))


def guard() -> None:
    """Print what Claude Code is to tell its user at the start of a session, if anything. Raises UsageError."""
    tells = told(_stdin("guard"))
    if tells.source == _COMPACT:
        return  # the same session goes on: it was told at its start
    warning = warned(tells.directory or here())
    if warning:
        from json import dumps

        _print(dumps({"systemMessage": warning}))


def _stdin(command: str) -> bytes:
    """Return what stands on stdin, as far as anybody would write. Raises UsageError if a person would have to."""
    try:
        if os.isatty(0):
            raise UsageError(
                f"vxenv {command} is for Claude Code to run, which tells it on stdin where it works",
                hint="vxenv claude install",
            )
        data = b""
        while more := os.read(0, _MOST):
            data = (data + more)[: _MOST + 1]
    except OSError:
        return b""
    return data if len(data) <= _MOST else b""


def _print(text: str) -> None:
    # Claude Code may have given up on this one already, and nobody else is there to tell.
    with contextlib.suppress(OSError):
        os.write(1, text.encode(errors="replace") + b"\n")


def segments(found: Session) -> list[tuple[str, str]]:
    """Return the words of the status line, each with its colour."""
    stack = found.wanted.stack or (found.profile if not found.wanted.reason else "")
    if found.wanted.trouble and found.profile != stack:
        mark = f"⚠ {found.wanted.stack or 'config.toml'} cannot be applied: {_looking(found.wanted)}"
        return [(found.profile or "no profile", _PLAIN if found.profile else _DIM), (mark, _MARK), *_route(found)]
    protected = found.wanted.resolved is not None and found.wanted.resolved.protected
    words = [(stack or "no profile", (_PROTECTED if protected else _PLAIN) if stack else _DIM)]
    if found.wanted.trouble:
        words.append((f"⚠ cannot be read: {_looking(found.wanted)}", _MARK))
    elif found.differences and found.profile and found.profile != stack:
        words = [(f"⚠ {found.profile}, not {stack}", _MARK)]
        found = found._replace(differences=())
    return [*words, *_route(found)]


def _looking(wanted: Wanted) -> str:
    """Return the command that tells what is wrong with what is wanted."""
    if wanted.names:
        return f"vxenv show {' '.join(wanted.names)}"
    return "vxenv diff @shell @dir" if wanted.reason else "vxenv status"


def _route(found: Session) -> list[tuple[str, str]]:
    """Return where the session's requests go, and what of it should be otherwise."""
    switch = found.difference(USE_VERTEX)
    if switch:
        return [(f"⚠ {_switch(switch)}", _MARK)]
    if not _on_vertex(found):
        return [("not on Vertex", _DIM)] if found.wanted.stack else []
    words = []
    for name in (PROJECT, LOCATION):
        difference = found.difference(name)
        if difference:
            words.append((f"⚠ {_named(difference, name)}", _MARK))
        elif found.held.get(name):
            words.append((printable(redact(name, found.held[name])), _PLAIN))
    others = [one.name for one in found.differences if one.name not in (PROJECT, LOCATION)]
    if len(others) == 1:
        words.append((f"⚠ {others[0]} is not the profile's", _MARK))
    elif others:
        words.append((f"⚠ {len(others)} variables are not the profile's", _MARK))
    return words


def _on_vertex(found: Session) -> bool:
    return is_on(found.held, USE_VERTEX)


def _switch(one: Difference) -> str:
    return f"Vertex is {'off' if one.wanted else 'on'} in this session"


def _named(one: Difference, name: str) -> str:
    kind = "project" if name == PROJECT else "location"
    held = printable(redact(name, one.held)) if one.held else f"no {kind}"
    return (
        f"{held}, not {printable(redact(name, one.wanted))}"
        if one.wanted
        else f"{held}, where the profile has no {kind}"
    )


def _coloured(words: list[tuple[str, str]]) -> str:
    """Return the words as one line, in the colours that Claude Code passes on."""
    plain = bool(os.environ.get("NO_COLOR"))
    shown_words = [text if plain or not colour else f"\x1b[{colour}m{text}\x1b[0m" for text, colour in words]
    return "  ".join(filter(None, (shown_words[0], " · ".join(shown_words[1:]))))


def warned(directory: str) -> str:
    """Return what is wrong with where the session that works in `directory` sends its requests, or nothing."""
    found = session(directory, os.environ)
    asked = found.wanted
    if asked.trouble:
        held = f"with the variables that {found.profile} set" if found.profile else "without a profile"
        what = f"vxenv: {asked.request() or 'config.toml'} cannot be applied: {asked.explain()}"
        return f"{what}\n  this session runs {held}\nhint: {asked.trouble.hint or 'vxenv status'}"
    route = (USE_VERTEX,) if found.difference(USE_VERTEX) else (PROJECT, LOCATION) if _on_vertex(found) else ()
    differing = [one for name in route if (one := found.difference(name))]
    if not differing:
        return ""
    place = f" ({shown(found.wanted.reason)})" if os.path.isabs(found.wanted.reason) else ""
    lines = [f"vxenv: this session is not as {found.wanted.stack} has it{place}"]
    hint = ""
    for one in differing:
        said = who_says(one.name, os.environ.get("CLAUDE_PROJECT_DIR") or directory, found.held)
        who = f"{shown(said.path)}:{said.line} says so" if said else "what Claude Code was started with"
        what = _switch(one) if one.name == USE_VERTEX else _named(one, one.name)
        lines.append(f"  {what}: {who}")
        if is_managed(said) or not found.wanted.names:
            hint = hint or f"vxenv why {one.name}"
    names = " ".join(found.wanted.names)
    yes = "--yes " if found.wanted.resolved and found.wanted.resolved.protected else ""
    return "\n".join((*lines, f"hint: {hint or f'vxenv exec {yes}{names} -- claude'}"))
