"""A real terminal over a slow line: how much is sent for a page, and when all of it is sent anew."""

import os
import signal
from pathlib import Path

import pytest
from journeys import AT, START

SIZES = (((80, 24), 3000), ((120, 40), 6000))
"""Windows, and bytes for another question there: a page is 1,920 or 4,800 signs, and was sent two or three times with all its colours."""

ANSWERS = (2, 2, 3, 2)


def sent_for(screen, do):
    """How many bytes the terminal is sent for what is done, until nothing more comes."""
    screen.write("")
    before = len(screen.raw)
    do()
    screen.write("")
    return len(screen.raw) - before


def stopped(pid):
    """Whether the system has stopped a process: one that is told to go on before that stops all the same."""
    return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0] == "T"


@pytest.mark.parametrize(("size", "most"), SIZES)
def test_another_question_is_sent_as_what_differs(size, most, open_terminal):
    """Each answer brings a page that is alike for the most part: as much is sent as has changed, and a mark that moves is a line or two."""
    screen = open_terminal("--at", AT, size=size)
    screen.wait_for(START).choose(1).wait_for("question 1 of")
    assert sent_for(screen, lambda: screen.press("Down")) < 500
    for answer in ANSWERS:
        assert 500 < sent_for(screen, lambda answer=answer: screen.choose(answer)) < most
    assert "question 4 of" in screen.text


def test_a_terminal_that_was_another_programs_is_sent_the_whole_page(open_terminal):
    """Stopped from outside and let go on: the terminal shows nothing of ours any more, and all of the page is painted."""
    screen = open_terminal("--at", AT)
    screen.wait_for(START).write("")
    os.kill(screen.pid, signal.SIGTSTP)
    screen.wait_until(lambda screen: b"\x1b[?1049l" in screen.raw, "the terminal to be given back")
    screen.wait_until(lambda screen: stopped(screen.pid), "the program to stop")
    before = len(screen.raw)
    os.kill(screen.pid, signal.SIGCONT)
    screen.wait_until(lambda screen: START.encode() in screen.raw[before:], "the page to be painted again")


def test_what_is_hidden_leaves_no_cell_as_it_was(open_terminal):
    """The terminal is cleared, and the neutral page sent whole: not even a blank is taken for what stands there."""
    screen = open_terminal("--at", AT)
    screen.wait_for(START).choose(1).wait_for("question 1 of")
    before = len(screen.raw)
    screen.press("F9").wait_gone("question 1 of").write("")
    after = screen.raw[before:].rpartition(b"\x1b[2J")[2]
    assert all(f"\x1b[{line};1H".encode() in after for line in range(1, 25))
