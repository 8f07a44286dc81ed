"""Claude Code: its settings files, its version, and what vxenv puts into them."""
