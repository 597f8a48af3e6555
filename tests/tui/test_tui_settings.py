"""The settings on screen: a choice applies at once and at the next start, and an impossible value is explained next to it."""

import unicodedata
from pathlib import Path
from threading import Event
from unittest.mock import patch

import pytest
from case_desks import at_desk
from driving import words
from rich.segment import Segment
from textual.color import Color

from champion_tui.desk.errors import CannotReadOrWrite
from champion_tui.desk.papers.printing import printing
from champion_tui.desk.settings.settings import read_settings
from champion_tui.tui.shell.terminal.gate import ASCII
from champion_tui.tui.widgets.text_box import TextBox

SETTINGS = ("end", "enter")
DRAWN = Path(__file__).parents[2] / "screens.md"


async def choose(run, line, value):
    """On the settings, chooses the line and then the value with those numbers."""
    await run.go(line)
    await run.go(value)


async def test_what_is_chosen_holds_at_once_and_is_kept():
    """Colours, spacing, lines and marks change on the open page, and the file and the next start have them too."""
    async with at_desk(*SETTINGS, cases=(), size=(120, 40)) as run:
        sent = []
        run.app.write_to_terminal = sent.append
        assert "│" in run.text
        rows = len([line for line in run.lines if line.strip()])
        await choose(run, "3", "3")
        assert run.app.theme == "champion-contrast"
        await choose(run, "4", "2")
        assert run.app.has_class("-compact")
        await choose(run, "5", "2")
        assert run.text.isascii()
        assert "|" in run.text
        assert not sent
        await choose(run, "6", "2")
        assert "Mouse: off" in run.text
        assert "1000l" in sent[-1]
        await choose(run, "6", "1")
        assert "1000h" in sent[-1]
        await choose(run, "6", "2")
        assert len([line for line in run.lines if line.strip()]) >= rows
        kept = read_settings(run.desk.home)
        assert (kept.density, kept.borders, kept.mouse) == ("compact", "ascii", False)
    async with at_desk(cases=(), settings='borders = "ascii"\ndensity = "compact"\n', size=(120, 40)) as run:
        assert run.app.has_class("-compact")
        assert run.text.isascii()


async def test_less_room_leaves_out_empty_lines():
    """With less spacing the same words take fewer lines."""

    def words_and_height():
        lines = run.lines[1:-1]
        last = max(at for at, line in enumerate(lines) if line.strip())
        return " ".join(" ".join(lines).split()), last

    async with at_desk("1", cases=(), size=(80, 60)) as run:
        words, height = words_and_height()
        run.desk.change_setting("density", "compact")
        run.app.take_settings()
        await run.settle()
        fewer, lower = words_and_height()
        assert fewer == words
        assert lower < height


async def test_a_value_that_cannot_be_is_said_beside_the_line():
    """An impossible value shows what is allowed, keeps the cursor and stores nothing, and the next try is accepted."""
    async with at_desk(*SETTINGS, "9", cases=()) as run:
        await run.press("5", "enter")
        assert run.name == "setting"
        assert "20 to 3600" in run.text
        assert read_settings(run.desk.home).blank_after == 60
        await run.press("backspace", "9", "0", "enter")
        assert run.name == "settings"
        assert "Hide after: 90 seconds" in run.text
        assert run.desk.settings.blank_after == 90


PRINTER = (*SETTINGS, *["down"] * 11, "enter")


@pytest.mark.parametrize("chosen_by", ["a line of the list", "typing"])
async def test_a_printer_is_chosen_from_those_that_there_are_or_typed(chosen_by):
    """The print system is asked in the background, and a name can be typed before it answers."""
    answers = Event()

    def known():
        assert answers.wait(60)
        return ("Office", "Ward 7"), ""

    with patch.object(printing, "known_printers", known):
        async with at_desk(*PRINTER[:-1], cases=()) as run:
            await run.at_once_unsettled("enter")
            await run.until(lambda: run.name == "setting" and "Asking the print system" in run.text)
            await run.until(lambda: not run.app.in_turn.filling)
            await run.at_once_unsettled("W")
            await run.until(lambda: run.app.screen.query_one(TextBox).value == "W")
            answers.set()
            await run.until(lambda: "Ward 7" in run.text)
            await run.settle()
            if chosen_by == "typing":
                await run.press("enter")
            else:
                await run.press("tab", "2", "enter")
            assert run.name == "settings"
            name = "W" if chosen_by == "typing" else "Ward 7"
            assert f"Printer: {name}, on this computer" in words(run)
            assert run.desk.setting_list.view("printer").value == name


async def test_where_there_is_no_printer_it_is_said_and_a_name_can_be_typed():
    """The page explains why there is no printer, without an empty list, and a name can still be typed."""
    with patch.object(printing, "printers", side_effect=CannotReadOrWrite(printing.NO_PRINTING, "")):
        async with at_desk(*PRINTER, cases=()) as run:
            assert printing.NO_PRINTING in words(run)
            assert "You can still type a name." in words(run)
            assert "nothing in this list" not in run.text
            await run.press("X", "enter")
            assert "Printer: X, on this computer" in words(run)


async def test_other_keys_stand_everywhere_and_work():
    """The line of keys, the help and the sentence about the area show the chosen key, which works, and the old one does not."""
    keys = '[keys]\nhide = "ctrl+v"\nnumbers = ["f2", "ctrl+e"]\narea = "ctrl+x"\ntheme = []\n'
    async with at_desk(cases=(), settings=keys, size=(120, 40)) as run:
        assert run.desk.settings.troubles == ()
        assert "Ctrl+V hide" in run.footer
        assert "(Ctrl+X: another area)" in run.text
        await run.press("f9", "ctrl+l", "f3")
        assert (run.name, run.app.theme) == ("start", "champion-dark")
        await run.press("ctrl+x")
        assert run.name == "pick"
        await run.press("escape", "question_mark")
        assert run.name == "help"
        assert "Ctrl+V" in run.text
        await run.press("escape", "ctrl+v")
        assert run.name == "hidden"


def test_only_letters_and_signs_of_the_keyboard_are_drawn_where_lines_are_not_wanted():
    """In every line of every screen in the document, only letters and keyboard characters are left, and no column moves."""
    for line in DRAWN.read_text(encoding="utf-8").splitlines():
        (part,) = ASCII.apply([Segment(line)], Color(0, 0, 0))
        assert len(part.text) == len(line)
        assert [each for each in part.text if not each.isascii() and unicodedata.category(each)[0] not in "LM"] == []
        letters = [each for each in line if unicodedata.category(each)[0] == "L"]
        assert [each for each in part.text if each in letters] == letters or "×" in line
