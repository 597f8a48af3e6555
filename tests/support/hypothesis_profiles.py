"""How hard Hypothesis tries: the same examples each time in CI, fresh ones at a desk, many on request.

``HYPOTHESIS_PROFILE=search make unit`` looks long and hard. No profile has a deadline, because the machine may be busy.
"""

import os

import pytest
from hypothesis import HealthCheck, settings
from left_out import in_ci

QUIET = (HealthCheck.too_slow, HealthCheck.function_scoped_fixture)

settings.register_profile("ci", derandomize=True, max_examples=100, deadline=None, suppress_health_check=QUIET)
settings.register_profile("desk", max_examples=50, deadline=None, suppress_health_check=QUIET)
settings.register_profile("search", max_examples=5000, deadline=None, suppress_health_check=QUIET)


def pytest_configure(config: pytest.Config) -> None:
    """Chooses the profile."""
    settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci" if in_ci() else "desk"))
