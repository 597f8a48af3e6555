"""The team's server: its address, the connection to it, its tables and its access rights."""
