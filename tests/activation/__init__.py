"""Which stack is active, and why."""
