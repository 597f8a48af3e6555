"""What a store of invented cases for training says of itself, on every screen and on every paper."""

TRAINING = "TRAINING"
"""The word, wherever it stands."""

NOT_REAL = "TRAINING: an invented case, not for use."
"""On every paper."""

THROWN_AWAY = "This is training: everything typed here is thrown away when you leave."
