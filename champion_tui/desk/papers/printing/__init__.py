"""Printing: on which printer, on each system, and what is said of it."""
