"""Claude Code itself: where its settings files are, who of them wins, and how it is started."""
