"""Test the action, the workflows and the hook for pre-commit."""
