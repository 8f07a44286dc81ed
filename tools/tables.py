"""Write src/vxenv/catalogue/tables.py, the files of src/vxenv/catalogue/data as Python; with --check, compare them.

Run by `make docs`. Python caches compiled modules, while parsing TOML takes 10 ms of each start.
"""

import sys
import tomllib
from collections.abc import Iterator
from typing import Any

from generated import ROOT, update_files

CATALOGUE = ROOT / "src" / "vxenv" / "catalogue"
MODULE = CATALOGUE / "tables.py"
HEADING = '''"""The files in data/ as Python, written by `make docs`, with a row a line; do not edit."""

import datetime
from typing import Any, Final

'''


def render_table(table: dict[str, Any]) -> Iterator[str]:
    """Yield the lines of `table`: one for each value, and for each row of a table or list of rows in it."""
    for key, value in table.items():
        if isinstance(value, dict):
            yield f"    {key!r}: {{"
            yield from (f"        {name!r}: {row!r}," for name, row in value.items())
            yield "    },"
        elif isinstance(value, list) and isinstance(value[0], dict):
            yield f"    {key!r}: ["
            yield from (f"        {row!r}," for row in value)
            yield "    ],"
        else:
            yield f"    {key!r}: {value!r},"


def render_module() -> str:
    """Return the module, with a constant for each file: models.toml is MODELS_TABLE."""
    text = HEADING
    for path in sorted((CATALOGUE / "data").glob("*.toml")):
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        lines = "\n".join(render_table(table))
        text += f"{path.stem.upper()}_TABLE: Final[dict[str, Any]] = {{\n{lines}\n}}\n"
    return text


def main() -> int:
    """Write the module, or with --check report that it is outdated."""
    return update_files({MODULE: render_module()}, "docs")


if __name__ == "__main__":
    sys.exit(main())
