"""The form: each field is saved at every pause and when it is left, and nothing typed is lost."""

import asyncio
import itertools
from datetime import timedelta
from unittest.mock import patch

import pytest
from behind import end_the_pause
from case_desks import BEGUN, READY, at_desk
from desk_samples import MINIMUM, MONDAY_MORNING, PASSPHRASE, REFER
from driving import words
from hypothesis import given, settings
from hypothesis import strategies as st
from textual.widgets import Input

from champion_tui.desk.errors import CannotReadOrWrite
from champion_tui.desk.screen_commands import command
from champion_tui.tui.screens.cases.form.field_editors import LongEditor
from champion_tui.tui.screens.cases.form.field_row import FieldRow
from champion_tui.tui.screens.cases.form.form import HEADINGS, FormScreen
from champion_tui.tui.screens.cases.form.saving import SavingScreen
from champion_tui.tui.widgets.lists.choices import Choices

FORM = ("3", "1", "2")
"""From the start screen to the step about the person."""


def stored(run, field):
    """Returns the stored value of a field."""
    view = run.desk.cases.view(run.reference)
    return next(found.value for step in view.steps for found in step.fields if found.id == field)


def row(run, field):
    """Returns a field's row on screen."""
    return run.app.screen.query_one(f"#field-{field}", FieldRow)


def here(run):
    """Returns the id of the field with the focus."""
    return next(found.field.id for found in run.app.screen.query(FieldRow) if found.has_focus_within)


async def empty(run):
    """Empties the box with the focus."""
    await run.press("end", *["backspace"] * len(run.app.focused.value))


@pytest.mark.parametrize("key", ["tab", "enter", "down", "shift+tab", "up", "escape", "f6", "f9", "f2", "f8"])
async def test_a_field_is_saved_however_it_is_left(key):
    """Whichever key leaves a field, its value is in the store."""
    async with at_desk(*FORM, "down") as run:
        await run.type("Zeb")
        await run.press(key)
        assert stored(run, "known-as") == "Zeb"


async def test_the_line_on_top_says_saved_only_when_it_is():
    """The header shows saving while the store works, and NOT SAVED if it fails, with the text kept on screen."""
    async with at_desk(*FORM) as run:
        assert "3 needed" in run.lines[0]
        await run.type("Zebedee Example")
        with patch.object(
            type(run.desk.cases), "set_field", side_effect=CannotReadOrWrite("The disk is full.", "Make room.")
        ):
            await run.press("enter")
        assert "NOT SAVED: Full name" in run.lines[0]
        assert "The disk is full." in run.text
        assert "Make room." in run.text
        assert "Zebedee Example" in run.text
        assert stored(run, "full-name") is None
        await run.press("up", "down")
        assert stored(run, "full-name") == "Zebedee Example"
        assert "saved 10:04:31   2 needed" in run.lines[0]


async def test_a_wrong_value_stays_with_what_was_expected():
    """An invalid phone number is not saved, stays on screen with what was expected, and can be corrected."""
    async with at_desk(*FORM, "down", "down", "down") as run:
        assert here(run) == "phone"
        await run.type("12345")
        await run.press("tab")
        assert "NOT SAVED: Their phone" in run.lines[0]
        assert "Expected: one phone number" in " ".join(run.text.split())
        assert row(run, "phone").editor.value == "12345"
        assert here(run) == "phone"
        await empty(run)
        await run.type("07700900123")
        await run.press("tab")
        assert stored(run, "phone") == "07700 900123"
        assert "NOT SAVED" not in run.text


async def leave_with(run, answer):
    """Leaves the form and answers the question with the option ``answer``."""
    await run.press("escape")
    assert run.name == "ask"
    choices = run.app.screen.query_one(Choices)
    place = [option.id for option in choices.options].index(answer)
    await run.press("home", *["down"] * place, "enter")


async def test_leaving_with_something_unsaved_asks_first():
    """Esc asks before it drops unsaved text, and staying leads to the field that is wrong."""
    async with at_desk(*FORM) as run:
        await run.press("f5")
        assert here(run) == "phone"
        await run.type("12345")
        await run.press("shift+tab")
        assert here(run) == "date-of-birth"
        await leave_with(run, "stay")
        assert (run.name, here(run)) == ("form", "phone")
        assert row(run, "phone").editor.value == "12345"
        await run.press("f8")
        await leave_with(run, "stay")
        assert (run.name, here(run)) == ("form", "phone")
        assert row(run, "phone").editor.value == "12345"


