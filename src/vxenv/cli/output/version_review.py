"""The review of a new version of a source before it is accepted. Its author cannot make it look harmless.

Values from the source are shown unmasked, as in the review of a directory file. Profiles with the same changes share
their rows. The most serious changes come first.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from vxenv.catalogue.classes import CLASSES, classify
from vxenv.checks.advice import describe
from vxenv.checks.comparison import Side
from vxenv.cli.output.review import Row, Screen, count_last, cut_line, quote_foreign, render_legend, render_row
from vxenv.cli.output.sides import render_variable
from vxenv.paths import escape_text, shorten_path
from vxenv.profiles.restrictions import is_consent_needed
from vxenv.profiles.source_files import CATALOGUE, MANIFEST, find_source_directory
from vxenv.sources.catalogue_changes import compare_catalogues
from vxenv.sources.difference import (
    ADDED,
    CHANGED,
    INHERITED,
    REMOVED,
    RENAMED,
    Difference,
    ProfileChange,
    StackChange,
    rank_variable,
)
from vxenv.sources.snapshot import Snapshot
from vxenv.text.line_diff import compare_lines

_NAMED = 4  # names in a line
_MOST_ADDED = 50  # lines of added profiles
_MOST_LINES = 40  # lines of the diff of a file
_MARGIN = 6  # lines of the screen for the header, the legend and the question
_Key = tuple[tuple[str, str, str, str], ...]


class Review(NamedTuple):
    """Lines of a review, and its rows that require confirmation."""

    lines: list[str]
    asked: list[Row]


def render_difference(difference: Difference, old: Snapshot, new: Snapshot, screen: Screen, source: str) -> Review:
    """Return the review of the new version `new` of `source`, which replaces `old`."""
    asked: dict[tuple[str, str], Row] = {}
    shown: list[str] = []
    groups = _collect_groups(difference, source)
    for group in groups:
        shown.append(f"changed: {join_names(group.names)}")
        shown += _show(group.rows, screen, asked)
    shown += [line for change in difference.list_kind(CHANGED) for line in _describe_text_change(change)]
    shown += [f"changed: {change.name}: {note}" for change in _list_known(difference) for note in change.notes]
    shown += _render_added(difference.list_kind(ADDED), source, screen, asked)
    shown += [f"renamed: {change.former} → {change.name}" for change in difference.list_kind(RENAMED)]
    shown += _list_names("removed", [change.name for change in difference.list_kind(REMOVED)])
    shown += [f"warning: {change.name}: {change.trouble}" for change in _list_known(difference) if change.trouble]
    for file in difference.files:
        if old.files or file != MANIFEST:  # its description and the required keys are shown on their own
            shown += [_render_verb(file, old, new)]
            shown += _compare_facts(old, new, screen) if file == CATALOGUE else _compare_file(file, old, new)
    for stack in difference.stacks:
        shown += _render_stack(stack, groups, source, screen, asked)
    return Review([*shown, *_repeat(list(asked.values()), len(shown), screen)], list(asked.values()))


def _list_known(difference: Difference) -> list[ProfileChange]:
    return [*difference.profiles, *difference.own]


class _Group(NamedTuple):
    """Profiles with the same changes."""

    rows: tuple[Row, ...]
    names: list[str]
    rank: tuple[int, int, str]


def _collect_groups(difference: Difference, source: str) -> list[_Group]:
    """Return the changed profiles by their rows, the most serious rows first."""
    groups: dict[_Key, _Group] = {}
    for change in (*difference.list_kind(CHANGED, RENAMED, INHERITED), *difference.own):
        if change.variables:
            rows = tuple(_build_rows(change.variables, change.before, change.after, source))
            group = groups.setdefault(_drop_places(rows), _Group(rows, [], rank_variable(change.variables[0])))
            group.names.append(change.name)
    return sorted(groups.values(), key=lambda group: group.rank)


def _drop_places(rows: Sequence[Row]) -> _Key:
    """Return `rows` without the places of the values, which differ between profiles with the same values."""
    return tuple((row.mark, row.label, row.value, row.now) for row in rows)


def _show(rows: Iterable[Row], screen: Screen, asked: dict[tuple[str, str], Row]) -> Iterator[str]:
    """Yield the lines of `rows`, and add those that require confirmation to `asked`."""
    for row in rows:
        if row.mark == "!":
            asked.setdefault((row.label, row.value), row)
        yield from render_row(row, screen)


def _build_rows(variables: Sequence[str], before: Side, after: Side, source: str) -> Iterator[Row]:
    for name in variables:
        yield _build_row(name, before, after, source)


def _build_row(name: str, before: Side, after: Side, source: str) -> Row:
    """Return the row of a variable; the effect of one that requires confirmation is shown, too."""
    old, new = (_render(side, name) for side in (before, after))
    size = len(after.find_value(name) or "")
    place = _find_place(name, after, source)
    origin = f"  ({place})" if place else ""
    if _is_asked(name, before, after):
        classified = classify(name)
        label = f"{classified.name:8}  {name}"
        value = new or "(unset)"
        effect = classified.effect.replace("{value}", "it") or classified.policy.doc
        clause = classified.describe(value) if "{value}" in classified.effect and new else f"{value}  {effect}"
        return Row("!", label, value, size, clause + origin, effect, old)
    if not new:
        return Row("-", name, "", 0)
    value = f"{old} → {new}" if old else new
    return Row("~" if old else "+", name, value, size, effect=origin.strip())


def _is_asked(name: str, before: Side, after: Side) -> bool:
    """Tell whether variable `name` requires confirmation: not if its new value is the user's own."""
    is_foreign = name in after.foreign or (name in before.foreign and not _render(after, name))
    return is_foreign and is_consent_needed(name)


