"""Safe reads and writes, for everybody."""
