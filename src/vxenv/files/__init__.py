"""Safe reads and writes of files."""
