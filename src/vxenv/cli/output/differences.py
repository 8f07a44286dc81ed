"""Rendering of changes for people: diffs, keys with values, and profiles; secrets hidden."""

import sys
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from vxenv.catalogue.secrets import redact
from vxenv.catalogue.variables import list_tables
from vxenv.checks.advice import describe
from vxenv.cli.output.pager import page
from vxenv.cli.output.redaction import redact_lines, split_lines
from vxenv.cli.output.terminal import render_changes, report, style
from vxenv.env_diff import Op
from vxenv.errors import VxenvError
from vxenv.files.journal import FileChange
from vxenv.paths import escape_text, shorten_path
from vxenv.profiles.resolve import resolve_stack
from vxenv.profiles.secret_reference import describe_reference, read_reference
from vxenv.profiles.store import Store
from vxenv.text.line_diff import compare_lines
from vxenv.text.toml_locate import Key


def print_diff(files: Iterable[FileChange]) -> None:
    """Print the changes of `files` as a unified diff without secrets."""
    colours = {"+": "green", "-": "red", "@": "cyan"}
    page(*(
        style(line, sys.stdout, fg=colours[line[0]]) if line[:1] in colours else line
        for file in files
        for line in _compare(file)
    ))  # fmt: skip


def describe_files(files: Iterable[FileChange]) -> list[dict[str, Any]]:
    """Return the changes of `files` as rows of JSON, each with the lines of its unified diff without secrets."""
    return [{"file": file.path, "diff": list(_compare(file))} for file in files]


def _compare(change: FileChange) -> Iterator[str]:
    """Yield the lines of the unified diff of one file, without secrets."""
    path = change.path
    before = change.before.data if change.before else b""
    after = change.after.data if change.after else b""
    title = shorten_path(path)
    old, new = (text.decode(errors="surrogateescape") for text in (before, after))
    hidden = redact_lines(old, path) | redact_lines(new, path)
    titles = (title if before else "/dev/null", title if after else "/dev/null")
    rows = compare_lines(split_lines(old), split_lines(new), *titles)
    for row in rows:
        line, end = row.removesuffix("\n"), row[-1:]
        if line[1:] in hidden and line[:1] in "+- ":
            line = line[:1] + hidden[line[1:]]
        line = "\t".join(map(escape_text, line.removesuffix("\r").split("\t")))
        yield line
        if end != "\n":
            yield "\\ No newline at end of file"


def render_key(key: Key) -> str:
    """Return `key` for people: ``models.opus``."""
    return escape_text(".".join(key))


def render_values(values: Mapping[Key, Any], where: Mapping[str, str], given: Collection[Key] = ()) -> list[str]:
    """Return a row for each key in `values`, with the place of its variable unless the key was `given`."""
    rows = []
    for key, value in values.items():
        fields = list_tables().get(key[0], {})
        name = fields[key[1]].name if len(key) > 1 and key[1] in fields else key[-1]
        origin = f"  ({where[name]})" if name in where and key not in given else ""
        rows.append(f"  {render_key(key)}  {render_toml_value(key, value)}{origin}")
    return rows


def render_toml_value(key: Key, value: Any) -> str:  # noqa: ANN401 - whatever TOML holds
    """Return `value` of `key` for people: secrets hidden, ``(unset)`` for None."""
    if value is None:
        return "(unset)"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict) and key[0] == "env":
        return describe_reference(read_reference(key[-1], value))
    if isinstance(value, dict):  # headers, by name
        value = "\n".join(f"{name}: {item}" for name, item in value.items())
    fields = list_tables().get(key[0], {})
    name = key[-1] if key[0] == "env" else fields[key[1]].name if key[-1] in fields else ""
    if isinstance(value, list):
        value = ",".join(str(item) for item in value)
    text = escape_text(redact(name, str(value)))
    return f'"{text}"' if text != text.strip() or text in ("", "true", "false") else text


def show_change(name: str, store: Store) -> None:
    """Show the changes of the profile `name` in `store`, compared with the one on disk."""
    new = resolve_stack([name], store)
    settings = {**new.settings, **new.additions}
    try:
        resolved = resolve_stack([name], Store())
        old = {**resolved.settings, **resolved.additions}
    except VxenvError:
        old = {}
    before = {variable: setting.value for variable, setting in old.items() if setting.value is not None}
    delta = tuple(Op(variable, setting.value) for variable, setting in settings.items()
                  if variable not in old or old[variable].value != setting.value)  # fmt: skip
    references = [
        f"  + {variable}  {describe_reference(setting.secret)}"
        for variable, setting in settings.items()
        if setting.secret and (variable not in old or old[variable].secret != setting.secret)
    ]
    unset = tuple(Op(variable, None) for variable in before if variable not in settings)
    report(describe(name, new), *render_changes(before, (*delta, *unset), sys.stderr, serious_first=True), *references)
