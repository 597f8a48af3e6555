"""The settings of this machine and its home folder: read, listed and changed; and what a machine remembers by itself."""
