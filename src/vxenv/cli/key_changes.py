"""Changes to keys of profiles, for `set` and `unset`."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import click

from vxenv.cli.output.differences import describe_files, print_diff, render_key, render_toml_value
from vxenv.cli.output.envelope import print_json
from vxenv.cli.output.terminal import report
from vxenv.cli.profile_changes import begin_change, warn_about
from vxenv.files.transaction import Transaction
from vxenv.profiles.keys import find_value, move_from_env
from vxenv.profiles.patterns import select_own_profiles
from vxenv.profiles.store import find_profile_path
from vxenv.profiles.validation import check_profile
from vxenv.text.toml_edit import edit_toml
from vxenv.text.toml_locate import Key
from vxenv.text.toml_read import parse_toml

KEYS_JSON_OPTION = click.option("--json", "as_json", is_flag=True, help="Output the changed keys and files as JSON.")


class KeyEdit(NamedTuple):
    """A change to a key of a profile."""

    # The profile.
    name: str
    # The key.
    key: Key
    # The old value; None if unset.
    before: Any
    # The new value; None if unset.
    after: Any


def change_keys(
    verb: str,
    patterns: tuple[str, ...],
    changes: Mapping[Key, Any],
    *,
    dry_run: bool,
    as_json: bool,
    if_set: bool = False,
) -> list[str]:
    """Change keys of profiles, and report each change.

    Args:
        verb: The command, for the history.
        patterns: Names of profiles or globs.
        changes: The new value of each key, None to unset it.
        dry_run: Show the changes without making them.
        as_json: Output JSON.
        if_set: Change only keys that the profile sets already.

    Returns:
        The names of the profiles.
    """
    assignments = [
        f"{render_key(key)}={render_toml_value(key, value)}" if verb == "set" else render_key(key)
        for key, value in changes.items()
    ]
    edits: list[KeyEdit] = []
    with begin_change(f"{verb} {' '.join([*patterns[:3], *(['…'] if patterns[3:] else []), *assignments])}") as change:
        names = select_own_profiles(patterns)
        for name in names:
            edits += _edit(change, name, changes, if_set=if_set)
        files = describe_files(change.list_changes()) if as_json else []
        if not dry_run:
            change.commit()
        elif not as_json:
            print_diff(change.list_changes())
    if as_json:
        print_json({"dry_run": dry_run, "changes": [_describe(edit) for edit in edits], "files": files})
    elif not dry_run:
        already = "no changes" if if_set else "already up to date"
        report(*(map(_render, edits) if edits else [f"{', '.join(names)}: {already}"]))
    # A glob may match profiles that the user did not mean: those that did not set the key.
    gained = dict.fromkeys(edit.name for edit in edits if edit.before is None and edit.name not in patterns)
    if gained:
        report(f"note: previously unset in {', '.join(gained)}  (skip: --if-set)")
    if edits and not (dry_run or as_json):
        warn_about(names)
    return names


def _edit(change: Transaction, name: str, changes: Mapping[Key, Any], *, if_set: bool) -> list[KeyEdit]:
    """Add the profile `name` with `changes` to `change`, and return the edits that make a difference."""
    path = find_profile_path(name)
    old = change.read(path)
    before = parse_toml(old, path)[0]
    wanted = {key: value for key, value in changes.items() if not if_set or find_value(before, key) is not None}
    new = edit_toml(old, path, move_from_env(before, wanted))
    check_profile(name, new, old)
    change.write(path, new)
    after = parse_toml(new, path)[0]
    edits = (KeyEdit(name, key, find_value(before, key), find_value(after, key)) for key in changes)
    return [edit for edit in edits if edit.before != edit.after]


def _render(edit: KeyEdit) -> str:
    old, new = render_toml_value(edit.key, edit.before), render_toml_value(edit.key, edit.after)
    return f"{edit.name}: {render_key(edit.key)}  {old} → {new}"


def _describe(edit: KeyEdit) -> dict[str, str | None]:
    """Return `edit` as a row of JSON, secrets hidden; null for an unset key."""
    old, new = (None if value is None else render_toml_value(edit.key, value) for value in (edit.before, edit.after))
    return {
        "profile": edit.name,
        "file": find_profile_path(edit.name),
        "key": render_key(edit.key),
        "before": old,
        "after": new,
    }
