"""Claude Code itself: its settings files with their precedence, its program and its start."""
