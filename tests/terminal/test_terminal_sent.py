"""A real terminal over a slow connection: how much is sent for a page, and when the whole page is sent again."""

import os
import signal
from pathlib import Path

import pytest
from journeys import AT, START

SIZES = (((80, 24), 3000), ((120, 40), 6000))
"""Window sizes, and the most bytes for another question: a page has 1,920 or 4,800 characters, and was sent two or three times
with all its colours.
"""

ANSWERS = (2, 2, 3, 2)


def sent_for(screen, do):
    """Returns how many bytes the terminal is sent for ``do()``, until nothing more arrives."""
    screen.write("")
    before = len(screen.raw)
    do()
    screen.write("")
    return len(screen.raw) - before


def stopped(pid):
    """Returns whether the system has stopped a process; one that is continued before that stops nevertheless."""
    return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0] == "T"


@pytest.mark.parametrize(("size", "most"), SIZES)
def test_another_question_is_sent_as_what_differs(size, most, open_terminal):
    """Each answer's page is mostly the same, so only the changes are sent, and a moving mark is a line or two."""
    screen = open_terminal("--at", AT, size=size)
    screen.wait_for(START).choose(1).wait_for("question 1 of")
    assert sent_for(screen, lambda: screen.press("Down")) < 500
    for answer in ANSWERS:
        assert 500 < sent_for(screen, lambda answer=answer: screen.choose(answer)) < most
    assert "question 4 of" in screen.text


def test_a_terminal_that_was_another_programs_is_sent_the_whole_page(open_terminal):
    """Stopped from outside and continued, the program paints its whole page, because the terminal shows nothing of it."""
    screen = open_terminal("--at", AT)
    screen.wait_for(START).write("")
    os.kill(screen.pid, signal.SIGTSTP)
    screen.wait_until(lambda screen: b"\x1b[?1049l" in screen.raw, "the terminal to be given back")
    screen.wait_until(lambda screen: stopped(screen.pid), "the program to stop")
    before = len(screen.raw)
    os.kill(screen.pid, signal.SIGCONT)
    screen.wait_until(lambda screen: START.encode() in screen.raw[before:], "the page to be painted again")


def test_what_is_hidden_leaves_no_cell_as_it_was(open_terminal):
    """The terminal is cleared and the neutral page is sent in full; not even a blank is assumed to be there."""
    screen = open_terminal("--at", AT)
    screen.wait_for(START).choose(1).wait_for("question 1 of")
    before = len(screen.raw)
    screen.press("F9").wait_gone("question 1 of").write("")
    after = screen.raw[before:].rpartition(b"\x1b[2J")[2]
    assert all(f"\x1b[{line};1H".encode() in after for line in range(1, 25))
