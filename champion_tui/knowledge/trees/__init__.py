"""Reads decision trees, and holds them to themselves and to the rest of the knowledge."""
