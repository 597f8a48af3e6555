"""What happened after sending, on screen: noting and correcting steps, what to do next, the timeline, other cases of the same
person.
"""

from datetime import date

import pytest
from case_desks import LIKE_IT, OTHERS, READY_WITH_PAPER, SENT_ON, at_desk, desk_with
from case_scenes import HEARD, HUB, TIMELINE
from driving import driven, type_target, words
from guarding import give_passphrase
from textual.widgets import Input

from champion_tui.domain.cases.after_sending import OF_A_REFERRAL, CouncilOutcome, Heard, Step, WhyWithdrawn
from champion_tui.domain.cases.case import EVIDENCE

ENTER_BOTH = ("enter", "enter")
"""Enter for the offered day, and Enter for an empty note."""

TODAY = date(2026, 11, 23)


def at_sent(*keys, **more):
    """Returns the app at a case that was sent on ``SENT_ON``, after ``keys``."""
    return at_desk(*keys, cases=(READY_WITH_PAPER,), sent=True, **more)


def noted(run):
    """Returns the steps that are noted, by kind."""
    return {step.kind: step for step in run.desk.cases.view(run.reference).after}


def box(run, name):
    """Returns the box with that name."""
    return run.app.screen.query_one(f"#{name} Input" if name == "day" else f"#{name}", Input)


async def type_over(run, name, text):
    """Types text over the contents of a box."""
    box(run, name).focus()
    box(run, name).value = text
    await run.press()


# -- one thing at a time ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("number", "kind"), [*enumerate(OF_A_REFERRAL, 1)])
async def test_what_the_council_said_is_noted_and_what_it_means_is_said(number, kind):
    """Today is offered, and the meaning of each answer is shown before it is chosen, and afterwards with what to do."""
    async with at_sent(*HEARD, size=(120, 40)) as run:
        said = run.desk.book.after_sending.heard[kind]
        await run.press(str(number))
        assert said.means[:40] in words(run)
        await run.press("enter", *ENTER_BOTH)
        assert noted(run)[kind].on == TODAY
        for sentence in (said.means, *said.next):
            assert sentence[:30] in words(run)
        await run.go("1")
        assert run.name == "case"


@pytest.mark.parametrize(("answer", "kind"), [("1", Heard.CONTACT_MADE), ("2", Heard.NO_CONTACT)])
async def test_accepted_on_a_portal_is_asked_about(answer, kind):
    """An acceptance on a portal can mean two opposite things, and nothing is noted until the person says which."""
    async with at_sent(*HEARD, "5") as run:
        assert "two opposite things" in words(run)
        assert not noted(run)
        await run.go(answer)
        await run.press(*ENTER_BOTH)
        assert set(noted(run)) == {kind}


@pytest.mark.parametrize(("number", "what"), [*enumerate(CouncilOutcome, 1)])
async def test_each_outcome_can_be_noted(number, what):
    """All eight outcomes can be noted, and each shows what it means."""
    async with at_sent(*HEARD, "7", size=(120, 40)) as run:
        await run.press(str(number))
        assert run.desk.book.after_sending.outcomes[what].means[:40] in words(run)
        await run.press("enter", *ENTER_BOTH)
        assert noted(run)["outcome"].what == what


async def test_a_day_in_words_and_a_note_are_taken():
    """The word "yesterday" is understood as a day, and the note keeps what was heard."""
    async with at_sent(*HEARD, "1") as run:
        await run.type("yesterday")
        await run.press("enter")
        await run.type("Mx Invented rang")
        await run.press("enter")
        entry = noted(run)["acknowledged"]
        assert (entry.on, entry.note) == (date(2026, 11, 22), "Mx Invented rang")
        assert "Note: Mx Invented rang. Noted by" in words(run)


async def test_taking_it_back_after_sending_asks_if_the_council_knows_and_says_whom_to_ring():
    """If the council was not told, the page shows whom to ring and what to say, and the record can be written from there."""
    async with at_sent(*HEARD, "8", "1", size=(80, 60)) as run:
        assert "Has the council been told?" in run.text
        await run.go("2")
        await run.press(*ENTER_BOTH)
        entry = noted(run)["withdrawn"]
        assert (entry.what, entry.told_council) == (WhyWithdrawn.CONSENT_WITHDRAWN, "no")
        for said in ("WITHDRAWN", "01295 753751", "NOT been told", "Please stop work on it", "Our own reference"):
            assert said in words(run)
        await run.go("1")
        assert run.name == "write"
        assert EVIDENCE in run.text.casefold()


async def test_before_it_is_sent_it_can_only_be_taken_back():
    """Before sending, no council can have said anything: the first question is why, and the case then shows that it is stopped."""
    async with at_desk(*HEARD, cases=(READY_WITH_PAPER,), size=(80, 40)) as run:
        assert "Why does the referral stop here?" in run.text
        await run.go("1")
        await run.press(*ENTER_BOTH)
        assert "not sent" in words(run)
        await run.go("2")
        assert run.name == "case"
        assert "WITHDRAWN. Monday 23 November 2026: they took back their consent" in words(run)


