"""Extensions to click: suggestions for mistyped words, error messages, and options common to all commands."""

import os
import re
from collections.abc import Mapping, Sequence
from shlex import join
from typing import Any

import click

from vxenv.errors import UsageError
from vxenv.similarity import guess


class OneOf(click.Choice):  # type: ignore[type-arg] # no type takes one in click 8.1
    """A choice that suggests the most similar word for an unknown one."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:  # noqa: ANN401
        """Return `value`. Raises UsageError."""
        try:
            return str(super().convert(value, param, ctx))
        except click.BadParameter as error:
            hint = f"{ctx.command_path if ctx else 'vxenv'} --help"
            meant = guess(str(value), self.choices)
            what = f'unknown {param.name} "{value}"' if param else f'unknown value "{value}"'
            if isinstance(param, click.Option):
                what = f'invalid value "{value}" for {_find_longest(param)}'
            rest = f'did you mean "{meant}"?' if meant else f"expected one of: {', '.join(self.choices)}"
            raise UsageError(f"{what}; {rest}", hint=hint, typed=str(value), meant=meant) from error


class Commands(click.Group):
    """A group of commands that suggests the most similar command for an unknown one.

    `aliases` maps other names to commands.
    """

    aliases: dict[str, str] = {}  # noqa: RUF012 - replaced, never changed

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that `args` begin with. Raises UsageError."""
        typed = self.aliases.get(args[0], args[0]) if args else ""
        names = self.list_commands(ctx)
        if typed and typed not in names and not typed.startswith("-"):
            meant = self.suggest(typed) or guess(typed, [*names, *self.aliases])
            hint = " ".join(filter(None, (ctx.command_path, meant, "--help")))
            raise UsageError(f'unknown command "{typed}"', hint=hint, typed=typed, meant=meant)
        return super().resolve_command(ctx, [typed, *args[1:]] if args else args)

    def suggest(self, word: str) -> str:  # noqa: ARG002 - for subclasses
        """Return the command that `word` names in other programs, or ""."""
        return ""


class GroupedCommand(click.Command):
    """A command with its options in groups in its help."""

    def __init__(self, *args: Any, option_groups: Mapping[str, Sequence[str]], **more: Any) -> None:  # noqa: ANN401
        """Create a command with the names of the parameters in each group, by title; others are in "Options"."""
        super().__init__(*args, **more)
        self.option_groups = option_groups

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the groups of options, and last the options in no group."""
        rest = {
            param.name: param.get_help_record(ctx) for param in self.get_params(ctx) if isinstance(param, click.Option)
        }
        for title, names in self.option_groups.items():
            with formatter.section(title):
                formatter.write_dl([record for name in names if (record := rest.pop(name))])
        with formatter.section("Options"):
            formatter.write_dl(list(filter(None, rest.values())))


def give_common(command: click.Command) -> click.Command:
    """Add the common options to `command` and its subcommands, and return it."""
    taken = {flag for option in command.params if isinstance(option, click.Option) for flag in option.opts}
    # An option of the command, such as doctor's --verbose, takes precedence.
    command.params += [option for option in build_common_options(hidden=True) if not taken & set(option.opts)]
    for inner in command.commands.values() if isinstance(command, click.Group) else ():
        give_common(inner)
    return command


def build_common_options(*, hidden: bool) -> list[click.Option]:
    """Return the options that every command takes.

    Args:
        hidden: Omit them from help. Only `vxenv --help` shows them.
    """

    def make_option(*words: str, text: str, act: Any) -> click.Option:  # noqa: ANN401 - a function
        def call_back(_: click.Context, __: click.Parameter, given: bool) -> None:
            if given:
                act()

        return click.Option(
            words, is_flag=True, help=text, hidden=hidden, expose_value=False, is_eager=True, callback=call_back
        )

    def choose(_: click.Context, __: click.Parameter, given: str | None) -> None:
        if given:
            from vxenv.cli.output.terminal import choose_colour

            choose_colour(given)

    return [
        make_option("-q", "--quiet", text="Suppress informational output.", act=_silence),
        make_option("-v", "--verbose", text="Log decisions and requests to stderr.", act=_trace_decisions),
        make_option("--no-pager", text="Do not use a pager for long output.", act=_disable_pager),
        click.Option(
            ["--color"],
            type=OneOf(("auto", "always", "never")),
            help="Use color: auto, always or never.",
            hidden=hidden,
            expose_value=False,
            is_eager=True,
            callback=choose,
        ),
        make_option("--debug", text="Log file access, decisions and requests, with times.", act=_trace_all),
    ]


def _silence() -> None:
    os.environ["VXENV_QUIET"] = "1"


def _disable_pager() -> None:
    os.environ["VXENV_PAGER"] = ""


def _trace_all() -> None:
    from vxenv.cli import trace

    trace.start()


def _trace_decisions() -> None:
    from vxenv.cli import trace

    trace.start(whole=False)


# Errors that click has no class for, with our words for them.
_CLICK_ERRORS = (
    (re.compile(r"Got unexpected extra argument \((.*)\)", re.DOTALL), r'unexpected argument "\1"'),
    (re.compile(r"Got unexpected extra arguments \((.*)\)", re.DOTALL), r"unexpected arguments: \1"),
    (re.compile(r"Option '(.*)' requires an argument"), r"\1 requires a value"),
    (re.compile(r"Option '(.*)' does not take a value"), r"\1 takes no value"),
)


def describe_click_error(error: click.ClickException) -> str:
    """Return the message of an error of click, in the form of vxenv's own."""
    # click 8.2 and later report a group without a command by its whole help.
    if isinstance(error, getattr(click.exceptions, "NoArgsIsHelpError", ())):
        return "missing command"
    if isinstance(error, click.NoSuchOption):
        return f'unknown option "{error.option_name}"'
    if isinstance(error, click.BadParameter) and error.param:
        return _describe_bad_value(error, error.param)
    text = error.format_message().rstrip(".")
    for pattern, ours in _CLICK_ERRORS:
        if pattern.fullmatch(text):
            return pattern.sub(ours, text)
    return _quote_doubly(text[:1].lower() + text[1:])