async def test_what_is_left_for_later_stands_there_again():
    """A value left for later is shown on no other page, and the form shows it and its mistake when it is opened again."""
    async with at_desk(*FORM, size=(99, 50)) as run:
        await run.press("f5")
        await run.type("12345")
        await leave_with(run, "later")
        assert run.name == "case"
        assert "12345" not in run.text
        assert "Their phone" in run.text
        assert stored(run, "phone") is None
        await run.press("f6")
        assert run.name == "check"
        assert "12345" not in run.text
        assert "Correct it or clear it." in " ".join(run.text.split())
        await run.press("f5", "f5")
        assert (run.name, here(run)) == ("form", "phone")
        assert row(run, "phone").editor.value == "12345"
        assert "NOT SAVED: Their phone" in run.lines[0]


async def test_what_is_dropped_is_gone():
    """After dropping the text, only what was stored before is left."""
    async with at_desk(*FORM, cases=(READY,)) as run:
        await run.press("down", "down", "down")
        await empty(run)
        await run.type("12345")
        await leave_with(run, "drop")
        assert run.name == "case"
        assert run.desk.vault.opened().store.case(run.reference).typing == {}
        assert stored(run, "phone") == "07700 900123"


async def pass_the_pause(run):
    """Ends the pause between two saves of what is being typed."""
    for screen in run.app.screens_open():
        if isinstance(screen, SavingScreen):
            end_the_pause(screen)
    await run.settle()


async def test_what_is_typed_is_saved_at_a_pause_and_said_once():
    """At a pause the value is stored without leaving the field or reformatting it, and the history records it once, on leaving."""
    async with at_desk(*FORM, "down", "down", "down") as run:
        await run.type("07700900123")
        await pass_the_pause(run)
        assert stored(run, "phone") == "07700 900123"
        assert row(run, "phone").editor.value == "07700900123"
        assert "saved 10:04:31" in run.lines[0]
        events = [event.what for event in run.desk.vault.opened().store.events(run.reference)]
        assert "referral phone" not in events
        await run.press("tab")
        assert row(run, "phone").editor.value == "07700 900123"
        events = [event.what for event in run.desk.vault.opened().store.events(run.reference)]
        assert events.count("referral phone") == 1


async def test_a_space_at_the_end_is_not_taken_from_under_the_cursor():
    """After a pause between two words, the space before the next word is still there."""
    async with at_desk(*FORM) as run:
        await run.type("Zebedee ")
        await pass_the_pause(run)
        await run.type("Example")
        await run.press("tab")
        assert stored(run, "full-name") == "Zebedee Example"


async def test_nobody_is_told_off_while_still_typing():
    """Half a number at a pause is kept and reported in the header, and its error appears only when the field is left."""
    async with at_desk(*FORM, "down", "down", "down") as run:
        await run.type("0770")
        await pass_the_pause(run)
        assert "NOT SAVED: Their phone" in run.lines[0]
        assert "Expected" not in run.text
        assert run.desk.vault.opened().store.case(run.reference).typing["phone"].text == "0770"
        await run.press("tab")
        assert "Expected" in run.text
        assert here(run) == "phone"


async def test_another_window_changed_it_while_somebody_types():
    """A change in another window asks nothing while somebody types; on leaving, both values are shown and the text is kept."""
    async with at_desk(*FORM) as run:
        await run.type("Zebedee Exam")
        run.desk.cases.set_field(run.reference, "full-name", "Zacharias Example")
        await pass_the_pause(run)
        assert run.name == "form"
        assert "NOT SAVED: Full name" in run.lines[0]
        await run.type("ple")
        await run.press("enter")
        assert run.name == "ask"
        assert "Zacharias Example" in run.text
        assert "Zebedee Example" in run.text


def says_saved(run):
    """Returns whether the header reports that the screen is stored."""
    return "saved 10:" in run.lines[0]


