"""What click does not do by itself: a guess at what was meant, and options that every command takes."""

import os
import re
from collections.abc import Sequence
from shlex import join
from typing import Any

import click

from vxenv.errors import UsageError
from vxenv.similarity import guess


class OneOf(click.Choice):  # type: ignore[type-arg] # no type takes one in click 8.1
    """A choice that names the nearest word for one that it does not have."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:  # noqa: ANN401
        """Return `value`. Raises UsageError."""
        try:
            return str(super().convert(value, param, ctx))
        except click.BadParameter as error:
            hint = f"{ctx.command_path if ctx else 'vxenv'} --help"
            meant = guess(str(value), self.choices)
            name = max(param.opts, key=len) if isinstance(param, click.Option) else (param and param.name) or "it"
            what = f"did you mean {meant}?" if meant else f"it is one of {', '.join(self.choices)}"
            raise UsageError(
                f'{name} cannot be "{value}"; {what}', hint=hint, typed=str(value), meant=meant
            ) from error


class Commands(click.Group):
    """Commands that are guessed where none has that name. `aliases` are other names of some."""

    aliases: dict[str, str] = {}  # noqa: RUF012 - replaced as a whole by those that have some

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that `args` begin with. Raises UsageError."""
        typed = self.aliases.get(args[0], args[0]) if args else ""
        names = self.list_commands(ctx)
        if typed and typed not in names and not typed.startswith("-"):
            meant = self.suggest(typed) or guess(typed, [*names, *self.aliases])
            hint = " ".join(filter(None, (ctx.command_path, meant, "--help")))
            raise UsageError(f'no command "{typed}"', hint=hint, typed=typed, meant=meant)
        return super().resolve_command(ctx, [typed, *args[1:]] if args else args)

    def suggest(self, word: str) -> str:  # noqa: ARG002 - for those who know more
        """Return the command that people mean by `word`, or nothing."""
        return ""


def give_common(command: click.Command) -> click.Command:
    """Return `command`, and the commands in it, with the options that stand before a command as well as behind it."""
    taken = {flag for option in command.params if isinstance(option, click.Option) for flag in option.opts}
    # An option of the command's own, such as doctor's --verbose, stays what it is.
    command.params += [option for option in build_common_options(hidden=True) if not taken & set(option.opts)]
    for inner in command.commands.values() if isinstance(command, click.Group) else ():
        give_common(inner)
    return command


def build_common_options(*, hidden: bool) -> list[click.Option]:
    """Return the options that every command takes; `hidden` from its help, since `vxenv --help` shows them."""

    def make_option(*words: str, text: str, act: Any) -> click.Option:  # noqa: ANN401 - a function of no result
        def call_back(_: click.Context, __: click.Parameter, given: bool) -> None:
            if given:
                act()

        return click.Option(
            words, is_flag=True, help=text, hidden=hidden, expose_value=False, is_eager=True, callback=call_back
        )

    return [
        make_option("-q", "--quiet", text="Say nothing that is not asked for.", act=_silence),
        make_option("-v", "--verbose", text="Say what is decided and asked.", act=_trace_decisions),
        make_option("--no-pager", text="Do not send long output through a pager.", act=_disable_pager),
        make_option("--debug", text="Say what is read, decided and asked, with times.", act=_trace_all),
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


def correct(words: Sequence[str], wrong: str, right: str) -> str:
    """Return the command line with `right` for `wrong`, or nothing where that does not stand in it once.

    It may be a part of a word: of a stack, of a list, the key or the value of a pair. Nothing that may be a secret is
    repeated.
    """
    places = [index for index, text in enumerate(words) if text == wrong or wrong in _split(text)]
    if len(places) != 1 or any(map(_can_be_secret, words)):
        return ""
    (place,) = places
    parts = [right if part == wrong else part for part in _split(words[place])]
    instead = right.split() if words[place] == wrong else ["".join(parts)]
    return join(["vxenv", *words[:place], *instead, *words[place + 1 :]])


def _split(text: str) -> list[str]:
    """Return `text` in parts, with what stands between them."""
    return re.split(r"([+=,]|:=)", text)


def _can_be_secret(text: str) -> bool:
    """Tell whether `text` may be a secret, or be about one."""
    from vxenv.catalogue.secrets import is_secret_name, redact_text
    from vxenv.profiles.keys import find_key, find_variable

    key = re.split(r":?=", text)[0]
    known = find_key(key)
    name = find_variable(known) if known else key
    return redact_text(text) != text or is_secret_name(name)
