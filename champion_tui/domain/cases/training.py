"""The words that mark a training store, which holds invented cases only, on every screen and paper."""

TRAINING = "TRAINING"
"""The mark on every screen."""

NOT_REAL = "TRAINING: an invented case, not for use."
"""The mark on every paper."""

THROWN_AWAY = "This is training: everything typed here is thrown away when you leave."
