"""The commands as completions see them: read from click, which is what runs them."""

from collections.abc import Iterator
from typing import NamedTuple

import click

from kinds import KINDS
from vxenv.cli.main import ALIASES, COMMANDS, cli, list_names


class UnknownKindError(Exception):
    """Nobody said what stands behind a parameter."""


class Option(NamedTuple):
    """An option: how it is typed, its help, and what it takes: a kind, choices, or neither for a flag.

    `value` is what help calls that.
    """

    words: tuple[str, ...]
    help: str
    kind: str = ""
    choices: tuple[str, ...] = ()
    multiple: bool = False
    value: str = ""


class Argument(NamedTuple):
    """An argument: its name, and what it takes; `rest` if it takes all words that are left."""

    name: str
    kind: str
    choices: tuple[str, ...] = ()
    rest: bool = False


class Command(NamedTuple):
    """A command by the words that lead to it, none for `vxenv` itself; `subcommands` with their help."""

    words: tuple[str, ...]
    options: tuple[Option, ...]
    arguments: tuple[Argument, ...]
    subcommands: tuple[tuple[str, str], ...]


def commands(*, typed: bool = False) -> list[Command]:
    """Return all commands that are not hidden, `vxenv` itself first. Raises UnknownKindError.

    With `typed`, all that can be typed: aliases too, and behind each command the options that stand before it as well.
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
    # One that may go without a value is completed as a flag.
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
