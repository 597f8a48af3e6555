"""Helpers for the tests of safety copies: the copies of a store, and what one of them contains."""

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
    """Returns the automatic copies, newest first."""
    return [copy for copy in copies_here.copies(desk.home) if copy.kind == "auto"]


def rests(desk):
    """Returns the names of the files in the folder of copies that are not copies."""
    folder = desk.home / "backups"
    return [path.name for path in folder.iterdir() if path.suffix != ".zip" and path.name != "store.lock"]


def wait_until(true, seconds=20):
    """Waits until ``true()``, for at most ``seconds``."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        time.sleep(0.005)


def settled(store):
    """Waits until no copy is being made."""
    store.backups.wait()


def copied(desk, path, ask):
    """Reads the copy at ``path`` through and returns what ``ask`` finds through a connection to its database."""
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
    """Returns every value of the referral in a copy."""
    rows = connection.execute("SELECT key, value FROM case_value WHERE holder = 'referral'").fetchall()
    return dict(rows)


@pytest.fixture
def stepping(store, monkeypatch):
    """Makes copies go one page at a time and calls ``do(step)`` before each pause; returns the dict that holds ``do``."""
    monkeypatch.setattr(making, "STEP", 1)
    given, original, count = {"do": lambda step: None}, store.backups._between, [0]

    def between():
        count[0] += 1
        given["do"](count[0])
        original()

    monkeypatch.setattr(store.backups, "_between", between)
    return given
