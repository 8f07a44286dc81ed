"""Writing files, and what happens when that fails."""
