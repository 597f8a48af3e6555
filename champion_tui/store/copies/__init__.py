"""Safety copies: making, keeping, checking and comparing them."""
