"""Writes docs/reference/shells.md from the results of the tests; with --check, tells what differs.

`make check` and `make thorough` have the tests write their results and this look at them, `make matrix` has it write
the page. The column of a shell that was not there to be tested is not looked at, nor is a cell of another run.
"""

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

PAGE = Path(__file__).parent.parent / "docs" / "reference" / "shells.md"
NOTE = "<!-- made by `make matrix` from the results of the tests; not by hand -->\n"
HOLDS, UNTESTED, BROKEN = "✓", "-", "fails"
HEAD = """# Shells

What was seen in real shells. Each scenario is a set of tests, most of them the same text in every shell.

`✓` all of them passed; a number: not all of it can be had there, for the reason below; `-` nothing to test there.

"""
# What came out of one scenario in one shell; the names in a row are those of shells.
Cell = Mapping[str, Any]
Rows = Mapping[str, Mapping[str, Cell]]


def cell(found: Cell | None, reasons: list[str]) -> str:
    """Return what the table says; `reasons` are those that have a number, to which new ones are added."""
    if found is None or not (found["passed"] or found["failed"] or found["reasons"]):
        return UNTESTED
    if found["failed"]:
        return BROKEN
    for reason in found["reasons"]:
        if reason not in reasons:
            reasons.append(reason)
    return ", ".join(str(reasons.index(reason) + 1) for reason in found["reasons"]) or HOLDS


def ran(rows: Rows, shell: str) -> bool:
    """Tell whether `shell` was there to be tested."""
    cells = [row[shell] for row in rows.values() if shell in row]
    return any(one["passed"] or one["failed"] or one["reasons"] for one in cells)


def shells(rows: Rows) -> list[str]:
    """Return the shells of the results, those first that have the most scenarios."""
    names: dict[str, int] = {}
    for row in rows.values():
        for shell in row:
            names[shell] = names.get(shell, 0) + 1
    return sorted(names, key=lambda shell: -names[shell])


def page(rows: Rows) -> str:
    """Return the page for `rows`."""
    columns, reasons = shells(rows), list[str]()
    lines = [f"| scenario | {' | '.join(columns)} |", f"| --- |{' :-: |' * len(columns)}"]
    for scenario, row in rows.items():
        if row:
            lines.append(f"| {scenario} | {' | '.join(cell(row.get(shell), reasons) for shell in columns)} |")
    notes = [f"{number}. {reason}" for number, reason in enumerate(reasons, 1)]
    return NOTE + HEAD + "\n".join([*lines, *([""] if notes else []), *notes, ""])


def without(rows: Rows, missing: list[str]) -> Rows:
    """Return `rows` without some shells."""
    return {
        scenario: {shell: found for shell, found in row.items() if shell not in missing}
        for scenario, row in rows.items()
    }


def table(text: str) -> dict[tuple[str, str], str]:
    """Return the cells of a page by scenario and shell, each number as its reason."""
    lines = [line.strip("| ").split(" | ") for line in text.splitlines() if line.startswith("| ")]
    notes = dict(line.split(". ", 1) for line in text.splitlines() if line.split(". ")[0].isdigit())
    if not lines:
        return {}
    (_, *columns), _, *rows = lines
    return {
        (scenario, shell): ", ".join(notes.get(part, part) for part in said.split(", "))
        for scenario, *cells in rows
        for shell, said in zip(columns, cells, strict=True)
    }


def differences(committed: str, rows: Rows) -> list[str]:
    """Return a line for each cell of the committed page that is not what came out, of those that were tested."""
    missing = [shell for shell in shells(rows) if not ran(rows, shell)]
    wanted = {(scenario, shell) for scenario, row in rows.items() for shell in row}
    new = table(page(without(rows, missing)))
    old = {at: said for at, said in table(committed).items() if at[1] not in missing}
    return [
        f"{shell}: {scenario}: the page says {old.get(at, 'nothing')}, the tests {new.get(at, 'nothing')}"
        for at in sorted(old.keys() | new.keys())
        for scenario, shell in [at]
        if at in wanted and old.get(at, UNTESTED) != new.get(at, UNTESTED)
    ]


def main(words: list[str]) -> int:
    """Write the page, or with --check say in what it differs."""
    check = "--check" in words
    results = json.loads(Path(words[-1]).read_text("utf-8"))["rows"]
    if check:
        found = differences(PAGE.read_text("utf-8") if PAGE.exists() else "", results)
        if found:
            sys.stderr.write(
                "\n".join([*found, f"docs/reference/{PAGE.name} is not what came out; run: make matrix\n"])
            )
        return int(bool(found))
    missing = [shell for shell in shells(results) if not ran(results, shell)]
    if missing:
        sys.stderr.write(f"not there to be tested: {', '.join(missing)}; the page needs all shells\n")
        return 1
    PAGE.write_text(page(results), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
