"""What Vertex AI or Claude Code would refuse or misread in a profile."""
