"""The layout of a page is computed only when it can have changed, and once, because it takes a third of a key's time."""

import pytest
from behind import noting_layouts
from case_desks import at_desk

from champion_tui.tui.screens.cases.form.field_row import FieldRow

FORM = ("3", "1", "2")


@pytest.mark.parametrize("field", ["full-name", "phone", "email"])
async def test_a_letter_in_a_box_lays_nothing_out(field):
    """A one-line box keeps its size while text is typed and deleted, even when it scrolls, so nothing is laid out again."""
    async with at_desk(*FORM) as run:
        run.app.screen.query_one(f"#field-{field}", FieldRow).start()
        await run.settle()
        with noting_layouts() as laid_out:
            await run.type("Zebedee of a name that is much longer than its box: invented, invented")
            await run.press("backspace", "home", "end")
        assert laid_out == []


async def test_a_letter_of_a_search_lays_nothing_out_while_as_much_is_found():
    """In the table of cases, the rows stay in place while the same number is found."""
    async with at_desk("3", "/") as run:
        await run.type("z")
        with noting_layouts() as laid_out:
            await run.type("eb")
        assert laid_out == []


@pytest.mark.parametrize("keys", [("tab", "tab", "shift+tab"), ("down", "down", "up")])
async def test_a_field_is_left_and_another_entered_in_one_layout(keys):
    """Moving between fields hides one field's help and shows another's, which moves the fields below, in one layout unless
    Textual's clock strikes in between.
    """
    async with at_desk(*FORM) as run:
        await run.press("tab")
        with noting_layouts() as laid_out:
            await run.press(*keys)
        assert 1 <= len(laid_out) < 2 * len(keys)


@pytest.mark.parametrize("keys", [("1",), ("2",), ("5",), ("f1",), ("3", "1"), FORM])
async def test_the_page_behind_is_left_as_it_is_when_another_is_opened(keys):
    """The page behind is not laid out when another opens on top, and is up to date when it is shown again."""
    async with at_desk(*keys[:-1]) as run:
        behind = run.app.screen
        with noting_layouts() as laid_out:
            await run.go(keys[-1])
        assert run.app.screen is not behind
        assert run.app.screen in laid_out
        assert behind not in laid_out
        before = run.text
        await run.press("escape")
        assert run.app.screen is behind
        assert run.text != before


async def test_a_window_of_another_size_lays_out_what_is_seen_and_what_is_behind():
    """After resizing, both the page on top and the page behind fill the window."""
    async with at_desk("3", "1") as run:
        await run.pilot.resize_terminal(120, 40)
        await run.settle()
        assert len(run.lines) == 40
        await run.press("escape")
        assert len(run.lines) == 40
        assert any(len(line.rstrip()) > 80 for line in run.lines)


@pytest.mark.parametrize("size", [(80, 60), (80, 40), (120, 36), (60, 16)])
async def test_the_mark_stays_in_sight_in_a_window_of_another_size(size):
    """The mark on a case's last task stays in sight in a taller window with space between the groups, and back again."""
    async with at_desk("3", "1") as run:
        await run.press("end")
        marked = run.marked.split()
        for window in (size, (80, 24)):
            await run.pilot.resize_terminal(*window)
            await run.settle()
            assert run.marked.split()[:3] == marked[:3]
