"""Objects that all tests share are excluded from garbage collection, which took a third of the time of a screen."""

import gc

import pytest

THRESHOLDS = (100_000, 10, 10)
"""Python's own thresholds, of some hundreds, suit a small program; a screen alone makes and drops thousands of parts."""


def pytest_collection_finish(session: pytest.Session) -> None:
    """Excludes everything loaded so far from garbage collection."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*THRESHOLDS)
