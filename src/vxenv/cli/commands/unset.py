"""The command `unset`."""

import click

from vxenv.cli.key_changes import KEYS_JSON_OPTION, change_keys
from vxenv.cli.options import DRY_RUN_OPTION
from vxenv.cli.output.differences import render_key
from vxenv.cli.output.terminal import say
from vxenv.errors import UsageError, VxenvError
from vxenv.profiles.keys import find_key, find_variable, parse_key
from vxenv.profiles.resolve import resolve_stack
from vxenv.profiles.store import Store
from vxenv.text.toml_locate import Key


@click.command(short_help="Remove keys from profiles.")
@click.argument("words", nargs=-1, required=True, metavar="NAME... KEY...")
@DRY_RUN_OPTION
@KEYS_JSON_OPTION
def unset(words: tuple[str, ...], dry_run: bool, as_json: bool) -> None:
    """Remove KEY from the profiles NAME... (or globs).

    \b
    vxenv unset prod models.small_fast
    vxenv unset '*' regions.claude-haiku-4-5 env.HTTPS_PROXY
    """
    first = next((index for index, text in enumerate(words) if index and find_key(text)), len(words))
    if first == len(words):
        if len(words) > 1:
            parse_key(words[-1])
        raise UsageError("expected profiles, then keys", hint="vxenv unset --help")
    keys = [parse_key(text, removing=True) for text in words[first:]]
    names = change_keys("unset", words[:first], dict.fromkeys(keys), dry_run=dry_run, as_json=as_json)
    if not dry_run:
        _report_inherited(names, keys)


def _report_inherited(names: list[str], keys: list[Key]) -> None:
    """Report each removed key with a value from a parent."""
    store = Store()
    for name in names:
        try:
            resolved = resolve_stack([name], store)
        except VxenvError:
            continue  # already broken for another reason
        for key in keys:
            variable = find_variable(key)
            setting = resolved.settings.get(variable) or resolved.additions.get(variable)
            if setting and setting.value is not None:
                say(
                    f"note: {name}: {render_key(key)} is still set by {setting.find_origin()}",
                    f"hint: vxenv set {name} {render_key(key)}:=false",
                )
