"""Write docs/reference/agreement.md from the results of tests/client, which `make clients` runs."""

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "reference" / "agreement.md"
NOTE = "<!-- made by `make clients` from the results of the tests; not by hand -->\n"
HEAD = """# Agreement with the real clients

How often real versions of Claude Code did what vxenv predicts, against a Vertex AI on loopback: cases that hold, of
all that ran. `tests/client` has the cases.

"""
# By subject and version: cases, hits and the names of misses.
Rows = Mapping[str, Mapping[str, Mapping[str, Any]]]


def list_versions(rows: Rows) -> list[str]:
    """Return the versions in `rows`, the newest first."""
    names = {version for row in rows.values() for version in row}
    return sorted(names, key=lambda name: [int(part) for part in name.split(".")], reverse=True)


def find_locked() -> set[str]:
    """Return the versions that the tests install."""
    return {path.name.removeprefix("claude-") for path in (ROOT / "tests" / "lock").glob("claude-*")}


def write_page(rows: Rows) -> str:
    """Return the page for `rows`."""
    versions = list_versions(rows)
    lines = [f"| what is predicted | {' | '.join(versions)} |", f"| --- |{' --: |' * len(versions)}"]
    totals = dict.fromkeys(versions, (0, 0))
    misses = []
    for subject, row in rows.items():
        cells = []
        for version in versions:
            count = row.get(version, {"cases": 0, "hits": 0, "misses": []})
            cells.append(f"{count['hits']} of {count['cases']}" if count["cases"] else "-")
            totals[version] = (totals[version][0] + count["hits"], totals[version][1] + count["cases"])
            misses += [f"- {version}: `{name}`" for name in count["misses"]]
        if any(cell != "-" for cell in cells):
            lines.append(f"| {subject} | {' | '.join(cells)} |")
    lines.append(f"| all | {' | '.join(f'{hits} of {cases}' for hits, cases in totals.values())} |")
    listed = ["## Known misses", "", *(misses or ["None."])]
    return NOTE + HEAD + "\n".join([*lines, "", *listed, ""])


def main(words: list[str]) -> int:
    """Write the page, if every version that the tests install ran; tell what is missing otherwise."""
    rows: Rows = json.loads(Path(words[-1]).read_text("utf-8"))["rows"]
    ran = set(list_versions(rows))
    if ran != find_locked():
        missing, more = sorted(find_locked() - ran), sorted(ran - find_locked())
        sys.stderr.write(f"the page needs the clients of tests/lock: missing {missing}, too many {more}\n")
        return 1
    PAGE.write_text(write_page(rows), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
