"""What is pasted is taken whole; a list takes nothing from a paste. Every box and every list of every screen is pasted into in
``test_tui_every_screen``.
"""

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
    """Line ends join with one space, and none stands at either end; nothing that a terminal would obey is left."""
    assert on_one_line(text) == line


def test_lines_stay_lines_where_there_are_several():
    """Where a box has lines, the ends of any system are one."""
    assert on_lines("12 High Street\r\nOxford\rOX1\x07 1AA\n") == "12 High Street\nOxford\nOX1 1AA\n"


def test_a_passphrase_loses_only_the_line_end_behind_it():
    """Spaces and whatever else a passphrase holds are part of it."""
    assert whole_secret("  two  words \t\r\n") == "  two  words \t"


async def test_a_passphrase_copied_with_its_line_end_opens_the_vault():
    """Nothing is said about a line end that is behind it, and it is right."""
    async with driven(*TO_OUTCOME, "enter") as run:
        await paste(run, f"{PASSPHRASE}\n")
        assert run.app.focused.value == PASSPHRASE


async def test_what_is_far_too_long_is_refused_and_said():
    """A million characters into one line: nothing is put in, and the line at the bottom says so."""
    async with at_desk("3", "1", "2") as run:
        await paste(run, "x" * 1_000_000)
        assert run.app.focused.value == ""
        assert "1,000,000 characters" in run.footer
        await paste(run, "x" * MOST_PASTED)
        assert len(run.app.focused.value) == MOST_PASTED


async def test_joined_lines_are_said():
    """Whoever pasted an address into one line hears that it is one line now."""
    async with at_desk("3", "1", "2") as run:
        await paste(run, MANY)
        assert run.app.focused.value == "07700 900123 after six"
        assert "2 lines were pasted" in run.footer


async def test_an_address_keeps_its_lines():
    """A box with several lines takes all of them as they were."""
    async with at_desk("3", "1", "2") as run:
        box = run.app.screen.query(TextArea).first()
        box.focus()
        await run.settle()
        await paste(run, "12 High Street\r\nOxford\r\nOX1 1AA")
        assert box.text == "12 High Street\nOxford\nOX1 1AA"


@pytest.mark.parametrize("way", [("3",), ("5",), ("f2",)])
async def test_nothing_far_too_long_is_searched_for(way):
    """Five thousand characters into a search: the page stays as it is, and the line at the bottom says why; only Backspace would have taken them away. A
    name of any script is searched for, and typing ends where nothing is that long.
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
