"""Puts a safety copy, or a pair of files that was put aside, in the place of the store."""
