"""What several tests of triage are given."""

from pathlib import Path

import pytest


@pytest.fixture
def small_tree() -> bytes:
    """The small tree with one of everything that the tests of reading use too."""
    return (Path(__file__).parents[1] / "vectors" / "trees" / "good.toml").read_bytes()
