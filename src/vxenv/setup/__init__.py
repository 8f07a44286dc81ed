"""The changes that `setup` makes to a home, and their removal."""
