"""Writes man/vxenv.1 from the commands; with --check, tells whether it differs.

Run by `make docs`. The macros are those of man(7), which groff and mandoc both read.
"""

import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from commands import Command, Option, commands
from facts import ENVIRONMENT, EXITS, EXPORTED
from helptext import parted
from vxenv.catalogue.variables import load_variables
from vxenv.cli.main import GROUPS, list_names

PLACE = Path(__file__).parent.parent / "man" / "vxenv.1"
FILES = {
    "~/.config/vxenv/profiles/NAME.toml": "a profile",
    "~/.config/vxenv/config.toml": "settings: the default profile, and others",
    "~/.config/vxenv/catalogue.toml": "models and locations that you know of and vxenv does not",
    ".vxenv.toml": "what a directory and everything below it asks for; it counts once it was allowed",
    "~/.local/state/vxenv": "what was allowed, and what `undo` needs",
    "~/.cache/vxenv": "plans, which may be deleted at any time",
}


def escaped(text: str) -> str:
    r"""Return `text` as roff: ``\`` and ``-`` as themselves, no line that begins as a request does, and in ASCII."""
    shown = text.replace("\\", "\\e").replace("-", "\\-")
    shown = "".join(one if one.isascii() else f"\\[u{ord(one):04X}]" for one in shown)
    return "\\&" + shown if shown.startswith((".", "'")) else shown


def plain(text: str) -> str:
    """Return prose: what stands between backticks is bold."""
    pieces = escaped(text).split("`")
    return "".join(f"\\fB{piece}\\fR" if at % 2 else piece for at, piece in enumerate(pieces))


def tagged(tag: str, text: str) -> list[str]:
    """Return a paragraph with a bold tag."""
    return [".TP", f"\\fB{escaped(tag)}\\fR", plain(text)]


def listed(rows: Mapping[str, str]) -> list[str]:
    """Return a list of names and what they mean."""
    return [line for name, text in rows.items() for line in tagged(name, text + ".")]


def shown(lines: Iterable[str]) -> list[str]:
    """Return lines that stay as they are."""
    return [".PP", ".RS 4", ".nf", *map(escaped, lines), ".fi", ".RE"]


def _option(one: Option) -> list[str]:
    value = f" {one.value}" if one.value else ""
    return tagged(", ".join(one.words) + value, one.help + ".")


def _command(one: Command) -> list[str]:
    arguments = "".join(f" [{argument.name.upper()}]{'...' * argument.rest}" for argument in one.arguments)
    said = parted(one.words)
    lines = [".SS " + escaped(f"vxenv {' '.join(one.words)}{arguments}"), *_paragraphs(said.prose)]
    for alias in list_names(" ".join(one.words))[1:]:
        lines += [".PP", plain(f"The same: `vxenv {alias}`.")]
    lines += [line for option in one.options if "--help" not in option.words for line in _option(option)]
    return lines + (shown(said.examples) if said.examples else [])


def _paragraphs(prose: Iterable[str]) -> list[str]:
    """Return paragraphs; the first follows a heading, which begins one."""
    return [line for paragraph in prose for line in (".PP", plain(paragraph))][1:]


def manual() -> str:
    """Return the page."""
    found = {one.words: one for one in commands()}
    groups = [line for title, names in GROUPS for line in tagged(title, " ".join(f"`{name}`" for name in names))]
    lines = [
        '.\\" made by `make docs`; not by hand',
        f'.TH VXENV 1 {load_variables().date} vxenv "User Commands"',
        ".SH NAME",
        "vxenv \\- switch Claude Code's Vertex AI variables by named profiles",
        ".SH SYNOPSIS",
        "\\fBvxenv\\fR [\\fIOPTIONS\\fR] \\fICOMMAND\\fR [\\fIARGS\\fR]...",
        ".SH DESCRIPTION",
        *_paragraphs(parted(()).prose),
        *groups,
        ".SH OPTIONS",
        plain("All but `--version` may stand behind the command as well."),
        *(line for one in found[()].options for line in _option(one)),
        ".SH COMMANDS",
    ]
    for _, names in GROUPS:
        for words, command in found.items():
            if words and words[0] in names:
                lines += _command(command)
    lines += [".SH FILES", *listed(FILES), ".SH ENVIRONMENT", *listed(ENVIRONMENT)]
    lines += [".PP", "In shells with the hook, these are exported:", *listed(EXPORTED)]
    lines += [".SH EXIT STATUS", *listed(EXITS), ".PP", plain("`vxenv exec` ends as the program that it ran.")]
    lines += [".SH SEE ALSO", "\\fBclaude\\fR(1), \\fBgcloud\\fR(1), \\fBdirenv\\fR(1)"]
    return "\n".join(lines) + "\n"


def main() -> int:
    """Write the page, or with --check say that it is not as it should be."""
    wanted = manual()
    if PLACE.exists() and PLACE.read_text(encoding="utf-8") == wanted:
        return 0
    if sys.argv[1:] == ["--check"]:
        sys.stderr.write("man/vxenv.1 is not what the code says now; run: make docs\n")
        return 1
    PLACE.write_text(wanted, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