def all_stored(run):
    """Returns whether every field on screen contains its stored value."""
    return all(
        row.editor.given is None if (value := stored(run, row.field.id)) is None else same(row.editor.given, value)
        for row in run.app.screen.query(FieldRow)
    )


def same(given, value):
    """Returns whether a field contains that value, before or after it was tidied."""
    return "".join(str(given).split()) == "".join(str(value).split())


async def test_the_line_on_top_says_saved_only_where_all_is_stored():
    """After every key the header shows "saved" only if the store has everything on screen."""
    said = set()
    async with at_desk(*FORM) as run:
        for text in (
            "Zebedee",
            "tab",
            "Zeb",
            "pause",
            "ra",
            "tab",
            "tab",
            "12345",
            "pause",
            "tab",
            "shift+tab",
            "f8",
            "f7",
        ):
            for key in (text,) if len(text) > 5 or text in {"tab", "pause", "f8", "f7"} else tuple(text):
                if key == "pause":
                    await pass_the_pause(run)
                elif key == "Zebedee":
                    await run.type(key)
                else:
                    await run.press(key)
                said.add(says_saved(run))
                assert not says_saved(run) or all_stored(run), run.text
    assert said == {True, False}


REFUSED = {"phone": "not a phone", "email": "mary at nhs", "alternative-contact-phone": "his mum"}


@pytest.mark.parametrize("key", ["tab", "enter", "down"])
@pytest.mark.parametrize("field", REFUSED)
async def test_a_refused_field_keeps_the_focus(field, key):
    """A refused field keeps the focus, even at the second key; going back leaves it, with the text kept and reported."""
    async with at_desk(*FORM) as run:
        row(run, field).start()
        await run.settle()
        await run.type(REFUSED[field])
        for _ in range(2):
            await run.press(key)
            assert here(run) == field
            assert "Expected" in run.text
        await run.press("shift+tab")
        assert here(run) != field
        assert row(run, field).editor.given == REFUSED[field]
        assert "NOT SAVED" in run.lines[0]


@given(
    steps=st.lists(
        st.sampled_from(["tab", "enter", "shift+tab", "f8", "f7", "f5", "pause", *REFUSED]), min_size=4, max_size=14
    )
)
@settings(max_examples=12, deadline=None)
async def test_several_refused_fields_in_any_order_lose_nothing(steps):
    """With refused texts in any fields and keys in any order, even faster than the screen follows, no text is lost and each is
    stored.
    """
    typed = {}
    async with at_desk(*FORM) as run:
        for step in steps:
            if step in REFUSED:
                found = run.app.screen.query(f"#field-{step}")
                if not found:
                    continue
                found.first(FieldRow).start()
                await run.settle()
                if step not in typed:
                    await run.at_once(*(" " if letter == "space" else letter for letter in REFUSED[step]))
                    typed[step] = REFUSED[step]
            elif step == "pause":
                await pass_the_pause(run)
            else:
                await run.at_once(step)
            if run.name != "form":
                await run.press("escape")
            assert run.name == "form"
        await run.app.screen.settled()
        await run.settle()
        kept = run.desk.vault.opened().store.case(run.reference)
        assert {key: note.text for key, note in kept.typing.items() if note.text} == typed
        assert not set(kept.referral) & set(typed)
        for field, text in typed.items():
            for shown in run.app.screen.query(f"#field-{field}").results(FieldRow):
                assert shown.editor.given == text


async def test_a_conflict_shows_both_values_and_saves_neither():
    """If another person changed the field, both values are shown and the person chooses."""
    async with at_desk(*FORM) as run:
        await run.type("Zebedee Example")
        run.desk.cases.set_field(run.reference, "full-name", "Zacharias Example")
        await run.press("enter")
        assert run.name == "ask"
        assert "Zacharias Example" in run.text
        assert "Zebedee Example" in run.text
        await run.press("escape")
        assert "NOT SAVED: Full name" in run.lines[0]
        assert row(run, "full-name").editor.value == "Zebedee Example"
        assert stored(run, "full-name") == "Zacharias Example"


