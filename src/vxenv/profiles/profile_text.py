"""A new profile's text: what is set, in the order of the catalogue, each with the variable that it becomes."""

from collections.abc import Mapping
from typing import Any

from vxenv.catalogue.variables import tables
from vxenv.profiles.document import PROFILE_KEYS
from vxenv.text.toml_edit import toml_line
from vxenv.text.toml_locate import Key


def written(values: Mapping[Key, Any]) -> bytes:
    """Return a profile that sets `values` and nothing else."""
    sections = ["".join(f"{toml_line((key,), values[key,])}\n" for key in PROFILE_KEYS if (key,) in values)]
    for table, fields in tables().items():
        rows = [(toml_line((field,), values[table, field]), fields[field].name) for field in fields
                if (table, field) in values]  # fmt: skip
        width = max((len(line) for line, _ in rows), default=0)
        lines = [f"{line.ljust(width)}  # {name}\n" for line, name in rows]
        sections.append(f"[{table}]\n{''.join(lines)}" if lines else "")
    env = "".join(f"{toml_line(key[1:], value)}\n" for key, value in values.items() if key[0] == "env")
    sections.append(f"[env]\n{env}" if env else "")
    return "\n".join(section for section in sections if section).encode()
