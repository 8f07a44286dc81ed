"""lint, doctor and upgrade, by themselves and as commands."""
