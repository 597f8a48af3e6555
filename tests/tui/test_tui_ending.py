"""Ended from outside: an app that is held up is stopped after some seconds, and what is closed after it takes the time that it takes."""

import signal
import threading
from types import SimpleNamespace

import pytest

from champion_tui.tui.shell import ending
from champion_tui.tui.shell.ending import Ending


@pytest.fixture
def ended(monkeypatch):
    """An app that is ended from outside and does nothing about it; when the second signal would come, that is noted."""
    again = threading.Event()
    monkeypatch.setattr(ending.os, "kill", lambda *_: again.set())
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    made = Ending(SimpleNamespace(call_later=None))
    made._loop = SimpleNamespace(is_running=lambda: True, call_soon_threadsafe=lambda *_: None)
    yield made, again
    signal.signal(signal.SIGTERM, before)


def test_an_app_that_is_held_up_is_stopped(ended, monkeypatch):
    """It was asked to end and did not: the signal comes a second time."""
    made, again = ended
    monkeypatch.setattr(ending, "PATIENCE", -0.9)
    with made.heeded():
        signal.raise_signal(signal.SIGTERM)
        assert again.wait(60)


def test_what_is_closed_after_the_app_is_not_stopped(ended):
    """A vault may take longer to close, with a last safety copy: no signal comes in the middle of that."""
    made, again = ended
    with made.heeded():
        signal.raise_signal(signal.SIGTERM)
        assert made._late.is_alive()
    made._late.join()
    assert not again.is_set()
