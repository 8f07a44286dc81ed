"""Write src/vxenv/cli/short_helps.py and completion_lists.py; with --check, compare them.

Run by `make completions`. `vxenv --help` then imports no command, and Tab no catalogue.
"""

import os
import sys
import tempfile
from collections.abc import Iterator

import click

from generated import ROOT, update_files
from vxenv.catalogue.variables import load_variables
from vxenv.cli.completion_kinds import render_candidates
from vxenv.cli.main import COMMANDS, cli
from vxenv.profiles.document import PROFILE_KEYS
from vxenv.profiles.keys import SYNONYMS, find_key

FOLDER = ROOT / "src" / "vxenv" / "cli"
WIDTH = 80  # characters of a short help
# Each list with its kind, and a typed text that leads to it.
LISTS = {
    "keys": ("keys", ""),
    "environment": ("keys", "env."),
    "variables": ("known", "A"),
    "typed_keys": ("known", "a"),
    "rules": ("rules", ""),
    "locations": ("locations", ""),
    "models": ("models", ""),
    "clients": ("clients", ""),
    "booleans": ("values", "protected"),
    "nothing": ("values", "description"),
}
FILES = ("profiles", "extends")  # keys whose values depend on the user's files


def render_short_helps() -> str:
    """Return the module with the short help of each command."""
    lines = ['"""The short helps of commands, written by `make completions`; do not edit."""', ""]
    lines += ["from typing import Final", "", "SHORT_HELPS: Final = {"]
    for name in COMMANDS:
        command = cli.get_command(click.Context(cli), name)
        if command:
            lines.append(f"    {name!r}: {command.get_short_help_str(WIDTH)!r},")
    return "\n".join([*lines, "}", ""])


def render_completion_lists() -> str:
    """Return the module with the lists of candidates, and the list of the values of each key."""
    texts = {name: render_candidates(way).decode() for name, way in LISTS.items()}
    values = {}
    known = load_variables()
    for key in list_keys():
        text = render_candidates(("values", key)).decode()
        variable = known.by_key.get(key) or known.by_name.get(key)
        name = next((name for name, other in texts.items() if other == text), variable.type if variable else key)
        texts[name] = text
        values[key] = name
    lines = ['"""Candidates of completions, written by `make completions`; do not edit."""', ""]
    lines += ["# The lines of each list: the word, a tab, a description.", "LISTS = {"]
    for name, text in texts.items():
        lines += [f"    {name!r}:", *render_text(text)]
    lines += ["}", "# The list with the values of a key or variable.", "VALUES = {"]
    lines += [f"    {key!r}: {name!r}," for key, name in values.items()]
    return "\n".join([*lines, "}", ""])


def list_keys() -> Iterator[str]:
    """Yield the keys and variables whose values depend on no file of the user."""
    known = load_variables()
    names = dict.fromkeys((*PROFILE_KEYS, *SYNONYMS, *known.by_key, *known.by_name))
    yield from (name for name in names if find_key(name) and name not in FILES)


def render_text(text: str) -> Iterator[str]:
    """Yield `text` as lines of Python, one for each of its own."""
    *lines, last = text.splitlines(keepends=True) or [""]
    yield from (f"        {line!r}" for line in lines)
    yield f"        {last!r},"


RENDERERS = {"short_helps.py": render_short_helps, "completion_lists.py": render_completion_lists}


def main() -> int:
    """Write the modules, or with --check report the outdated ones."""
    with tempfile.TemporaryDirectory() as empty:
        # Files of the user extend the catalogue.
        os.environ["VXENV_CONFIG_DIR"] = os.environ["VXENV_CACHE_DIR"] = empty
        texts = {FOLDER / name: render() for name, render in RENDERERS.items()}
    return update_files(texts, "completions")


if __name__ == "__main__":
    sys.exit(main())
