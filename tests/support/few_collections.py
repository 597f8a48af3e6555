"""What all tests share is not looked through for garbage again and again: with it, that took a third of the time of a screen."""

import gc

import pytest

THRESHOLDS = (20_000, 10, 10)
"""Python's own, of some hundreds, are those of a small program; a screen alone makes and drops thousands of parts."""


def pytest_collection_finish(session: pytest.Session) -> None:
    """What is loaded by now stays until the end."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*THRESHOLDS)
