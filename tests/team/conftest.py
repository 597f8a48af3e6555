"""A real PostgreSQL for the tests of a team's store: one server for each pytest-xdist worker that needs it, one database for
each test.
"""

from collections.abc import Iterator

import pytest
import team_server as servers
from team_server import TeamServer


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks each test that uses a server as needing PostgreSQL's programs."""
    for item in items:
        if {"team_server", "tls_server"} & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.needs("initdb"))


@pytest.fixture(scope="session")
def team_server() -> Iterator[TeamServer]:
    """Yields a server on the loopback address that does not wait for the disk, started at the first test that needs it."""
    with servers.team_server() as server:
        yield server


@pytest.fixture(scope="session")
def tls_server() -> Iterator[TeamServer]:
    """Yields a server that accepts encrypted connections only."""
    with servers.team_server(tls=True) as server:
        yield server


@pytest.fixture
def team_database(team_server: TeamServer) -> Iterator[str]:
    """Yields the name of an empty database for this test alone."""
    with team_server.fresh() as name:
        yield name
