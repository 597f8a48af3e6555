"""The first look: the app opens in a real terminal, shows the numbers, and lets people go."""

import pytest
from terminal import SIZES

START = "Someone may be homeless"


@pytest.mark.parametrize("size", SIZES)
def test_open_see_the_numbers_and_leave(open_terminal, size):
    """At every size the start screen stands, F2 shows 999 and a council's line, Esc leads back, q leaves with code 0."""
    screen = open_terminal("--at", "2026-11-22T10:04", size=size)
    screen.wait_for(START).press("F2").wait_for("999").press("Esc").wait_for(START)
    screen.press("q")
    assert screen.wait_end() == 0
    assert b"\x1b[?1049l" in screen.raw


def test_the_numbers_of_the_hour_stand_on_the_screen(open_terminal):
    """On a Sunday morning the out-of-hours line of a council is shown, without unlocking anything."""
    screen = open_terminal("--at", "2026-11-22T10:04", size=(120, 40))
    screen.wait_for(START).press("F2").wait_for("999", "Cherwell", "01295 221531", "out of hours")


def test_the_second_keys_work_where_function_keys_do_not(open_terminal):
    """Over a slow line, where F2 may arrive broken, a single byte opens the numbers."""
    open_terminal("--at", "2026-11-22T10:04").wait_for(START).press("Ctrl+E").wait_for("999")


@pytest.mark.needs("tmux")
def test_the_first_look_inside_tmux(open_tmux):
    """The same first look inside tmux, where keys travel another way."""
    pane = open_tmux("--at", "2026-11-22T10:04")
    pane.wait_for(START).press("F2").wait_for("999").press("Esc").wait_for(START).press("q")
    assert pane.wait_end() == 0
