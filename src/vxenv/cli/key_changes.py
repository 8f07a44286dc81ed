"""Changing keys of profiles, for `set` and `unset`: the difference, the result as JSON, the warnings."""

from typing import Any

import click

from vxenv.cli.output.differences import describe_files, key_text, print_diff, toml_text
from vxenv.cli.output.envelope import print_json
from vxenv.cli.output.terminal import report
from vxenv.cli.profile_changes import changing, warn_about
from vxenv.files.transaction import Change
from vxenv.profiles.keys import moved_from_env, value_at
from vxenv.profiles.patterns import select_profiles
from vxenv.profiles.store import profile_path
from vxenv.profiles.validation import check_profile
from vxenv.text.toml_edit import edited
from vxenv.text.toml_locate import Key
from vxenv.text.toml_read import parse_toml

KEYS_JSON_OPTION = click.option(
    "--json", "as_json", is_flag=True, help="Print the keys that change, and the files, as JSON."
)


def change_keys(
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
        names = select_profiles(patterns)
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
        print_json({"dry_run": dry_run, "changes": changed, "files": files})
    elif not dry_run:
        already = "nothing to change" if if_set else f"{'is' if len(names) == 1 else 'are'} so already"
        report(*(lines or [f"{', '.join(names)}: {already}"]))
    _tell_gained(patterns, list(gained))
    if dry_run or as_json:
        return names
    if lines:
        warn_about(names)
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
    check_profile(name, new, old)
    change.write(path, new)
    after = parse_toml(new, path)[0]
    values = [(key, value_at(before, key), value_at(after, key)) for key in changes]
    return [(key, one, other) for key, one, other in values if one != other]


def _tell_gained(patterns: tuple[str, ...], gained: list[str]) -> None:
    """Say which of the profiles that a glob matched did not have the key before: they may not be what was meant."""
    unnamed = [name for name in gained if name not in patterns]
    if unnamed:
        report(f"not set there before: {', '.join(unnamed)}  (--if-set leaves those)")
