"""Slips: of a case, of an offer, and the languages that they can have."""
