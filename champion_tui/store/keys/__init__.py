"""Who may open the store: passphrases, slots, the list of people, a new key."""
