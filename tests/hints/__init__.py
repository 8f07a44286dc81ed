"""Test that each hint is a command that works where it was printed, without harm."""
