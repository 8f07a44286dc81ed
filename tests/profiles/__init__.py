"""Profiles: the document, its keys, stacks."""
