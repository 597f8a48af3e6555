"""Pasted text is taken whole by boxes and ignored by lists. ``test_tui_every_screen`` pastes into every box and list."""

import pytest
from case_desks import at_desk
from desk_samples import PASSPHRASE
from driving import TO_OUTCOME, driven, paste
from textual.widgets import TextArea

from champion_tui.tui.widgets.text_box import MOST_PASTED, MOST_SEARCHED, on_lines, on_one_line, whole_secret

MANY = "07700 900123\r\nafter six\r\n"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("07700 900123\n", "07700 900123"),
        ("\r\n07700 900123", "07700 900123"),
        ("12 High Street\r\n\r\n  Oxford\rOX1 1AA", "12 High Street Oxford OX1 1AA"),
        ("Mary\tExample", "Mary Example"),
        (" Example", " Example"),
        ("\x1b[200~Mary\x1b[201~", "Mary"),
        ("[200~Mary[201~", "Mary"),
        ("a\x07b\x1b[31mc\x00", "ab[31mc"),
        ("half \ud83d of a character", "half  of a character"),
        ("\n\r\n", ""),
        ("", ""),
    ],
)
def test_what_one_line_is_made_of(text, line):
    """Line ends become one space, none is left at either end, and no command to the terminal remains."""
    assert on_one_line(text) == line


def test_lines_stay_lines_where_there_are_several():
    """A box with several lines keeps them, with the line ends of any system."""
    assert on_lines("12 High Street\r\nOxford\rOX1\x07 1AA\n") == "12 High Street\nOxford\nOX1 1AA\n"


def test_a_passphrase_loses_only_the_line_end_behind_it():
    """A pasted passphrase loses only its final line end; spaces and everything else are part of it."""
    assert whole_secret("  two  words \t\r\n") == "  two  words \t"


async def test_a_passphrase_copied_with_its_line_end_opens_the_vault():
    """A passphrase copied with its line end is accepted without comment."""
    async with driven(*TO_OUTCOME, "enter") as run:
        await paste(run, f"{PASSPHRASE}\n")
        assert run.app.focused.value == PASSPHRASE


async def test_what_is_far_too_long_is_refused_and_said():
    """A million characters are refused, and the bottom line says so."""
    async with at_desk("3", "1", "2") as run:
        await paste(run, "x" * 1_000_000)
        assert run.app.focused.value == ""
        assert "1,000,000 characters" in run.footer
        await paste(run, "x" * MOST_PASTED)
        assert len(run.app.focused.value) == MOST_PASTED


async def test_joined_lines_are_said():
    """When a pasted address is joined into one line, the bottom line says so."""
    async with at_desk("3", "1", "2") as run:
        await paste(run, MANY)
        assert run.app.focused.value == "07700 900123 after six"
        assert "2 lines were pasted" in run.footer


async def test_an_address_keeps_its_lines():
    """A box with several lines takes all of them unchanged."""
    async with at_desk("3", "1", "2") as run:
        box = run.app.screen.query(TextArea).first()
        box.focus()
        await run.settle()
        await paste(run, "12 High Street\r\nOxford\r\nOX1 1AA")
        assert box.text == "12 High Street\nOxford\nOX1 1AA"


@pytest.mark.parametrize("way", [("3",), ("5",), ("f2",)])
async def test_nothing_far_too_long_is_searched_for(way):
    """A search for far too long a text is refused with the reason, and names in any script are found. Otherwise only Backspace
    would have removed the text.
    """
    async with at_desk(*way) as run:
        before = run.text.splitlines()[:-1]
        await paste(run, "\u0645\u062d\u0645\u062f \u674e " * 1_000)
        assert "6,999 characters are too many to search for: nothing was put in." in run.footer
        assert run.text.splitlines()[:-1] == before
        await paste(run, "\u0645\u062d\u0645\u062f\n")
        assert "Search  \u0645\u062d\u0645\u062f_" in run.text
        for _ in range(MOST_SEARCHED):
            await run.at_once_unsettled("x")
        await run.settle()
        await run.until(lambda: run.text.replace("\n", "").count("x") > 0)
        assert len("".join(run.text.split("Search")[1].split("_")[0].split())) <= MOST_SEARCHED
