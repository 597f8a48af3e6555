"""The figures, and the list for a meeting."""
