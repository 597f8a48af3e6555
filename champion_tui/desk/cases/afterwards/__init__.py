"""What is noted after sending, and what must go when it is no longer needed."""
