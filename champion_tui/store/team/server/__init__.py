"""The team's server: where it is, the line to it, its tables and rights."""
