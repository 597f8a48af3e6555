"""One module for each screen. ``kit/base.py`` has what they all share; ``places.py`` lists what can be opened."""
