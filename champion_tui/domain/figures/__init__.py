"""Figures: counts and days over many cases, with nothing in them that leads to one."""
