"""Facts about Vertex AI and Claude Code: variables, models, locations, versions and roles."""
