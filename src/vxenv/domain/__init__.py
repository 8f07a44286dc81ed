"""What Vertex AI and Claude Code are: variables, models, locations, slots; dated data, each beside its reader."""
