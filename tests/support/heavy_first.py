"""Folders with the longest single tests run first, so that no pytest-xdist worker begins a long test when the others end."""

import pytest

HEAVY = ("packaging", "proof", "terminal", "store", "team", "paper", "tui", "contract")
"""Folders of ``tests``, longest tests first; the others follow in pytest's order."""


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Sorts by folder; the order within a folder is unchanged."""
    place = {folder: number for number, folder in enumerate(HEAVY)}
    tests = config.rootpath / "tests"

    def order(item: pytest.Item) -> int:
        inside = item.path.relative_to(tests).parts if item.path.is_relative_to(tests) else ("",)
        return place.get(inside[0], len(HEAVY))

    items.sort(key=order)
