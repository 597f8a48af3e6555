"""Choosing the form of the slip: only safe ones are offered, and what is previewed is what is printed."""

import invented_language as invented
from case_desks import MINIMUM, READY_WITH_PAPER, REFER, REFUSED, at_desk
from test_tui_case import type_target, words

from champion_tui.desk.papers.slips.languages import Languages

SAFE_TEXT = {"triage": REFER, "referral": {**MINIMUM, "paper": "full", "safe-to-text": "ask"}}
LARGE = {"triage": REFER, "referral": {**MINIMUM, "paper": "full", "communication-needs": ["large-print"]}}
CARD = {"triage": REFER, "referral": {**MINIMUM, "paper": "plain-card"}}


def field(run, name):
    """Returns the stored value of a field."""
    view = run.desk.cases.view(run.reference)
    return next(one.value for step in view.steps for one in step.fields if one.id == name)


async def test_what_is_not_safe_is_not_offered_and_says_why():
    """Without an answer about texts no message can be chosen, and with "ask" the page says to ask each time."""
    async with at_desk("3", "1", "9", cases=(READY_WITH_PAPER,)) as run:
        assert run.name == "slip"
        assert "Nobody has asked whether a text is safe" in words(run)
        assert "phone message" not in [line for line in run.lines if "5 " in line[:12]]
    async with at_desk("3", "1", "9", cases=(SAFE_TEXT,)) as run:
        assert "Ask them each time before you send a text." in words(run)


async def test_what_the_person_needs_is_suggested_and_kept_once_it_is_chosen():
    """Large print is suggested if it is needed but not marked, and once chosen it is kept with the case."""
    async with at_desk("3", "1", "9", "enter", cases=(LARGE,)) as run:
        assert run.name == "slip"
        assert "fits what they need" in run.text
        assert field(run, "slip-form") is None
        await run.go("2")
        assert field(run, "slip-form") == "large-print"
        assert run.name == "slip-preview"
        assert "next-steps-large-print.pdf" in run.text


async def test_what_is_read_before_is_what_is_written(tmp_path):
    """A phone message is written exactly as it was previewed, and Esc goes back without a file."""
    async with at_desk("3", "1", "9", "5", cases=(SAFE_TEXT,)) as run:
        assert run.name == "slip-preview"
        shown = words(run)
        await run.press("enter")
        await type_target(run, tmp_path / "message.txt")
        written = (tmp_path / "message.txt").read_text(encoding="utf-8")
        assert " ".join(written.split()) in shown
        assert "Ask them each time before you send a text." in words(run)


async def test_with_the_card_there_is_nothing_to_choose():
    """With only one form and language, the card is shown at once."""
    async with at_desk("3", "1", "9", cases=(CARD,)) as run:
        assert run.name == "slip-preview"
        assert "card.pdf" in run.text


async def test_where_nothing_is_sent_the_person_still_takes_the_numbers(tmp_path):
    """An outcome without a referral also has a slip, after the question about paper."""
    async with at_desk("3", "1", "4", cases=({"triage": REFUSED, "referral": MINIMUM},)) as run:
        assert run.name == "paper"
        await run.go("1", "1")
        assert run.name == "slip-preview"
        assert "999" in run.text
        assert "Your code" not in run.text


async def test_a_checked_language_can_be_chosen_and_an_unchecked_one_says_why_not(own_home):
    """After the form, a checked language can be chosen, and the unchecked one is named with the reason."""
    async with at_desk(cases=(READY_WITH_PAPER,)) as run:
        folder = run.desk.home / "languages"
        folder.mkdir(parents=True)
        (folder / "ar.po").write_bytes(invented.kept(run.desk.book))
        Languages(run.desk.book, run.desk.home, run.desk.now).export_sheet("so", run.desk.home / "so-sheet.po")
        await run.go("3", "1", "9", "1")
        assert run.name == "slip"
        assert "Somali does not print: nobody has checked it." in words(run)
        await run.go("2")
        assert run.name == "slip-preview"
        assert field(run, "slip-language") == "ar"
