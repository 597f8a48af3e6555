"""Printing: on which printer, on each system, and what to tell the user about it."""
