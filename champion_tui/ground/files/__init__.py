"""How files are written, locked against other programs, and read if they come from outside."""
