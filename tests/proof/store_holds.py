"""What must be true of a store after anything: it opens, holds all that was acknowledged, is whole, and works on."""

import os
import tempfile
from pathlib import Path

import pytest
import store_child

from champion_tui.store import vault
from champion_tui.store.errors import NoVault

MEMORY = Path("/dev/shm")
"""Where there is one: thousands of stores must not wait for this machine's own disk."""


@pytest.fixture
def bench(tmp_path):
    """A folder in memory where there is room for one, else an ordinary one."""
    with tempfile.TemporaryDirectory(prefix="stores-", dir=MEMORY if os.access(MEMORY, os.W_OK) else tmp_path) as name:
        yield Path(name)


def numbers(store):
    """The last number that the fields of the case hold; they hold those before it too."""
    referral = store.case("OX-1").referral
    held = {key: int(value.split()[0]) for key, value in referral.items() if key.startswith("key-")}
    last = max(held.values(), default=-1)
    first = max(0, last - store_child.KEYS + 1)
    assert held == {f"key-{number % store_child.KEYS}": number for number in range(first, last + 1)}
    return last


def holds(home, said):
    """Open the store in ``home``: all that was ``said`` is there, at most one more step, and the store is whole."""
    fresh = said[0] == "ready to create"
    if fresh and "created" not in said and not vault.exists(home):
        with pytest.raises(NoVault):
            store_child.unlock(home)
        store_child.prepare(home)
        return
    with store_child.unlock(home) as store:
        if not fresh or "case" in said:
            saved = [int(line.split()[1]) for line in said if line.startswith("saved ")]
            assert numbers(store) in {(saved or [-1])[-1], (saved or [-1])[-1] + 1}
        assert store.verify_chain().ok
        assert [result for result in store.check() if not result.ok] == []
        more = store.create_case(
            reference="OX-9", area="oxfordshire", tree=store_child.TREE, answers={}, agency={}, referral={}
        )
    with store_child.unlock(home) as store:
        assert store.case("OX-9") == more
