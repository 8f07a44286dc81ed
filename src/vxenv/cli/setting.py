"""set, unset: a key of one profile or of many, and nothing else of them."""

import json
from typing import Any

import click

from vxenv.cli.changing import changing, check, chosen, warn_of
from vxenv.cli.differences import describe_files, key_text, print_diff, toml_text
from vxenv.cli.text import data, report, say
from vxenv.errors import UsageError, VxenvError
from vxenv.profiles.changes import Change
from vxenv.profiles.document import parse_toml
from vxenv.profiles.editing import edited
from vxenv.profiles.keys import key_of, known_key, literal, moved_from_env, typed, value_at, variable_of
from vxenv.profiles.positions import Key
from vxenv.profiles.resolve import resolve
from vxenv.profiles.store import Store, profile_path

_JSON = click.option("--json", "as_json", is_flag=True, help="Print the keys that change, and the files, as JSON.")
_DRY = click.option("-n", "--dry-run", is_flag=True, help="Print the difference it would make, and change nothing.")
# A value may start with a dash.
_WORDS = {"ignore_unknown_options": True}


@click.command(
    "set", short_help="Change keys of profiles; all else in their files stays as it is.", context_settings=_WORDS
)
@click.argument("words", nargs=-1, required=True, metavar="NAME... KEY=VALUE...")
@click.option("--if-set", is_flag=True, help="Only where the profile itself has the key already.")
@_DRY
@_JSON
def set_(words: tuple[str, ...], if_set: bool, dry_run: bool, as_json: bool) -> None:
    """Set KEY to VALUE in the profiles NAME..., which may be globs.

    KEY is as in a profile (models.opus), or a variable's name. KEY:=VALUE takes VALUE as TOML: false unsets.

    \b
    vxenv set prod vertex.region global
    vxenv set prod vertex.region=global models.opus=claude-opus-5-5
    vxenv set 'prod-*' models.sonnet=claude-sonnet-5 --if-set
    vxenv set prod env.HTTPS_PROXY:=false
    """
    names, pairs = _split(words)
    changes = dict(_pair(*pair) for pair in pairs)
    changed = _change("set", names, changes, dry_run=dry_run, as_json=as_json, if_set=if_set)
    for key in (key for key, value in changes.items() if value == "false" and not dry_run):
        say(f'{key_text(key)} is the word "false" now', f"hint: vxenv set {' '.join(changed)} {key_text(key)}:=false")


@click.command(short_help="Take keys out of profiles.")
@click.argument("words", nargs=-1, required=True, metavar="NAME... KEY...")
@_DRY
@_JSON
def unset(words: tuple[str, ...], dry_run: bool, as_json: bool) -> None:
    """Take KEY out of the profiles NAME..., which may be globs.

    \b
    vxenv unset prod models.small_fast
    vxenv unset '*' regions.claude-haiku-4-5 env.HTTPS_PROXY
    """
    at = next((at for at, word in enumerate(words) if at and known_key(word)), len(words))
    if at == len(words):
        if len(words) > 1:
            key_of(words[-1])
        raise UsageError("unset takes profiles, then keys", hint="vxenv unset --help")
    keys = [key_of(word, removing=True) for word in words[at:]]
    names = _change("unset", words[:at], dict.fromkeys(keys), dry_run=dry_run, as_json=as_json)
    if not dry_run:
        _tell_what_stays(names, keys)


def _split(words: tuple[str, ...]) -> tuple[tuple[str, ...], list[tuple[str, str]]]:
    """Return the profiles and the pairs of key and value that `words` are."""
    if len(words) == 3 and "=" not in words[1] and (known_key(words[1]) or not {"=", "."} & set(words[2])):  # noqa: PLR2004
        return words[:1], [(words[1], words[2])]
    at = next((at for at, word in enumerate(words) if at and "=" in word), len(words))
    pairs = [tuple(word.split("=", 1)) for word in words[at:]]
    wrong = [pair[0] for pair in pairs if len(pair) == 1] or [word for word in words[1:at] if known_key(word)]
    if not at or not pairs or wrong:
        what = f"{wrong[0]} has no value" if wrong else "set takes profiles, then KEY=VALUE"
        raise UsageError(what, hint="vxenv set --help")
    return words[:at], [(pair[0], pair[1]) for pair in pairs]


