"""The code around the screens: the guard, keys, commands, themes, and the app's interface to its screens."""
