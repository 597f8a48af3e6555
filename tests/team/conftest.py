"""A real PostgreSQL for the tests of a team's store: one for each worker of pytest-xdist that needs it, one database for each test."""

from collections.abc import Iterator

import pytest
import team_server as servers
from team_server import TeamServer


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test that asks for a server needs its programs."""
    for item in items:
        if {"team_server", "tls_server"} & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.needs("initdb"))


@pytest.fixture(scope="session")
def team_server() -> Iterator[TeamServer]:
    """A server on the loopback that waits for no disk and is started at the first test that needs it."""
    with servers.team_server() as server:
        yield server


@pytest.fixture(scope="session")
def tls_server() -> Iterator[TeamServer]:
    """Another one, which takes encrypted connections only."""
    with servers.team_server(tls=True) as server:
        yield server


@pytest.fixture
def team_database(team_server: TeamServer) -> Iterator[str]:
    """The name of an empty database of this test's own."""
    with team_server.fresh() as name:
        yield name
