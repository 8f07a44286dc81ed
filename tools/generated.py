"""Write generated files, or compare them with --check."""

import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).parent.parent


def update_files(texts: Mapping[Path, str], target: str) -> int:
    """Write `texts` to the files at their paths; with --check, report outdated files and the `make` target.

    Returns the exit code.
    """
    is_check = sys.argv[1:] == ["--check"]
    stale = [path for path, text in texts.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    for path in stale:
        if is_check:
            sys.stderr.write(f"{path.relative_to(ROOT)} is out of date; run: make {target}\n")
        else:
            path.write_text(texts[path], encoding="utf-8")
    return int(is_check and bool(stale))
