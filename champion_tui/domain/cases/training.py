"""The words that mark a training store with invented cases, on every screen and paper."""

TRAINING = "TRAINING"
"""The mark on every screen."""

NOT_REAL = "TRAINING: an invented case, not for use."
"""On every paper."""

THROWN_AWAY = "This is training: everything typed here is thrown away when you leave."
