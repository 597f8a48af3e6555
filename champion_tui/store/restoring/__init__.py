"""Putting a safety copy, or a pair that was put aside, in the place of the store."""
