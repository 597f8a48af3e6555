"""What all tests share is not looked through for garbage again and again: with it, that took a third of the time of a screen."""

import gc
from collections.abc import Iterator

import pytest

THRESHOLDS = (20_000, 10, 10)
"""Python's own, of some hundreds, are those of a small program; a screen alone makes and drops thousands of parts."""


def pytest_collection_finish(session: pytest.Session) -> None:
    """What is loaded by now stays until the end."""
    _set_aside()
    gc.set_threshold(*THRESHOLDS)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[None]:
    """So does what a file of tests has loaded and left: modules of the program, sheets, fonts, the knowledge."""
    yield
    if nextitem is not None and nextitem.path != item.path:
        _set_aside()


def _set_aside() -> None:
    gc.collect()
    gc.freeze()
