"""The emergency numbers."""

import pytest
from driving import driven

from champion_tui.desk.screen_commands import command


async def test_the_line_that_answers_now_stands_on_top_with_its_confidence():
    """The best number is first, and each shows how sure it is."""
    async with driven("f2") as run:
        first = next(line for line in run.lines if "999" in line)
        assert first.strip().startswith(">")
        assert "NOT CONFIRMED" in run.text
        assert "checked June 2026" in run.text


async def test_typing_finds_an_authority_among_all_lines():
    """Letters find an authority's night and day lines, and Backspace shows all lines again."""
    async with driven("f2") as run:
        await run.type("northv")
        assert "01632 960002" in run.text
        assert "01632 960004" in run.text
        assert "01632 960001" not in run.text
        await run.press(*["backspace"] * 6)
        assert "01632 960001" in run.text


async def test_typing_what_no_line_holds_says_so():
    """An empty result is always explained."""
    async with driven("f2", *"zzz") as run:
        assert "Nothing here matches" in run.text


async def test_tab_shows_the_other_lines_and_back():
    """Tab shows the office lines and leads back."""
    async with driven("f2", "tab") as run:
        assert "Southmere District Council office" in run.text
        assert "Invented Abuse Helpline" not in run.text
        await run.press("tab")
        assert "Invented Abuse Helpline" in run.text


async def test_what_is_known_about_the_marked_line_stands_below():
    """The note and the source of the marked line are shown."""
    async with driven("f2") as run:
        assert "then 55 if you cannot speak" in run.text
        await run.press("down")
        assert "then 55" not in run.text
        assert "an invented page" in run.text


async def test_a_line_below_the_window_is_scrolled_to():
    """The marked line is always visible."""
    async with driven("f2", "down", "down", "down", size=(80, 16)) as run:
        assert any(line.strip().startswith(">") and "01632 960003" in line for line in run.lines)


@pytest.mark.parametrize("key", command("look-up").keys)
async def test_one_key_looks_something_up_over_what_is_being_done(key):
    """Guidance opens over a question or a box, and Back leads to the same place."""
    async with driven("1") as run:
        await run.press(key)
        assert run.name == "guidance"
        await run.press(key)
        assert run.name == "guidance"
        await run.press("escape")
        assert run.name == "question"


async def test_the_key_to_look_up_stands_in_the_line_of_keys():
    """The key is visible on the first page at 80 columns, and on a question in a wider window."""
    async with driven() as run:
        assert "look up" in run.footer
        await run.go("1")
        await run.resize(120, 40)
        assert "look up" in run.footer