@pytest.mark.parametrize(("answer", "kept"), [("2", "Zebedee Example"), ("3", "Zacharias Example")])
async def test_a_conflict_ends_with_the_value_that_was_chosen(answer, kept):
    """Choosing "save mine" replaces what is stored, and "keep what is stored" drops mine."""
    async with at_desk(*FORM) as run:
        await run.type("Zebedee Example")
        run.desk.cases.set_field(run.reference, "full-name", "Zacharias Example")
        await run.go("enter", answer)
        assert stored(run, "full-name") == kept
        assert row(run, "full-name").editor.value == kept
        assert "NOT SAVED" not in run.text


async def test_a_later_change_elsewhere_to_another_field_loses_nothing():
    """A stale version is refused even if the fields differ, and saving mine then keeps both changes."""
    async with at_desk(*FORM) as run:
        await run.type("Zebedee Example")
        run.desk.cases.set_field(run.reference, "known-as", "Zeb")
        await run.go("enter", "2")
        assert stored(run, "full-name") == "Zebedee Example"
        assert stored(run, "known-as") == "Zeb"


async def hear(run):
    """Delivers news from the team's server to the page."""
    run.app.screen.news()
    await run.settle()


async def test_what_a_colleague_enters_is_shown_and_what_is_typed_stays_and_is_saved_unasked():
    """Two people who fill in two fields of one case each see the other's value, and neither is asked anything."""
    async with at_desk(*FORM) as run:
        await run.type("Zebedee Example")
        run.desk.cases.set_field(run.reference, "known-as", "Zeb")
        await hear(run)
        assert "Somebody else has just changed this case" in words(run)
        assert row(run, "known-as").editor.value == "Zeb"
        assert row(run, "full-name").editor.value == "Zebedee Example"
        await run.press("enter")
        assert run.name == "form"
        assert stored(run, "full-name") == "Zebedee Example"
        assert stored(run, "known-as") == "Zeb"


async def test_what_is_typed_where_a_colleague_entered_something_else_is_asked_about():
    """News about the field being typed in removes nothing, and the typed text does not silently replace the other value."""
    async with at_desk(*FORM) as run:
        await run.type("Zebedee Example")
        run.desk.cases.set_field(run.reference, "full-name", "Zacharias Example")
        await hear(run)
        assert row(run, "full-name").editor.value == "Zebedee Example"
        await run.press("enter")
        assert run.name == "ask"
        assert "Zacharias Example" in run.text
        assert stored(run, "full-name") == "Zacharias Example"
        await run.go("2")
        assert stored(run, "full-name") == "Zebedee Example"


async def test_a_field_that_nobody_types_in_shows_what_a_colleague_entered_even_with_the_focus():
    """An empty box with the cursor fills with the colleague's value, and leaving it saves nothing."""
    async with at_desk(*FORM) as run:
        run.desk.cases.set_field(run.reference, "full-name", "Zacharias Example")
        await hear(run)
        assert row(run, "full-name").editor.value == "Zacharias Example"
        await run.press("enter")
        assert run.name == "form"
        assert stored(run, "full-name") == "Zacharias Example"


async def test_masked_fields_show_dots_until_they_have_the_focus():
    """Masked values are shown only in the field with the focus, so that nobody reads them over a shoulder."""
    person = {**MINIMUM, "date-of-birth": "1990-02-01"}
    async with at_desk("3", "1", "2", cases=({"triage": REFER, "referral": person},)) as run:
        assert "1990" not in run.text
        assert "900123" not in run.text
        await run.press("down", "down")
        assert here(run) == "date-of-birth"
        assert "1990" in run.text
        await run.press("up")
        assert "1990" not in run.text


async def test_a_date_of_birth_is_one_box_with_words_under_it():
    """An impossible date is explained and kept, the understood date is shown below, and a two-digit year is questioned."""
    async with at_desk(*FORM, "down", "down") as run:
        await run.type("30 2 1990")
        await run.press("enter")
        assert "February 1990 has 28 days" in words(run)
        assert here(run) == "date-of-birth"
        assert stored(run, "date-of-birth") is None
        await run.press("ctrl+u")
        await run.type("1 2 90")
        await run.press("enter")
        assert "Thursday 1 February 1990, 36 years old" in words(run)
        assert here(run) == "date-of-birth"
        assert stored(run, "date-of-birth") is None
        await run.press("enter")
        assert here(run) != "date-of-birth"
        assert stored(run, "date-of-birth") == "1990-02-01"
        assert "1990" not in run.text


