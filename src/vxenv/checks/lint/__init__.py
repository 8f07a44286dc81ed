"""Check profiles for values that Vertex AI or Claude Code rejects or misreads."""
