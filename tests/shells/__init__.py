"""The hook, in real shells."""
