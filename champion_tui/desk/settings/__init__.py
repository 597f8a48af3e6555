"""What is set on this machine and in its home folder: read, listed, changed, and what a machine remembers by itself."""
