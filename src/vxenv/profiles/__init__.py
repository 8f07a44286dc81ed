"""Profiles: documents, their storage, and the resolution of stacks."""
