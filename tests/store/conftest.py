"""A vault in an empty folder, cheap to unlock, under a clock that only the test moves."""

import pytest
from store_desk import Clock, Desk
from zygote import Zygote


@pytest.fixture
def clock():
    """A clock that stands at 23 November 2026, 09:30 UTC until the test moves it."""
    return Clock()


@pytest.fixture
def desk(tmp_path, clock):
    """An empty home folder; every store opened through it is closed at the end."""
    made = Desk(tmp_path / "home", clock)
    yield made
    for store in made.opened:
        store.close()


@pytest.fixture
def store(desk):
    """A store just created."""
    return desk.create()[0]


@pytest.fixture(scope="module")
def zygote():
    """One parent for all the writers."""
    made = Zygote()
    yield made
    made.end()
