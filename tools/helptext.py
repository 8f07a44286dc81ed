"""Provide the help text of commands from the code, because line breaks of ``--help`` depend on click's version."""

import inspect
from typing import NamedTuple

import click

from vxenv.cli.main import cli


class HelpText(NamedTuple):
    """Paragraphs of prose, and the lines that show the usage of a command."""

    prose: tuple[str, ...]
    examples: tuple[str, ...]


def whole(words: tuple[str, ...]) -> str:
    """Return the text of the command called by `words`, of vxenv itself for none."""
    # Drop the marker that keeps click from wrapping a paragraph.
    return _raw(words).replace("\b\n", "")


def parted(words: tuple[str, ...]) -> HelpText:
    """Return the text split into prose and examples: a paragraph that click does not wrap holds examples."""
    paragraphs = _raw(words).split("\n\n")
    prose = (" ".join(one.split()) for one in paragraphs if not one.startswith("\b"))
    shown = (line for one in paragraphs if one.startswith("\b\n") for line in one.splitlines()[1:])
    return HelpText(tuple(prose), tuple(shown))


def _raw(words: tuple[str, ...]) -> str:
    command: click.Command = cli
    for word in words:
        inner = command.get_command(click.Context(command), word) if isinstance(command, click.Group) else None
        command = inner or command
    return inspect.cleandoc(command.help or "").partition("\f")[0].strip()
