"""Three widths with the same content: the style sheet places the regions of a page, and nothing is only in a side pane."""

import re
from pathlib import Path

import pytest
from behind import drawn
from case_desks import READY_WITH_PAPER, at_desk
from case_scenes import CASE_SCENES
from driving import TO_OUTCOME, driven, words
from hypothesis import given
from hypothesis import strategies as st
from textual.color import Color
from textual.geometry import Region as Place
from textual.style import Style

from champion_tui.tui import app as app_module
from champion_tui.tui.screens.kit.base import ChampionScreen
from champion_tui.tui.widgets.layout import ABOVE, BELOW, NARROW, Cell, labelled, lay_out
from champion_tui.tui.widgets.lists.trail import SoFar, Trail
from champion_tui.tui.widgets.panes import Body, Left, Side

MEASURE = 76
"""The most columns of running text."""

PRINTED = 78
"""The columns of printed text."""

ONE, TWO, THREE = (80, 24), (120, 40), (200, 60)


def side(run):
    """Returns the region of the side pane."""
    return next(part for part in run.app.screen.query(Side) if not isinstance(part, Left)).region


def work(run):
    """Returns the region of the answers."""
    return run.app.screen.query_one("#options").region


@pytest.mark.parametrize(("size", "beside"), [((99, 40), False), ((100, 40), True), ((159, 40), True), (THREE, True)])
async def test_the_side_pane_stands_beside_the_work_where_there_is_room(size, beside):
    """The side pane is next to the work from 100 columns, and below it in narrower windows, and they never overlap."""
    async with driven("1", size=size) as run:
        assert not side(run).overlaps(work(run))
        assert (side(run).x > work(run).x) is beside
        assert (side(run).y > work(run).y) is not beside


async def test_only_three_columns_have_the_answers_so_far_on_the_left():
    """At each width the answers so far are in one place only: on a line, in the side pane, or on the left."""
    async with driven("1", "2", size=ONE) as run:
        for size, place in ((ONE, "trail"), (TWO, Side), (THREE, Left)):
            await run.resize(*size)
            shown = [part for part in run.app.screen.query(Trail) if part.region.area]
            assert len(shown) == 1, size
            assert shown[0].id == place or isinstance(shown[0].parent, place)


@pytest.mark.parametrize("size", [ONE, TWO, THREE])
async def test_nothing_is_only_in_a_side_pane(size):
    """Whom to ring, why it is asked and what was answered can be read at every width."""
    async with driven("1", "2", "2", size=size) as run:
        await run.press("pagedown")
        below = words(run)
        await run.press("pageup")
        text = f"{words(run)} {below}"
        question = run.app.top.page.questions[-1]
        assert question.why.source in text
        assert all(step.answer in text for step in run.app.top.page.trail)


@pytest.mark.parametrize("size", [ONE, TWO, THREE])
async def test_going_back_by_the_answers_so_far_works_at_every_width(size):
    """Tab reaches the answers so far wherever they are, and Enter goes back."""
    async with driven("1", "2", size=size) as run:
        before = run.app.top.question.id
        await run.press("tab")
        assert isinstance(run.app.focused, Trail)
        await run.press("enter")
        assert run.app.top.question.id != before


async def test_text_never_measures_more_than_can_be_read():
    """Running text stays readable in a window of any width."""
    async with driven(*TO_OUTCOME, size=THREE) as run:
        parts = [part for part in run.app.screen.query(".part, #notes, #above") if part.region.area]
        assert parts
        assert max(part.region.width for part in parts) <= MEASURE


async def test_a_preview_is_as_wide_as_what_is_printed():
    """The lines of a preview are not wrapped again."""
    async with at_desk("3", "1", "7", cases=(READY_WITH_PAPER,), size=ONE) as run:
        assert run.app.screen.query_one("#file").region.width == PRINTED


async def test_page_down_scrolls_the_side_pane_too():
    """If something does not fit next to the work, that is shown and it can be reached."""
    async with driven(*TO_OUTCOME, size=(120, 16)) as run:
        pane = next(part for part in run.app.screen.query(Side) if not isinstance(part, Left))
        assert pane.more_below
        await run.press("pagedown")
        assert pane.scroll_y > 0
        assert run.app.screen.query_one(Body).region == Place(0, 1, 120, 14)


async def test_the_case_at_a_glance_stands_around_the_tasks_or_beside_them():
    """Both widths show the same text and the groups of tasks, with explanations a page below in one column."""
    async with at_desk("3", "1") as run:
        for size in (ONE, TWO):
            await run.resize(*size)
            tasks = run.app.screen.query_one("#tasks").region
            assert not side(run).overlaps(tasks)
            for group in ("Fill in", "Check", "Send", "After"):
                assert group in run.text
            if size == ONE:
                await run.press("pagedown")
            assert "They seem likely to be homeless" in words(run)


def test_no_screen_counts_columns():
    """No screen depends on the window's width, which is for the style sheet, except for the sentence about a small window."""
    counts = re.compile(r"(app|screen)\.size|has_class\(\"-(two|three)\"\)")
    screens = Path(app_module.__file__).parent / "screens"
    found = [path.name for path in screens.rglob("*.py") if counts.search(path.read_text(encoding="utf-8"))]
    assert set(found) <= {"too_small.py"}


# -- what folds ---------------------------------------------------------------------------------------------------------

