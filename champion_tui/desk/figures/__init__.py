"""What is counted, and the list for a meeting."""
