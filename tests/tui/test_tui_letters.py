"""A letter to the council from the case: chosen, read and written, and what prevents it."""

from case_desks import MINIMUM, REFER, REFUSED, at_desk
from test_tui_case import type_target, words

HOMELESS = {"triage": {**REFER, "situation": "homeless-now"}, "referral": {**MINIMUM, "paper": "full"}}
LETTER = ("3", "1", "end", "up", "up", "up", "enter")
"""From the start to the letters: the fourth line from the end of a case's tasks."""


async def test_a_letter_is_read_before_it_is_written(tmp_path):
    """A letter is chosen with a mark and Enter, written exactly as it was read, and listed as outside the vault."""
    async with at_desk(*LETTER, "2", cases=(HOMELESS,)) as run:
        assert run.name == "letter-preview"
        assert "Request for a decision in writing" in words(run)
        await run.press("enter")
        assert run.name == "write"
        await type_target(run, tmp_path / "letter.txt")
        assert "Request for a decision" in (tmp_path / "letter.txt").read_text(encoding="utf-8")
        assert "Read it out to them" in words(run)
        assert run.desk.papers.exported_files()[0].words.startswith("letter to the council")


async def test_a_review_asks_for_the_day_and_says_when_it_is_too_late():
    """The review asks for the day of the decision; too late, no letter is made and advice is shown, and Esc returns to the
    letters.
    """
    async with at_desk(*LETTER, "3", cases=(HOMELESS,)) as run:
        await run.type("1 October 2026")
        await run.press("enter", "enter")
        assert run.name == "letter"
        assert "legal advice at once" in words(run)
        await run.press("escape")
        assert run.name == "letter"
        assert "Which letter?" in words(run)


async def test_without_agreement_no_letter_is_offered():
    """For a person who refused, no letter is written, and the page says why."""
    keys = ("3", "1", "end", "up", "enter")
    async with at_desk(*keys, cases=({"triage": REFUSED, "referral": MINIMUM},)) as run:
        assert run.name == "letter"
        assert "has not agreed" in words(run)
