"""Commands: what they print where, and what they leave alone."""
