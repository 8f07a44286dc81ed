"""Render a new profile: the keys in the order of the catalogue, each with its variable as a comment."""

from collections.abc import Mapping
from typing import Any

from vxenv.catalogue.variables import list_tables
from vxenv.profiles.additions import ATTRIBUTES, LABELS, TELEMETRY, is_addition
from vxenv.profiles.budget import MONTHLY
from vxenv.profiles.document import PROFILE_KEYS
from vxenv.text.toml_edit import render_line
from vxenv.text.toml_locate import Key


def render_profile(values: Mapping[Key, Any]) -> bytes:
    """Return the text of a profile that sets `values`."""
    sections = ["".join(f"{render_line((key,), values[key,])}\n" for key in PROFILE_KEYS if (key,) in values)]
    for table, fields in list_tables().items():
        rows = [(render_line((field,), values[table, field]), fields[field].name) for field in fields
                if (table, field) in values]  # fmt: skip
        width = max((len(line) for line, _ in rows), default=0)
        lines = [f"{line.ljust(width)}  # {name}\n" for line, name in rows]
        lines += _render_additions(values, (table,)) if table == TELEMETRY else []
        sections.append(f"[{table}]\n{''.join(lines)}" if lines else "")
    for key in ((TELEMETRY, ATTRIBUTES), (LABELS,)):
        added = _render_additions(values, key)
        sections.append(f"[{'.'.join(key)}]\n{''.join(added)}" if added else "")
    if MONTHLY in values:
        sections.append(f"[{MONTHLY[0]}]\n{render_line(MONTHLY[1:], values[MONTHLY])}\n")
    env = "".join(f"{render_line(key[1:], value)}\n" for key, value in values.items() if key[0] == "env")
    sections.append(f"[env]\n{env}" if env else "")
    return "\n".join(section for section in sections if section).encode()


def _render_additions(values: Mapping[Key, Any], table: Key) -> list[str]:
    """Return the lines of the labels, or of the keys of telemetry that are not variables, in `table`."""
    return [
        f"{render_line(key[-1:], value)}\n" for key, value in values.items() if key[:-1] == table and is_addition(key)
    ]
