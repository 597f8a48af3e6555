"""Erasing what is due, on the full screen: what is due and why, how periods are set, the number that must be typed."""

from types import SimpleNamespace
from unittest.mock import patch

import pytest
from case_desks import DRAFT, EARLY, READY, REFUSED, at_desk
from case_scenes import FIGURES, KEEP
from driving import words

from champion_tui.desk.cases.afterwards.erasing import Erasing

RETENTION = (*FIGURES, "8")
DUE = {"cases": ({"triage": DRAFT}, {"triage": DRAFT}, READY), "settings": KEEP, "later": 100}
"""Three cases that were not finished or sent."""


def left(run):
    """Returns how many cases are left."""
    return run.desk.cases.lists.cases().total


async def test_what_is_due_stands_there_with_why():
    """Each case due is listed with its reference and date, and the marked one in full."""
    async with at_desk(*RETENTION, **DUE) as run:
        assert run.name == "retention"
        assert "3 cases are due to be erased. The periods in your settings say so." in words(run)
        assert run.text.count("22 January 2027") >= 3
        assert "questions still open, since Monday 23 November 2026" in words(run)


async def test_however_small_the_window_is_it_says_how_to_erase_them():
    """The key stands in a sentence: in the line of keys there is no room for it."""
    async with at_desk(*RETENTION, size=(60, 16), **DUE) as run:
        assert "F6 or Ctrl+R goes on to erase all of them." in words(run)


async def test_without_a_period_it_says_how_one_is_set():
    """Without periods, the page explains how to set one, and no key erases anything."""
    async with at_desk(*RETENTION, cases=(READY,)) as run:
        assert "No periods have been set, so nothing is ever due." in words(run)
        assert "[keep]" in run.text
        assert "drafts = 60" in run.text
        assert "erase these" not in run.footer
        await run.press("f6", "enter")
        assert run.name == "retention"


async def test_where_nothing_is_due_the_periods_are_not_explained():
    """With periods set and nothing due, the page does not explain them."""
    async with at_desk(*RETENTION, cases=(READY,), settings=KEEP) as run:
        assert "Nothing is due to be erased." in run.text
        assert "[keep]" not in run.text


@pytest.mark.parametrize(("case", "screen"), [({"triage": DRAFT}, "question"), (READY, "case")])
async def test_enter_opens_a_case_to_be_looked_at(case, screen):
    """Enter opens a case, a draft at its open question, and back leads to the list."""
    async with at_desk(*RETENTION, **{**DUE, "cases": (case,)}) as run:
        await run.press("enter")
        assert run.name == screen
        for _ in range(4 if screen == "question" else 1):
            await run.press("escape")
        assert run.name == "retention"


async def test_only_the_number_of_those_that_are_due_erases_them():
    """One page first shows what is deleted and what stays, only the exact number erases, and cases that are not due stay."""
    cases = {**DUE, "cases": ({"triage": DRAFT}, READY, {"triage": REFUSED})}
    async with at_desk(*RETENTION, "f6", **cases) as run:
        for said in ("Erase 2 cases? This cannot be taken back.", "What goes, for good", "What stays", "28 days"):
            assert said in words(run)
        assert "type how many there are" in words(run)
        for wrong in ("3", "", "two", "02"):
            await run.press(*["backspace"] * 3)
            await run.type(wrong)
            await run.press("enter")
            assert "That is not how many are due." in run.app.screen.query_one("#trouble").text
            assert left(run) == 3
        await run.press(*["backspace"] * 3, "2", "enter")
        await run.until(lambda: run.name == "retention")
        await run.settle()
        assert "Erased: 2 cases." in run.text
        assert "Nothing is due to be erased." in run.text
        assert left(run) == 1


async def test_a_file_outside_the_vault_stops_it():
    """A file outside the vault stops the erasing and the number of such cases is shown; afterwards the number can be typed again."""
    async with at_desk(*RETENTION, "f6", **DUE) as run:
        with patch.object(Erasing, "before", lambda *_: SimpleNamespace(files=("slip.pdf",))):
            await run.press("3", "enter")
            await run.settle()
        trouble = " ".join(run.app.screen.query_one("#trouble").text.split())
        assert "Files of 3 cases are still outside the vault, so nothing was erased" in trouble
        assert left(run) == 3
        await run.press("3", "enter")
        await run.until(lambda: run.name == "retention")
        assert left(run) == 0


async def test_esc_erases_nothing():
    """Esc leads back to what is due and erases nothing."""
    async with at_desk(*RETENTION, "f6", "3", "escape", **DUE) as run:
        assert run.name == "retention"
        assert left(run) == 3


async def test_an_entry_of_the_early_list_is_due_too_and_goes_with_the_cases():
    """An early-list entry that is due is listed, opens the early list, and is included in the typed number."""
    due = {**DUE, "cases": ({"triage": DRAFT},), "early": EARLY[:1], "settings": f"{KEEP}early = 30\n"}
    async with at_desk(*RETENTION, **due) as run:
        assert "1 case and 1 entry of the early list are due" in words(run)
        await run.press("enter")
        assert run.name in {"early", "question"}
        await run.press(*["escape"] * (4 if run.name == "question" else 1))
        await run.press("f6", "2", "enter")
        await run.until(lambda: run.name == "retention")
        await run.settle()
        assert "Erased: 1 case and 1 entry of the early list." in words(run)
        assert (left(run), run.desk.early.listed()) == (0, ())
