"""Formats in which variables come in and go out."""
