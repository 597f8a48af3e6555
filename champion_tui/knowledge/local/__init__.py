"""An organisation's own corrections and closures, read and laid over the shipped lines."""
