"""What to tell a family about an offer of accommodation: the duty, the day, the message and the slip."""

import pytest
from case_desks import at_desk
from case_scenes import OFFER, TOLD
from driving import type_target, words


async def test_an_offer_is_found_and_its_last_day_is_said():
    """One key and a word lead to the offer from anywhere, and the day they were told counts as the first."""
    async with at_desk("1", *OFFER, *TOLD) as run:
        assert run.name == "offer"
        assert "The last day to ask for a review is Thursday 10 December 2026." in words(run)


async def test_a_day_that_is_not_known_leads_on_and_gives_no_last_day():
    """Enter in the empty box shows the rule without a last day."""
    async with at_desk(*OFFER, "enter") as run:
        assert "The last day to ask" not in words(run)
        assert "Make a slip of it" in words(run)


async def test_a_day_that_is_none_keeps_the_cursor():
    """An impossible day shows what is expected, and nothing based on it."""
    async with at_desk(*OFFER, *"31", "slash", *"02", "enter") as run:
        assert "Make a slip of it" not in words(run)
        await run.press("enter")
        assert "Make a slip of it" not in words(run)


async def test_a_last_day_that_has_passed_says_what_is_left():
    """After the last day, what is left is to ask the council in writing and to get advice."""
    async with at_desk(*OFFER, *"1", "space", *"october", "space", *"2026", "enter", "enter") as run:
        assert "The last day to ask for a review was Wednesday 21 October 2026." in words(run)
        assert "Ask the council, in writing" in words(run)


async def test_where_there_is_no_review_nobody_is_sent_for_one():
    """For interim accommodation there is no review, so legal advice is recommended at once and no day is asked for."""
    async with at_desk("f12", *"looks", "space", *"into", "space", *"case", "enter") as run:
        assert "There is no review of such a place. Get free legal advice at once." in words(run)
        assert "Another day" not in words(run)
        await run.press("escape")
        assert "Under which duty was it offered?" in words(run)


async def test_back_goes_one_step_back_and_then_away():
    """Esc leads from the message to the day, the duty and Guidance, and another duty has its own message."""
    async with at_desk(*OFFER, *TOLD) as run:
        await run.press("escape")
        assert "On which day were they told" in words(run)
        await run.press("escape")
        assert "Under which duty was it offered?" in words(run)
        await run.go("5")
        assert "prevention duty" in words(run)
        await run.press("escape", "escape")
        assert run.name == "guidance"


@pytest.mark.parametrize(("form", "name"), [("1", "slip.pdf"), ("4", "card.txt"), ("5", "message.txt")])
async def test_the_slip_is_written_in_the_form_that_was_chosen(tmp_path, form, name):
    """The slip is written without a vault, in the chosen form, and an existing file is not replaced."""
    async with at_desk(*OFFER, *TOLD, "1", form) as run:
        assert run.name == "write-offer"
        await type_target(run, tmp_path / name)
        assert (tmp_path / name).stat().st_size
        await run.press("enter")
        assert run.name == "offer"
        await run.go("1", form)
        await type_target(run, tmp_path / name)
        assert "there already" in words(run)


async def test_a_name_that_the_form_cannot_have_is_refused(tmp_path):
    """A phone message cannot be named as a PDF, and the cursor stays in the name."""
    async with at_desk(*OFFER, *TOLD, "1", "5") as run:
        await type_target(run, tmp_path / "message.pdf")
        assert "end the name in .txt" in words(run)
        assert list(tmp_path.iterdir()) == []