def _describe_bad_value(error: click.BadParameter, parameter: click.Parameter) -> str:
    """Return the message of an error of click about the value of `parameter`."""
    is_option = isinstance(parameter, click.Option)
    name = _find_longest(parameter) if is_option else parameter.human_readable_name
    if not isinstance(error, click.MissingParameter):
        return f"invalid value for {name}: {_quote_doubly(error.message)}"
    choices = parameter.type.choices if isinstance(parameter.type, click.Choice) else ()
    rest = f"; expected one of: {', '.join(choices)}" if choices else ""
    return f"missing {'option' if is_option else 'argument'} {name}{rest}"


def _find_longest(option: click.Parameter) -> str:
    """Return the longest name of an option."""
    return max(option.opts, key=len)


def _quote_doubly(text: str) -> str:
    """Return a message of click without its period, and with names in double quotes."""
    return re.sub(r"(?<!\w)'([^']*)'(?!\w)", r'"\1"', text.rstrip("."))


def correct(words: Sequence[str], wrong: str, right: str) -> str:
    """Return the command line with `wrong` replaced by `right`.

    `wrong` may be part of a word: of a stack or a list, or the key or the value of a pair.

    Returns:
        The command line; "" if `wrong` does not occur exactly once, or if a word may be a secret.
    """
    places = [index for index, text in enumerate(words) if text == wrong or wrong in _split(text)]
    if len(places) != 1 or any(map(_can_be_secret, words)):
        return ""
    (place,) = places
    parts = [right if part == wrong else part for part in _split(words[place])]
    instead = right.split() if words[place] == wrong else ["".join(parts)]
    return join(["vxenv", *words[:place], *instead, *words[place + 1 :]])


def _split(text: str) -> list[str]:
    """Return the parts of `text` and the separators between them."""
    return re.split(r"([+=,]|:=)", text)


def _can_be_secret(text: str) -> bool:
    """Tell whether `text` may be a secret or the name of one."""
    from vxenv.catalogue.secrets import is_secret_name, redact_text
    from vxenv.profiles.keys import find_key, find_variable

    key = re.split(r":?=", text)[0]
    known = find_key(key)
    name = find_variable(known) if known else key
    return redact_text(text) != text or is_secret_name(name)
