"""The folders whose single tests take longest come first, so that no worker of pytest-xdist begins one when the others end."""

import pytest

HEAVY = ("packaging", "proof", "terminal", "store", "team", "paper", "tui", "contract")
"""Folders of ``tests``, the one with the longest tests first; the others follow in the order in which pytest finds them."""


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Sort by folder; within a folder nothing changes."""
    place = {folder: number for number, folder in enumerate(HEAVY)}
    tests = config.rootpath / "tests"

    def order(item: pytest.Item) -> int:
        inside = item.path.relative_to(tests).parts if item.path.is_relative_to(tests) else ("",)
        return place.get(inside[0], len(HEAVY))

    items.sort(key=order)
