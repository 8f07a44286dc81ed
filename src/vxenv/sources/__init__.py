"""Team sources: profiles and policies from a git repository or a bucket."""
