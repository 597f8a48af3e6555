"""The early list."""
