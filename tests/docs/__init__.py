"""Test that the user pages match the product's behavior."""
