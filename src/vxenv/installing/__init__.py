"""What `setup` puts into a home, and how it is taken out again: the line of an rc file, and the files behind it."""
