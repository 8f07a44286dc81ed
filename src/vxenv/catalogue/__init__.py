"""What Vertex AI and Claude Code are: variables, models, locations, clients, roles."""
