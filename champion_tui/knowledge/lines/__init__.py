"""Reads authorities, services and their lines."""
