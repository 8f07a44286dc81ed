"""What a hook is answered."""
