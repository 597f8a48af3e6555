"""What made somebody stop who looked at every screen as a picture, at three sizes and in three themes."""

import pytest
from behind import drawn
from case_desks import READY, READY_WITH_PAPER, at_desk
from case_scenes import HUB, TEAM
from driving import TO_OUTCOME, driven, words
from stand_in_desk import StandInDesk
from textual.widgets import TextArea

from champion_tui.desk.team.team_words import header_words
from champion_tui.store.team.standing import LineState, TeamStanding
from champion_tui.tui.screens.cases.field_editors import ChoiceEditor
from champion_tui.tui.shell.team_watch import TeamWatch
from champion_tui.tui.widgets.bars import HeaderLine
from champion_tui.tui.widgets.text_box import TextBox

CUT_OFF = TeamStanding(LineState.DOWN, "", 3, 2)


# -- the line on top ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("width", "shown"),
    [
        (60, "A letter to the council   saved   Monday 23 November"),
        (50, "A letter to the council  saved   23 Nov"),
        (34, "A letter to the…  saved   23 Nov"),
    ],
)
async def test_where_there_is_no_room_the_right_end_says_it_in_fewer_words_before_the_left_one_is_cut(width, shown):
    """And what is cut ends with a sign that it is."""
    async with driven() as run:
        line = run.app.screen.query_one(HeaderLine)
        line.show("A letter to the council", "saved   Monday 23 November", (("Monday 23 November", "23 Nov"),))
        line.styles.width = width
        await run.settle()
        assert " ".join(line.render().plain.split()) == " ".join(shown.split())


async def test_a_team_without_a_line_leaves_room_for_where_the_person_is(monkeypatch):
    """At 80 columns the step of the form is named in full, and that there is no line; at 120 what waits as well."""

    def look(watch):
        watch.words = header_words(CUT_OFF)
        return False

    monkeypatch.setattr(TeamWatch, "look", look)
    async with at_desk(*HUB, "4", cases=(READY_WITH_PAPER,)) as run:
        run.app.team.look()
        run.app.top.refresh_bars()
        await run.settle()
        assert "> Consent and sending team: no line saved 12 wanted" in " ".join(run.lines[0].split())
        await run.resize(116, 40)
        assert "> Consent and sending" in run.lines[0]
        assert "team: no line, 3 to deliver, 2 to decide" in run.lines[0]
        await run.resize(120, 40)
        assert "team: no line, 3 changes to deliver, 2 to decide" in run.lines[0]


async def test_the_date_has_all_its_words_where_they_fit():
    """The day of the week and the year stand there, and go only where something else needs the room."""
    async with at_desk(*HUB, "end", "enter", cases=(READY_WITH_PAPER,), size=(80, 24)) as run:
        assert run.lines[0].endswith("Monday 23 November 2026 10:04")
        await run.resize(60, 20)
        assert run.lines[0].split() == ["CHW-7FPY-A5", ">", "Erase", "this", "case", "23", "Nov", "10:04"]


# -- boxes -----------------------------------------------------------------------------------------------------------------


def lined(run, part):
    """For each line on which the part is drawn, whether all of it has a line under it."""
    for y in range(part.region.y, part.region.bottom):
        strip = drawn(run.app.screen)[y].crop(part.region.x, part.region.right)
        yield all(segment.style is not None and segment.style.underline for segment in strip if segment.text)


@pytest.mark.usefixtures("no_colour")
async def test_without_colours_a_box_is_seen_by_the_line_under_all_of_it():
    """Also where nothing is typed: there was nothing there but the cursor."""
    async with driven(*TO_OUTCOME, "enter", desk=StandInDesk(people=())) as run:
        boxes = list(run.app.screen.query(TextBox))
        assert len(boxes) == 4
        assert all(all(lined(run, box)) for box in boxes)
    async with at_desk(*HUB, "2", size=(80, 40)) as run:
        for kind in (ChoiceEditor, TextArea):
            closed = [each for each in run.app.screen.query(kind) if 0 < each.region.bottom < 38]
            assert closed
            assert all(all(lined(run, each)) for each in closed)


@pytest.fixture
def no_colour(monkeypatch):
    """As somebody wants it who sets ``NO_COLOR``."""
    monkeypatch.setenv("NO_COLOR", "1")


# -- lists -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)])
async def test_a_long_list_opens_at_the_top_of_its_page(size):
    """What it is for stands over it; it was scrolled out of sight where the list was laid out before the page was."""
    async with at_desk("5", cases=(), size=size) as run:
        assert run.app.screen._body.scroll_y == 0
        assert "Type one word or more" in run.lines[2]


async def test_a_store_that_is_no_teams_has_no_list_to_speak_of():
    """Where there is nothing to decide, nothing is said about an empty list."""
    async with at_desk(*TEAM, cases=()) as run:
        assert "It is no team's" in words(run)
        assert "nothing in this list" not in run.text


async def test_the_palette_says_each_command_in_one_sentence():
    """What is long stands in the help; turning pages, which nobody looks for by its name, comes last of a page's commands."""
    async with at_desk(*HUB, "ctrl+p", size=(120, 40)) as run:
        listed = run.app.screen.query_one("#commands").options
        commands = [option for option in listed if ":" not in option.id]
        assert [option.words for option in commands[-2:]] == ["more", "up"]
        assert all(". " not in option.hint for option in commands)
        assert any(option.hint == "F7 or Ctrl+Y: Another area." for option in commands)


@pytest.mark.parametrize(
    ("cases", "sent"), [((READY_WITH_PAPER,), True), (({"triage": {**READY["triage"], "consent": "refused"}},), False)]
)
async def test_the_key_for_what_is_missing_is_not_offered_where_nothing_can_be(cases, sent):
    """Of a referral that is sent, and of a case that comes to none."""
    async with at_desk(*HUB, cases=cases, sent=sent, size=(120, 40)) as run:
        assert "missing" not in run.footer
