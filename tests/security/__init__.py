"""What attackers tried, a file for each of them and topic."""
