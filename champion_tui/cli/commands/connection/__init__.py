"""Local connection, from a file or asked line by line."""
