"""The mouse does what keys do: a click marks, a double click continues, the line of keys is clickable, the wheel scrolls."""

from unittest.mock import patch

from case_desks import BEGUN, READY_WITH_PAPER, at_desk, desk_with
from driving import DATE, PASSPHRASE_KEYS, TO_OUTCOME, driven
from guarding import guarded
from stand_in_desk import StandInDesk
from textual import events

from champion_tui.tui.app import ChampionApp
from champion_tui.tui.widgets.lists.choices import Choices
from champion_tui.tui.widgets.lists.table import Table
from champion_tui.tui.widgets.panes import Body

SLOW_HAND = patch.object(ChampionApp, "CLICK_CHAIN_TIME_THRESHOLD", 60)
"""Two clicks on one place count as a double click, however busy the machine is."""


@SLOW_HAND
async def test_a_click_marks_and_a_double_one_goes_on():
    """The second question is reached without a key, and a third click in the same burst marks nothing there."""
    async with driven() as run:
        await run.click("Someone may be homeless", times=2)
        assert run.name == "question"
        listed = run.app.top.query_one(Choices)
        assert listed.here is None
        await run.click("None words")
        assert listed.here.id == "none"
        assert run.desk.interviews[-1].answers == {}
        await run.click("Danger words")
        assert listed.here.id == "danger"
        await run.click("None words", times=2)
        assert run.desk.interviews[-1].answers == {"emergency": "none"}


@SLOW_HAND
async def test_what_is_clicked_fast_does_not_answer_the_next_page():
    """Five clicks on one place answer one question."""
    async with driven("1") as run:
        y = next(at for at, line in enumerate(run.lines) if "None words" in line)
        for _ in range(5):
            for kind in (events.MouseDown, events.MouseUp):
                run._mouse(kind, 12, y)
        await run.settle()
        assert run.desk.interviews[-1].answers == {"emergency": "none"}
        assert run.app.top.query_one(Choices).here is None


@SLOW_HAND
async def test_where_several_can_be_marked_a_click_marks_each_and_a_click_on_enter_goes_on():
    """A double click leaves a mark as it was, and “none of these” below the page can be clicked too."""
    async with driven("1", "2", "2", *DATE, "enter") as run:
        await run.click("Fact-b words")
        await run.click("Fact-a words")
        listed = run.app.top.query_one(Choices)
        assert listed.marked == ("fact-a", "fact-b")
        await run.click("Fact-c words", times=2)
        assert listed.marked == ("fact-a", "fact-b")
        await run.click("None of these")
        assert listed.marked == ("none",)
        await run.click("Fact-b words")
        await run.click("Enter go on")
        assert run.desk.interviews[-1].answers["circumstances"] == ("fact-b",)


@SLOW_HAND
async def test_the_line_of_keys_can_be_clicked():
    """Numbers, help and back can be clicked like their keys; a word that stands for several keys does nothing."""
    async with driven("1", size=(100, 30)) as run:
        await run.click("F2 numbers")
        assert run.name == "numbers"
        await run.click("Esc back")
        await run.click("F1 help")
        assert run.name == "help"
        await run.click("Esc back")
        await run.click("1-2 mark")
        assert run.name == "question"
        await run.click("F9 hide")
        assert run.name == "hidden"


@SLOW_HAND
async def test_a_click_on_enter_goes_on_with_what_is_typed():
    """Clicking “Enter go on” after typing a passphrase acts like Enter in the box."""
    async with driven(*TO_OUTCOME, "enter", desk=StandInDesk(people=("Alex Example",))) as run:
        await run.press(*PASSPHRASE_KEYS)
        assert run.name == "unlock"
        await run.click("Enter go on")
        assert run.name == "case"


@SLOW_HAND
async def test_rows_of_a_table_are_clicked_and_the_wheel_moves_the_mark():
    """A click marks a case, the wheel moves the mark, and a double click opens the case."""
    async with at_desk("3", cases=(BEGUN, READY_WITH_PAPER)) as run:
        table = run.app.top.query_one(Table)
        first = table.here.key
        await run.wheel(events.MouseScrollDown, first)
        second = table.here.key
        assert second != first
        await run.click(first)
        assert table.here.key == first
        await run.click(second, times=2)
        assert run.name == "case"
        assert run.app.top.reference == second


@SLOW_HAND
async def test_the_wheel_scrolls_what_does_not_fit():
    """The wheel scrolls down and up, like PgDn and PgUp."""
    async with driven("1", "f1", size=(80, 16)) as run:
        body = run.app.top.query_one(Body)
        await run.wheel(events.MouseScrollDown, run.lines[6].strip()[:12])
        assert body.scroll_y > 0
        for _ in range(3):
            await run.wheel(events.MouseScrollUp, run.lines[6].strip()[:12])
        assert body.scroll_y == 0


@SLOW_HAND
async def test_a_click_that_opens_a_field_marks_nothing_in_it():
    """The list that opens under the pointer ignores the click that opened it, and the next click marks."""
    async with at_desk("3", "1", "4", cases=(BEGUN,), size=(100, 40)) as run:
        rows = run.app.top.rows
        row = next(each for each in rows if each.field.kind in {"many", "one"})
        before = row.editor.given
        other = next(each for each in rows if each is not row)
        other.start()
        await run.settle()
        await run.click(row.field.label.split("?")[0][:20])
        x, y = row.editor.region.offset
        for kind in (events.MouseDown, events.MouseUp):
            run._mouse(kind, x + 4, y)
        await run.settle()
        assert row.editor.has_focus
        assert row.editor.given == before
        assert row.editor.here is None or row.editor.here.id == before


@SLOW_HAND
async def test_a_click_that_comes_after_everything_should_have_been_hidden_hides_it():
    """The first event after a long absence reaches nothing, whether it is a key or a click."""
    with desk_with(BEGUN) as desk:
        async with guarded("3", desk=desk) as run:
            run.clock.now += 3600
            await run.click("My cases")
            assert run.name == "hidden"
