"""Who can open the store: put in, taken out, a new key."""
