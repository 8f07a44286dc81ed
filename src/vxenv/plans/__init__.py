"""What a hook is answered, and how it is kept."""
