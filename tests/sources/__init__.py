"""Test team sources."""
