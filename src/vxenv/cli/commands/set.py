"""The command `set`."""

import click

from vxenv.cli.key_changes import KEYS_JSON_OPTION, change_keys
from vxenv.cli.options import DRY_RUN_OPTION
from vxenv.cli.output.differences import render_key
from vxenv.cli.output.terminal import say
from vxenv.errors import UsageError
from vxenv.profiles.keys import find_key, parse_pair

# A value may start with a dash.
_WORDS = {"ignore_unknown_options": True}


@click.command("set", short_help="Set keys in profiles.", context_settings=_WORDS)
@click.argument("words", nargs=-1, required=True, metavar="NAME... KEY=VALUE...")
@click.option("--if-set", is_flag=True, help="Change only profiles that already contain the key.")
@DRY_RUN_OPTION
@KEYS_JSON_OPTION
def set_(words: tuple[str, ...], if_set: bool, dry_run: bool, as_json: bool) -> None:
    """Set KEY to VALUE in the profiles NAME... (or globs).

    KEY is a key of a profile (models.opus) or a variable. KEY:=VALUE reads VALUE as TOML; false unsets the variable.
    The rest of each file is unchanged.

    \b
    vxenv set prod vertex.region global
    vxenv set prod vertex.region=global models.opus=claude-opus-5-5
    vxenv set 'prod-*' models.sonnet=claude-sonnet-5 --if-set
    vxenv set prod env.HTTPS_PROXY:=false
    """
    names, pairs = _split(words)
    changes = dict(parse_pair(*pair) for pair in pairs)
    changed = change_keys("set", names, changes, dry_run=dry_run, as_json=as_json, if_set=if_set)
    for key in (key for key, value in changes.items() if value == "false" and not dry_run):
        say(
            f'note: {render_key(key)} is now the string "false"',
            f"hint: vxenv set {' '.join(changed)} {render_key(key)}:=false",
        )


def _split(words: tuple[str, ...]) -> tuple[tuple[str, ...], list[tuple[str, str]]]:
    """Split `words` into profiles and pairs of key and value. Raises UsageError."""
    if len(words) == 3 and "=" not in words[1] and (find_key(words[1]) or not {"=", "."} & set(words[2])):  # noqa: PLR2004
        return words[:1], [(words[1], words[2])]
    first = next((index for index, word in enumerate(words) if index and "=" in word), len(words))
    pairs = [tuple(word.split("=", 1)) for word in words[first:]]
    wrong = [pair[0] for pair in pairs if len(pair) == 1] or [word for word in words[1:first] if find_key(word)]
    if not first or not pairs or wrong:
        what = f"{wrong[0]} has no value" if wrong else "expected profiles, then KEY=VALUE"
        raise UsageError(what, hint="vxenv set --help")
    return words[:first], [(pair[0], pair[1]) for pair in pairs]
