"""Numbers and offers, line by line."""
