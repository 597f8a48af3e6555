"""Defects found by looking at every screen as a picture, at three sizes and in three themes."""

import html
import re

import pytest
from behind import drawn
from case_desks import READY, READY_WITH_PAPER, at_desk
from case_scenes import HUB, TEAM
from draw_pictures import picture_of
from driving import DATE, TO_OUTCOME, driven, words
from stand_in_desk import StandInDesk
from textual.color import Color
from textual.widgets import TextArea

from champion_tui.desk.options import OptionView
from champion_tui.desk.team.team_words import header_words
from champion_tui.store.team.standing import LineState, TeamStanding
from champion_tui.tui.screens.cases.form.field_editors import ChoiceEditor
from champion_tui.tui.shell.team_watch import TeamWatch
from champion_tui.tui.shell.terminal.theme import COLOURED
from champion_tui.tui.widgets.bars import HeaderLine
from champion_tui.tui.widgets.layout import EMPTY, line
from champion_tui.tui.widgets.lists.choices import Choices
from champion_tui.tui.widgets.prose import Prose
from champion_tui.tui.widgets.text_box import TextBox

CUT_OFF = TeamStanding(LineState.DOWN, "", 3, 2)


# -- the header -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("width", "shown"),
    [
        (60, "A letter to the council   saved   Monday 23 November"),
        (50, "A letter to the council  saved   23 Nov"),
        (34, "A letter to the…  saved   23 Nov"),
    ],
)
async def test_where_there_is_no_room_the_right_end_says_it_in_fewer_words_before_the_left_one_is_cut(width, shown):
    """Without enough room, the right end uses shorter words before the left is cut, and a cut is marked."""
    async with driven() as run:
        line = run.app.screen.query_one(HeaderLine)
        line.show("A letter to the council", "saved   Monday 23 November", (("Monday 23 November", "23 Nov"),))
        line.styles.width = width
        await run.settle()
        assert " ".join(line.render().plain.split()) == " ".join(shown.split())


async def test_a_team_without_a_line_leaves_room_for_where_the_person_is(monkeypatch):
    """At 80 columns the header names the form's step in full and the missing connection; at 120 also the waiting changes."""

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
    """The weekday and the year are shown, and omitted only where something else needs the room."""
    async with at_desk(*HUB, "end", "enter", cases=(READY_WITH_PAPER,), size=(80, 24)) as run:
        assert run.lines[0].endswith("Monday 23 November 2026 10:04")
        await run.resize(60, 20)
        assert run.lines[0].split() == ["CHW-7FPY-A5", ">", "Erase", "this", "case", "23", "Nov", "10:04"]


# -- boxes -----------------------------------------------------------------------------------------------------------------


def lined(run, part):
    """Yields for each line of the part whether all of it is underlined."""
    for y in range(part.region.y, part.region.bottom):
        strip = drawn(run.app.screen)[y].crop(part.region.x, part.region.right)
        yield all(segment.style is not None and segment.style.underline for segment in strip if segment.text)


@pytest.mark.usefixtures("no_colour")
async def test_without_colours_a_box_is_seen_by_the_line_under_all_of_it():
    """Without colours, a box has a line under all of it, even when empty, where only the cursor was visible."""
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
    """Sets ``NO_COLOR``, as a user does who wants no colours."""
    monkeypatch.setenv("NO_COLOR", "1")


# -- lists -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)])
async def test_a_long_list_opens_at_the_top_of_its_page(size):
    """The text above a long list is visible at first; it used to be scrolled away if the list was laid out before the page."""
    async with at_desk("5", cases=(), size=size) as run:
        assert run.app.screen._body.scroll_y == 0
        assert "Type one word or more" in run.lines[2]


async def test_a_store_that_is_no_teams_has_no_list_to_speak_of():
    """If there is nothing to decide, no empty list is mentioned."""
    async with at_desk(*TEAM, cases=()) as run:
        assert "It does not belong to a team" in words(run)
        assert "nothing in this list" not in run.text


@pytest.mark.parametrize("size", [(60, 20), (80, 24)])
async def test_the_ways_to_a_teams_store_stand_apart(size):
    """Each command to type is on a line of its own, so that it is not mistaken for the sentence."""
    async with at_desk(*TEAM, cases=(), size=size) as run:
        shown = [text.strip() for text in run.lines]
        assert shown[shown.index("To make it a team's:") + 1] == "champion-tui team create URL"
        assert shown[shown.index("To join one, in a folder with no store:") + 1] == "champion-tui team join URL"


