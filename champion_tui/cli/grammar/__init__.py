"""What can be typed after the program's name."""
