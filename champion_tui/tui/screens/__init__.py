"""One module for each screen. ``base.py`` says what they all share; ``places.py`` says what can be opened from the start."""
