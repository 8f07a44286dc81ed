"""Share code between the drivers of both Korn shells."""

from collections.abc import Mapping
from types import MappingProxyType

from shells.drivers.base import NO_COMPLETIONS, Shell


class Korn(Shell):
    """A Korn shell."""

    arguments = ("-i",)
    stack = False
    cannot: Mapping[str, str] = MappingProxyType(
        NO_COMPLETIONS
        | {
            "test_cd_says_what_it_says": "errors of `cd` name the function that wraps it",
            "test_both_hooks": "direnv has no hook for ksh93 and mksh",
        }
    )

    def say(self, text: str) -> str:
        """Return the line that prints `text` on both streams."""
        word = self.quote(text)
        return f"\\print -r -- {word}; \\print -ru2 -- {word}"