def _render(side: Side, name: str) -> str:
    """Return the value of variable `name` for people, "" if it is unset."""
    return "" if side.render_value(name) is None else render_variable(side, name)


def _find_place(name: str, side: Side, source: str) -> str:
    """Return ``file:line`` of variable `name`; a file of the source is relative to its root."""
    setting = side.resolved.find_setting(name) if side.resolved else None
    return setting.find_origin().removeprefix(shorten_path(find_source_directory(source)) + "/") if setting else ""


def _describe_text_change(change: ProfileChange) -> Iterator[str]:
    if not change.variables and not change.notes and not change.trouble:
        yield f"changed: {change.name}: no variables"


def _render_added(
    changes: list[ProfileChange], source: str, screen: Screen, asked: dict[tuple[str, str], Row]
) -> Iterator[str]:
    """Yield the lines of added profiles: variables that require confirmation, then a summary of each profile."""
    if not changes:
        return
    names: dict[Row, list[str]] = {}
    for change in changes:
        for name in change.variables:
            if _is_asked(name, change.before, change.after):
                row = _build_row(name, change.before, change.after, source)
                names.setdefault(row, []).append(change.name)
    yield f"added: {len(changes):,} profile{'s'[: len(changes) != 1]}"
    for row in sorted(names, key=lambda row: rank_variable(row.label.split()[1])):
        yield from _show([row], screen, asked)
        yield f"    in {join_names(names[row])}"
    for change in changes[:_MOST_ADDED]:
        resolved = change.after.resolved
        yield f"  + {describe(change.name, resolved) if resolved else change.name}"
    if len(changes) > _MOST_ADDED:
        yield f"  and {len(changes) - _MOST_ADDED:,} more"


def join_names(names: Sequence[str]) -> str:
    """Return the first names, and the number of the others."""
    more = f" and {len(names) - _NAMED:,} more" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more


def _list_names(verb: str, names: Sequence[str]) -> Iterator[str]:
    if names:
        yield f"{verb}: {join_names(names)}"


def _render_verb(file: str, old: Snapshot, new: Snapshot) -> str:
    verb = "changed" if file in old.files and file in new.files else "added" if file in new.files else "removed"
    return f"{verb}: {file}"


def _compare_facts(old: Snapshot, new: Snapshot, screen: Screen) -> Iterator[str]:
    """Yield the lines of the facts in the catalogue that change."""
    changes = compare_catalogues(*(snapshot.files.get(CATALOGUE, b"") for snapshot in (old, new)))
    for change in changes[:_MOST_LINES]:
        label, before, after = map(quote_foreign, change)
        value = f"{before} → {after}" if change.old and change.new else after if change.new else before
        mark = "~" if change.old and change.new else "+" if change.new else "-"
        yield from render_row(Row(mark, label, value, len(value)), screen)
    if len(changes) > _MOST_LINES:
        yield f"  and {len(changes) - _MOST_LINES:,} more rows"
    if not changes:
        yield "  no facts"


def _compare_file(file: str, old: Snapshot, new: Snapshot) -> Iterator[str]:
    """Yield the lines of the diff of a file that is not a profile, escaped."""
    before, after = (snapshot.files.get(file, b"").decode(errors="backslashreplace") for snapshot in (old, new))
    lines = [
        escape_text(line.rstrip("\n")) for line in compare_lines(before.splitlines(), after.splitlines(), file, file)
    ][2:]
    yield from (f"  {line}" for line in lines[:_MOST_LINES])
    if len(lines) > _MOST_LINES:
        yield f"  and {len(lines) - _MOST_LINES:,} more lines"


def _render_stack(
    stack: StackChange, groups: list[_Group], source: str, screen: Screen, asked: dict[tuple[str, str], Row]
) -> Iterator[str]:
    """Yield the lines of a stack in use."""
    title = f'{stack.user} ("{escape_text(stack.stack)}")'
    if stack.trouble:
        yield f"warning: {title} would be refused: {stack.trouble}"
    for name in stack.removed:
        yield f'{title}: {name} is removed from source "{source}"; its last version stays in use'
    if not stack.variables:
        return
    rows = tuple(_build_rows(stack.variables, stack.before, stack.after, source))
    same = [group.names for group in groups if _drop_places(group.rows) == _drop_places(rows)]
    if same:
        yield f"{title}: changes like {join_names(same[0])}"
    else:
        yield f"{title}:"
        yield from _show(rows, screen, asked)


def _repeat(asked: list[Row], count: int, screen: Screen) -> Iterator[str]:
    """Yield the legend of the rows that require confirmation, and these rows again if the screen hides them."""
    asked.sort(key=lambda row: CLASSES.index(row.label.split()[0]))
    shown = [render_row(row, screen) for row in asked]
    if asked and screen.lines and not screen.full and count > screen.lines - _MARGIN:
        yield "repeated from above:"
        yield from (line for lines in shown[: count_last(screen)] for line in lines)
    yield from (cut_line(line, screen) for line in render_legend(asked, shown, screen))


def count_changes(difference: Difference) -> str:
    """Return the number of changes: ``2 changed, 1 added, 1 removed``."""
    kinds = (CHANGED, ADDED, RENAMED, REMOVED)
    parts = [f"{len(changes):,} {kind}" for kind in kinds if (changes := difference.list_kind(kind))]
    return ", ".join([*parts, *(f"{file} changed" for file in difference.files)]) or "no changes"
