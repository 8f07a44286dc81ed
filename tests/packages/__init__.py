"""Test the wheel as installed by users."""
