"""The screens of a case that was sent, of one whose consent was taken back, and of one whose pack is out of date."""

import random
from contextlib import asynccontextmanager
from datetime import date

import pytest
from case_desks import READY_WITH_PAPER, desk_with
from desk_samples import REFER
from driving import driven, words

from champion_tui.domain.cases.case import FOR_THE_DESK

CONSENT = ("consent", "consent-contact", "consent-details")
SENT = "It was sent to Cherwell District Council on Monday 23 November 2026"


@asynccontextmanager
async def at_sent(*keys, size=(80, 24)):
    """Yields the app on a desk with one sent case, after ``keys``."""
    with desk_with(READY_WITH_PAPER) as desk:
        reference = desk.cases.lists.cases().rows[0].reference
        desk.cases.mark_sent(reference, date(2026, 11, 23), "AB12")
        async with driven("3", *keys, desk=desk, size=size) as run:
            run.reference = reference
            yield run


def stored(desk, reference):
    """Returns the stored answers, agency and fields, without those about the person's paper."""
    case = desk.vault.opened().store.case(reference)
    referral = {key: value for key, value in case.referral.items() if key not in FOR_THE_DESK}
    return case.answers, case.agency, referral


async def choose(run, task):
    """Puts the mark on the task with these words and presses Enter."""
    options = [option.words for option in run.app.screen.query_one("#tasks").options]
    await run.press("home", *["down"] * options.index(task), "enter")


async def test_the_hub_of_a_sent_case_says_to_whom_and_when_and_offers_no_change():
    """The tasks of a sent case keep their numbers, a step of the form opens the list to read at its place, and a new referral
    can be begun.
    """
    async with at_sent("1") as run:
        assert run.name == "case"
        assert "Refer to Cherwell District Council Sent on Monday 23 November 2026" in words(run)
        for task in ("Read what was sent", "Mark as sent", "Begin a new referral"):
            assert task in run.text
        for step in run.desk.cases.view(run.reference).steps:
            await choose(run, step.title)
            assert run.name == "check"
            marked = run.marked
            assert step.fields[0].label[:20] in marked
            await run.press("escape")


async def test_what_was_sent_is_read_and_the_reason_said_instead_of_a_field_to_type_in():
    """Enter on an answer or a field opens nothing and shows why; the lines about the slip open."""
    async with at_sent("1", size=(120, 120)) as run:
        await choose(run, "Read what was sent")
        assert run.name == "check"
        answers = run.app.screen.query_one("#answers")
        for number in range(len(answers.options)):
            await run.at_once("home", *["down"] * number)
            await run.press("enter")
            if run.name == "check":
                assert SENT in words(run)
            else:
                assert run.name in {"paper", "slip"}
                await run.press("escape")
                assert run.name == "check"


async def test_the_questions_of_a_sent_case_are_read_and_lead_back():
    """The outcome of a sent case shows the reason on top, no question opens from its trail, and going back leads to the case."""
    async with at_sent("1") as run:
        await choose(run, "Questions and outcome")
        assert run.name == "outcome"
        assert SENT in words(run)
        await run.press("tab", "enter")
        assert run.name == "outcome"
        await run.press("escape")
        assert run.name == "case"


async def test_a_new_referral_is_begun_once_that_is_asked_and_stands_at_consent():
    """Leaving changes nothing; beginning opens the question about consent, which shows why it is asked, and then both cases
    name each other.
    """
    async with at_sent("1") as run:
        await choose(run, "Begin a new referral")
        assert run.name == "ask"
        await run.press("escape")
        assert len(run.desk.cases.lists.cases().rows) == 1
        await choose(run, "Begin a new referral")
        await run.press("home", "enter")
        assert run.name == "question"
        assert run.app.top.question.id == "consent"
        assert "Consent was given for an earlier referral: ask again for this one." in words(run)
        new = run.app.top.interview.reference
        await run.press("escape", "escape", "escape", "escape")
        assert f"{new} follows it." in words(run) or run.desk.cases.view(run.reference).followed_by == new


@pytest.mark.parametrize("seed", range(4))
async def test_no_keys_change_what_was_sent(seed):
    """After every task of the hub and random keys, the answers and fields are still those that were sent."""
    chance = random.Random(seed)  # noqa: S311  the same keys in every run
    keys = [
        *"123456789abcxyz-",
        "enter",
        "enter",
        "space",
        "tab",
        "shift+tab",
        "up",
        "down",
        "left",
        "f5",
        "f6",
        "f8",
        "escape",
    ]
    async with at_sent("1", size=(100, 40)) as run:
        before = stored(run.desk, run.reference)
        tasks = len(run.app.screen.query_one("#tasks").options) - 1
        for number in range(tasks):
            if run.name == "case":
                await run.press("home", *["down"] * number, "enter")
            for _ in range(12):
                await run.press(chance.choice(keys))
            for _ in range(8):
                if run.name != "case" or getattr(run.app.top, "reference", "") != run.reference:
                    await run.press("escape")
            assert stored(run.desk, run.reference) == before
            if run.name != "case":
                break


async def test_another_council_from_the_check_asks_for_consent_there_and_then():
    """Changing the council of a ready case asks for consent again, names the old and the new council, and has nothing chosen."""
    with desk_with(READY_WITH_PAPER) as desk:
        reference = desk.cases.lists.cases().rows[0].reference
        async with driven("3", "1", desk=desk) as run:
            await choose(run, "Check your answers")
            labels = [option.words for option in run.app.screen.query_one("#answers").options]
            await run.press("home", *["down"] * labels.index("Council"), "enter")
            options = [option.id for option in run.app.top.question.options]
            await run.press("home", *["down"] * options.index("oxford"), "enter")
            assert run.app.top.question.id == "consent"
            assert "Consent was given for Cherwell District Council: ask again for Oxford City Council." in words(run)
            assert run.app.top.question.given is None
            assert desk.cases.view(reference).status == "draft"
            await run.press("escape")
            assert not set(CONSENT) & set(desk.cases.resume(reference).answers)


async def test_an_answer_for_a_council_that_another_window_changed_is_not_taken():
    """If another window names Oxford while this one asks about Cherwell, the yes is refused and the page asks about Oxford."""
    with desk_with({"triage": {key: REFER[key] for key in REFER if key not in CONSENT}}) as desk:
        reference = desk.cases.lists.cases().rows[0].reference
        async with driven("3", "1", desk=desk) as run:
            assert "Cherwell" in run.app.top.question.title
            other = desk.cases.resume(reference)
            other.go_to("authority")
            other.answer("authority", "oxford")
            await run.press("home", "enter")
            assert "consent" not in desk.cases.resume(reference).answers
            assert "Oxford" in run.app.top.question.title
            assert "Council was changed meanwhile" in words(run)


async def test_a_pack_that_is_older_is_said_before_it_is_marked_sent(tmp_path):
    """The hub and the page that marks a case as sent both warn of an older pack, and the hub's mark is on writing it again."""
    with desk_with(READY_WITH_PAPER) as desk:
        reference = desk.cases.lists.cases().rows[0].reference
        desk.papers.export(reference, tmp_path)
        desk.cases.set_field(reference, "phone", "07700 900999")
        async with driven("3", "1", desk=desk) as run:
            assert "The pack on the stick is older than the case." in words(run)
            assert "Look at the pack" in run.marked
            await choose(run, "Mark as sent")
            assert "The pack on the stick is older than the case." in words(run)
