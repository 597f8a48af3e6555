"""An organisation's own corrections and closures, read and applied to the shipped lines."""