async def test_in_a_small_window_enter_and_the_way_to_more_are_both_named():
    """In a small window the keys move closer together before one of them is dropped, and with room they are spaced as usual."""
    async with driven("1", size=(60, 20)) as run:
        assert run.footer.strip() == "PgDn more  Enter  Esc back  F1 help  F2 numbers  F9 hide"
    async with driven("1", size=(80, 20)) as run:
        assert "   Enter go on   Esc back" in run.footer


async def test_the_palette_says_each_command_in_one_sentence():
    """Each command has one sentence with details left to the help, and turning pages is last among a page's commands."""
    async with at_desk(*HUB, "ctrl+p", size=(120, 40)) as run:
        listed = run.app.screen.query_one("#commands").options
        commands = [option for option in listed if ":" not in option.id]
        assert [option.words for option in commands[-2:]] == ["more", "up"]
        assert all(". " not in option.hint for option in commands)
        assert any(option.hint == "F7 or Ctrl+Y: Choose another area." for option in commands)


@pytest.mark.parametrize(
    ("cases", "sent"), [((READY_WITH_PAPER,), True), (({"triage": {**READY["triage"], "consent": "refused"}},), False)]
)
async def test_the_key_for_what_is_missing_is_not_offered_where_nothing_can_be(cases, sent):
    """The key for what is missing is not offered for a sent referral or a case without one."""
    async with at_desk(*HUB, cases=cases, sent=sent, size=(120, 40)) as run:
        assert "missing" not in run.footer


# -- what stands out -------------------------------------------------------------------------------------------------------


def styles_of(run, text, line=None):
    """Returns the style of each character of ``text`` where it is first drawn, on that line or on any."""
    for y, strip in enumerate(drawn(run.app.screen)):
        if line in {None, y} and text in strip.text:
            at = strip.text.index(text)
            return [segment.style for segment in strip.crop(at, at + len(text)) if segment.text]
    raise AssertionError(f"{text!r} is not drawn")


def ground(run, variable):
    """Returns a theme colour as it is drawn behind text."""
    return Color.parse(run.app.theme_variables[variable]).rich_color


IN_EACH_THEME = pytest.mark.parametrize("theme", COLOURED, ids=lambda theme: theme.name)


@IN_EACH_THEME
async def test_a_number_in_a_sentence_stands_out_as_one_in_a_table_does(theme):
    """A number in a sentence stands out like one in a table, since “ring” and a number is often the first thing to do."""
    async with driven("f2", desk=StandInDesk(), size=(80, 24)) as run:
        run.app.theme = theme.name
        said = run.app.screen.query_one("#lines", Prose)
        for look in ("", "strong", "quiet", "title"):
            said.show([line("Ring them by day: 01632 960123. If nobody answers, wait until 01 02 2027.", look)])
            await run.settle()
            for style in styles_of(run, "01632 960123"):
                assert (style.bold, style.bgcolor) == (True, ground(run, "dial"))
            assert {style.bgcolor for style in styles_of(run, "01 02 2027")} == {ground(run, "background")}
        said.show([line("Expected: a phone number, such as 01632 960123.", "warning")])
        await run.settle()
        assert {style.bgcolor for style in styles_of(run, "01632 960123")} == {ground(run, "background")}


@IN_EACH_THEME
async def test_the_marked_line_keeps_its_number_and_its_state(theme):
    """The number and the state keep their colours on the marked line, and the mark's colour fills the rest."""
    async with driven("f2", desk=StandInDesk(), size=(80, 24)) as run:
        run.app.theme = theme.name
        await run.settle()
        at = next(y for y, text in enumerate(run.lines) if text.strip().startswith(">"))
        number = run.lines[at].split(">")[1].strip().split("  ")[0]
        assert {style.bgcolor for style in styles_of(run, number, at)} == {ground(run, "dial")}
        assert {style.bgcolor for style in styles_of(run, " > ", at)[1:]} == {ground(run, "chosen")}
    async with at_desk("3", cases=(READY,), size=(120, 40)) as run:
        run.app.theme = theme.name
        await run.settle()
        at = next(y for y, text in enumerate(run.lines) if text.strip().startswith(">"))
        assert {style.bgcolor for style in styles_of(run, " NOT SENT ", at)} == {ground(run, "warning")}
        after = run.lines[at].index("NOT SENT") + len("NOT SENT ")
        strip = drawn(run.app.screen)[at].crop(after, after + 3)
        assert {segment.style.bgcolor for segment in strip if segment.text} == {ground(run, "chosen")}


