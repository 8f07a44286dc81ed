"""Where Claude Code keeps its settings."""

import os
from collections.abc import Mapping


def user_settings(environment: Mapping[str, str]) -> str:
    """Return the user's settings file: in CLAUDE_CONFIG_DIR, else in ``~/.claude``.

    Source: https://code.claude.com/docs/en/settings; CLAUDE_CONFIG_DIR measured on Claude Code 2.1.197 and 2.1.330.
    """
    folder = environment.get("CLAUDE_CONFIG_DIR") or os.path.join(os.path.expanduser("~"), ".claude")
    return os.path.join(folder, "settings.json")
