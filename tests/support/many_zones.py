"""Each test runs in one of several time zones, to find calculations that depend on the machine's own zone.

The zone follows from the test's name, so that a failure can be repeated, and is shown with a failure. CHAMPION_TEST_TZ fixes
it.
"""

import os
import time
import zlib
from collections.abc import Generator, Iterator

import pytest

ZONES = ("Europe/London", "UTC", "America/Los_Angeles", "Pacific/Kiritimati", "Asia/Kolkata")
FIXED = os.environ.get("CHAMPION_TEST_TZ")


def zone_for(nodeid: str) -> str:
    """Returns the zone in which the test of this name runs."""
    return FIXED or ZONES[zlib.crc32(nodeid.encode()) % len(ZONES)]


@pytest.fixture(autouse=True)
def zone(request: pytest.FixtureRequest) -> Iterator[str]:
    """Sets the test's time zone for Python and its child processes."""
    chosen = zone_for(request.node.nodeid)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", chosen)
        _tell_python()
        yield chosen
    _tell_python()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Shows the zone with a failure."""
    report = yield
    if report.failed:
        report.sections.append(("Time zone of this test", zone_for(item.nodeid)))
    return report


def _tell_python() -> None:
    """Applies the variable; Windows has no ``tzset``, so there only the variable is set."""
    if hasattr(time, "tzset"):
        time.tzset()
