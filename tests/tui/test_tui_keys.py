"""No key answers by itself, no key acts on a page before it is visible, and no search result opens before Enter.
``test_tui_every_screen`` tries digits and Enter alone on each page.
"""

import asyncio
import threading
from contextlib import contextmanager
from unittest.mock import patch

import pytest
from case_desks import ABUSE, BEGUN, READY, READY_WITH_PAPER, at_desk, desk_with
from desk_samples import MINIMUM
from driving import DATE, NEW_VAULT_KEYS, driven
from stand_in_desk import StandInDesk
from textual import events
from textual.worker import WorkerCancelled, WorkerFailed

from champion_tui.desk.errors import CannotReadOrWrite
from champion_tui.tui.shell import in_turn
from champion_tui.tui.widgets.lists.choices import Choices
from champion_tui.tui.widgets.lists.trail import Trail
from champion_tui.tui.widgets.panes import Body

STORED = ({"triage": READY["triage"], "referral": READY["referral"]}, BEGUN, READY_WITH_PAPER)


async def test_the_first_arrow_marks_an_end_of_the_list():
    """Down marks the first line, Up the last and a digit its own; only Enter continues with the mark."""
    async with driven("1") as run:
        choices = run.app.top.query_one(Choices)
        assert choices.here is None
        await run.press("down")
        assert choices.here.id == "danger"
        await run.press("2")
        assert choices.here.id == "none"
        await run.press("enter")
        assert run.desk.interviews[-1].answers == {"emergency": "none"}
    async with driven("1") as run:
        await run.press("up", "enter")
        assert run.desk.interviews[-1].answers == {"emergency": "none"}


# -- keys that come too fast --------------------------------------------------------------------------------------------


@contextmanager
def slow(interview):
    """Yields a gate: each answer of the interview waits until it is set."""
    gate, given = threading.Event(), interview.answer

    def answer(question, what):
        gate.wait(60)
        return given(question, what)

    interview.answer = answer
    yield gate


BURSTS = ("34", "17", "1\n\n", "1\n1\n", "1\n2\n1\n", "2\n\n\n\n2\n2\n", "1\n 12012027\n")


@pytest.mark.parametrize("slowly", [False, True])
@pytest.mark.parametrize("burst", BURSTS)
async def test_a_burst_answers_one_question_at_most(burst, slowly):
    """In a burst of keys, on a quick or a slow desk, only the first Enter counts, with the digit before it."""
    keys = ["enter" if each == "\n" else "space" if each == " " else each for each in burst]
    async with driven("1") as run:
        interview = run.desk.interviews[-1]
        with slow(interview) as gate:
            if not slowly:
                gate.set()
            await run.at_once_unsettled(*keys)
            for _ in range(5):
                await run.pilot.pause(0.01)
            gate.set()
            await run.settle()
        first = {"1": "danger", "2": "none"}[burst[0]] if "\n" in burst else None
        assert interview.answers == ({"emergency": first} if first else {})
        listed = run.app.top.query_one(Choices)
        assert not interview.answers or listed.here is None


async def test_a_key_that_reaches_the_list_only_after_its_page_has_gone_marks_nothing():
    """Keys that the app let through for a page that was still there mark nothing if its list handles them after the answer."""
    async with driven("1") as run:
        overtaken = events.Key("1", "1"), events.Key("enter", None)
        await run.go("1", "enter")
        listed = run.app.top.query_one(Choices)
        for key in overtaken:
            listed.post_message(key)
        await run.settle()
        assert run.desk.interviews[-1].answers == {"emergency": "danger"}
        assert listed.here is None


async def test_an_answer_that_is_taken_when_its_page_has_gone_shows_nothing_and_faults_nothing():
    """A slow answer that returns while Textual removes the page part by part causes no fault, nor does the numbers' refresh."""
    async with driven("1") as run:
        page, interview = run.app.top, run.desk.interviews[-1]
        with slow(interview) as gate:
            await run.at_once_unsettled("1", "enter")
            await page.query(Trail).remove()
            gate.set()
            await run.settle()
        assert not page.is_open
        await run.go("f2")
        numbers = run.app.top
        await numbers.query_one(Body).remove()
        numbers._keep_in_view()
        assert run.app.is_running


async def test_work_of_a_page_that_has_gone_ends_without_a_fault():
    """Work of a removed page ends without a fault if a part is missing or a step was given up; on a page still shown it is an
    error.
    """

    async def looks():
        page.query_one("#no-such-part")

    async def gives_up():
        raise WorkerCancelled

    async with driven("1") as run:
        page = run.app.top
        await run.go("escape")
        assert not page.is_open
        for work in (looks, gives_up):
            worker = page.run_worker(work)
            await worker.wait()
        assert run.app.is_running
        page = run.app.top
        standing = page.run_worker(looks, exit_on_error=False)
        with pytest.raises(WorkerFailed):
            await standing.wait()


