"""Tests that run the real Claude Code against a server of their own."""
