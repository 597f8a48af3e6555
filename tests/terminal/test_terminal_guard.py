"""Hiding, being away and clearing, in a real terminal and in tmux: what the terminal was sent, and what it still shows."""

import contextlib
import subprocess

import pytest
from desk_samples import MINIMUM, PASSPHRASE, REFER, unlocked_desk
from journeys import AT, START, own_folder, unlock

CLEAR = b"\x1b[2J\x1b[3J\x1b[H"
COPIED = b"\x1b]52;c;WmViZWRlZSBFeGFtcGxl\x07"
OVERWRITTEN = b"\x1b]52;c;IA==\x07"
NAME = "Zebedee Example"


@pytest.fixture
def reference(own_home):
    """Stores a case in this home, with the shortest idle limits allowed, and returns its reference."""
    desk = unlocked_desk(own_folder(own_home))
    found = desk.cases.new({"triage": REFER, "referral": MINIMUM})
    desk.vault.lock()
    (own_folder(own_home) / "settings.toml").write_text("blank_after = 20\nlock_after = 60\n", encoding="utf-8")
    return found


def open_form(screen):
    """Goes from the start to the form's step about the person."""
    screen.wait_for(START).choose(3)
    unlock(screen)
    screen.wait_for("My cases", "ready").press("Down", "Enter")
    screen.wait_for("ready to write").choose(2)
    screen.wait_for(NAME, "Step 2 of 4")


def come_back(screen):
    """Types the passphrase on the neutral screen."""
    screen.wait_for("Password").write(PASSPHRASE).press("Enter").wait_for(NAME, "Step 2 of 4")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_copying_hiding_and_leaving_in_a_terminal(open_terminal, reference, size):
    """The value is offered after the question and overwritten when hiding, and the terminal is told to clear the screen."""
    screen = open_terminal("--at", AT, size=size)
    open_form(screen)
    screen.press("Ctrl+F").wait_for("Offer to the clipboard: Full name", "Offer it")
    assert COPIED not in screen.raw
    screen.choose(1).wait_for("Offered to the clipboard: Full name.")
    assert COPIED in screen.raw
    screen.press("Ctrl+L").wait_gone(NAME, reference)
    screen.wait_until(lambda seen: OVERWRITTEN in seen.raw, "the clipboard to be overwritten")
    screen.wait_until(lambda seen: seen.raw.rfind(CLEAR) > seen.raw.rfind(NAME.encode()), "the screen to be cleared")
    come_back(screen)
    screen.press("Ctrl+F").wait_for("Offer it").choose(1).wait_for("Offered to the clipboard")
    screen.press("Ctrl+Q").wait_for("Leave Champion?").choose(2)
    assert screen.wait_end() == 0
    assert screen.raw.rindex(OVERWRITTEN) > screen.raw.rindex(COPIED)


@pytest.mark.needs("tmux")
def test_a_desk_left_alone_inside_tmux(open_tmux, own_home, reference):
    """An idle desk counts down, hides itself with an empty title and scrollback, and returns with the passphrase."""
    pane = open_tmux("--at", AT)
    open_form(pane)
    pane.wait_for("this is hidden in", "Any key stops it.", patience=60)
    pane.wait_for("Password", patience=60)
    assert pane.text == "Password"
    assert pane.tmux("display-message", "-p", "#{pane_title}").strip() == ""
    assert NAME not in pane.tmux("capture-pane", "-p", "-S", "-2000")
    come_back(pane)


def test_a_program_that_is_ended_from_outside_takes_its_words_out_of_the_clipboard(open_terminal, reference):
    """After copying and SIGTERM the clipboard is overwritten and the terminal is restored."""
    screen = open_terminal("--at", AT)
    open_form(screen)
    screen.press("Ctrl+F").wait_for("Offer it").choose(1).wait_for("Offered to the clipboard")
    subprocess.run(["kill", "-TERM", str(screen.pid)], check=True)
    screen.wait_end()
    assert OVERWRITTEN in screen.raw
    assert b"\x1b[?1049l" in screen.raw


@pytest.mark.parametrize(("keys", "cleared"), [(("2", "Enter"), True), (("1", "Enter"), False)])
def test_the_plain_interview_offers_to_clear_its_window(open_terminal, keys, cleared):
    """On leaving, the plain interview says what the window keeps, and clears it only if the person chooses that."""
    screen = open_terminal("plain", "--at", AT)
    screen.wait_for("Type a number.").write("q").press("Enter")
    screen.wait_for("This window still holds what was typed and shown", "Clear the window now").press(*keys)
    assert screen.wait_end() == 0
    assert (b"\x1b[2J\x1b[3J" in screen.raw) is cleared
    assert ("This window still holds" not in screen.text) is cleared
    assert ("It does not reach" in screen.text) is cleared


def test_a_dumb_terminal_and_an_interrupt_are_only_told(open_terminal):
    """A terminal that cannot clear is not told to, and a person who stops with Ctrl+C gets the same notice."""
    screen = open_terminal("plain", "--at", AT, TERM="dumb")
    screen.wait_for("Type a number.").write("q").press("Enter").wait_for("clear it with its scrollback")
    assert screen.wait_end() == 0
    assert b"\x1b[" not in screen.raw
    screen = open_terminal("plain", "--at", AT)
    screen.wait_for("Type a number.").press("Ctrl+C").wait_for("This window still holds what was typed and shown")
    screen.wait_end()


def until(pane, keys, *words):
    """Presses keys until a page has taken them, because a page that is not painted yet drops keys."""
    for _ in range(9):
        pane.press(*keys)
        with contextlib.suppress(AssertionError):
            pane.wait_for(*words, patience=3)
            return
    pane.wait_for(*words)


@pytest.mark.needs("tmux")
@pytest.mark.parametrize("told", [False, True], ids=["as it comes", "told to"])
def test_tmux_takes_what_is_offered_only_where_it_was_told_to(open_tmux, reference, told):
    """By default tmux drops the request, and the messages before and after say what to do; once that is done, the value arrives."""
    pane = open_tmux("--at", AT)
    if told:
        pane.tmux("set", "-g", "set-clipboard", "on")
    open_form(pane)
    until(pane, ("Ctrl+F",), "You are in tmux.", "tmux set -g set-clipboard on", "Offer it")
    until(pane, ("1", "Enter"), "tmux may have dropped it")
    assert "copied" not in pane.text.casefold()
    assert (NAME in pane.tmux("list-buffers", "-F", "#{buffer_sample}")) == told