async def test_work_that_waits_for_work_that_was_given_up_ends_without_a_fault():
    """A page being removed gives up its work one piece after another and exists until the last has ended."""

    async def waits():
        slow = page.run_worker(asyncio.Event().wait)
        page.call_later(slow.cancel)
        await slow.wait()

    async with driven("1") as run:
        page = run.app.top
        await page.run_worker(waits, exit_on_error=False).wait()
        assert page.is_open
        assert run.app.is_running


async def test_what_was_typed_for_a_page_is_not_typed_into_the_next_one():
    """Digits and letters typed before a page is visible stay out of its boxes, and those typed afterwards go in."""
    async with driven("1", "2") as run:
        await run.at_once("2", "enter", *DATE)
        assert run.app.top.question.id == "last-date"
        assert not run.app.top.query_one("#date").typed
        await run.press(*DATE)
        assert run.app.top.query_one("#date").typed == "".join(DATE)


async def test_the_second_half_of_a_double_enter_is_dropped_on_every_page():
    """Enter on “mark as sent” opens that page, and a second Enter a tenth of a second later does not mark anything as sent."""
    async with at_desk("3", "1", cases=(READY_WITH_PAPER,)) as run:
        await run.press("8")
        with patch.object(in_turn, "TWICE", 60):
            await run.at_once("enter")
            assert run.name == "sent"
            await run.at_once("enter")
            assert run.desk.cases.view(run.reference).sent_on is None
        await run.press("enter")
        assert run.desk.cases.view(run.reference).sent_on is not None


async def test_keys_that_act_everywhere_are_never_dropped():
    """Hiding works even in the same burst as an answer."""
    async with driven("1") as run:
        await run.at_once("1", "enter", "f9")
        assert run.name == "hidden"


async def test_a_program_that_types_a_whole_page_at_once_reaches_the_right_boxes():
    """Name, role and passphrases in one burst go into the right boxes, as no key is dropped within a page."""
    desk = StandInDesk(people=())
    async with driven("3", desk=desk) as run:
        assert run.name == "new-vault"
        await run.at_once(*NEW_VAULT_KEYS)
        await run.until(lambda: run.name == "recovery-code")
        assert "create Sam, Nurse" in desk.asked


async def test_a_failed_answer_leaves_a_list_that_hears_keys():
    """After the desk refused an answer, the same list can be answered again."""
    async with at_desk("3", "1", "6", cases=(READY,)) as run:
        with patch.object(
            type(run.desk.cases), "set_field", side_effect=CannotReadOrWrite("It cannot be written.", "Again.")
        ):
            await run.go("2")
        assert "It cannot be written." in run.text
        await run.go("3")
        assert run.desk.cases.view(run.reference).paper == "none"


# -- searching ----------------------------------------------------------------------------------------------------------


async def test_typing_a_reference_opens_no_case():
    """Typing a whole reference quickly opens no case, and Enter then opens exactly that one."""
    async with at_desk("3", cases=STORED) as run:
        for row in run.desk.cases.lists.cases().rows:
            await run.at_once(*row.reference.lower())
            assert run.name == "cases"
            assert row.reference.lower() in run.text
            await run.press("enter")
            assert run.name == "case", run.text
            assert run.app.top.reference == row.reference
            await run.press("escape")


def spoken(reference):
    """Returns a reference as people say, write and mistype it."""
    prefix, body, check = reference.split("-")
    return (
        f"{prefix} {body} {check}".lower(),
        f"{prefix}{body}{check}",
        f"{prefix}\u2013{body}\u2013{check}",
        f"{prefix}-{body}-{check}".replace("0", "O").replace("1", "I"),
        f"{prefix} {body}".lower(),
    )


async def test_a_reference_is_found_however_it_is_written():
    """Small letters, gaps, all kinds of dashes and similar characters still find exactly that case."""
    with desk_with(*STORED) as desk:
        async with driven("3", desk=desk) as run:
            cases = run.app.top.query_one("#cases")
            for row in desk.cases.lists.cases().rows:
                for typed in spoken(row.reference):
                    cases.search(typed)
                    await run.settle()
                    assert cases.here is not None, typed
                    assert cases.here.key == row.reference, typed