async def test_a_date_that_is_left_in_doubt_is_kept_and_not_saved():
    """Tab does not leave ``1/2/90``, which is reported as NOT SAVED without naming the day, and Enter asks again."""
    async with at_desk(*FORM, "down", "down") as run:
        await run.type("1/2/90")
        await run.press("tab")
        assert (
            "NOT SAVED. Expected: a date of birth that can be read in one way only, such as 31 December 1990."
            in words(run)
        )
        assert stored(run, "date-of-birth") is None
        assert "1 February" not in run.text
        assert here(run) == "date-of-birth"
        await run.press("enter", "enter")
        assert stored(run, "date-of-birth") == "1990-02-01"


async def test_one_answer_is_chosen_by_enter_or_digit_and_not_by_passing():
    """Moving through a list and leaving it with Tab gives no answer."""
    async with at_desk("3", "1", "1", "down") as run:
        assert here(run) == "body-type"
        await run.press("down", "down", "tab")
        assert stored(run, "body-type") is None
        await run.go("shift+tab", "2")
        assert stored(run, "body-type") == "young-offender-institution"
        assert here(run) == "team"
        assert "Young offender institution" in run.text


async def test_an_answer_can_be_taken_away_again():
    """The last line of a list removes the answer."""
    async with at_desk("3", "1", "1", "down", "1") as run:
        await run.press("up", "end", "enter")
        assert stored(run, "body-type") is None


async def test_several_answers_are_saved_on_leaving():
    """Marked answers are saved when the field is left, even by Tab."""
    async with at_desk("3", "1", "3") as run:
        assert here(run) == "support-needs"
        await run.press("1", "down", "space", "down", "space", "space", "tab")
        assert stored(run, "support-needs") == ("young-person-16-17", "young-person-18-25")


async def test_the_agreed_reason_is_proposed_and_not_given():
    """The reason suggested by the answers counts only when it is chosen."""
    async with at_desk("3", "1", "4", "tab") as run:
        assert here(run) == "agreed-reason"
        assert "suggested by the answers" in run.text
        await run.press("tab")
        assert stored(run, "agreed-reason") is None
        await run.press("shift+tab", "enter")
        assert stored(run, "agreed-reason") is None
        await run.go("2")
        assert stored(run, "agreed-reason") == "threatened"


async def test_ten_thousand_characters_are_taken_and_more_are_said():
    """Notes of 10,000 characters are kept, and one character more is refused and stays on screen."""
    async with at_desk("3", "1", "3", "tab", size=(80, 60)) as run:
        assert here(run) == "risk-notes"
        run.app.screen.query_one("#field-risk-notes LongEditor", LongEditor).text = "é" * 10_000
        await run.press("tab")
        assert stored(run, "risk-notes") == "é" * 10_000
        await run.press("shift+tab")
        run.app.screen.query_one("#field-risk-notes LongEditor", LongEditor).text = "é" * 10_001
        await run.press("shift+tab")
        assert "10,000 characters or fewer" in run.text
        assert len(row(run, "risk-notes").editor.text) == 10_001


async def test_right_to_left_names_and_control_characters():
    """A name in another script is kept as it is, and invisible characters are removed."""
    async with at_desk(*FORM) as run:
        run.app.focused.value = "\u202eزيد مثال\u0007"
        await run.press("tab")
        assert stored(run, "full-name") == "زيد مثال"


@pytest.mark.parametrize("key", command("missing").keys)
async def test_what_is_missing_is_one_key_away(key):
    """F5 and its second key go to the first field that stops the export, from any step, then to the next one."""
    async with at_desk("3", "1", "1") as run:
        await run.press(key)
        assert here(run) == "full-name"
        await run.press(key)
        assert here(run) == "phone"
        await run.press(key)
        assert here(run) == "agreed-reason"


async def test_when_nothing_stops_it_f5_goes_to_what_is_wanted():
    """Once the minimum is complete, F5 leads to what would help."""
    async with at_desk("3", "1", "2", "f5", cases=(READY,)) as run:
        assert here(run) == "agency-name"


