"""Local connection, from a file or asked for line by line."""
