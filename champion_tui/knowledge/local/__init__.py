"""What an organisation knows better: its own corrections and closures, read, written and laid over the shipped lines."""
