"""Read the commands from click, for completions."""

from collections.abc import Iterator
from typing import NamedTuple

import click

from kinds import KINDS
from vxenv.cli.main import ALIASES, COMMANDS, cli, list_names


class UnknownKindError(Exception):
    """The kind of a parameter is not listed."""


class Option(NamedTuple):
    """An option: its spellings, its help, and its value: a kind, choices, or neither for a flag.

    `value` is its name in help.
    """

    words: tuple[str, ...]
    help: str
    kind: str = ""
    choices: tuple[str, ...] = ()
    multiple: bool = False
    value: str = ""


class Argument(NamedTuple):
    """An argument: its name and kind; `rest` if it takes all remaining words."""

    name: str
    kind: str
    choices: tuple[str, ...] = ()
    rest: bool = False


class Command(NamedTuple):
    """A command by the words that call it, none for `vxenv` itself; `subcommands` with their help."""

    words: tuple[str, ...]
    options: tuple[Option, ...]
    arguments: tuple[Argument, ...]
    subcommands: tuple[tuple[str, str], ...]


def commands(*, typed: bool = False) -> list[Command]:
    """Return all visible commands, `vxenv` itself first. Raises UnknownKindError.

    With `typed`, include aliases, and global options after each command.
    """
    return list(_walk(cli, click.Context(cli), (), typed=typed))


def _walk(command: click.Command, context: click.Context, words: tuple[str, ...], *, typed: bool) -> Iterator[Command]:
    found: list[tuple[str, click.Command]] = []
    if isinstance(command, click.Group):
        names = [name for one in command.list_commands(context) for name in (list_names(one) if typed else (one,))]
        listed = ((name, command.get_command(context, name)) for name in names)
        found = [(name, one) for name, one in listed if one and not one.hidden]
    parameters = command.get_params(context)
    options = [one for one in parameters if isinstance(one, click.Option)]
    known = tuple(ALIASES.get(word, word) for word in words)
    yield Command(
        words,
        tuple(_option(known, one) for one in options if typed or not one.hidden),
        tuple(_argument(known, one) for one in parameters if isinstance(one, click.Argument)),
        tuple((name, one.get_short_help_str(100).rstrip(".")) for name, one in found),
    )
    for name, one in found:
        yield from _walk(one, click.Context(one, context, name), (*words, name), typed=typed)


def _option(words: tuple[str, ...], option: click.Option) -> Option:
    typed = tuple(sorted(option.opts + option.secondary_opts, key=len))
    said = (option.help or "").rstrip(".")
    # An option with an optional value is completed as a flag.
    if option.is_flag or option.count or getattr(option, "_flag_needs_value", False):
        return Option(typed, said, value="" if option.is_flag or option.count else f"[{_value(option)}]")
    kind, choices = _kind(words, typed[-1], option)
    return Option(typed, said, kind, choices, option.multiple, "|".join(choices) or _value(option))


def _value(option: click.Option) -> str:
    return option.metavar or option.type.name.upper()


def _argument(words: tuple[str, ...], argument: click.Argument) -> Argument:
    name = argument.name or ""
    return Argument(name, *_kind(words, name, argument), argument.nargs == -1)


def _kind(words: tuple[str, ...], name: str, parameter: click.Parameter) -> tuple[str, tuple[str, ...]]:
    if isinstance(parameter.type, click.Choice):
        return "", tuple(parameter.type.choices)
    if (*words, name) == ("help", "command"):
        return "", (*COMMANDS, *ALIASES)
    key = " ".join([*words, name])
    for found in (key, name):
        if found in KINDS:
            return KINDS[found], ()
    raise UnknownKindError(
        f'nobody said what stands behind {name} of `vxenv {" ".join(words)}`: add "{key}": "…" to KINDS in'
        " tools/kinds.py (its docstring lists what there is), then run: make completions"
    )
