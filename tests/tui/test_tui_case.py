"""The case's screens on a real desk, from the list to the pack, and what each shows."""

from datetime import UTC, date, datetime
from pathlib import Path
from unittest.mock import patch

import pytest
from case_desks import ABUSE, BEGUN, DRAFT, READY, READY_WITH_PAPER, REFUSED, at_desk
from desk_samples import MINIMUM, REFER
from driving import type_target, words
from textual.widgets import Input

from champion_tui.desk.desk import Desk, load_book
from champion_tui.desk.errors import CannotReadOrWrite
from champion_tui.desk.numbers.exchange import Exchange
from champion_tui.tui.screens.papers.preview import PreviewScreen

# -- list and hub -------------------------------------------------------------------------------------------------------


async def test_the_start_counts_what_waits_once_the_vault_is_open():
    """The start screen counts what is due, what is NOT SENT and the files outside the vault."""
    async with at_desk(cases=(BEGUN, READY, {"triage": REFUSED})) as run:
        await run.settle()
        assert "2  NOT SENT" in run.text


async def test_the_list_shows_what_is_due_first_and_no_name():
    """The list shows what is due or the state, the reference, initials and tag, how many are NOT SENT, and the council if there
    is room.
    """
    async with at_desk("3", cases=({"triage": DRAFT}, READY, {"triage": REFUSED})) as run:
        assert "1 NOT SENT" in run.lines[0]
        assert "Z.E." in run.marked
        assert "NOT SENT" in run.marked
        assert "Zebedee" not in run.text
        assert "said no to a referral" in run.text
        assert "questions still open" in run.text


async def test_a_long_list_narrows_as_letters_are_typed():
    """Typing initials leaves the rows that contain them."""
    others = [{"triage": REFER, "referral": {**MINIMUM, "full-name": f"{letter}da Example"}} for letter in "ABCDFGHIJK"]
    async with at_desk("3", cases=(*others, READY)) as run:
        await run.type("z.e")
        assert "Z.E." in run.text
        assert "A.E." not in run.text


async def test_a_draft_opens_at_its_open_question():
    """Enter on a draft continues the triage where it stopped."""
    async with at_desk("3", "1", cases=({"triage": DRAFT},)) as run:
        assert run.name == "question"
        assert run.app.top.question.id == "situation"


async def test_the_hub_says_not_sent_what_stops_it_and_where_each_step_is():
    """One page shows the reference, initials only, NOT SENT, what is needed, and every task with its state."""
    async with at_desk("3", "1") as run:
        assert run.reference in run.lines[0]
        assert "NOT SENT. 3 things are needed before it can go." in run.text
        assert "needs full name and their phone" in run.text
        for task in ("Your agency", "About them", "Check your answers", "Mark as sent", "They take it back"):
            assert task in run.text
        await run.press("end")
        assert "Write the evidence record" in run.text
        await run.press("pagedown")
        assert "Full name; Their phone; Reason you agreed with them" in words(run)


@pytest.mark.parametrize("case", [BEGUN, READY], ids=["begun", "ready"])
async def test_every_task_is_in_sight_in_a_small_window_and_what_explains_the_case_a_page_below(case):
    """At 80x24 the case, its last day and every task are visible, the reasons are a page below, and in a wide window next to them."""
    async with at_desk("3", "1", cases=(case,)) as run:
        for in_sight in ("Refer to Cherwell", "Last day: Sunday 10", "NOT SENT.", "Your agency", "Erase this case"):
            assert in_sight in run.text
        await run.press("pagedown")
        assert "threatened with homelessness" in words(run)
        await run.resize(120, 40)
        assert "Nothing goes out until you send" in run.text
        assert "Erase this case" in run.text
        assert "PgDn" not in run.footer


@pytest.mark.parametrize(
    ("case", "task"),
    [(BEGUN, "Your agency"), (READY, "Check your answers"), ({"triage": REFUSED}, "Write the evidence record")],
)
async def test_the_mark_stands_on_the_next_thing_to_do(case, task):
    """The mark is on the next task, so that Enter alone does it."""
    async with at_desk("3", "1", cases=(case,)) as run:
        assert task in run.marked


