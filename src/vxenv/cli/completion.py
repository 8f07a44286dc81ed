"""``vxenv complete KIND [WORD]``: print candidates for the shells' completions.

Prints one candidate per line: the word, a tab, a description. Shells read the names of profiles from the store
themselves. A line ``:files`` or ``:directories`` has the shell complete paths.

Tab must not wait for the catalogue, so lists that no file of the user extends are in a generated module.
"""

import os
import sys

from vxenv.cli.completion_lists import LISTS, VALUES
from vxenv.paths import find_cache_directory, find_config_directory

_MOST = 2  # KIND and WORD
# Lists that the catalogue determines, which files of the user and caches extend.
_EXTENSIBLE = frozenset({"locations", "models", "alias_or_model", "clients"})


def complete(words: list[str]) -> None:
    """Print the candidates of the kind ``words[0]``. Raises UsageError."""
    lines = _find_lines(*words) if 0 < len(words) <= _MOST else None
    if lines is None:
        from vxenv.cli.completion_kinds import render_candidates  # reads the catalogue

        lines = render_candidates(words)
    sys.stdout.buffer.write(lines)


def _find_lines(kind: str, text: str = "") -> bytes | None:
    """Return the candidates of `kind` for the typed `text` from the generated lists; None if they lack them."""
    name = _name_list(kind, text)
    if name not in LISTS or (name in _EXTENSIBLE and _is_extended()):
        return None
    return LISTS[name].encode()


def _name_list(kind: str, text: str) -> str:
    """Return the name of the list with the candidates, "" for an unknown one."""
    if kind == "values":
        return VALUES.get(text.removesuffix(":"), "")
    if kind == "keys":
        return "environment" if text.startswith("env.") else "variables" if text[:1].isupper() else "keys"
    if kind == "known":
        return "typed_keys" if text[:1].islower() else "variables"
    return kind if kind in ("variables", "locations", "models", "rules", "clients") else ""


def _is_extended() -> bool:
    """Tell whether a file extends the catalogue."""
    caches = find_cache_directory()
    files = (
        os.path.join(find_config_directory(), "catalogue.toml"),
        os.path.join(caches, "built-in.toml"),
        os.path.join(caches, "published.toml"),
    )
    return any(map(os.path.lexists, files))
