"""Cases line by line."""
