"""Test the hook in real shells."""