async def test_without_a_referral_there_is_the_record_and_the_questions():
    """An outcome without a referral offers nothing that would send one."""
    async with at_desk("3", "1", cases=({"triage": REFUSED},)) as run:
        assert "Write the evidence record" in run.text
        assert "Questions and outcome" in run.text
        assert "Mark as sent" not in run.text
        assert "NOT SENT" not in run.text


async def test_changed_questions_are_said():
    """A case asked under another tree shows that, and asks the user to check the answers."""
    async with at_desk("3") as run:
        with patch(
            "champion_tui.desk.cases.case_views.tree_changed_words", return_value="The questions have changed since."
        ):
            await run.go("1")
        assert "The questions have changed since." in run.text


async def test_a_case_that_is_kept_opens_its_hub():
    """A case from the vault opens over the start screen."""
    async with at_desk() as run:
        run.app.ways.open_case(run.reference)
        await run.settle()
        assert run.name == "case"
        await run.press("escape")
        assert run.name == "start"


async def test_the_questions_can_be_seen_again_and_lead_back():
    """The outcome opens from the hub and leads back to the same hub."""
    async with at_desk("3", "1", "end", "up", "enter") as run:
        assert run.name == "outcome"
        await run.press("enter")
        assert run.name == "case"
        await run.press("escape")
        assert run.name == "cases"


async def test_a_store_that_fails_is_said_on_the_spot():
    """If the store cannot be read, a sentence says so and what to do, and the app continues."""
    async with at_desk("3") as run:
        with patch.object(
            type(run.desk.cases), "view", side_effect=CannotReadOrWrite("It cannot be read.", "Try again.")
        ):
            await run.go("1")
        assert "It cannot be read." in run.text
        assert "Try again." in run.text


# -- check your answers -------------------------------------------------------------------------------------------------


async def test_the_check_shows_every_answer_and_every_field():
    """Every answer and field is listed, and what is missing is on top."""
    async with at_desk("3", "1", "5", cases=(READY,), size=(120, 120)) as run:
        view = run.desk.cases.view(run.reference)
        shown = run.app.screen.query_one("#answers").text
        for step in view.answers:
            assert step.answer in shown
        for field in (field for step in view.steps for field in step.fields):
            assert field.label in shown
        assert "Nothing stops the export." in run.text


async def test_masked_values_show_when_the_mark_stands_on_them():
    """The phone number is shown as dots until its line is marked."""
    async with at_desk("3", "1", "5", cases=(READY,), size=(120, 120)) as run:
        assert "07700 900123" not in run.text
        labels = [option.words for option in run.app.screen.query_one("#answers").options]
        await run.press(*["down"] * labels.index("Their phone"))
        assert "07700 900123" in run.text


async def test_a_changed_field_comes_back_to_the_check():
    """Enter on a field opens it, and Enter there saves it and returns to the same line."""
    async with at_desk("3", "1", "5", cases=(READY,)) as run:
        await run.type("known as")
        await run.press("enter")
        assert run.name == "form"
        await run.type("Zeb")
        await run.press("enter")
        assert run.name == "check"
        assert "Zeb" in run.marked


async def test_a_changed_answer_comes_back_to_the_check():
    """Enter on an answer asks the question again, and if the outcome is the same it leads straight back."""
    async with at_desk("3", "1", "5", cases=(READY,)) as run:
        await run.go("2")
        assert run.name == "question"
        await run.go("2")
        assert run.name == "check"
        assert "Yes, and it has been reported" in words(run)


async def test_an_answer_that_changes_the_outcome_shows_it():
    """If consent is refused after all, the new outcome is shown, and continuing leads back to the check."""
    async with at_desk("3", "1", "5", cases=(READY,)) as run:
        await run.go("9")
        labels = [option.id for option in run.app.top.question.options]
        await run.go(str(labels.index("refused") + 1))
        assert run.name == "outcome"
        await run.press("enter")
        assert run.name == "check"


# -- paper, pack, sending -----------------------------------------------------------------------------------------------


