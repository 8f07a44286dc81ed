"""The command `explain`: the cause of an error, and the command that fixes it."""

import os
import sys
from typing import Any

import click

from vxenv.activation.current import Current
from vxenv.activation.today import read_today
from vxenv.checks.explain import Explanation, explain_error
from vxenv.checks.lint.request import Examiner
from vxenv.checks.lint.subject import Subject
from vxenv.cli.options import JSON_OPTION
from vxenv.cli.output.envelope import print_json
from vxenv.cli.output.table import render_table
from vxenv.cli.output.terminal import print_data, report, style
from vxenv.errors import UsageError, VxenvError, build_look_hint, quote_word, render_hints
from vxenv.paths import escape_text, shorten_path
from vxenv.profiles.names import parse_stack
from vxenv.profiles.user_catalogue import load_knowledge

_LARGEST = 4 << 20  # bytes from the end of a file
_FACTS = ("model", "project", "location", "metric", "permission", "account", "service")
_MORE = ("path", "constraint", "beta", "field", "id", "successor")  # part of the text of the cause


@click.command(
    short_help="Explain an error of Claude Code or Vertex, with a fix.",
    context_settings={"ignore_unknown_options": True},  # an error may contain options
)
@click.argument("words", nargs=-1, metavar="[TEXT]")
@click.option("--file", "path", metavar="PATH", help="Explain the last error in a file, such as a debug log.")
@click.option("--profile", metavar="NAME", help="Assume this profile. [default: the active one]")
@JSON_OPTION
def explain(words: tuple[str, ...], *, path: str | None, profile: str | None, as_json: bool) -> None:
    """Explain an error of Claude Code or Vertex, with a fix.

    TEXT is an error message, or part of one. Without TEXT, standard input is read. Uses no network and runs nothing.
    Exits with 1 if the error is unknown.

    \b
    claude -p hello 2>&1 | vxenv explain
    vxenv explain "429 RESOURCE_EXHAUSTED"
    """
    text = " ".join(words) if words else None
    if path is not None and text is not None:
        raise UsageError(
            "--file and TEXT cannot be combined", hint=f"vxenv explain --file {quote_word(shorten_path(path))}"
        )
    subject = _find_subject(profile)
    explanation = explain_error(_read_error(text, path), load_knowledge(), subject, today=read_today())
    if as_json:
        print_json({"known": explanation is not None, **(_describe(explanation) if explanation else {})})
    if explanation is None:
        if as_json:
            sys.exit(1)
        name = f" {profile}" if profile else ""
        raise VxenvError("no known error found", hint=f"vxenv doctor --online{name}")
    if not as_json:
        print_data(*_render(explanation))


def _read_error(text: str | None, path: str | None) -> str:
    if path is not None:
        place = os.path.expanduser(path)
        try:
            with open(place, "rb") as file:
                if os.path.isfile(place):
                    file.seek(max(0, os.path.getsize(place) - _LARGEST))
                return file.read(_LARGEST).decode("utf-8", "replace")
        except OSError as error:
            raise UsageError(
                f"cannot read {shorten_path(place)}: {error.strerror}", hint=build_look_hint(place)
            ) from error
    if text is not None and text != "-":
        return text
    if sys.stdin.isatty():
        report("paste the error, then press Ctrl-D")
    return sys.stdin.buffer.read(_LARGEST).decode("utf-8", "replace")


def _find_subject(profile: str | None) -> Subject | None:
    """Return the named profile, else the active one if it is valid."""
    if profile:
        return Examiner().build_subject(parse_stack([profile]))
    active = Current().names
    try:
        return Examiner().build_subject(active) if active else None
    except VxenvError:
        return None


def _render(explanation: Explanation) -> list[str]:
    diagnosis = explanation.diagnosis
    rows = [["cause", style(escape_text(diagnosis.what), sys.stdout, bold=True)]]
    rows += [[name, escape_text(diagnosis.facts[name])] for name in _FACTS if name in diagnosis.facts]
    if explanation.key:
        rows.append(["key", explanation.key])
    return [*render_table(rows), *render_hints(escape_text(explanation.command))]


def _describe(explanation: Explanation) -> dict[str, Any]:
    """Return `explanation` for JSON, with a key for each possible fact."""
    diagnosis = explanation.diagnosis
    return {
        "name": diagnosis.name,
        "cause": diagnosis.what,
        **{name: diagnosis.facts.get(name) for name in (*_FACTS, *_MORE)},
        "key": explanation.key or None,
        "set": explanation.change or None,
        "fix": diagnosis.fix,
        "command": explanation.command,
        "line": explanation.line,
    }
