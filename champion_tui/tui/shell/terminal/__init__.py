"""The terminal's side: signs, what is sent, colours, keys, the clipboard."""