WORDS = st.lists(st.sampled_from(["ring", "council", "now", "seven", "days"]), max_size=6).map(" ".join)
CELLS = st.lists(
    st.builds(Cell, WORDS, st.just(""), st.integers(7, 14), st.sampled_from(["", ABOVE, BELOW])), max_size=2
)
ROWS = st.lists(st.builds(lambda cells, last: (*cells, Cell(last)), CELLS, WORDS), min_size=1, max_size=4)


@given(ROWS, st.integers(NARROW - 10, NARROW + 15))
def test_what_folds_loses_no_word_and_fits(rows, width):
    """At any width, folding keeps every word and nothing extends over the edge."""
    drawn = [line.plain for lines in lay_out(rows, width, lambda _: Style()) for line in lines]
    assert max(map(len, drawn)) <= width
    assert sorted(" ".join(drawn).split()) == sorted(" ".join(cell.text for row in rows for cell in row).split())


WIDE_CELLS = st.lists(st.builds(Cell, WORDS, st.just(""), st.integers(7, 60)), max_size=3)
WIDE_ROWS = st.builds(lambda cells, last: (*cells, Cell(last)), WIDE_CELLS, WORDS)


@given(WIDE_ROWS, st.integers(56, 76))
def test_columns_that_are_too_wide_together_yield_and_stay_columns(row, width):
    """Whatever widths were requested, the widest column yields first, no line is too long and no word is lost."""
    drawn = _plain([row], width)
    assert max(map(len, drawn)) <= width
    assert sorted(" ".join(drawn).split()) == sorted(" ".join(cell.text for cell in row).split())


def test_what_hangs_goes_on_under_its_words():
    """A long label continues under its words, so that the number before it is alone in its column."""
    row = (Cell("[ ] 2.10 Is it safe to send a text to them?", width=30, hang=9), Cell("yes"))
    assert [line.rstrip() for line in _plain([row], 60)] == [
        "[ ] 2.10 Is it safe to send a   yes",
        "         text to them?",
    ]


def test_a_label_stands_over_its_text_only_where_there_is_little_room():
    """A label is above its text only in narrow places, and a text without a label leaves no gap for one."""
    rows = [labelled("Why we ask", "For a child on their own"), labelled("", "Children Act 1989")]
    assert _plain(rows, NARROW) == ["Why we ask    For a child on their own", "              Children Act 1989"]
    assert _plain(rows, NARROW - 1) == ["Why we ask", "For a child on their own", "Children Act 1989"]


def _plain(rows, width):
    return [line.plain for lines in lay_out(rows, width, lambda _: Style()) for line in lines]


# -- what stands out ----------------------------------------------------------------------------------------------------


async def test_on_the_check_page_the_answers_are_brighter_than_their_labels():
    """On the check page, grey is only for what may be skipped: labels and empty fields."""
    async with at_desk("3", "1", "5", cases=(READY_WITH_PAPER,), size=TWO) as run:
        quiet = {text.strip() for strip in drawn(run.app.screen) for text, style, _ in strip if _grey(run, style)}
        assert {"Safeguarding", "Age", "Your name"} <= quiet
        assert not quiet & {"18 or over", "Cherwell District Council"}


def _grey(run, style):
    grey = Color.parse(run.app.current_theme.variables["quiet"]).rgb
    return style is not None and style.color is not None and tuple(style.color.get_truecolor()) == grey


async def test_numbers_to_dial_stand_out_wherever_they_stand():
    """Numbers are bold on their own background, on a question and on the page of numbers."""
    for keys in (("1",), ("f2",)):
        async with driven(*keys, size=TWO) as run:
            dial = Color.parse(run.app.current_theme.variables["dial"]).rgb
            found = {
                text.strip()
                for strip in drawn(run.app.screen)
                for text, style, _ in strip
                if style and style.bold and style.bgcolor and tuple(style.bgcolor.get_truecolor()) == dial
            }
            assert found
            assert all(re.fullmatch(r"[\d ]+", number) for number in found)


async def test_a_trail_with_nothing_in_it_takes_keys_and_does_nothing():
    """Enter on an empty trail does not end the program."""
    async with driven("1", size=THREE) as run:
        trail = next(part for part in run.app.screen.query(SoFar))
        trail.can_focus = True
        trail.focus()
        await run.press("up", "down", "enter")
        assert run.app.is_running
        assert run.app.top.NAME == "question"


async def test_a_page_begins_at_its_top_however_late_the_focus_is_looked_at(monkeypatch):
    """Textual scrolls to the focus when it gets round to it. If that is after the layout, on a busy machine, a list longer than
    the window must not push the first lines of its page out of sight.
    """
    (scene,) = [scene for scene in CASE_SCENES if scene.title == "Settings, with mistakes in the file"]
    late, call_later = [], ChampionScreen.call_later

    def busy(screen, do, *given, **named):
        if do.__name__ == "scroll_to_center":
            late.append((do, given))
            return True
        return call_later(screen, do, *given, **named)

    monkeypatch.setattr(ChampionScreen, "call_later", busy)
    async with scene.driven() as run:
        for do, given in late:
            do(*given)
        await run.settle()
        await run.pilot.wait_for_scheduled_animations()
        await run.settle()
        assert run.app.screen.query_one(Body).scroll_y == 0
        assert "Your changes work at once" in run.text
