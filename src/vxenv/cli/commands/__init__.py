"""The commands, a file for each: it parses, calls one use case, and hands the result to output."""
