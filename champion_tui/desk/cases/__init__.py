"""Stored cases at the desk: shown, imported from scripts, erased, and kept as they were when sent."""
