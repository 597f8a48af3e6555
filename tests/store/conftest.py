"""A vault in an empty folder, cheap to unlock, with a clock that only the test moves."""

import pytest
from store_desk import Clock, Desk
from zygote import Zygote


@pytest.fixture
def clock():
    """Returns a clock that shows 23 November 2026, 09:30 UTC until the test moves it."""
    return Clock()


@pytest.fixture
def desk(tmp_path, clock):
    """Yields an empty home folder, and closes every store opened through it at the end."""
    made = Desk(tmp_path / "home", clock)
    yield made
    for store in made.opened:
        store.close()


@pytest.fixture
def store(desk):
    """Returns a newly created store."""
    return desk.create()[0]


@pytest.fixture(scope="module")
def zygote():
    """Yields one parent process for all the writers."""
    made = Zygote()
    yield made
    made.end()
