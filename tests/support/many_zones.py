"""Each test runs in one of several time zones, so that a calculation that leans on the machine's own zone is found out.

The zone follows from the test's name, so that a failure can be repeated; it is said with a failure. CHAMPION_TEST_TZ fixes it.
"""

import os
import time
import zlib
from collections.abc import Generator, Iterator

import pytest

ZONES = ("Europe/London", "UTC", "America/Los_Angeles", "Pacific/Kiritimati", "Asia/Kolkata")
FIXED = os.environ.get("CHAMPION_TEST_TZ")


def zone_for(nodeid: str) -> str:
    """The zone in which the test of this name runs."""
    return FIXED or ZONES[zlib.crc32(nodeid.encode()) % len(ZONES)]


@pytest.fixture(autouse=True)
def zone(request: pytest.FixtureRequest) -> Iterator[str]:
    """Put the machine, as far as Python and its child processes can see, into the test's zone."""
    chosen = zone_for(request.node.nodeid)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", chosen)
        _tell_python()
        yield chosen
    _tell_python()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Say the zone with a failure."""
    report = yield
    if report.failed:
        report.sections.append(("Time zone of this test", zone_for(item.nodeid)))
    return report


def _tell_python() -> None:
    """Windows has no ``tzset``; there the variable alone is set."""
    if hasattr(time, "tzset"):
        time.tzset()
