"""Which stack is in force, and how a shell gets there."""
