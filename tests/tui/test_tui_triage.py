"""The triage and the outcome, on a stand-in interview."""

import threading

from driving import DATE, TO_OUTCOME, driven
from stand_in_desk import REFERENCE, StandInDesk
from textual import events


def interview(run):
    """Returns the interview of the run."""
    return run.desk.interviews[-1]


async def test_digits_and_enter_answer_one_question_after_the_other():
    """Digits with Enter and a date lead to the outcome, and the interview has exactly those answers."""
    async with driven(*TO_OUTCOME) as run:
        assert run.name == "outcome"
        assert interview(run).answers == {
            "emergency": "none",
            "age": "adult",
            "last-date": "2027-01-12",
            "circumstances": ("fact-b",),
            "authority": "place-c",
            "consent": "yes",
        }


async def test_a_page_shows_its_answered_questions_and_the_answers_so_far():
    """A question answered on the same page is one line above the open one, and the trail is on top."""
    async with driven("1", "1") as run:
        assert "emergency: danger chosen" in run.lines[2]
        assert "What about emergency? danger" in run.text
        assert run.text.index("What about emergency?") < run.text.index("What about age?")


async def test_numbers_first_words_why_and_warnings_are_shown_where_the_page_has_them():
    """Everything in the view is on the page."""
    async with driven("1", size=(80, 40)) as run:
        for words in ("Are they alone?", "999", "NOT CONFIRMED", "Because an invented rule says so.", "paragraph 2.1"):
            assert words in run.text
        await run.go("1")
        assert "Ring today as well" in run.text
        assert "Say: I am sending this now." in run.text


async def test_not_saved_stands_on_top_until_kept():
    """The header shows NOT SAVED and the key that keeps, then the reference and when it was saved."""
    desk = StandInDesk()
    desk.vault.open_as = "Alex Example"
    async with driven("1", "1", desk=desk) as run:
        assert "NOT SAVED  F4 keeps" in run.lines[0]
        await run.press("f4")
        assert "NOT SAVED" not in run.lines[0]
        assert REFERENCE in run.lines[0]
        assert "saved 10:09:31" in run.lines[0]
        await run.go("2")
        assert interview(run).saves == [("age", "adult")]


async def test_back_shows_the_answer_given_and_forgets_none():
    """Going back marks the earlier answer, and going on keeps all later ones."""
    async with driven("1", "1", "2", *DATE, "enter", "2", "enter") as run:
        await run.press("escape", "ctrl+o")
        assert run.app.top.question.id == "last-date"
        assert "Answered: 2027-01-12" in run.text
        await run.press("escape")
        marked = next(line for line in run.lines if line.strip().startswith(">"))
        assert "Adult words" in marked
        await run.press("enter", "enter", "enter")
        assert interview(run).answers["circumstances"] == ("fact-b",)
        assert run.app.top.question.id == "authority"


async def test_the_trail_leads_back_to_any_answer():
    """Tab opens the trail, arrows choose, and Enter goes to that answer."""
    async with driven("1", "1", "2", *DATE, "enter", "2", "enter") as run:
        await run.press("tab", "left", "left", "enter")
        assert run.app.top.question.id == "age"
        assert run.app.top.query_one("#options").has_focus


async def test_a_wrong_date_is_said_and_stays_to_be_corrected():
    """30 February is explained, and the typed text is still there."""
    async with driven("1", "1", "2", *"30022027", "enter") as run:
        assert "February 2027 has 28 days" in run.text
        assert run.app.top.query_one("#date").typed == "30022027"
        assert run.app.top.question.id == "last-date"


async def test_dates_may_be_typed_as_people_write_them():
    """One box takes a date in every form (issue, number 8), and shows what is understood before Enter accepts it."""
    for text in ("10/1/2027", "10 1 2027", "10 Jan", "2027-01-10", "in 49 days"):
        async with driven("1", "1", "2") as run:
            await run.type(text)
            assert "Sunday 10 January 2027, in 49 days" in run.text
            await run.press("enter")
            assert interview(run).answers["last-date"] == "2027-01-10"


async def test_what_could_be_a_slip_is_asked_and_a_second_enter_says_yes():
    """A last day in 2020 or 2077 is questioned, also again after more typing, and a key typed before the question is visible
    confirms nothing.
    """
    for text, words in (("31 12 2020", "5 years ago"), ("31 12 2077", "in 51 years")):
        async with driven("1", "1", "2") as run:
            await run.type(text)
            await run.at_once("enter", "enter")
            assert run.app.top.question.id == "last-date"
            assert words in run.text
            assert "Press Enter again for yes" in run.text
            await run.press("backspace", text[-1], "enter")
            assert run.app.top.question.id == "last-date"
            await run.press("enter")
            assert interview(run).answers["last-date"] == f"{text[-4:]}-12-31"


async def test_two_days_that_could_be_meant_are_chosen_from_by_arrows():
    """Enter alone takes neither day and a digit is text; Down marks one, and Enter takes it in full."""
    async with driven("1", "1", "2", *"next", "space", *"friday", "enter") as run:
        assert "Friday 27 November 2026" in run.text
        assert "Friday 4 December 2026" in run.text
        await run.press("enter", "1", "backspace", "enter", "enter")
        assert run.app.top.question.id == "last-date"
        await run.press("down", "down", "up", "down", "enter")
        assert interview(run).answers["last-date"] == "2026-12-04"


