"""What setup puts into a home, and takes out again."""