async def test_paper_is_asked_before_the_pack_and_before_the_slip():
    """No slip is made before somebody asked whether paper is safe."""
    for task in ("7", "9"):
        async with at_desk("3", "1", task, cases=(READY,)) as run:
            assert run.name == "paper"
            await run.go("1")
            assert run.name == "slip"
            await run.go("1")
            assert run.name == ("preview" if task == "7" else "slip-preview")
            assert ("referral.pdf" in run.text) == (task == "7")
            assert run.desk.cases.view(run.reference).paper_asked


async def test_where_abuse_appears_the_plain_card_is_suggested_and_says_why():
    """The plain card is suggested if there has been abuse, since a slip that is found shows where the person went for help."""
    async with at_desk("3", "1", "6", cases=({"triage": ABUSE, "referral": MINIMUM},)) as run:
        assert "2  A plain card" in run.text
        assert "suggested, because there has been abuse" in run.text
        assert "There has been abuse" in run.text
    async with at_desk("3", "1", "6", cases=(READY,)) as run:
        assert "1  The full slip" in run.text
        assert "suggested" not in run.text


async def test_every_file_can_be_read_before_it_is_written():
    """Each file has a number, and its text is what the desk previews."""
    async with at_desk("3", "1", "7", cases=(READY_WITH_PAPER,), size=(100, 60)) as run:
        files = run.desk.papers.preview(run.reference)
        for number, (name, text) in enumerate(files, 1):
            await run.go(str(number))
            assert name in run.text
            assert text.split()[0] in run.text
        assert isinstance(run.app.screen, PreviewScreen)


async def test_what_is_missing_stops_the_writing_and_is_named():
    """Enter on the preview names what is needed, and no file is written."""
    async with at_desk("3", "1", "7", cases=({"triage": REFER, "referral": {"paper": "full"}},)) as run:
        await run.press("enter")
        assert run.name == "preview"
        assert "It cannot be written yet" in run.text
        assert "Full name" in run.text


async def test_from_the_pack_to_sent_and_the_slip_again(tmp_path):
    """Writing the pack, marking it sent and writing the slip each show what comes next, and NOT SENT disappears."""
    async with at_desk("3", "1", "7", "enter", cases=(READY_WITH_PAPER,)) as run:
        await type_target(run, tmp_path / "out")
        assert (tmp_path / "out" / run.reference / "referral.pdf").exists()
        assert "not locked" in run.text
        assert "NOT SENT" in run.text
        await run.go("1")
        assert run.name == "sent"
        await run.type("AL-77")
        await run.press("enter")
        assert "Sent on Monday 23 November 2026; the portal's code is AL-77." in words(run)
        await run.go("1")
        assert run.name == "slip"
        await run.go("1")
        read = words(run)
        for _ in range(3):
            await run.press("pagedown")
            read += words(run)
        assert "Your code: AL-77" in read
        await run.press("enter")
        await type_target(run, tmp_path / "slip.txt")
        assert "AL-77" in (tmp_path / "slip.txt").read_text(encoding="utf-8")
        await run.go("1")
        assert run.name == "case"
        assert "NOT SENT" not in run.text
        assert run.desk.cases.lists.waiting() == (1, 0, 2, 0)


async def test_a_target_that_cannot_be_written_is_a_sentence_and_can_be_tried_again(tmp_path):
    """If a file is in the way of the folder, the message says what to do, and the next try works."""
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    async with at_desk("3", "1", "7", "enter", cases=(READY_WITH_PAPER,)) as run:
        await type_target(run, tmp_path / "file" / "below")
        assert "Choose another folder" in words(run)
        await type_target(run, tmp_path / "out")
        assert "Written to" in run.text


async def test_the_offered_folder_is_the_users_own_and_nothing_is_remembered(own_home):
    """The offered folder is Documents if it exists, otherwise home; the folder used last is never offered."""
    async with at_desk("3", "1", "7", "enter", cases=(READY_WITH_PAPER,)) as run:
        assert run.app.screen.query_one("#target", Input).value == str(own_home)
        (own_home / "Documents").mkdir()
        await run.press("escape", "enter")
        assert run.app.screen.query_one("#target", Input).value == str(own_home / "Documents")


