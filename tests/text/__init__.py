"""Edits that keep every byte that they do not own."""
