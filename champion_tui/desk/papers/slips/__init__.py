"""Slips for a case and for an offer, and the languages that they can have."""
