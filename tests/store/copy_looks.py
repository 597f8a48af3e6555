"""What the tests of safety copies look at: the copies beside a store, and what one of them holds."""

import tempfile
import time
from pathlib import Path

import pytest
from behind import inside

from champion_tui.ground.files.durable_files import new_private_file
from champion_tui.store.copies import container, copies_here, making
from champion_tui.store.database import driver
from champion_tui.store.history import entries
from champion_tui.store.keys import slots


def copies(desk):
    """The automatic copies, the newest first."""
    return [copy for copy in copies_here.copies(desk.home) if copy.kind == "auto"]


def rests(desk):
    """What is in the folder of copies beside copies."""
    folder = desk.home / "backups"
    return [path.name for path in folder.iterdir() if path.suffix != ".zip" and path.name != "store.lock"]


def wait_until(true, seconds=20):
    """Wait until ``true()``."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        time.sleep(0.005)


def settled(store):
    """Wait until no copy is being made."""
    store.backups.wait()


def copied(desk, path, ask):
    """What ``ask`` finds through a connection to the database of the copy at ``path``, read through first."""
    found = container.read(path)
    key = inside(desk.opened[0]).opened.key
    assert found.manifest.is_signed(slots.copy_key(found.manifest.vault, key))
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "cases.db"
        new_private_file(database)
        found.take_out_database(database)
        connection = driver.connect(database, key)
        try:
            assert entries.sound_state(connection).chain_head == found.manifest.chain_head
            return ask(connection)
        finally:
            connection.close()


def values(connection):
    """Every value of the referral in a copy."""
    rows = connection.execute("SELECT key, value FROM case_value WHERE holder = 'referral'").fetchall()
    return dict(rows)


@pytest.fixture
def stepping(store, monkeypatch):
    """Copies go page by page, and ``do(step)`` is called before each step gives way to others; gives where to put it."""
    monkeypatch.setattr(making, "STEP", 1)
    given, original, count = {"do": lambda step: None}, store.backups._between, [0]

    def between():
        count[0] += 1
        given["do"](count[0])
        original()

    monkeypatch.setattr(store.backups, "_between", between)
    return given
