"""The first look: the app opens in a real terminal, shows the numbers, and lets people leave."""

import pytest

START = "Someone may be homeless"
TONIGHT = "0800 833 408"  # the county's emergency duty team


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_open_see_the_numbers_and_leave(open_terminal, size):
    """F2 shows the numbers, Esc goes back to the start screen, q asks once, and the terminal is left as it was."""
    screen = open_terminal("--at", "2026-11-22T10:04", size=size)
    screen.wait_for(START).press("F2").wait_for("Emergency numbers", TONIGHT).press("Esc").wait_for(START)
    screen.press("q").wait_for("Leave Champion?").choose(2)
    assert screen.wait_end() == 0
    assert b"\x1b[?1049l" in screen.raw


def test_a_terminal_that_is_too_small_says_so_and_still_gives_a_number(open_terminal):
    """At 40x10 the way out and a number to ring are shown; in a larger window the program returns."""
    screen = open_terminal("--at", "2026-11-22T10:04", size=(40, 10))
    screen.wait_for("Make the window larger", "999").resize(80, 24).wait_for(START)


def test_the_numbers_of_the_hour_stand_on_the_screen(open_terminal):
    """On a Sunday morning a council's out-of-hours line is shown without unlocking anything."""
    screen = open_terminal("--at", "2026-11-22T10:04", size=(120, 40))
    screen.wait_for(START).press("F2").wait_for("Cherwell", "01295 221531", "out of hours")


def test_the_second_keys_work_where_function_keys_do_not(open_terminal):
    """Over a slow connection, where F2 may arrive broken, a single byte opens the numbers."""
    open_terminal("--at", "2026-11-22T10:04").wait_for(START).press("Ctrl+E").wait_for(TONIGHT)


@pytest.mark.needs("tmux")
def test_the_first_look_inside_tmux(open_tmux):
    """The same first look works inside tmux, which passes keys on differently."""
    pane = open_tmux("--at", "2026-11-22T10:04")
    pane.wait_for(START).press("F2").wait_for(TONIGHT).press("Esc").wait_for(START)
    pane.press("q").wait_for("Leave Champion?").choose(2)
    assert pane.wait_end() == 0
