"""Fixtures that several tests of triage share."""

from pathlib import Path

import pytest


@pytest.fixture
def small_tree() -> bytes:
    """Returns the small tree with one of everything, which the tests of reading use too."""
    return (Path(__file__).parents[1] / "vectors" / "trees" / "good.toml").read_bytes()
