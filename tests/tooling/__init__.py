"""What the tools write."""