# -- back, and what cannot be noted -----------------------------------------------------------------------------------------


async def test_esc_goes_back_a_step_and_nothing_typed_is_lost():
    """Esc returns from the day to the list with the answer still marked, and going on shows what was typed."""
    async with at_sent(*HEARD, "3") as run:
        await run.type("20 november")
        await run.press("enter")
        await run.type("they rang twice")
        await run.press("escape")
        assert "What happened?" in run.text
        assert "Could not reach them" in run.marked
        await run.press("enter")
        assert box(run, "day").value == "20 november"
        assert box(run, "note").value == "they rang twice"
        await run.press("escape", "escape")
        assert run.name == "case"
        assert not noted(run)


async def test_a_refusal_is_said_where_it_is_typed_and_keeps_it():
    """A day before it was sent is refused with the reason next to it, the note is kept, and another day is accepted."""
    async with at_sent(*HEARD, "2") as run:
        await type_over(run, "day", "18 November 2026")
        await run.press("enter")
        await run.type("by phone")
        await run.press("enter")
        assert "before the day on which it was sent" in words(run)
        assert not noted(run)
        assert box(run, "note").value == "by phone"
        await type_over(run, "day", SENT_ON.isoformat())
        await run.press("enter", "enter")
        assert noted(run)["contact-made"].on == SENT_ON


async def test_a_note_that_is_too_long_is_said_to_be():
    """A note over 500 characters is refused with that limit, and nothing is noted."""
    async with at_sent(*HEARD, "1") as run:
        await type_over(run, "note", "x" * 501)
        await run.press("enter")
        assert "Expected: 500 characters or fewer" in words(run)
        assert not noted(run)


async def test_what_is_typed_and_not_noted_is_named_before_leaving():
    """Leaving warns only if something was typed, and the warning never contains the text."""
    async with at_sent(*HEARD, "1") as run:
        assert not run.app.top.unsaved()
        await run.press("enter")
        await run.type("secret")
        assert run.reference in run.app.top.unsaved_words()
        assert "secret" not in run.app.top.unsaved_words()


async def test_hiding_brings_everything_back_as_it_was():
    """After hiding, the day, the note and the page are as they were."""
    async with at_sent(*HEARD, "1", "enter") as run:
        await run.type("half")
        await run.press("f9")
        assert "half" not in run.text
        await give_passphrase(run)
        assert box(run, "note").value == "half"


# -- an entry that was wrong ------------------------------------------------------------------------------------------------


async def test_a_wrong_entry_is_taken_out_with_a_reason():
    """An entry is only removed with a reason, and the history keeps both the entry and the removal."""
    async with at_sent(*HEARD, "1", *ENTER_BOTH, "2") as run:
        await run.go("9", "1", "3")
        assert "Why the entry is wrong" in run.text
        await run.press("enter")
        assert "why the entry is wrong" in words(run)
        assert "acknowledged" in noted(run)
        await run.type("another case")
        await run.press("enter")
        assert "Taken out." in run.text
        assert not noted(run)
        assert "another case" in " ".join(entry.words for entry in run.desk.cases.history.timeline(run.reference))


async def test_an_entry_of_a_newer_program_is_shown_and_can_be_taken_out():
    """An entry from a newer program is shown as it was written, and can only be marked as not having happened."""
    async with at_sent() as run:
        newer = {"of-a-newer-program": Step(TODAY, "Bo Invented", "a note")}
        run.desk.vault.opened().store.record_steps(run.reference, newer, lambda _: None)
        await run.go(*HEARD)
        assert "“of-a-newer-program”, noted by a newer version" in words(run)
        await run.go("9", "1")
        assert "It did not happen: take it out" in run.text
        assert "another day or note" not in run.text
        await run.go("1")
        await run.type("another case")
        await run.press("enter")
        assert "Taken out." in run.text
        assert not noted(run)


async def test_another_entry_takes_the_place_of_a_wrong_one():
    """Replacing "not reached" with "reached" leaves one entry."""
    async with at_sent(*HEARD, "2", *ENTER_BOTH, "2") as run:
        await run.go("9", "1", "2", "2")
        await run.press(*ENTER_BOTH)
        assert set(noted(run)) == {Heard.NO_CONTACT}


async def test_the_same_again_offers_what_is_noted():
    """Choosing the same answer again fills the boxes with the noted day and note."""
    async with at_sent(*HEARD, "1") as run:
        await type_over(run, "day", "20 November 2026")
        await type_over(run, "note", "by e-mail")
        await run.press("enter")
        await run.go("2", "1")
        assert "Already noted" in run.text
        assert "20 November" in box(run, "day").value
        assert box(run, "note").value == "by e-mail"


# -- the hub ------------------------------------------------------------------------------------------------------------------


async def take(run, task):
    """Puts the mark on a task of the hub and presses Enter."""
    ids = [option.id for option in run.app.screen.query_one("#tasks").options]
    await run.press("home", *["down"] * ids.index(task), "enter")