def _pair(word: str, text: str) -> tuple[Key, Any]:
    if word.endswith(":"):
        key = key_of(word.removesuffix(":"))
        return key, literal(key, text)
    key = key_of(word)
    return key, typed(key, text)


def _change(
    verb: str,
    patterns: tuple[str, ...],
    changes: dict[Key, Any],
    *,
    dry_run: bool,
    as_json: bool,
    if_set: bool = False,
) -> list[str]:
    """Change the profiles that `patterns` name, with `if_set` only keys that they have; return their names."""
    words = [f"{key_text(key)}={toml_text(key, value)}" if verb == "set" else key_text(key)
             for key, value in changes.items()]  # fmt: skip
    lines = []
    changed: list[dict[str, str | None]] = []
    gained: dict[str, None] = {}  # profiles that get a key which they did not have
    with changing(f"{verb} {' '.join([*patterns[:3], *(['…'] if patterns[3:] else []), *words])}") as change:
        names = chosen(patterns)
        for name in names:
            path = profile_path(name)
            for key, one, other in _edit(change, name, changes, if_set=if_set):
                gained |= {name: None} if one is None else {}
                changed.append(_describe_change(name, path, key, one, other))
                lines.append(f"{name}: {key_text(key)}  {toml_text(key, one)} → {toml_text(key, other)}")
        files = describe_files(change.files()) if as_json else []
        if not dry_run:
            change.commit()
        elif not as_json:
            print_diff(change.files())
    if as_json:
        data(json.dumps({"version": 1, "dry_run": dry_run, "changes": changed, "files": files}, indent=2))
    elif not dry_run:
        already = "nothing to change" if if_set else f"{'is' if len(names) == 1 else 'are'} so already"
        report(*(lines or [f"{', '.join(names)}: {already}"]))
    _tell_gained(patterns, list(gained))
    if dry_run or as_json:
        return names
    if lines:
        warn_of(names)
    return names


def _describe_change(name: str, path: str, key: Key, before: object, after: object) -> dict[str, str | None]:
    """Return a key that changes as a row of JSON, secrets hidden; null for a key that is not set."""
    old, new = (None if value is None else toml_text(key, value) for value in (before, after))
    return {"profile": name, "file": path, "key": key_text(key), "before": old, "after": new}


def _edit(change: Change, name: str, changes: dict[Key, Any], *, if_set: bool) -> list[tuple[Key, Any, Any]]:
    """Put the profile `name` with `changes` into `change`; return each key that differs, with its values, then now."""
    path = profile_path(name)
    old = change.read(path)
    before = parse_toml(old, path)[0]
    wanted = {key: value for key, value in changes.items() if not if_set or value_at(before, key) is not None}
    new = edited(old, path, moved_from_env(before, wanted))
    check(name, new, old)
    change.write(path, new)
    after = parse_toml(new, path)[0]
    values = [(key, value_at(before, key), value_at(after, key)) for key in changes]
    return [(key, one, other) for key, one, other in values if one != other]


def _tell_gained(patterns: tuple[str, ...], gained: list[str]) -> None:
    """Say which of the profiles that a glob matched did not have the key before: they may not be what was meant."""
    unnamed = [name for name in gained if name not in patterns]
    if unnamed:
        report(f"not set there before: {', '.join(unnamed)}  (--if-set leaves those)")


def _tell_what_stays(names: list[str], keys: list[Key]) -> None:
    """Say where a parent sets what was taken out of a child."""
    store = Store()
    for name in names:
        try:
            resolved = resolve([name], store)
        except VxenvError:
            continue  # it was broken before, beyond the profile itself
        for key in keys:
            setting = resolved.settings.get(variable_of(key))
            if setting and setting.value is not None:
                say(
                    f"{name}: {key_text(key)} is still set, by {setting.origin()}",
                    f"hint: vxenv set {name} {key_text(key)}:=false",
                )
