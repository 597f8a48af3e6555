"""However the program ends while a person types, at most two seconds of typing are lost; the rest is shown again."""

import os
import signal
import time

import pytest
from desk_samples import PASSPHRASE, REFER, desk_in, unlocked_desk
from journeys import AT, START, own_folder, unlock

from champion_tui.domain.cases.case import Typing
from champion_tui.tui.screens.cases.form.saving import PAUSE

NAME = "Zebedee Example"
HALF_NUMBER = "07700 9"
LONGER_THAN_TWO_SECONDS = 2.5


@pytest.fixture
def reference(own_home):
    """Stores a case without a name in this home, and returns its reference."""
    desk = unlocked_desk(own_folder(own_home))
    found = desk.cases.new({"triage": REFER, "referral": {}})
    desk.vault.lock()
    return found


def stored(own_home, reference):
    """Returns the case as it is in the store now."""
    desk = desk_in(own_folder(own_home))
    desk.vault.unlock(PASSPHRASE)
    try:
        return desk.vault.opened().store.case(reference)
    finally:
        desk.vault.lock()


def open_form(screen):
    """Goes from the start to the step about the person."""
    screen.wait_for(START).press("Home", "Down", "Down", "Enter")
    unlock(screen)
    screen.wait_for("My cases", "NOT SENT").press("Home", "Enter")
    screen.wait_for("About them").press("Home", "Down", "Enter")
    return screen.wait_for("Step 2 of 4", "Full name")


def wait(screen, seconds):
    """Reads for ``seconds``; nothing is pressed."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        screen.read()


def by_signal(number):
    """Returns a function that ends the program with a signal."""

    def end(screen):
        os.kill(screen.pid, number)
        screen.wait_end()

    return end


ENDS = {
    "SIGTERM": by_signal(signal.SIGTERM),
    "SIGHUP": by_signal(signal.SIGHUP),
    "window": lambda screen: screen.shut(),
    "kill -9": by_signal(signal.SIGKILL),
}
AT_ONCE = ("SIGTERM", "SIGHUP", "window")


@pytest.mark.parametrize("end", ENDS)
def test_what_was_typed_two_seconds_ago_is_there_again(open_terminal, own_home, reference, end):
    """A name is stored as the field's value; half a number is kept as typed, is marked, and is no number."""
    screen = open_form(open_terminal("--at", AT))
    screen.write(NAME).press("Down", "Down", "Down").write(HALF_NUMBER).wait_for(HALF_NUMBER)
    wait(screen, LONGER_THAN_TWO_SECONDS)
    # A machine that is slow or busy takes longer to store it; how soon it begins, the next test but one shows.
    screen.wait_until(lambda seen: "NOT SAVED: Their phone" in seen.lines[0], "half a number to be kept")
    ENDS[end](screen)
    case = stored(own_home, reference)
    assert case.referral == {"full-name": NAME}
    assert case.typing == {"phone": Typing(HALF_NUMBER)}
    again = open_form(open_terminal("--at", AT)).wait_for(NAME, "NOT SAVED: Their phone")
    again.press("Down", "Down", "Down").wait_for(HALF_NUMBER)


@pytest.mark.parametrize("end", AT_ONCE)
def test_what_was_typed_just_now_is_saved_on_the_way_out(open_terminal, own_home, reference, end):
    """When asked to end, the program saves first, as if the field had been left, so that nothing is lost."""
    screen = open_form(open_terminal("--at", AT))
    screen.write(NAME).wait_for(NAME, "not saved yet")
    ENDS[end](screen)
    assert stored(own_home, reference).referral == {"full-name": NAME}


def test_ten_seconds_of_typing_without_a_pause_lose_two_at_most(open_terminal, own_home, reference):
    """The program stores typing while it goes on, because people do not pause for it. On a machine where storing takes longer
    than usual, more may be lost.
    """
    screen = open_form(open_terminal("--at", AT))
    begun = time.monotonic()
    screen.write("Z").wait_for("not saved yet")
    screen.wait_until(lambda seen: "saved 10:" in seen.lines[0], "the first letter to be stored")
    storing = time.monotonic() - begun - PAUSE
    at_most = max(2, PAUSE + 5 * storing)
    typed = [begun]
    until = time.monotonic() + 10
    while time.monotonic() < until:
        screen.write("ab"[len(typed) % 2])
        typed.append(time.monotonic())
        wait(screen, 0.2)
    os.kill(screen.pid, signal.SIGKILL)
    killed = time.monotonic()
    screen.wait_end()
    kept = len(stored(own_home, reference).referral["full-name"])
    assert kept >= sum(moment < killed - at_most for moment in typed)
    again = open_form(open_terminal("--at", AT))
    again.wait_for("The program stopped while this was being typed")


def test_the_line_on_top_never_says_saved_over_a_letter_that_is_not(open_terminal, reference):
    """In every picture that the terminal gets, letters are first shown under "not saved yet", and "saved" follows."""
    screen = open_form(open_terminal("--at", AT))
    seen = []
    read = screen.read

    def looking(*given):
        going_on = read(*given)
        typed = next((line.split()[-1] for line in screen.lines if "Full name " in line), "-")
        if typed not in {"-", "needed"}:
            seen.append((typed, "saved 10:" in screen.lines[0]))
        return going_on

    screen.read = looking
    for letters, name in (("Zebedee", "Zebedee"), ("Markerson", "ZebedeeMarkerson")):
        screen.write(letters)
        wait(screen, LONGER_THAN_TWO_SECONDS)
        screen.wait_until(lambda _, name=name: (name, True) in seen, "the letters to be stored")
    first = dict(reversed(seen))
    assert not any(first.values()), first
    assert {typed for typed, said_saved in seen if said_saved} == {"Zebedee", "ZebedeeMarkerson"}
