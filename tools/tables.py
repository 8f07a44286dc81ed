"""Writes the catalogue's tables as Python, of src/vxenv/catalogue/data/*.toml; with --check, tells what differs.

Run by `make docs`. Python keeps modules compiled, while parsing TOML takes 10 ms of each start.
"""

import sys
import tomllib
from pathlib import Path
from pprint import pformat

CATALOGUE = Path(__file__).parent.parent / "src" / "vxenv" / "catalogue"
DATA = CATALOGUE / "data"
FOLDER = CATALOGUE / "tables"
TEXT = '''"""{name}.toml as Python, made of it by `make docs`; not by hand."""

import datetime
from typing import Any, Final

TABLE: Final[dict[str, Any]] = {table}
'''


def stale() -> dict[Path, str]:
    """Return the files that are not what the tables are now, with the text they should have."""
    found = {}
    for path in sorted(DATA.glob("*.toml")):
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        text = TEXT.format(name=path.stem, table=pformat(table, width=119, sort_dicts=False))
        made = FOLDER / f"{path.stem}.py"
        if not made.exists() or made.read_text(encoding="utf-8") != text:
            found[made] = text
    return found


def main() -> int:
    """Write the files, or with --check say which are not as they should be."""
    found = stale()
    if sys.argv[1:] == ["--check"]:
        for path in found:
            sys.stderr.write(f"catalogue/tables/{path.name} is not what {path.stem}.toml is now; run: make docs\n")
        return 1 if found else 0
    for path, text in found.items():
        path.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
