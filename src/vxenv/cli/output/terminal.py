"""How things look: rows of changes, and values that are nobody's business."""

import os
import re
import sys
from collections.abc import Mapping
from typing import TextIO

import click

from vxenv.catalogue.environment import BASE_URL, CREDENTIALS, PROJECT
from vxenv.catalogue.secrets import redact, redact_text
from vxenv.env_diff import EnvDiff
from vxenv.errors import VxenvError
from vxenv.paths import escape_text
from vxenv.text.toml_read import INVALID_TOML


def render_value(name: str, value: str | None) -> str:
    """Return `value` for people: secrets hidden, control characters escaped; ``(unset)`` for None."""
    return "(unset)" if value is None else escape_text(redact(name, value)) or '""'


def render_own_text(text: str) -> str:
    """Return a text of the user's own for people: secrets hidden, control characters escaped."""
    return escape_text(redact_text(text))


def describe_error(error: VxenvError) -> str:
    """Return what is wrong with a file in one line that names it: ``invalid TOML at prod.toml:9: …``."""
    kind, what = "broken", error.what
    if what.startswith(f"{INVALID_TOML}: "):
        kind, _, what = what.partition(": ")
    place = f" at {os.path.basename(error.where)}" if error.where else ""
    return redact_text(f"{kind}{place}: {what}")


def is_coloured(stream: TextIO) -> bool:
    """Tell whether `stream` wants colour."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def style(text: str, stream: TextIO, **how: str | bool) -> str:
    """Return `text` with colour if `stream` wants it."""
    if not text or not is_coloured(stream):
        return text
    # Line by line, since a pager may begin to show them anywhere.
    return "\n".join(click.style(line, **how) for line in text.split("\n"))  # type: ignore[arg-type] # click's own


COLOUR = re.compile(r"(\x1b\[[0-9;]*+m)")
_KINDS = {"vxenv": "red", "error": "red", "warning": "yellow", "note": "cyan", "hint": "cyan"}
SERIOUS = (
    CREDENTIALS,
    PROJECT,
    BASE_URL,
)


def render_changes(
    before: Mapping[str, str], delta: EnvDiff, stream: TextIO, *, serious_first: bool = False
) -> list[str]:
    """Return a row for each operation of `delta`: ``+`` new, ``~`` changed, ``-`` unset.

    With `serious_first`, what decides who pays and who sees comes before the rest.
    """
    rows = []
    ops = sorted(delta, key=lambda op: (op.name not in SERIOUS, op.name)) if serious_first else delta
    for name, value in ops:
        if value is None:
            rows.append(style(f"  - {name}", stream, fg="red"))
        elif name in before:
            old, new = render_value(name, before[name]), render_value(name, value)
            rows.append(style(f"  ~ {name}", stream, fg="yellow") + f"  {old} → {new}")
        else:
            rows.append(style(f"  + {name}", stream, fg="green") + f"  {render_value(name, value)}")
    return rows


def escape_line(text: str) -> str:
    """Return `text` with what cannot be seen, or steers, escaped; the colours that `style` gave stay."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(part if at % 2 else escape_text(part) for at, part in enumerate(COLOUR.split(text)))


def highlight(line: str, stream: TextIO) -> str:
    """Return `line` with its first word in colour where that says what the line is: an error, a warning, a hint."""
    word, colon, rest = line.partition(":")
    colour = _KINDS.get(word) if colon else None
    return style(f"{word}:", stream, fg=colour, bold=True) + rest if colour else line


def say(*lines: str) -> None:
    """Print `lines` for people, on stderr."""
    for line in lines:
        rows = (highlight(escape_line(row), sys.stderr) for row in line.split("\n"))
        sys.stderr.write("\n".join(rows) + "\n")


def report(*lines: str) -> None:
    """Print `lines` that say what a command did, unless nobody wants to hear."""
    if not os.environ.get("VXENV_QUIET"):
        say(*lines)


def print_data(*lines: str) -> None:
    """Print `lines` of data, on stdout, byte for byte where they hold what is not UTF-8."""
    sys.stdout.flush()
    try:
        sys.stdout.buffer.write("".join(line + "\n" for line in lines).encode(errors="surrogateescape"))
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        # Somebody's `| head` has seen enough. Caught here, before click makes a failure of it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
