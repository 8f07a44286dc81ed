"""Test commands: their output, and the files they change."""
