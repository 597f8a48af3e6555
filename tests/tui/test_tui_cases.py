"""My cases: the table with what is due, how it is searched and narrowed, and the marked case next to it."""

import asyncio
import threading
from contextlib import asynccontextmanager, contextmanager
from datetime import date, timedelta
from unittest.mock import patch

import pytest
from behind import each_time_it_is_drawn
from case_desks import BEGUN, DRAFT, READY, READY_WITH_PAPER, REFUSED, at_desk, desk_with, store_cases
from desk_samples import MINIMUM, MONDAY_MORNING, REFER
from driving import driven, words
from hypothesis import given
from hypothesis import strategies as st
from textual import events

from champion_tui.desk.cases.lists.lists import Lists
from champion_tui.desk.desk import Desk
from champion_tui.desk.views import CasesView
from champion_tui.tui.screens.cases.case_table import SOON, last_day
from champion_tui.tui.shell import places
from champion_tui.tui.widgets.lists.choices import NOTHING_FITS
from champion_tui.tui.widgets.lists.table import BLOCK
from champion_tui.tui.widgets.panes import Side

OXFORD = {
    "triage": {**REFER, "authority": "oxford"},
    "agency": {"agency-name": "Example Advice", "referrer-name": "Sam Invented"},
    "referral": {**MINIMUM, "full-name": "Milo Ash", "phone": "07700 900555"},
}
WITHOUT_SLIP = {"triage": REFER, "referral": {**MINIMUM, "paper": "none"}}
MIXED = (WITHOUT_SLIP, {"triage": REFUSED}, {"triage": DRAFT}, OXFORD)
WIDE = (120, 40)


@asynccontextmanager
async def at_overdue(*keys, size=WIDE):
    """Yields a desk with a case sent twenty days ago, one ready, one refused, and a person on the early list whose 56 days have
    begun.
    """
    clock = [MONDAY_MORNING - timedelta(days=20)]
    with desk_with(now=lambda: clock[0]) as desk:
        references = store_cases(desk, *MIXED)
        desk.cases.mark_sent(references[0], clock[0].date(), "48213")
        desk.early.add("8812", date(2026, 12, 24), "release")
        clock[0] = MONDAY_MORNING
        async with driven("3", *keys, desk=desk, size=size) as run:
            run.reference = references[0]
            yield run


def listed(run):
    """Returns the initials in the table from the top, or "--" for a row without any."""
    rows = [[cell.text for cell in row] for row in run.app.top.query_one("#cases").rows]
    heading = next((at for at, row in enumerate(rows) if "Who" in row), len(rows) - 1)
    return [row[rows[heading].index("Who")] for row in rows[heading + 1 :]]


# -- what the list shows --------------------------------------------------------------------------------------------------


async def test_what_is_due_stands_first_and_the_counts_on_top():
    """Overdue cases come first, then what is due today, then the rest, and the first line counts each."""
    async with at_overdue() as run:
        assert "OVERDUE" in run.marked
        assert listed(run)[:2] == ["M.A.", "Z.E."]
        assert "1 NOT SENT" in run.lines[0]
        assert "overdue" in run.lines[0]
        assert listed(run)[-2:] == ["--", "--"]


async def test_what_is_due_on_the_early_list_says_the_way_there():
    """The line over the table counts who is due on the early list and names the keys that open it, which work."""
    async with at_overdue() as run:
        assert "Due on the early list: 1 (Ctrl+P, then type: early)" in run.text
        await run.press("ctrl+p", *"early", "enter")
        assert run.app.top.NAME == "early"
        assert "8812" in run.text


async def test_the_marked_case_stands_beside_the_table():
    """The state, the number to ring and what to say are shown for the marked row only."""
    async with at_overdue("down") as run:
        pane = "\n".join(found.rsplit("│", 1)[1] for found in run.lines if "│" in found)
        assert run.app.top.query_one("#cases").here.key in pane
        for part in ("Ring", "Say", "Do"):
            assert part in pane
        await run.press("end")
        assert run.app.top.query_one("#state").text.startswith(run.app.top.query_one("#cases").here.key)


async def test_in_one_column_the_marked_case_stands_below_and_tab_reads_on():
    """At 80x24 everything about the marked case can be read without leaving the list, and Tab leads back to the list."""
    async with at_overdue(size=(80, 24)) as run:
        assert "What is due" in run.text
        assert "Begun" not in run.text
        read = run.text
        for _ in range(6):
            await run.press("tab")
            read += run.text
            if not run.app.top.has_class("-reading"):
                break
        assert "Begun" in read
        assert not run.app.top.has_class("-reading")
        assert run.app.top.query_one(Side).scroll_y == 0


