"""Checks of profiles, settings and the environment; they return findings and print nothing."""
