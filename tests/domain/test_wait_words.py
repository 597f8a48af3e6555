"""A waiting time as text, as the settings and the first page of the vault show it."""

import pytest

from champion_tui.ground.dates.date_words import wait_words


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (1, "1 second"),
        (20, "20 seconds"),
        (60, "1 minute"),
        (90, "90 seconds"),
        (600, "10 minutes"),
        (3600, "60 minutes"),
    ],
)
def test_a_wait_is_said_in_minutes_where_these_are_whole(seconds, words):
    """Whole minutes are shown as minutes, and other times in seconds."""
    assert wait_words(seconds) == words
