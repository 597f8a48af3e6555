"""Unlocking, people and safety copies."""
