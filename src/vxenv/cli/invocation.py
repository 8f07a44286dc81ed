"""The typed command line, for hints that repeat it, and the profile that hints name."""

import sys
from collections.abc import Iterable

from vxenv.activation.current import Current
from vxenv.catalogue.secrets import redact_text
from vxenv.errors import quote_word
from vxenv.profiles.names import render_stack
from vxenv.profiles.store import list_all_names


def repeat_command(*options: str) -> str:
    """Return the typed command with `options` added; if it contains a secret, the command for its help."""
    words = sys.argv[1:]
    first = next((index for index, text in enumerate(words) if not text.startswith("-")), len(words))
    if any(redact_text(text) != text for text in words):
        return f"vxenv {quote_word(words[first])} --help"
    last = first + 2 if words[first : first + 1] in (["claude"], ["source"]) else first + 1  # these have subcommands
    return " ".join(["vxenv", *map(quote_word, [*words[:last], *options, *words[last:]])])


def guess_name(given: Iterable[str] = ()) -> str:
    """Return the profile for a hint: one of `given`, the active stack or the only profile; else ``NAME``."""
    known = list_all_names()
    named = next((name for name in given if name in known), "") or render_stack(Current().names)
    return named or (known[0] if len(known) == 1 else "NAME")
