"""Screens for what leaves the vault."""
