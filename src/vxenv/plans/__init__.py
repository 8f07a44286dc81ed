"""Plans: building, rendering and caching them for the shells' hooks."""
