"""The commands, one module each: it parses the command line, calls a use case and prints the result."""