async def test_not_known_can_be_typed_into_the_box():
    """The words are accepted in the box as well as the answer below it."""
    async with driven("1", "1", "2", *"not", "space", *"known") as run:
        assert "Not known" in run.text
        await run.press("enter")
        assert interview(run).answers["last-date"] == "not-known"


async def test_a_pasted_date_is_taken_whole():
    """Line ends before, in and after a pasted date count as spaces (issue, number 7)."""
    for text in ("10/01/2027", "\n10 January 2027\n", "10\r\nJanuary\r\n2027", "Sunday 10 January 2027"):
        async with driven("1", "1", "2") as run:
            run.app.post_message(events.Paste(text))
            await run.settle()
            await run.press("enter")
            assert interview(run).answers["last-date"] == "2027-01-10"


async def test_an_empty_box_is_no_answer():
    """Enter in the empty box says what to type, and stays."""
    async with driven("1", "1", "2", "enter") as run:
        assert "Not understood. Expected: a date" in run.text
        assert run.app.top.question.id == "last-date"


async def test_a_date_that_is_not_known_is_one_of_the_answers_below():
    """Down leaves the box, and the digit and Enter give the answer."""
    async with driven("1", "1", "2", "down", "1") as run:
        assert interview(run).answers["last-date"] == "not-known"


async def test_several_answers_are_marked_by_digit_or_space():
    """Each mark can be removed, and an exclusive answer clears the others and is cleared by them."""
    async with driven("1", "1", "2", *DATE, "enter") as run:
        choices = run.app.top.query_one("#options")
        await run.go("2", "down", "space", "2")
        assert choices.marked == ("fact-c",)
        await run.press("end", "space")
        assert choices.marked == ("none",)
        await run.press("home", "space")
        assert choices.marked == ("fact-a",)


async def test_nothing_marked_is_not_an_answer():
    """Enter with nothing marked says what is wanted, and stays."""
    async with driven("1", "1", "2", *DATE, "enter", "enter") as run:
        assert "Mark at least one" in run.footer
        assert run.app.top.question.id == "circumstances"
        await run.go("1", "enter")
        assert run.app.top.question.id == "authority"


async def test_a_long_list_narrows_as_letters_are_typed():
    """Typing keeps the lines that contain the text, Backspace restores the others, and Enter takes the only one left."""
    async with driven("1", "1", "2", *DATE, "enter", "1", "enter") as run:
        await run.type("place-k")
        assert "Place-a words" not in run.text
        await run.press("backspace")
        assert "Place-a words" in run.text
        await run.type("m")
        await run.press("enter")
        assert interview(run).answers["authority"] == "place-m"


async def test_the_numbers_open_while_an_answer_is_being_saved():
    """The numbers open while a slow disk saves an answer, and nothing is lost."""
    gate = threading.Event()
    async with driven("1") as run:
        given = interview(run).answer
        interview(run).answer = lambda question, answer: (gate.wait(60), given(question, answer))[1]
        await run.at_once_unsettled("1", "enter")
        await run.pilot.press("f2")
        assert run.name == "numbers"
        gate.set()
        await run.press("escape")
        assert run.app.top.question.id == "age"


async def test_leaving_with_unsaved_answers_asks():
    """Back from the first question asks before it drops answers."""
    async with driven("1", "1", "escape", "escape") as run:
        assert run.name == "ask"
        await run.go("1")
        assert run.name == "question"
        await run.press("escape")
        await run.go("3")
        assert run.name == "start"


async def test_leaving_without_an_answer_asks_nothing():
    """Leaving an unanswered first question asks nothing, as there is nothing to lose."""
    async with driven("1", "escape") as run:
        assert run.name == "start"


async def test_the_outcome_says_everything_its_view_holds():
    """The outcome shows what to do, whom to call, warnings, arrangements, what to say, tell and record, and why."""
    async with driven(*TO_OUTCOME, size=(99, 70)) as run:
        for words in (
            "REFER to Southmere District Council",
            "49 days until Sunday 10 January 2027",
            "Fill in the referral.",
            "01632 960002",
            "Ring today as well",
            "Adult pathway",
            "I am ringing about somebody",
            "by Friday 4 December 2026",
            "The date, the answers",
            "They agreed aloud.",
            "Invented procedure 1.3",
        ):
            assert words in run.text, words


async def test_back_from_the_outcome_opens_the_last_question_again():
    """Esc from the outcome opens the last question again."""
    async with driven(*TO_OUTCOME, "escape") as run:
        assert run.app.top.question.id == "consent"
        await run.press("enter")
        assert run.name == "outcome"


async def test_the_trail_of_the_outcome_leads_back():
    """Any answer can be changed from the outcome too."""
    async with driven(*TO_OUTCOME, "tab", "up", "up", "enter") as run:
        assert run.app.top.question.id == "circumstances"


async def test_an_outcome_reached_while_the_numbers_are_open_waits_below():
    """An outcome that arrives while the numbers are open stays below them."""
    gate = threading.Event()
    async with driven(*TO_OUTCOME[:-1]) as run:
        given = interview(run).answer
        interview(run).answer = lambda question, answer: (gate.wait(60), given(question, answer))[1]
        await run.at_once_unsettled("1", "enter")
        await run.pilot.press("f2")
        gate.set()
        await run.settle()
        assert run.name == "numbers"
        await run.press("escape")
        assert run.name == "outcome"
        await run.press("escape")
        assert run.name == "question"


async def test_a_screen_left_twice_is_left_once():
    """Two quick presses of back leave the help page, not also the question below it."""
    async with driven("1", "1", "f1") as run:
        await run.at_once("escape", "escape")
        assert run.name == "question"
