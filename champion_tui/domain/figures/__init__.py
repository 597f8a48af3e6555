"""Figures: counts and durations over many cases, from which no single case can be identified."""
