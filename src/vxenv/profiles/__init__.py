"""Profiles: the document, where it is stored, and what a stack of them comes to."""
