"""Every test has an empty home of its own: the developer's files, settings and cases are out of reach.

The variables are set before any test file is imported, and again for each test with its own folder.
"""

import itertools
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

HOMES = ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA")
FOLDERS = {
    "XDG_CONFIG_HOME": ".config",
    "XDG_DATA_HOME": ".local/share",
    "XDG_STATE_HOME": ".local/state",
    "XDG_CACHE_HOME": ".cache",
    "XDG_RUNTIME_DIR": ".run",
}
SAID_TO_THE_PROGRAM = ("CHAMPION_", "TEXTUAL", "NO_COLOR", "FORCE_COLOR")
# For the one kind of test that must find the package registry as pip is configured: tests/packaging.
ENVIRONMENT_BEFORE = dict(os.environ)


def home_variables(home: Path) -> dict[str, str]:
    """Returns the environment variables for the home folder ``home``."""
    return {name: str(home) for name in HOMES} | {name: str(home / folder) for name, folder in FOLDERS.items()}


def pytest_configure(config: pytest.Config) -> None:
    """Leaves the real home before a test file can be imported, and removes every variable that addresses the program or its
    screen.
    """
    folder = tempfile.TemporaryDirectory(prefix="champion-tests-")
    config.add_cleanup(folder.cleanup)
    for name in [name for name in os.environ if name.startswith(SAID_TO_THE_PROGRAM)]:
        del os.environ[name]
    os.environ.update(home_variables(Path(folder.name)))


@pytest.fixture(scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Yields a new folder each time one is asked for. They have a folder of their own and are numbered here, because pytest
    finds the next number by searching all the folders it has made, for each folder of each test.
    """
    together = tmp_path_factory.mktemp("h", numbered=False)
    return (together / str(number) for number in itertools.count())


@pytest.fixture(autouse=True)
def own_home(homes: Iterator[Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """Makes an empty home for this test; the environment is restored when the test ends."""
    home = next(homes)
    home.mkdir(mode=0o700)
    for name, value in home_variables(home).items():
        monkeypatch.setenv(name, value)
    return home