async def test_only_the_row_where_the_mark_comes_to_rest_is_read():
    """Rows that are passed quickly are not read, and a late answer for one of them is not shown."""
    gate, asked, real = threading.Event(), [], Lists.glance

    def slow(self, reference):
        asked.append(reference)
        gate.wait(60)
        return real(self, reference)

    async with at_overdue() as run:
        with patch.object(Lists, "glance", slow):
            await run.at_once_unsettled("down", "down", "down")
            await run.until(lambda: asked)
            await run.until(lambda: "4 of 4" in run.text)
            gate.set()
            await run.settle()
        here = run.app.top.query_one("#cases").here.key
        assert asked[-1] == here
        assert len(asked) <= 2
        assert run.app.top.query_one("#state").text.startswith(here)


# -- searching and narrowing ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["900555", "milo", "oxford city", "m.a"])
async def test_what_is_typed_is_looked_for_everywhere(typed):
    """A number, a name, a council or initials find a case, as digits are ordinary text, and the case found is marked."""
    async with at_desk("3", cases=MIXED) as run:
        await run.type(typed)
        assert listed(run) == ["M.A."]
        assert "M.A." in run.app.top.query_one("#state").text
        await run.press("enter")
        assert run.name == "case"
        await run.press("escape")
        assert len(listed(run)) == len(MIXED)
        assert "M.A." in run.marked


async def test_a_key_shows_only_what_is_due_and_all_again():
    """One key shows only what is due and says so, and if nothing is due, how to show all cases again."""
    async with at_desk("3", cases=({"triage": REFUSED}, OXFORD)) as run:
        before = listed(run)
        await run.press("f5")
        assert "only due" in run.text
        assert set(listed(run)) <= {"M.A."}
        assert "Not all cases are shown" in run.text
        await run.press("ctrl+t")
        assert listed(run) == before
    async with at_desk("3", "f5", cases=({"triage": REFUSED},)) as run:
        assert "Nothing is due today. F5 or Ctrl+T shows all cases." in words(run)


@pytest.mark.parametrize(
    ("key", "choice", "shown"),
    [
        ("f6", "Oxford City Council", ["M.A."]),
        ("ctrl+y", "Sam Invented", ["M.A."]),
        ("f10", "Said no to a referral", ["--"]),
    ],
)
async def test_one_key_each_narrows_the_list_and_another_takes_it_back(key, choice, shown):
    """Council, worker and status are chosen from a list, and the choice is shown above the table until Ctrl+U."""
    async with at_desk("3", key, cases=MIXED) as run:
        assert run.name == "pick"
        options = run.app.top.query_one("#picks").options
        at = [option.words for option in options].index(choice)
        await run.press("home", *["down"] * at, "enter")
        assert run.name == "cases"
        assert listed(run) == shown
        assert "Not all cases are shown. Ctrl+U shows all again" in words(run)
        await run.press(key)
        assert run.app.top.query_one("#picks").here.words == choice
        await run.press("escape")
        assert listed(run) == shown
        await run.type("x")
        await run.press("ctrl+u")
        assert len(listed(run)) == len(MIXED)
        assert "Not all cases" not in run.text
        assert "Search  ____" in run.text


async def test_another_order():
    """Sorted by reference, the rows are in that order and the line above says so."""
    async with at_desk("3", "ctrl+k", cases=MIXED) as run:
        await run.press("end", "enter")
        assert "by reference" in run.text
        wanted = sorted(row.reference for row in run.desk.cases.lists.cases().rows)
        table = run.app.top.query_one("#cases")
        await run.press("home")
        found = []
        for _ in wanted:
            found.append(table.here.key)
            await run.press("down")
        assert found == wanted


# -- a window of them -------------------------------------------------------------------------------------------------


async def test_a_key_asks_the_store_before_it_is_painted_and_its_rows_do_not_wait_for_the_clock():
    """The search runs while the typed text is painted, and both are painted when ready, not at Textual's next refresh."""
    order, gate, real, painted = [], threading.Event(), Lists.cases, asyncio.Event()
    async with at_desk("3", cases=MIXED) as run:
        begin, page = run.app.at_work.begin, run.app.top
        page._at_once = False
        each_time_it_is_drawn(run.app, lambda: (order.append("painted"), painted.set()))
        with (
            patch.object(Lists, "cases", lambda self, query: (gate.wait(60), real(self, query))[1]),
            patch.object(run.app.at_work, "begin", lambda work: (order.append("asked"), begin(work))[1]),
            patch.object(page._update_timer, "resume"),
        ):
            # The pilot is not used here, because it has the screen painted whenever it waits.
            key = events.Key("q", "q")
            key.set_sender(run.app)
            run.app.post_message(key)
            async with asyncio.timeout(60):
                await painted.wait()
                assert order == ["asked", "painted"]
                painted.clear()
                gate.set()
                await painted.wait()
            assert NOTHING_FITS.format(typed="q") in run.text


async def test_a_key_asks_for_nothing_of_the_start_page():
    """A key reads only the date of the start page, for the header, as the rest needs files and the numbers."""
    async with at_desk("3", cases=MIXED) as run:
        with patch.object(Desk, "start", side_effect=AssertionError):
            await run.type("q")
        assert NOTHING_FITS.format(typed="q") in run.text
        assert run.desk.date_words in run.text


