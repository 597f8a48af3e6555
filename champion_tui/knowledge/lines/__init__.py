"""Reads authorities, services and their lines, and says whom to call."""
