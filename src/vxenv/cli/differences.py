"""How a change looks: a difference, a key and its value, and what a profile comes to; secrets hidden."""

import re
import sys
from collections.abc import Collection, Mapping
from typing import Any

from vxenv.activation.plan import summary
from vxenv.cli.line_diff import compare_lines
from vxenv.cli.text import change_rows, data, report, style
from vxenv.delta import Op
from vxenv.domain.secrets import HIDDEN, secret_name, why_secret, without_user
from vxenv.domain.variables import catalogue
from vxenv.errors import VxenvError
from vxenv.paths import printable, shown
from vxenv.profiles.document import tables
from vxenv.profiles.positions import Key
from vxenv.profiles.resolve import resolve
from vxenv.profiles.store import Store

_MEMBER = re.compile(r'("((?:[^"\\]|\\.)*)"\s*:\s*)"((?:[^"\\]|\\.)*)"')  # of JSON
_ASSIGNED = re.compile(r"""([-+ ]?\s*([\w."'-]+)\s*=\s*)(.*)""")


def print_diff(path: str, before: bytes, after: bytes) -> None:
    """Print the unified diff of what a change would do."""
    colours = {"+": "green", "-": "red", "@": "cyan"}
    title = shown(path)
    rows = compare_lines(
        before.decode(errors="surrogateescape").splitlines(keepends=True),
        after.decode(errors="surrogateescape").splitlines(keepends=True),
        title if before else "/dev/null",
        title if after else "/dev/null",
    )
    for row in rows:
        line, end = _MEMBER.sub(_hidden_member, _ASSIGNED.sub(_hidden, row.removesuffix("\n"))), row[-1:]
        line = "\t".join(map(printable, line.removesuffix("\r").split("\t")))
        data(style(line, sys.stdout, fg=colours.get(line[:1], "reset")) if line[:1] in colours else line)
        if end != "\n":
            data("\\ No newline at end of file")


def _hidden(found: re.Match[str]) -> str:
    """Return a line of a profile without its value, if that is a secret."""
    name = found[2].strip("\"'")
    known = next((one.name for one in catalogue().variables if one.field == name and one.type == "headers"), name)
    secret = (secret_name(known) and found[3].strip() != "false") or why_secret(known, found[3])
    return f'{found[1]}"{HIDDEN}"' if secret else found[0]


def _hidden_member(found: re.Match[str]) -> str:
    """Return a member of a JSON object without its value, if that is a secret."""
    secret = (secret_name(found[2]) and found[3]) or why_secret(found[2], found[3])
    return f'{found[1]}"{HIDDEN}"' if secret else found[0]


def key_text(key: Key) -> str:
    """Return how `key` is called: ``models.opus``."""
    return printable(".".join(key))


def value_rows(values: Mapping[Key, Any], where: Mapping[str, str], given: Collection[Key] = ()) -> list[str]:
    """Return a row for each key that is set, with where its variable was found, unless the key was `given`."""
    rows = []
    for key, value in values.items():
        fields = tables().get(key[0], {})
        name = fields[key[1]].name if len(key) > 1 and key[1] in fields else key[-1]
        origin = f"  ({where[name]})" if name in where and key not in given else ""
        rows.append(f"  {key_text(key)}  {toml_text(key, value)}{origin}")
    return rows


def toml_text(key: Key, value: Any) -> str:  # noqa: ANN401 - whatever TOML holds
    """Return `value` of `key` for people: secrets hidden, ``(not set)`` for None."""
    if value is None:
        return "(not set)"
    if isinstance(value, bool):
        return str(value).lower()
    fields = tables().get(key[0], {})
    name = key[-1] if key[0] == "env" else fields[key[1]].name if key[-1] in fields else ""
    if isinstance(value, list):
        value = ",".join(str(item) for item in value)
    if (name and secret_name(name)) or why_secret(name, str(value)):
        return HIDDEN
    text = printable(without_user(str(value)))
    return f'"{text}"' if text != text.strip() or text in ("", "true", "false") else text


def show_change(name: str, store: Store) -> None:
    """Show what the profile `name`, as `store` sees it, sets, beside what it does now."""
    new = resolve([name], store)
    try:
        old = resolve([name], Store()).settings
    except VxenvError:
        old = {}
    before = {variable: setting.value for variable, setting in old.items() if setting.value is not None}
    delta = tuple(Op(variable, setting.value) for variable, setting in new.settings.items()
                  if variable not in old or old[variable].value != setting.value)  # fmt: skip
    gone = tuple(Op(variable, None) for variable in before if variable not in new.settings)
    report(summary(name, new), *change_rows(before, (*delta, *gone), sys.stderr, serious_first=True))