@IN_EACH_THEME
async def test_every_box_has_a_line_under_it_and_one_ground_in_every_theme(theme):
    """Boxes one below another are told apart by the line under each, as their backgrounds differ little from the page."""
    async with at_desk(*HUB, "2", size=(80, 40)) as run:
        run.app.theme = theme.name
        await run.settle()
        for kind in (TextBox, ChoiceEditor, TextArea):
            boxes = [each for each in run.app.screen.query(kind) if 0 < each.region.bottom < 38 and not each.has_focus]
            assert boxes
            for box in boxes:
                assert all(lined(run, box))
                strip = drawn(run.app.screen)[box.region.y].crop(box.region.x, box.region.right)
                assert {segment.style.bgcolor for segment in strip if segment.text} == {ground(run, "panel")}


async def test_a_box_for_a_date_is_as_wide_with_the_focus_as_without_it():
    """A date box keeps its width when it gets the focus; it used to grow by half, as if everything had moved."""
    async with at_desk(*HUB, "8", cases=(READY_WITH_PAPER,), size=(120, 40)) as run:
        box = run.app.screen.query_one("DateField Input")
        width = box.region.width
        await run.press("shift+tab")
        await run.settle()
        assert box.has_focus
        assert box.region.width == width


async def test_how_a_setting_stands_is_brighter_than_its_name():
    """The value of a setting is brighter than its name, because grey is for what may be skipped."""
    async with at_desk("end", "enter", cases=()) as run:
        rows = run.app.screen.query_one("#settings", Choices).rows
        assert {(cells[-2].look, cells[-1].look) for cells in rows[1:]} == {("quiet", "")}


async def test_what_cannot_be_taken_back_looks_like_a_warning():
    """The heading of a page that deletes for good looks like a warning."""
    async with at_desk(*HUB, "end", "enter", cases=(READY_WITH_PAPER,)) as run:
        bold = {(style.bold, style.color) for style in styles_of(run, "This cannot be taken back.")}
        assert bold == {(True, ground(run, "warning"))}


async def test_what_stands_beside_short_words_stands_near_them():
    """A hint next to short words starts close to them; the hint of “Begin” used to take four lines next to an empty column."""
    async with driven() as run:
        listed = run.app.screen.query_one("#places", Choices)
        listed.offer([OptionView("a", "Begin", "the first one"), OptionView("b", "Another", "")], hint_column=36)
        assert [cells[-2].width for cells in listed.rows] == [len("Another")] * 2
        listed.offer([OptionView("a", "Begin " * 9, "the first one")], hint_column=36)
        assert [cells[-2].width for cells in listed.rows] == [36]


async def test_the_answer_that_excludes_all_others_is_no_line_of_the_list_behind_it():
    """The answer that excludes all others has the background of the line of keys, with which it is always visible."""
    async with driven("1", "2", "2", *DATE, "enter", size=(80, 24)) as run:
        at = next(y for y, text in enumerate(run.lines) if text.strip().startswith("Mark at least one, or 0"))
        assert {style.bgcolor for style in styles_of(run, "Mark at least one", at)} == {ground(run, "panel")}


async def test_a_picture_shows_the_line_under_an_empty_box():
    """The picture includes blank cells, and so the line under an empty box."""
    async with at_desk(*HUB, "2", size=(80, 24)) as run:
        picture = html.unescape(picture_of(run, "x"))
        box = next(each for each in run.app.screen.query(TextBox) if not each.value and not each.has_focus)
        assert "\N{NO-BREAK SPACE}" * (box.region.width - 2) in picture
        assert len(re.findall(r"<clipPath", picture)) >= 24


async def test_today_has_a_line_between_two_remarks_where_there_is_room():
    """Remarks next to the list are separated by an empty line, and those below it are not, for lack of room."""
    async with driven(size=(120, 40)) as run:
        today = run.app.screen.query_one("#today", Prose)
        assert EMPTY in today.rows
        assert today.rows[0] != EMPTY != today.rows[-1]
        await run.resize(80, 24)
        await run.until(lambda: EMPTY not in today.rows)