async def test_of_many_cases_only_those_in_sight_are_asked_for():
    """Whatever is pressed, the desk is never asked for more rows than one block, and the last search is for the whole text."""
    asked = []
    with desk_with(READY) as desk:
        (row,) = desk.cases.lists.cases().rows

        def many(_, query):
            asked.append(query)
            return CasesView(100_000, (row,) * query.limit, "100,000 open")

        with patch.object(Lists, "cases", many):
            async with driven("3", desk=desk) as run:
                await run.press("end", "home", "pagedown", "pageup")
                assert "of 100,000" in run.text
                assert max(query.limit for query in asked) == BLOCK
                assert len(asked) <= 3
                asked.clear()
                await run.at_once(*"zebedee")
                assert asked[-1].search == "zebedee"
                assert all(query.limit <= BLOCK for query in asked)


class Hurried:
    """A desk's lists that return the first row of a search at once, and all rows when the gate is opened."""

    def __init__(self, row):
        self.row, self.counted, self.asked, self.given_up = row, False, [], 0
        self.gate = threading.Event()

    def cases(self, query):
        """Returns one row, or as many as are wanted."""
        self.asked.append(query)
        if query.quickly and not self.counted:
            return CasesView(1, (self.row,), "", more=True)
        return CasesView(4_321, (self.row,) * query.limit)

    def find_all(self, _, wanted):
        """Waits for the gate while the search is wanted."""
        while wanted():
            if self.gate.wait(0.01):
                self.counted = True
                return
        self.given_up += 1

    @contextmanager
    def instead(self):
        """Replaces every desk's lists."""
        with (
            patch.object(Lists, "cases", lambda _, query: self.cases(query)),
            patch.object(Lists, "find_all", lambda _, query, wanted: self.find_all(query, wanted)),
        ):
            yield self


async def test_the_first_rows_of_a_search_do_not_wait_until_it_is_known_how_many_there_are():
    """The first rows can be opened at once; the count follows, and is given up if something else is typed."""
    with desk_with(READY) as desk:
        (row,) = desk.cases.lists.cases().rows
        with Hurried(row).instead() as lists:
            async with driven("3", desk=desk, size=WIDE) as run:
                assert "of 4,321" in run.text
                assert not any(query.quickly for query in lists.asked)
                table = run.app.top.query_one("#cases")
                await run.at_once_unsettled("e")
                await run.until(lambda: "1 of 1 or more" in run.text)
                assert table.here.key == row.reference
                await run.at_once_unsettled("x")
                await run.until(lambda: lists.given_up == 1 and "1 of 1 or more" in run.text)
                assert lists.asked[-1].search == "ex"
                lists.gate.set()
                await run.settle()
                assert "of 4,321" in run.text
                assert "or more" not in run.text
                assert not lists.asked[-1].quickly
                await run.press("end", "home", "enter")
                assert run.name == "case"


# -- what can be done from it -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["f8", "ctrl+n"])
async def test_from_a_case_that_was_sent_one_key_leads_to_what_was_heard(key):
    """The key opens what was heard about the marked case if it was sent; otherwise a message says why nothing opens."""
    async with at_overdue() as run:
        gone = []
        with patch.object(run.app, "go", lambda to, then=None: gone.append(to)):
            table = run.app.top.query_one("#cases")
            await run.press("home")
            for _ in range(len(MIXED)):
                await run.press(key)
                if table.here.key != run.reference:
                    assert gone == []
                    assert "has not been sent" in run.footer
                else:
                    assert [type(to) for to in gone] == [places.AfterSending]
                    assert gone.pop().reference == run.reference
                await run.press("down")


async def test_a_case_whose_state_changed_is_shown_as_it_is_now():
    """After returning from the case's page, its row and pane are read again."""
    async with at_desk("3", "1", cases=(READY_WITH_PAPER,), size=WIDE) as run:
        run.desk.cases.mark_sent(run.reference, MONDAY_MORNING.date(), "48213")
        await run.press("escape")
        assert run.name == "cases"
        assert "sent" in run.app.top.query_one("#state").text
        assert "NOT SENT" not in run.app.top.query_one("#state").text


# -- the last day ---------------------------------------------------------------------------------------------------------


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(-2000, 2000))
def test_a_last_day_is_never_mistaken(today, away):
    """A day and month without a year mean the next such day, so that a last day is never ambiguous."""
    day = today + timedelta(days=away)
    said = last_day(day, today)
    assert len(said) <= 8
    if away <= 0:
        assert said == ("passed" if away else "today")
    elif away <= SOON:
        assert said == f"{day.day} {day:%b}"
        assert (day.month, day.day) != (today.month, today.day)
    else:
        assert said == f"{day:%b %Y}"


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60), (60, 16)])
async def test_it_holds_in_every_window(size):
    """In every window the table and the search are shown, and the marked row is in sight."""
    async with at_desk("3", cases=(BEGUN, *MIXED), size=size) as run:
        assert "Search" in run.text
        assert run.app.top.query_one("#cases").here.key in run.marked
        await run.press("end")
        assert run.app.top.query_one("#cases").here.key in run.marked
