"""The consent record and the evidence record."""