async def test_a_withdrawn_case_says_so_on_top_and_its_shut_tasks_why():
    """In a withdrawn case only the evidence record can be exported, and the numbers of the tasks stay the same."""
    with desk_with(READY_WITH_PAPER) as desk:
        reference = desk.cases.lists.cases().rows[0].reference
        desk.cases.after.withdraw(reference, TODAY, "consent-withdrawn")
        async with driven(*HUB, desk=desk, size=(80, 40)) as run:
            assert "WITHDRAWN" in run.lines[0]
            assert "WITHDRAWN. Monday 23 November 2026: they took back their consent" in words(run)
            assert run.text.count("shut: it was withdrawn") == 4
            assert "Write the evidence record" in run.marked
            for task in ("pack", "sent", "slip", "letter"):
                await take(run, task)
                assert run.name == "case"
                assert "only the evidence record may leave the vault" in words(run)
            await take(run, "evidence")
            assert run.name == "write"


async def test_the_hub_shows_what_was_heard_last_and_no_day_that_is_no_news():
    """Once the person has been reached, the hub drops the day by which the council tries to reach them, and marks what comes next."""
    async with at_sent(*HUB) as run:
        assert "The council tries to reach them by" in words(run)
        await take(run, "heard")
        await run.go("2")
        await run.press(*ENTER_BOTH)
        await run.go("1")
        assert "Monday 23 November 2026: contact made." in words(run)
        assert "tries to reach them" not in words(run)
        assert "Heard from the council" in run.marked


async def test_everything_that_is_held_is_written_to_a_folder(tmp_path):
    """Everything held is written as PDF and for machines, and is then on the list of files outside the vault."""
    async with at_sent(*HUB) as run:
        await take(run, "held")
        await type_target(run, tmp_path)
        assert {path.suffix for path in tmp_path.rglob("*.*")} >= {".pdf", ".json"}
        await run.go("1")
        assert run.name == "case"
        assert len(run.desk.papers.exported_files()) == 1


# -- the timeline -------------------------------------------------------------------------------------------------------------


async def test_the_timeline_shows_the_newest_first_and_is_written_as_a_paper(tmp_path):
    """The newest step is in sight, the rest can be scrolled to, and Enter writes the whole timeline."""
    async with at_desk(*TIMELINE, cases=(READY_WITH_PAPER,)) as run:
        assert run.name == "timeline"
        last = run.desk.cases.history.timeline(run.reference)[-1].words
        assert last[-30:] in words(run)
        assert "What was done so far:" not in run.text
        await run.press(*["pageup"] * 30)
        assert "What was done so far:" in run.text
        await run.press("enter")
        await type_target(run, tmp_path / "timeline.txt")
        assert (tmp_path / "timeline.txt").stat().st_size


# -- other cases of the same person -----------------------------------------------------------------------------------------


async def test_before_the_pack_is_written_a_likely_earlier_case_is_shown_and_decided_once():
    """A similar case is shown with the reason, its state, what is new and the rule; once decided, writing is reached directly."""
    async with at_desk(*HUB, "7", "enter", cases=(READY_WITH_PAPER, LIKE_IT), size=(80, 40)) as run:
        assert run.name == "similar"
        for said in ("same phone number", "spelled otherwise", "NOT SENT, ready", "another last day"):
            assert said in words(run)
        assert run.desk.book.after_sending.repeat.words[:60] in words(run)
        await run.go("1")
        assert run.name == "write"
        await run.press("escape", "enter")
        assert run.name == "write"


async def test_the_other_case_can_be_opened_or_this_one_be_left():
    """Leaving writes nothing and the question returns next time; opening leads to the other case's hub."""
    async with at_desk(*HUB, "7", "enter", cases=(READY_WITH_PAPER, LIKE_IT)) as run:
        await run.go("3")
        assert run.name == "preview"
        await run.press("f4")
        assert run.name == "similar"
        await run.go("2")
        assert run.name == "case"
        assert run.app.top.reference != run.reference


async def test_what_was_sent_or_written_before_is_not_asked_about_again():
    """A case that was sent or written before is not asked about, since it is too late to decide."""
    with desk_with(READY_WITH_PAPER, LIKE_IT) as desk:
        desk.cases.mark_sent(desk.cases.lists.cases().rows[0].reference, SENT_ON, "AB12")
        async with driven(*HUB, "7", "enter", desk=desk) as run:
            assert run.name == "write"


async def test_a_case_is_not_asked_about_that_follows_the_other_or_is_like_none():
    """A case that follows the other, or resembles none, is not asked about."""
    async with at_desk(*HUB, "7", "enter", cases=(READY_WITH_PAPER, OTHERS[0])) as run:
        assert run.name == "write"
    with desk_with(READY_WITH_PAPER) as desk:
        reference = desk.cases.lists.cases().rows[0].reference
        desk.cases.mark_sent(reference, SENT_ON, "AB12")
        second = desk.cases.again(reference)
        assert [one.reference for one in desk.cases.history.similar(second)] == [reference]
        assert desk.cases.history.unlinked(second) == desk.cases.history.unlinked(reference) == ()
