"""Hints: each is a command that works where it was printed, and does no harm."""