async def test_my_cases_say_what_is_not_found_and_that_there_are_none():
    """My cases distinguishes between no match and no cases."""
    async with at_desk("3", cases=STORED) as run:
        await run.type("zzz 9")
        assert "Nothing here matches “zzz 9”" in run.text
        await run.press("enter")
        assert run.name == "cases"
    async with at_desk("3", cases=()) as run:
        assert "There are no cases yet." in run.text
        assert "matches" not in run.text


async def test_in_a_search_only_the_last_line_left_is_marked_by_itself():
    """With two matching councils Enter chooses neither until an arrow or another letter decides."""
    async with driven("1", "1", "2", *DATE, "enter", "1", "enter") as run:
        choices = run.app.top.query_one("#options")
        await run.type("place")
        assert choices.here is None
        await run.press("enter")
        assert "authority" not in run.desk.interviews[-1].answers
        await run.type("-m")
        assert choices.here.id == "place-m"


async def test_what_is_pasted_into_a_list_is_searched_for():
    """A pasted reference is searched for and opens nothing by itself, whatever digits and line ends it contains."""
    async with at_desk("3", cases=STORED) as run:
        reference = run.desk.cases.lists.cases().rows[1].reference
        run.app.post_message(events.Paste(f"{reference}\r\n"))
        await run.settle()
        assert run.name == "cases"
        assert run.app.top.query_one("#cases").here.key == reference


# -- several answers ----------------------------------------------------------------------------------------------------


async def test_none_of_these_is_always_in_sight_and_has_a_key():
    """At 80x24 "None of these" is always visible above the keys, and 0 marks it and clears the other marks."""
    async with driven("1", "1", "2", *DATE, "enter") as run:
        choices = run.app.top.query_one("#options")
        for key in (None, "end", "home", *["down"] * 12):
            if key:
                await run.press(key)
            assert "0  [ ]  None of these" in run.text, key
            assert "Mark at least one, or 0: None of these." in run.text
        await run.press("2", "0")
        assert choices.marked == ("none",)
        assert "0  [x]  None of these" in run.text
        await run.press("enter")
        assert run.desk.interviews[-1].answers["circumstances"] == ("none",)


async def test_letters_search_among_several_and_enter_marks_what_is_found():
    """Enter marks the line that is found and shows all lines again, and only the next Enter continues."""
    async with driven("1", "1", "2", *DATE, "enter") as run:
        choices = run.app.top.query_one("#options")
        await run.type("fact-k 1")
        assert "Nothing here matches" in run.text
        await run.press("backspace", "backspace", "enter")
        assert choices.marked == ("fact-k",)
        assert run.app.top.question.id == "circumstances"
        assert "Fact-a words" in run.text or choices.here.id == "fact-k"
        await run.press("enter")
        assert run.desk.interviews[-1].answers["circumstances"] == ("fact-k",)


# -- the form and paper -------------------------------------------------------------------------------------------------


async def test_paper_has_the_same_order_in_every_case():
    """The plain card has the same digit whether or not there was abuse, and is suggested in words."""
    orders = []
    for case in (READY, {"triage": ABUSE, "referral": MINIMUM}):
        async with at_desk("3", "1", "6", cases=(case,)) as run:
            orders.append([option.id for option in run.app.top.query_one(Choices).options])
            assert ("suggested" in run.text) == (case is not READY)
    assert orders[0] == orders[1]
    assert orders[0].index("plain-card") == 1


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("voluntary", {"voluntary"}),
        ("charity", {"voluntary"}),
        ("NHS", {"emergency-department", "urgent-treatment-centre", "hospital-inpatient"}),
        ("a&e", {"emergency-department"}),
        ("children\u2019s", {"childrens-social-care"}),
    ],
)
async def test_the_kind_of_organisation_is_found_by_what_people_call_it(typed, found):
    """The search knows the other names of a line, which are in the data."""
    async with at_desk("3", "1", "1") as run:
        editor = run.app.top.query_one("#field-body-type").editor
        run.app.top.query_one("#field-body-type").start()
        await run.settle()
        editor.search(typed)
        assert {option.id for option in editor.options} == found


async def test_a_mark_in_the_form_is_no_answer_before_enter():
    """In the form, a digit followed by Tab changes nothing, a digit followed by Enter stores it, and Enter alone stores nothing."""
    async with at_desk("3", "1", "2", cases=(BEGUN,)) as run:
        row = run.app.top.query_one("#field-contact-method")
        row.start()
        await run.settle()
        await run.press("enter")
        assert "Mark an answer first" in run.footer
        await run.press("2", "tab")
        assert row.editor.given is None
        row.start()
        await run.settle()
        await run.press("2", "enter")
        await run.until(lambda: not run.app.top.writes)
        assert row.editor.given == "text"
        assert run.app.focused is not row.editor
