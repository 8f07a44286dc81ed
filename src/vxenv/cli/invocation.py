"""The command line that was typed, for hints that repeat it, and the profile that they name."""

import sys
from collections.abc import Iterable

from vxenv.activation.current import Current
from vxenv.catalogue.secrets import redact_text
from vxenv.errors import quote_word
from vxenv.profiles.names import render_stack
from vxenv.profiles.store import list_profile_names


def repeat_command(option: str) -> str:
    """Return the command that was typed, with `option` behind its name; its help, where there is a secret in it."""
    words = sys.argv[1:]
    first = next((index for index, text in enumerate(words) if not text.startswith("-")), len(words))
    if any(redact_text(text) != text for text in words):
        return f"vxenv {quote_word(words[first])} --help"
    last = first + 2 if words[first : first + 1] == ["claude"] else first + 1  # `claude` has commands of its own
    return " ".join(["vxenv", *map(quote_word, [*words[:last], option, *words[last:]])])


def guess_name(given: Iterable[str] = ()) -> str:
    """Return the profile that a hint is about: one of `given`, the active stack, the only one there is; else NAME."""
    known = list_profile_names()
    named = next((name for name in given if name in known), "") or render_stack(Current().names)
    return named or (known[0] if len(known) == 1 else "NAME")
