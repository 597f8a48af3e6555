"""Figures and lists on the full screen: periods, tables with bars, what is hidden, the files written."""

import threading
from dataclasses import replace
from datetime import date
from unittest.mock import patch

import pytest
from case_desks import READY, at_desk
from case_scenes import FIGURES
from driving import type_target, words
from figure_rows import tally
from hypothesis import given
from hypothesis import strategies as st
from invented_figures import COUNTED

from champion_tui.store.casestore import CaseStore
from champion_tui.tui.screens.figures.charts import BAR, BLOCK, bar
from champion_tui.tui.screens.figures.figures import ALL, LAST_MONTH, THIS_MONTH, THIS_YEAR, month_of, period


def at_figures(*keys, rows=COUNTED, cases=(), size=(80, 24)):
    """Returns the app at the figures of these rows, after ``keys``."""
    patching = patch.object(CaseStore, "tally", lambda _, first, last, *but: tally(rows, first, last))
    return _Patched(patching, at_desk(*FIGURES, *keys, cases=cases, size=size))


class _Patched:
    """Two contexts as one."""

    def __init__(self, patching, driven):
        self.patching, self.driven = patching, driven

    async def __aenter__(self):
        self.patching.start()
        return await self.driven.__aenter__()

    async def __aexit__(self, *error):
        self.patching.stop()
        return await self.driven.__aexit__(*error)


def shown(run):
    """Returns all figures, including those that do not fit the window."""
    parts = [run.app.screen.query_one("#head"), *run.app.screen.query_one("#tables").children]
    return "\n".join(part.text for part in parts)


# -- periods and bars ---------------------------------------------------------------------------------------------------


@given(st.dates(date(2000, 1, 1), date(2090, 12, 31)))
def test_periods_are_what_they_are_called(today):
    """Months are complete and adjacent; a financial year begins on 1 April and contains today."""
    first, last = month_of(today)
    assert first.day == 1
    assert first <= today <= last
    assert period(THIS_MONTH, today) == (first, last)
    before = period(LAST_MONTH, today)
    assert (first - before[1]).days == 1
    assert before == month_of(before[0])
    begin, end = period(THIS_YEAR, today)
    assert (begin.month, begin.day, end) == (4, 1, today)
    assert 0 <= (today - begin).days < 366
    assert period(ALL, today) == (None, None)


@given(st.integers(0, 10**6), st.integers(1, 10**6))
def test_a_bar_is_as_long_as_its_share(count, most):
    """The largest count fills the bar, a count of none is empty, and any other count is visible."""
    length = len(bar(min(count, most), most))
    assert length <= BAR
    assert (length == 0) == (count == 0)
    assert abs(length - BAR * min(count, most) / most) <= 1
    assert set(bar(min(count, most), most)) <= {BLOCK}


# -- what is shown ------------------------------------------------------------------------------------------------------


async def test_this_month_stands_there_first_and_others_are_chosen():
    """This month is shown first; each period states its days, and only a finished month lacks the warning not to hand it out."""
    async with at_figures() as run:
        assert "From Sunday 1 November 2026 to Monday 30 November 2026." in words(run)
        assert "do not hand them out" in words(run)
        for key, said in (
            ("2", "From Thursday 1 October 2026 to Saturday 31 October 2026."),
            ("3", "From Wednesday 1 April 2026 to Monday 23 November 2026."),
            ("4", "All cases that are or were here."),
        ):
            await run.go(key)
            assert said in words(run)
            assert ("do not hand them out" in words(run)) == (key != "2")
        assert "Referrals sent: 184." in run.text


async def test_every_bar_has_its_number_and_words_beside_it():
    """Every bar has its number and words next to it, and the joins are listed by council and by referring body."""
    async with at_figures("4", size=(120, 40)) as run:
        assert all("Council" in line or any(c.isdigit() for c in line) for line in run.lines if BLOCK in line)
        text = shown(run)
        assert "Oxford City Council" in text
        assert "Days at the joins, by council" in text
        assert "Days at the joins, by referring body" in text
        assert "April 2026" in text
        assert "hidden" not in text


async def test_what_is_hidden_is_said_to_be():
    """The table marks hidden counts and explains what that means, and draws no bar for them."""
    rows = (*COUNTED, *(replace(COUNTED[1], authority="south-oxfordshire"),) * 3)
    async with at_figures("4", rows=rows) as run:
        (south,) = [line for line in shown(run).splitlines() if "South Oxfordshire" in line and "hidden" in line][:1]
        assert BLOCK not in south
        assert "“hidden” is 1 to 4, or hidden so that it cannot be worked out." in shown(run)


