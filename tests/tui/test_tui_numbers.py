"""The emergency numbers."""

import pytest
from driving import driven

from champion_tui.desk.screen_commands import command


async def test_the_line_that_answers_now_stands_on_top_with_its_confidence():
    """Best first, and how sure each number is stands beside it in words."""
    async with driven("f2") as run:
        first = next(line for line in run.lines if "999" in line)
        assert first.strip().startswith(">")
        assert "NOT CONFIRMED" in run.text
        assert "checked June 2026" in run.text


async def test_typing_finds_an_authority_among_all_lines():
    """Letters find the authority's night and day lines alike; Backspace takes them away again."""
    async with driven("f2") as run:
        await run.type("northv")
        assert "01632 960002" in run.text
        assert "01632 960004" in run.text
        assert "01632 960001" not in run.text
        await run.press(*["backspace"] * 6)
        assert "01632 960001" in run.text


async def test_typing_what_no_line_holds_says_so():
    """An empty list is never just empty."""
    async with driven("f2", *"zzz") as run:
        assert "Nothing here matches" in run.text


async def test_tab_shows_the_other_lines_and_back():
    """The office lines are one key away."""
    async with driven("f2", "tab") as run:
        assert "Southmere District Council office" in run.text
        assert "Invented Abuse Helpline" not in run.text
        await run.press("tab")
        assert "Invented Abuse Helpline" in run.text


async def test_what_is_known_about_the_marked_line_stands_below():
    """Moving along the lines shows each one's note and where its number comes from."""
    async with driven("f2") as run:
        assert "then 55 if you cannot speak" in run.text
        await run.press("down")
        assert "then 55" not in run.text
        assert "an invented page" in run.text


async def test_a_line_below_the_window_is_scrolled_to():
    """The marked line can always be seen."""
    async with driven("f2", "down", "down", "down", size=(80, 16)) as run:
        assert any(line.strip().startswith(">") and "01632 960003" in line for line in run.lines)


@pytest.mark.parametrize("key", command("look-up").keys)
async def test_one_key_looks_something_up_over_what_is_being_done(key):
    """From a question, or from a box that is typed into, Guidance opens over it; Back leads back to the same place."""
    async with driven("1") as run:
        await run.press(key)
        assert run.name == "guidance"
        await run.press(key)
        assert run.name == "guidance"
        await run.press("escape")
        assert run.name == "question"


async def test_the_key_to_look_up_stands_in_the_line_of_keys():
    """Anyone who does not know it can see it on the first page at eighty columns, and on a question in a wider window."""
    async with driven() as run:
        assert "look up" in run.footer
        await run.go("1")
        await run.resize(120, 40)
        assert "look up" in run.footer
