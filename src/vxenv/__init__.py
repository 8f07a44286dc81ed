"""Named profiles for Claude Code on Google Vertex AI, switched in your shell and by directory."""

__version__ = "0.1.0"
