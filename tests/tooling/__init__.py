"""Test the output of the tools."""
