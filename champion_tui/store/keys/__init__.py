"""Who may open the store: passphrases, slots, the list of people, and a new key."""
