"""The numbers, things to look up, and confirming a number."""
