"""Output on stdout and stderr: values, errors, rows of changes, colours."""

import os
import re
import sys
from collections.abc import Mapping
from typing import TextIO

from vxenv.catalogue.environment import BASE_URL, CREDENTIALS, PROJECT
from vxenv.catalogue.secrets import redact, redact_text
from vxenv.env_diff import EnvDiff
from vxenv.errors import VxenvError
from vxenv.paths import escape_text


def render_value(name: str, value: str | None) -> str:
    """Return `value` for people: secrets hidden, control characters escaped; ``(unset)`` for None."""
    return "(unset)" if value is None else escape_text(redact(name, value)) or '""'


def render_own_text(text: str) -> str:
    """Return one of the user's own texts for people: secrets hidden, control characters escaped."""
    return escape_text(redact_text(text))


def describe_error(error: VxenvError) -> str:
    """Return an error in a file as one line with its name: ``invalid TOML at prod.toml:9: …``."""
    kind, what = "broken", error.what
    from vxenv.text.toml_read import INVALID_TOML  # imports the parser

    if what.startswith(f"{INVALID_TOML}: "):
        kind, _, what = what.partition(": ")
    place = f" at {os.path.basename(error.where)}" if error.where else ""
    return redact_text(f"{kind}{place}: {what}")


_choice = {"colour": "auto"}  # of this process; children decide for themselves


def choose_colour(choice: str) -> None:
    """Set when output is coloured: ``auto``, ``always`` or ``never``."""
    _choice["colour"] = choice


def is_coloured(stream: TextIO) -> bool:
    """Tell whether `stream` is shown in colour.

    NO_COLOR takes precedence over FORCE_COLOR and CLICOLOR_FORCE, which colour output without a terminal too
    (https://no-color.org, https://force-color.org, https://bixense.com/clicolors).
    """
    if _choice["colour"] != "auto":
        return _choice["colour"] == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if any(os.environ.get(name, "0") not in ("", "0") for name in ("FORCE_COLOR", "CLICOLOR_FORCE")):
        return True
    return stream.isatty() and os.environ.get("TERM") != "dumb"


_FOREGROUNDS = {"red": 31, "green": 32, "yellow": 33, "blue": 34, "magenta": 35, "cyan": 36, "white": 37,
                "reset": 39}  # fmt: skip


def style(text: str, stream: TextIO, *, fg: str = "", bold: bool = False) -> str:
    """Return `text` in colour if `stream` is shown in colour."""
    if not text or not is_coloured(stream):
        return text
    begin = (f"\x1b[{_FOREGROUNDS[fg]}m" if fg else "") + ("\x1b[1m" if bold else "")
    # Line by line, since a pager may start at any line.
    return "\n".join(f"{begin}{line}\x1b[0m" for line in text.split("\n"))


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

    With `serious_first`, the variables in SERIOUS, which decide about billing and access, come first.
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
    """Return `text` with invisible and control characters escaped, except for the colours of `style`."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(part if at % 2 else escape_text(part) for at, part in enumerate(COLOUR.split(text)))


def highlight(line: str, stream: TextIO) -> str:
    """Return `line` with a coloured label if it starts with one: ``error:``, ``warning:``, ``hint:``."""
    word, colon, rest = line.partition(":")
    colour = _KINDS.get(word) if colon else None
    return style(f"{word}:", stream, fg=colour, bold=True) + rest if colour else line


def say(*lines: str) -> None:
    """Print `lines` for people on stderr."""
    for line in lines:
        rows = (highlight(escape_line(row), sys.stderr) for row in line.split("\n"))
        sys.stderr.write("\n".join(rows) + "\n")


def report(*lines: str) -> None:
    """Print `lines` about the result of a command on stderr, unless quiet."""
    if not os.environ.get("VXENV_QUIET"):
        say(*lines)


def print_data(*lines: str) -> None:
    """Print `lines` of data on stdout; bytes that are not UTF-8 are unchanged."""
    sys.stdout.flush()
    try:
        sys.stdout.buffer.write("".join(line + "\n" for line in lines).encode(errors="surrogateescape"))
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        # The reader, such as `head`, has closed the pipe; click would treat this as a failure.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
