"""The start screen, and ways that begin and end there."""

import subprocess
import sys

from behind import report_of
from case_desks import EARLY, READY, at_desk
from driving import PASSPHRASE_KEYS, driven
from stand_in_desk import NOW, StandInDesk
from textual.drivers.headless_driver import HeadlessDriver

LATER = ("sqlmodel", "sqlalchemy", "sqlcipher3", "holidays", "typst", "champion_tui.tui.screens.triage.triage")


async def test_start_says_when_where_and_what_is_due():
    """The date, the area and the facts that are due are on the first screen."""
    async with driven() as run:
        assert NOW in run.lines[0]
        assert "Oxfordshire" in run.text
        assert "not been checked since 2018" in run.text
        assert " ".join(run.footer.split()) == "1-9 mark Enter go on F1 help F2 numbers F12 look up F9 hide q quit"


async def test_on_an_ordinary_day_the_start_fits_a_small_window_with_all_that_waits():
    """At 80x24, unlocked, with a case due, one NOT SENT and a file outside, every place, count and second key is visible, and
    both exits.
    """
    slip = (("slip.pdf", "0" * 64),)
    async with at_desk(cases=(READY,), settings='area = "oxfordshire"\n', exported=slip, early=EARLY) as run:
        await run.settle()
        for shown in (
            "Someone may be homeless",
            "Figures and lists",
            "1  NOT SENT",
            "1  not dealt with",
            "the 56 days have begun for 1 person",
            "Ctrl+L hide",
        ):
            assert shown in run.text
        for key in ("F9 hide", "q quit"):
            assert key in run.footer
        assert "PgDn" not in run.footer


async def test_arrows_and_enter_open_a_place_as_digits_do():
    """Arrows and Enter are enough to open a place."""
    async with driven("down", "enter") as run:
        assert run.name == "numbers"


async def test_the_lines_after_the_ninth_are_reached_by_the_arrows():
    """Lines after the ninth have no digit, and the first nine keep theirs."""
    async with driven("end") as run:
        assert run.marked.split()[:2] == [">", "Settings"]
        await run.press("up", "up")
        assert "Early list" in run.marked
        await run.press("9")
        assert "Safety copies" in run.marked


async def test_not_sent_stands_on_start_once_unlocked():
    """A referral that was only exported is counted on the start screen."""
    desk = StandInDesk()
    desk.vault.open_as = "Alex Example"
    async with driven(desk=desk) as run:
        await run.until(lambda: "1  NOT SENT" in run.text)


async def test_quitting_asks_first_and_names_what_would_be_lost():
    """Ctrl+C never closes the app by accident, and unsaved answers are named first."""
    async with driven("1", "1", "ctrl+c") as run:
        assert run.name == "ask"
        assert "NOT SAVED" in run.text
        await run.press("escape")
        assert run.name == "question"
        await run.go("ctrl+q", "2")
        await run.until(lambda: not run.app.is_running)


async def test_q_leaves_from_start_and_loses_nothing():
    """With nothing unsaved the question is short, and its first answer is to stay."""
    async with driven("q") as run:
        assert "NOT SAVED" not in run.text
        await run.go("1")
        assert run.name == "start"


async def test_hidden_needs_a_key_where_nothing_is_about_anybody():
    """Hidden shows nothing about the program, and with the vault locked Enter brings the screen back."""
    async with driven("ctrl+l") as run:
        assert run.name == "hidden"
        assert run.text.split() == ["Press", "Enter."]
        await run.press("enter")
        assert run.name == "start"


async def test_hidden_needs_the_passphrase_while_unlocked():
    """With the vault open a wrong passphrase keeps everything hidden, and the right one brings it back."""
    desk = StandInDesk()
    desk.vault.open_as = "Alex Example"
    async with driven("1", "1", "f9", desk=desk) as run:
        await run.press(*"wrong", "enter")
        assert run.name == "hidden"
        assert "That was not it" in run.text
        await run.press(*PASSPHRASE_KEYS, "enter")
        assert run.name == "question"


async def test_hiding_empties_the_title_and_what_could_be_scrolled_back_to(monkeypatch):
    """Hiding clears the terminal's screen, scrollback and title."""
    async with driven("1") as run:
        written = []
        monkeypatch.setattr(HeadlessDriver, "write", lambda _, text: written.append(text))
        await run.press("f9")
        assert "\x1b]0;\x07" in "".join(written)
        assert "\x1b[3J" in "".join(written)


async def test_an_error_of_the_program_ends_in_one_sentence_without_values():
    """The error report names only the kind of error, unlike Textual's, whose variables may be about a person."""
    async with driven() as run:
        report = report_of(run.app, ValueError("Zebedee Example, 07700 900123"))
        assert "ValueError" in report
        assert "Zebedee" not in report


def test_the_app_loads_nothing_that_the_first_paint_does_not_need():
    """Database, printer, bank holidays and later screens are not loaded with the start screen."""
    code = "import sys, champion_tui.tui.app; print('\\n'.join(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert "textual.app" in loaded
    assert not [name for name in LATER if name in loaded]


def test_importing_the_package_does_not_load_textual():
    """The command line can refer to the full screen without loading Textual."""
    code = "import sys, champion_tui.tui; print('\\n'.join(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert "champion_tui.tui" in loaded
    assert "textual" not in loaded
