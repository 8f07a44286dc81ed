"""What is known of Vertex AI and Claude Code."""
