"""Find the transcripts of Claude Code."""

from collections.abc import Mapping


def find_roots(environment: Mapping[str, str]) -> list[str]:
    """Return the directories in which Claude Code, as called with `environment`, keeps its transcripts."""
    raise NotImplementedError