async def test_too_few_of_all_are_said_to_be_too_few():
    """With too few cases overall, no table shows more than that there are too few."""
    async with at_figures("4", rows=COUNTED[1:3]) as run:
        assert "Too few to say." in shown(run)
        assert BLOCK not in shown(run)


async def test_two_days_of_ones_own():
    """Either day of a period may be empty, and the wrong order is refused at the cursor."""
    async with at_figures("5") as run:
        await run.type("1 june 2026")
        await run.press("enter")
        await run.type("1 may 2026")
        await run.press("enter")
        assert "The last day is before the first one." in run.text
        await run.press(*["backspace"] * 10)
        await run.type("30 june 2026")
        await run.press("enter")
        assert run.name == "figures"
        assert "From Monday 1 June 2026 to Tuesday 30 June 2026." in words(run)
        await run.go("5")
        await run.press("enter", "enter")
        assert "All cases that are or were here." in run.text
        await run.go("5", "escape")
        assert run.name == "figures"


async def test_what_comes_late_does_not_stand_in_place_of_what_was_asked_for_after_it():
    """Of two requests in a row, the page ends with the second, even if the first takes longer."""
    async with at_figures() as run:
        first_may_end, shown = threading.Event(), []
        run.app.screen.ask_desk(lambda: first_may_end.wait(60), lambda _: shown.append("first"))
        run.app.screen.ask_desk(lambda: None, lambda _: shown.append("second"))
        for _ in range(20):
            await run.pilot.pause(0.01)
        first_may_end.set()
        await run.settle()
        assert shown == ["first", "second"]


async def test_a_day_that_is_none_keeps_the_cursor():
    """An impossible day keeps the cursor, after Enter and after Tab."""
    async with at_figures("5", *"31", "slash", *"02", "slash", *"2026", "tab") as run:
        assert "Not understood. Expected: " in words(run)
        await run.press("enter")
        assert run.name == "period"


# -- what is written ----------------------------------------------------------------------------------------------------


async def test_the_figures_shown_are_written_for_a_spreadsheet(tmp_path):
    """The figures of the chosen period are written, and an existing file is not replaced."""
    file = tmp_path / "figures.csv"
    async with at_figures("2", "6") as run:
        assert "From Thursday 1 October 2026 to Saturday 31 October 2026." in words(run)
        await type_target(run, file)
        assert "October 2026" in file.read_text(encoding="utf-8-sig")
        assert "November 2026" not in file.read_text(encoding="utf-8-sig")
        await run.press("enter")
        assert run.name == "figures"
        await run.go("6")
        run.app.screen.query_one("#target").value = str(file)
        await run.press("enter")
        assert "there already" in run.text
        run.app.screen.query_one("#target").value = str(tmp_path / "figures.xls")
        await run.press("enter")
        assert "does not end in .csv" in run.text


@pytest.mark.parametrize(
    ("keys", "name", "there"),
    [
        (("7", "1"), "list.csv", False),
        (("7", "2", "1"), "list.txt", False),
        (("7", "2", "2"), "list.csv", True),
    ],
)
async def test_the_by_name_list_has_names_only_if_asked_twice(tmp_path, keys, name, there):
    """The list has initials after one question and full names only after two."""
    file = tmp_path / name
    async with at_figures(*keys, cases=(READY,)) as run:
        assert run.name == "write-figures"
        assert ("BY FULL NAME" in words(run)) is there
        await type_target(run, file)
        text = file.read_text(encoding="utf-8-sig")
        assert ("Zebedee Example" in text) is there
        assert "Z.E." in text or there
        assert "shred or delete it afterwards" in words(run)
        (listed,) = run.desk.papers.exported_files()
        assert listed.path == str(file)


@pytest.mark.parametrize("keys", [("7", "3"), ("7", "2", "3"), ("7", "escape"), ("7", "2", "escape")])
async def test_thinking_better_of_it_writes_nothing(keys):
    """Declining at any question leads back to the figures."""
    async with at_figures(*keys, cases=(READY,)) as run:
        assert run.name == "figures"


async def test_a_list_of_nobody_is_refused_in_words(tmp_path):
    """With no open case, the list is refused with the reason, and nothing is written."""
    async with at_figures("7", "1") as run:
        run.app.screen.query_one("#target").value = str(tmp_path / "list.pdf")
        await run.press("enter")
        assert "No case is open, so there is nobody to put on the list." in words(run)
        assert not list(tmp_path.iterdir())