async def test_what_is_typed_counts_before_f5_looks():
    """A name typed a moment ago no longer counts as missing."""
    async with at_desk(*FORM) as run:
        await run.type("Zebedee")
        await run.press("f5")
        assert here(run) == "phone"


async def test_tab_leads_through_all_steps_and_back():
    """Tab leads through the fields of all steps and Shift+Tab back, and the check follows the last step."""
    async with at_desk("3", "1", "3", "tab", "tab") as run:
        assert here(run) == "why-this-authority"
        await run.press("shift+tab")
        assert here(run) == "risk-notes"
        await run.press("f8", "f8")
        assert run.name == "check"
        await run.press("escape")
        assert run.name == "form"


async def test_what_stays_here_is_said():
    """Each field shows whether it goes to the council, stays here, or is withheld because sharing was not agreed."""
    async with at_desk("3", "1", "4", "tab", "tab") as run:
        assert here(run) == "paper"
        assert "does not go to the council" in run.text
    minimum = {**REFER, "consent-details": "minimum-only"}
    async with at_desk("3", "1", "3", cases=({"triage": minimum, "referral": {}},)) as run:
        assert "Not agreed to share" in run.text


async def test_hiding_saves_and_the_passphrase_brings_everything_back():
    """F9 in the middle of a word saves it and shows nothing of it, and afterwards it is there again."""
    async with at_desk(*FORM) as run:
        await run.type("Zebed")
        await run.press("f9")
        assert "Zebed" not in run.text
        assert stored(run, "full-name") == "Zebed"
        run.app.screen.query_one(Input).value = PASSPHRASE
        await run.press("enter")
        await run.until(lambda: run.name == "form")
        assert "Zebed" in run.text


async def test_details_typed_once_stand_in_the_next_case():
    """The agency's own details are kept for every later case."""
    async with at_desk("3", "1", "1") as run:
        await run.type("Invented Prison")
        await run.press("enter")
        second = run.desk.cases.new(BEGUN)
        fields = {field.id: field.value for step in run.desk.cases.view(second).steps for field in step.fields}
        assert fields["agency-name"] == "Invented Prison"


async def test_a_date_typed_faster_than_the_screen_follows_is_taken_whole():
    """A date is taken complete even if all keys arrive before anything is drawn."""
    async with at_desk(*FORM, "down", "down") as run:
        await run.at_once(*"01021990", "enter")
        assert stored(run, "date-of-birth") == "1990-02-01"
    async with at_desk(*FORM, "down", "down") as run:
        await run.at_once("1", "slash", "2", "slash", *"1990", "enter")
        assert stored(run, "date-of-birth") == "1990-02-01"


async def test_a_field_that_is_asked_for_stands_once_however_soon_the_next_save_comes():
    """A new field appears once even if two saves end before it is built, which used to stop the program."""
    async with at_desk("3", "1", "2") as run:
        await run.type("\u10d2\u10d8\u10dd\u10e0\u10d2\u10d8")
        form = run.app.screen
        mounted, twice = form._mount_what_is_asked_now, []

        def again():
            mounted()
            mounted()
            twice.append(len(form.query(FieldRow)))

        form._mount_what_is_asked_now = again
        await run.press("enter")
        await run.until(lambda: any(found.field.id == "full-name-latin" for found in form.query(FieldRow)))
        await run.settle()
        ids = [found.field.id for found in form.query(FieldRow)]
        assert ids.count("full-name-latin") == 1
        assert twice


async def test_a_name_that_no_font_shows_asks_for_one_in_latin_letters_below_it():
    """The field for Latin letters appears and is needed as soon as the name is saved, and the focus stays where it was."""
    async with at_desk(*FORM) as run:
        assert "full-name-latin" not in [found.field.id for found in run.app.screen.query(FieldRow)]
        await run.type("გიორგი")
        await run.press("enter")
        ids = [found.field.id for found in run.app.screen.query(FieldRow)]
        assert ids[ids.index("full-name") + 1] == "full-name-latin"
        assert here(run) == "known-as"
        assert "Full name in Latin letters" in run.text
        await run.type("Gio")
        await run.press("up")
        assert here(run) == "full-name-latin"
        await run.type("Giorgi")
        await run.press("enter")
        assert (stored(run, "full-name-latin"), stored(run, "known-as")) == ("Giorgi", "Gio")
        assert here(run) == "known-as"


