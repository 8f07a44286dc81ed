"""Test with the real Claude Code and a local Vertex server."""