async def test_a_day_after_today_is_not_a_day_of_sending():
    """A mistake in the day is shown under it, even if Enter is pressed in the code, and what was typed replaces what was offered."""
    async with at_desk("3", "1", "8", cases=(READY_WITH_PAPER,)) as run:
        await run.press("up")
        await run.type("tomorrow")
        await run.press("down", "enter")
        assert run.name == "sent"
        assert "not after today" in run.text
        assert run.desk.cases.view(run.reference).sent_on is None


async def test_the_code_may_be_empty_and_come_later():
    """A missing code is reported as missing, and coming back shows the noted day."""
    async with at_desk("3", "1", "8", "enter", cases=(READY_WITH_PAPER,)) as run:
        assert "no code from the portal yet" in words(run)
        assert "add it later" in words(run)
        await run.go("escape", "8")
        assert run.name == "sent"
        await run.type("AL-9")
        await run.press("enter")
        view = run.desk.cases.view(run.reference)
        assert (view.sent_on, view.sent_code) == (date(2026, 11, 23), "AL-9")


async def test_the_evidence_record_of_any_outcome(tmp_path):
    """Without a referral, the record is written and names nobody."""
    async with at_desk("3", "1", "1", cases=({"triage": REFUSED, "referral": MINIMUM},)) as run:
        await type_target(run, tmp_path / "evidence.txt")
        assert "Zebedee" not in (tmp_path / "evidence.txt").read_text(encoding="utf-8")


# -- files outside the vault --------------------------------------------------------------------------------------------


async def test_a_file_stays_listed_until_it_is_dealt_with(tmp_path):
    """Later keeps the line, delete removes the file and the line, and the page says what deleting does not reach."""
    async with at_desk(cases=(READY_WITH_PAPER,)) as run:
        run.desk.papers.export(run.reference, tmp_path)
        await run.go("4")
        assert run.reference in run.text
        await run.go("1", "3")
        assert len(run.desk.papers.exported_files()) == 1
        await run.go("1")
        assert "printer" in words(run)
        await run.go("2")
        assert "Deleted:" in run.text
        assert run.desk.papers.exported_files() == ()
        assert not (tmp_path / run.reference).exists()


async def test_what_somebody_laid_beside_a_pack_is_named_and_stays(tmp_path):
    """Deleting removes only what was written, and names the rest."""
    async with at_desk(cases=(READY_WITH_PAPER,), size=(120, 40)) as run:
        run.desk.papers.export(run.reference, tmp_path)
        (tmp_path / run.reference / "a letter.docx").touch()
        await run.go("4", "1", "2")
        assert "not deleted: a letter.docx" in words(run)
        assert [path.name for path in (tmp_path / run.reference).iterdir()] == ["a letter.docx"]
        assert run.desk.papers.exported_files() == ()


async def test_a_file_that_is_kept_goes_off_the_list_and_stays(tmp_path):
    """A file that is kept where it belongs is only taken off the list."""
    async with at_desk(cases=(READY_WITH_PAPER,)) as run:
        run.desk.papers.export(run.reference, tmp_path)
        await run.go("4", "1", "1")
        assert run.desk.papers.exported_files() == ()
        assert Path(tmp_path / run.reference).exists()


# -- numbers to ring, guidance ------------------------------------------------------------------------------------------


async def test_the_first_run_points_to_the_numbers_and_blocks_nothing():
    """A new desk points to the numbers to ring, and the emergency is still the first line."""
    async with at_desk() as run:
        assert "New here: ring and confirm" in run.text
        assert "1  Someone may be homeless" in run.text
        await run.go("6", "escape")
        assert run.name == "start"
        assert "New here: ring and confirm" not in run.text


async def test_a_number_is_confirmed_with_who_rang_it():
    """Confirming that a number is right records who rang it."""
    async with at_desk("6") as run:
        first = run.desk.facts_to_confirm()[0]
        await run.go("1", "1")
        assert run.name == "confirm"
        assert "noted as confirmed today" in words(run)
        line = next(found for found in run.desk.book.lines() if found.line == first.line)
        assert line.standing.checked_on == date(2026, 11, 23)


