"""The self-contained program: its start, its contents, and how it is built."""
