"""What stands around the screens: the guard, keys, commands, themes, and what screens know of the app."""
