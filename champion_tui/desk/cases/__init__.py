"""Stored cases at the desk: shown, handed in by scripts, erased, and what was true when they were sent."""
