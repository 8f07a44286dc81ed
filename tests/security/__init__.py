"""Test attacks, one file per attacker and topic."""
