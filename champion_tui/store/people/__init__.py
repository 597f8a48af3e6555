"""Who can open the store: adding and removing people, and a new key."""
