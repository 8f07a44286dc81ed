"""Output of results: text, tables, JSON, diffs."""
