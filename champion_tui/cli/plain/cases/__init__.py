"""Cases, line by line."""
