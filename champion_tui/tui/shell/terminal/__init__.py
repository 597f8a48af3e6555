"""What the terminal gets and takes: signs, what is sent, colours, keys, the clipboard."""