async def test_what_does_not_count_says_so_under_its_field_also_when_it_is_left():
    """A value that does not count is explained under its field, even after leaving it, and the text stays."""
    async with at_desk(cases=(READY,)) as run:
        run.app.push_screen(FormScreen(run.desk.cases.view(run.reference), "about-them", "full-name"))
        await run.settle()
        name = next(row for row in run.app.screen.rows if row.field.id == "full-name")
        name.editor.value = "N/A"
        await run.press("tab")
        await run.app.screen.settled()
        await run.settle()
        assert name.editor.value == "N/A"
        assert "“N/A” does not say who they are" in " ".join(run.text.split())


# -- mistakes, headings and undo ----------------------------------------------------------------------------------------


async def test_what_is_to_be_mended_stands_on_top_and_f5_leads_there():
    """The mistake is shown next to the field and the field's name on top of the step, until it is corrected."""
    async with at_desk(*FORM, cases=(READY,)) as run:
        await run.press("down", "down", "down")
        await empty(run)
        await run.type("12345")
        await run.press("tab")
        problems = run.app.screen.query_one("#problems", Choices)
        assert problems.display
        (phone,) = problems.options
        assert (phone.words, phone.hint[:20]) == ("Their phone", "NOT SAVED. Expected:")
        await run.press("f8", "shift+tab", "shift+tab")
        while not problems.has_focus:
            await run.press("shift+tab")
        await run.press("enter")
        assert here(run) == "phone"
        await run.press("up", "up", "f5")
        assert here(run) == "phone"
        await empty(run)
        await run.type("07700900123")
        await run.press("tab")
        assert not problems.display


async def test_the_long_step_has_headings_over_fields_that_are_there():
    """Each heading is directly above its field."""
    async with at_desk(*FORM, size=(120, 60)) as run:
        fields = {field.id for field in run.app.screen.step.fields}
        assert set(HEADINGS) <= fields
        for field, heading in HEADINGS.items():
            assert heading in run.text
            label = row(run, field).field.label
            assert run.text.index(heading) < run.text.index(f"\n   {label}")


async def test_steps_turned_faster_than_they_are_drawn_end_on_the_last_one():
    """Turning steps faster than they are drawn leaves no row twice and none missing."""
    async with at_desk(*FORM) as run:
        screen = run.app.screen
        first, second = (step.id for step in screen.view.steps[:2])
        for step in (second, first, second, first, second):
            screen._show_step(step, "")
            await asyncio.sleep(0)
        await run.settle()
        assert [row.field.id for row in screen.rows] == [field.id for field in screen.view.steps[1].fields]
        assert run.app.focused is not None


async def test_undo_puts_back_the_field_changed_last_and_says_so():
    """Undo saves what is being typed, then restores the field's previous value; a second undo restores the newer one."""
    seconds = itertools.count()
    async with at_desk(
        "3", "1", "2", cases=(BEGUN,), now=lambda: MONDAY_MORNING + timedelta(seconds=next(seconds))
    ) as run:
        row = run.app.top.rows[0]
        before = row.editor.given
        await run.press("end")
        await run.type("x")
        await run.press("tab", "ctrl+k")
        assert run.app.top.rows[0].editor.given == before
        assert run.app.top.rows[0].has_focus_within
        assert "back to what it was" in run.footer or "is empty again" in run.footer
        await run.press("f4")
        assert run.app.top.rows[0].editor.given == f"{before or ''}x"
        await run.press("f6", "ctrl+k")
        assert run.name == "check"
        await run.press("escape")
        assert run.app.top.rows[0].editor.given == before


async def test_undo_says_where_there_is_nothing_to_put_back():
    """On a case in which nobody has changed a field, undo says so and changes nothing."""
    async with at_desk("3", "1", "2", cases=(BEGUN,)) as run:
        await run.press("f4")
        assert "You have changed no field here yet" in run.footer