async def test_a_wrong_number_is_corrected_and_shows_at_once():
    """The corrected number is in the emergency numbers at once, and one that cannot be used is refused with the reason."""
    async with at_desk("6", "1", "2") as run:
        await run.type("12")
        await run.press("enter", "enter")
        assert run.name == "correct"
        assert "That cannot be used" in run.text
        assert run.app.focused.id == "phone"
        run.app.screen.query_one("#phone", Input).value = "01632 960999"
        await run.press("enter", "enter", "enter")
        await run.type("Rang the switchboard")
        await run.press("enter")
        assert "corrected" in run.text
        await run.press("f2")
        await run.type("west")
        assert "01632 960999" in run.text


async def test_one_key_notes_that_a_number_is_right():
    """F5 asks once who rang and then notes the marked number under that name at once, and F6 leads to its correction."""
    async with at_desk("6") as run:
        run.desk.vault.lock()
        second = run.desk.facts_to_confirm()[1]
        await run.press("f5")
        assert run.name == "rang"
        run.app.screen.query_one("#who", Input).value = "Robin Example"
        await run.press("enter")
        await run.go("1")
        assert run.name == "confirm"
        await run.press("f5")
        assert f"{second.name}: noted as confirmed today" in words(run)
        line = next(found for found in run.desk.book.lines() if found.line == second.line)
        assert line.standing.checked_on == date(2026, 11, 23)
        await run.press("f6")
        assert run.name == "correct"


async def test_what_to_say_on_the_phone_stands_beside_the_marked_number():
    """Next to the marked number are what to say, the questions about it and its known doubts; another line shows its own."""
    async with at_desk("6", size=(120, 40)) as run:
        first, second = run.desk.facts_to_confirm()[:2]
        assert f"Is {first.phone} the right" in words(run)
        await run.press("down")
        assert f"Is {second.phone} the right" in words(run)
        assert f"Is {first.phone} the right" not in words(run)


async def test_a_file_of_another_organisation_is_shown_before_it_is_taken(tmp_path):
    """A file from another organisation shows its differences and changes nothing until “Take what is shown” is chosen."""
    stick, key = other_stick(tmp_path)
    async with at_desk("6") as run:
        Exchange(run.desk.book, run.desk.home, run.desk.now).trust("Northvale Example Desk", key, "Alex Example")
        await run.press("f4")
        run.app.screen.query_one(Input).value = str(stick)
        await run.press("enter")
        assert "would be 01632 960123" in words(run)
        assert "01632 960123" not in {line.phone for line in run.desk.book.lines()}
        await run.go("1")
        assert run.name == "confirm"
        assert "Taken from Northvale Example Desk: 1 value" in words(run)
        assert "01632 960123" in {line.phone for line in run.desk.book.lines()}


def other_stick(folder):
    """Returns the path of another machine's signed file with one corrected number, and its key."""
    other = Desk(load_book(folder / "other"), folder / "other", lambda: datetime(2026, 11, 20, 12, tzinfo=UTC))
    other.correct("cherwell-day", phone="01632 960123", hours=None, who="Robin Example", why="Rang the switchboard")
    carrying = Exchange(other.book, other.home, other.now)
    carrying.export(folder / "stick.toml")
    return folder / "stick.toml", carrying.own_key()


async def test_guidance_searches_titles_and_texts():
    """Typing keeps the entries that contain the words, and Enter opens an entry with its source."""
    async with at_desk("5") as run:
        await run.type("prison")
        found = run.desk.guidance("prison")
        assert all(entry.title[:25] in words(run) for entry in found[:5])
        await run.press("enter")
        assert run.name == "entry"
        assert found[0].source in words(run)
        await run.press("escape")
        await run.type("zzz")
        assert "Nothing here matches" in run.text


async def test_guidance_leads_to_the_numbers_to_ring():
    """The numbers to ring can also be reached from Guidance."""
    async with at_desk("5", "1") as run:
        assert run.name == "confirm"
