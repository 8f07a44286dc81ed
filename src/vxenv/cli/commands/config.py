"""The command `config`: vxenv's own configuration, config.toml."""

import os
from typing import Any

import click

from vxenv.cli.command_line import Commands, OneOf
from vxenv.cli.options import JSON_OPTION
from vxenv.cli.output.envelope import print_json
from vxenv.cli.output.table import render_table
from vxenv.cli.output.terminal import print_data, report, say
from vxenv.cli.profile_changes import change_config
from vxenv.cli.protection import refuse_removed
from vxenv.config import CHOICES, DEFAULTS, find_config_path, find_problem, read_config
from vxenv.errors import UsageError
from vxenv.paths import escape_text, shorten_path
from vxenv.profiles.keys import shorten_home
from vxenv.profiles.names import encode_stack, parse_stack
from vxenv.profiles.resolve import resolve_stack
from vxenv.profiles.store import Store
from vxenv.similarity import guess
from vxenv.text.toml_edit import render_line
from vxenv.text.toml_read import parse_toml

_WORDS = {"true": True, "false": False}


@click.group("config", cls=Commands, short_help="Read and change vxenv's own configuration.")
def config() -> None:
    """Read and change config.toml, vxenv's own configuration.

    \b
    vxenv config list
    vxenv config set quiet true
    vxenv config set allow_prefixes ~/work ~/code
    """


@config.command("list", short_help="List all keys.")
@JSON_OPTION
def list_(as_json: bool) -> None:
    """List all keys with their values, and where they are set.

    \b
    vxenv config list
    """
    own = _read_own()
    values = {**DEFAULTS, **own}
    if as_json:
        rows = [{"key": key, "value": value, "set": key in own} for key, value in values.items()]
        print_json({"file": find_config_path(), "settings": rows})
    else:
        place = shorten_path(find_config_path())
        print_data(
            *render_table([key, _render(value), place if key in own else "(default)"] for key, value in values.items())
        )


@config.command("get", short_help="Print the value of a key.")
@click.argument("key", type=OneOf(tuple(DEFAULTS)))
def get(key: str) -> None:
    """Print the value of KEY.

    A list is printed with one element per line.

    \b
    vxenv config get quiet
    """
    value = {**DEFAULTS, **_read_own()}[key]
    print_data(*(map(escape_text, value) if isinstance(value, list) else [_render(value)]))


@config.command("set", short_help="Set a key.")
@click.argument("key", type=OneOf(tuple(DEFAULTS)))
@click.argument("values", nargs=-1, required=True, metavar="VALUE...")
def set_(key: str, values: tuple[str, ...]) -> None:
    """Set KEY to VALUE.

    A list takes several values.

    \b
    vxenv config set default prod-global
    vxenv config set claude_wrapper true
    vxenv config set picker fzf
    vxenv config set schema_line true
    """
    _change(f"config set {key} {' '.join(values)}", key, _parse(key, values))


@config.command("unset", short_help="Remove a key from config.toml.")
@click.argument("key", type=OneOf(tuple(DEFAULTS)))
def unset(key: str) -> None:
    """Remove KEY from config.toml, to restore its default.

    \b
    vxenv config unset quiet
    """
    _change(f"config unset {key}", key, None)


def _read_own() -> dict[str, Any]:
    """Return the content of config.toml. Raises DocumentError."""
    settings = read_config()  # raises for errors in it
    return dict(parse_toml(settings.data, find_config_path())[0]) if settings.data else {}


def _parse(key: str, words: tuple[str, ...]) -> Any:  # noqa: ANN401 - whatever TOML holds
    """Return the value of `key` given as `words`. Raises UsageError."""
    if key == "default":
        names = parse_stack(words)
        refuse_removed(names)
        resolve_stack(names, Store())  # raises if one is missing
        return encode_stack(names)
    if key == "allow_prefixes":
        return [shorten_home(os.path.abspath(os.path.expanduser(word))) for word in words]
    value = _WORDS.get(words[0].lower(), words[0])
    problem = f"{key} takes one value" if words[1:] else find_problem(key, value)
    if problem:
        known = [str(choice).lower() for choice in CHOICES.get(key, ("7d",))]
        meant = guess(words[0], known)
        raise UsageError(problem, hint=f"vxenv config set {key} {meant or known[0]}", typed=words[0], meant=meant)
    return value


def _change(what: str, key: str, value: Any) -> None:  # noqa: ANN401 - likewise
    before = _read_own().get(key)
    change_config(what, key, value)
    if before == value:
        report(f"{key}: already up to date")
    else:
        say(f"{key}: {_render(before)} → {_render(value)}")


def _render(value: Any) -> str:  # noqa: ANN401 - likewise
    """Return `value` for people."""
    if value is None:
        return "(unset)"
    return escape_text(value) if isinstance(value, str) else render_line(("x",), value).removeprefix("x = ")
