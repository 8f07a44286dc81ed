"""The command `list`."""

import sys
from collections.abc import Iterator
from typing import Any

import click

from vxenv.activation.current import Current
from vxenv.catalogue.environment import LOCATION, PROJECT
from vxenv.catalogue.secrets import redact_text
from vxenv.cli.options import JSON_OPTION
from vxenv.cli.output.envelope import print_json, redact_value
from vxenv.cli.output.pager import page
from vxenv.cli.output.table import render_table
from vxenv.cli.output.terminal import describe_error, report, say, style
from vxenv.cli.source_reminders import render_reminders
from vxenv.errors import UsageError, VxenvError
from vxenv.paths import escape_text
from vxenv.profiles.names import split_source
from vxenv.profiles.resolve import resolve_stack
from vxenv.profiles.source_files import has_source, list_source_names, list_source_profiles
from vxenv.profiles.store import Store, list_all_names
from vxenv.profiles.summary import find_main_model
from vxenv.similarity import guess

_TITLES = ("", "PROJECT", "LOCATION", "MODEL", "DESCRIPTION")
_MARKS = (("*", "active"), ("=", "directory"), ("d", "default"))


@click.command("list", short_help="List profiles.")
@click.option("--source", metavar="SOURCE", help="List only the profiles of a source.")
@JSON_OPTION
def list_(source: str | None, *, as_json: bool) -> None:
    """List profiles with project, location, model and description.

    Your own profiles come first, then those of each source.

    Marks: * active (on a terminal, before the name); = selected by the directory file; d default; ! protected.

    \b
    vxenv list
    vxenv list --source acme
    vxenv list --json | jq -r '.profiles[].name'
    """
    store = Store()
    rows = []
    current = Current()
    active, directory, default = current.names, current.directory_names, current.config.default
    for name in _list_names(source):
        asked = {"active": name in active, "directory": name in directory, "default": name in default}
        rows.append(_describe(name, asked, store))
    if as_json:
        print_json({"profiles": rows})
    elif not rows:
        say(*([f'no profiles in source "{source}"'] if source else ["no profiles yet", "hint: vxenv try"]))
    elif sys.stdout.isatty():
        head, *lines = render_table(map(_render_row, rows), ["  NAME", *_TITLES])
        page(style(head, sys.stdout, bold=True), *_split_sources(rows, lines))
    else:
        page(*render_table([row["name"], row["marks"] + _render_guard(row), *_render_facts(row)] for row in rows))
    if not as_json:
        report(*render_reminders())


def _list_names(source: str | None) -> list[str]:
    """Return the names of all profiles, or of those of `source`. Raises UsageError."""
    if source is None:
        return list_all_names()
    if not has_source(source):
        known = list_source_names()
        close = guess(source, known)
        what = f'no source "{escape_text(source)}"' + (f'; did you mean "{close}"?' if close else "")
        raise UsageError(what, hint="vxenv source list", typed=source, meant=close)
    return list_source_profiles(source)


def _render_facts(row: dict[str, Any]) -> list[str]:
    return [escape_text(row[key] or "-") for key in ("project", "location", "model", "description")]


def _split_sources(rows: list[dict[str, Any]], lines: list[str]) -> Iterator[str]:
    """Yield the `lines` of `rows`, with an empty line before each source."""
    before = rows[0]["source"]
    for row, line in zip(rows, lines, strict=True):
        if row["source"] != before:
            yield ""
        before = row["source"]
        yield line


def _render_guard(row: dict[str, Any]) -> str:
    return "!" if row["protected"] else ""


def _render_row(row: dict[str, Any]) -> list[str]:
    """Return the cells of a profile; the active one has a mark in front, like the current branch in git."""
    name = f"* {row['name']}" if row["active"] else f"  {row['name']}"
    *facts, description = _render_facts(row)
    return [
        style(name, sys.stdout, fg="green", bold=True) if row["active"] else name,
        row["marks"].replace("*", "") + style(_render_guard(row), sys.stdout, fg="red", bold=True),
        *facts,
        style(description, sys.stdout, fg="red") if row["error"] else description,
    ]


def _describe(name: str, asked: dict[str, bool], store: Store) -> dict[str, Any]:
    """Return a profile as a row of JSON; `asked` tells if it is active, selected by the directory or the default."""
    row: dict[str, Any] = {
        "name": name,
        "source": split_source(name)[0] or None,
        "marks": "".join(mark for mark, key in _MARKS if asked[key]),
        **asked,
    }
    try:
        resolved = resolve_stack([name], store)
    except VxenvError as error:
        return row | {
            "project": None,
            "location": None,
            "model": None,
            "description": describe_error(error),
            "protected": False,
            "error": redact_text(str(error)),
        }
    values = resolved.list_values()
    return row | {
        "project": redact_value(values.get(PROJECT)),
        "location": redact_value(values.get(LOCATION)),
        "model": redact_value(find_main_model(values)),
        "description": redact_text(resolved.documents[-1].description),
        "protected": resolved.protected,
        "error": None,
    }
