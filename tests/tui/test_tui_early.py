"""The early list on the full screen: who is on it, adding a person, importing a file, beginning a case, removing a person."""

from datetime import date

import pytest
from case_desks import EARLY, at_desk
from case_scenes import EARLY_LIST
from driving import words

from champion_tui.tui.screens.early.importing import MOST_NAMED
from champion_tui.tui.widgets.text_box import TextBox

HEADINGS = "reference,date,kind,worker\n"


def listed(run):
    """Returns the champion's own references on the list."""
    return [view.own_reference for view in run.desk.early.listed()]


async def add(run, own, day, kind):
    """Enters everything except who works with the person."""
    await run.press("f4")
    await run.type(own)
    await run.press("enter")
    await run.type(day)
    await run.press("enter")
    await run.go(kind)


async def give_file(run, file):
    """Types the path of a file and waits for the result."""
    run.app.screen.query_one("#target", TextBox).value = str(file)
    await run.press("enter")


async def test_the_nearest_day_stands_first_with_its_state_in_words():
    """The list is sorted by when the 56 days begin, shows when and for how many they began, and the marked person in full."""
    async with at_desk(*EARLY_LIST, cases=(), early=EARLY[::-1]) as run:
        rows = [line for line in run.lines if "20" in line and ("begun" in line or "begin " in line)]
        assert [own for line in rows for own in ("8812", "ward 7", "8840") if own in line] == ["8812", "ward 7", "8840"]
        assert "begun 25 Oct 2026" in rows[0]
        assert "begin 7 Dec 2026" in rows[1]
        assert "The 56 days have begun for 1 person" in run.text
        assert "8812: release on Sunday 20 December 2026; the 56 days began on Sunday 25 October 2026" in words(run)
        await run.press("down")
        assert "ward 7, bed 3: discharge on Monday 1 February 2027" in words(run)


async def test_what_is_typed_is_searched_for():
    """Typed text, including digits, is searched for, and no digit opens anything."""
    async with at_desk(*EARLY_LIST, cases=(), early=EARLY) as run:
        await run.type("ben 88")
        assert run.name == "early"
        assert "8840" in run.text
        assert "8812" not in run.text


async def test_an_empty_list_says_how_to_fill_it():
    """An empty list says how to fill it, and Enter does nothing."""
    async with at_desk(*EARLY_LIST, cases=()) as run:
        assert "Nobody is on the early list." in run.text
        assert "F4 or Ctrl+K adds somebody, F6 or Ctrl+R takes in a list." in run.text
        await run.press("enter")
        assert run.name == "early"


async def test_somebody_is_added_one_thing_at_a_time():
    """A person is added step by step, with what was entered shown above, and saved only at the last Enter."""
    async with at_desk(*EARLY_LIST, cases=()) as run:
        await add(run, "8851", "31 march", "1")
        assert "8851" in run.text
        assert "Wednesday 31 March 2027" in run.text
        assert "not saved yet" in run.lines[0]
        assert listed(run) == []
        await run.type("Cy Invented")
        await run.press("enter")
        assert run.name == "early"
        assert "8851 is on the list: release on Wednesday 31 March 2027" in words(run)
        (view,) = run.desk.early.listed()
        assert (view.own_reference, view.on, view.kind, view.worker) == (
            "8851",
            date(2027, 3, 31),
            "release",
            "Cy Invented",
        )


@pytest.mark.parametrize("own", ["", "x" * 41, "88\u202e51"])
async def test_a_reference_that_cannot_be_used_is_said_at_once(own):
    """An unusable reference is refused at once, and the cursor stays in its box."""
    async with at_desk(*EARLY_LIST, "f4", cases=()) as run:
        run.app.screen.query_one("#own", TextBox).value = own
        await run.press("enter")
        assert "Expected: " in run.text
        assert run.app.focused.id == "own"


async def test_a_day_that_has_passed_is_refused_where_it_is_typed():
    """A day in the past is refused where it is typed."""
    async with at_desk(*EARLY_LIST, "f4", *"8851", "enter", cases=()) as run:
        await run.type("1 november 2026")
        await run.press("enter")
        assert "Not understood. Expected: " in words(run)
        assert "What happens on that day?" not in run.text


async def test_esc_goes_back_a_step_and_loses_nothing():
    """Esc goes back one step from each step, and from the first to the list, without losing anything."""
    async with at_desk(*EARLY_LIST, cases=()) as run:
        await add(run, "8851", "31 march", "2")
        await run.type("Cy")
        for said in ("What happens on that day?", "The day on which", "Your own reference"):
            await run.press("escape")
            assert said in run.text
        await run.press("enter", "enter", "enter", "enter")
        (view,) = run.desk.early.listed()
        assert (view.kind, view.worker) == ("discharge", "Cy")
        await run.press("f4", "escape")
        assert run.name == "early"


async def test_a_reference_that_is_there_already_leads_back_to_it():
    """A reference that is on the list already leads back to its box, with everything entered still there."""
    async with at_desk(*EARLY_LIST, cases=(), early=EARLY[:1]) as run:
        await add(run, "8812", "31 march", "1")
        await run.press("enter")
        assert "8812" in words(run)
        assert "already" in words(run)
        assert run.app.focused.id == "own"
        await run.type("8813")
        await run.press("enter", "enter", "enter", "enter")
        assert listed(run) == ["8812", "8813"]


async def test_leaving_while_somebody_is_half_typed_names_it():
    """Leaving with a half-entered person asks first, in words that name nobody."""
    async with at_desk(*EARLY_LIST, "f4", *"8851", "ctrl+q", cases=()) as run:
        assert run.name == "ask"
        assert "NOT SAVED" in run.text
        assert "8851" not in run.text


async def test_their_case_begins_as_a_draft_with_the_day_answered():
    """Two Enters take the person off the list and open their triage, and back leads to the list."""
    async with at_desk(*EARLY_LIST, cases=(), early=EARLY) as run:
        await run.press("enter")
        assert "Begin the case" in run.text
        await run.go("1")
        assert run.name == "question"
        assert listed(run) == ["ward 7, bed 3", "8840"]
        (row,) = run.desk.cases.lists.cases().rows
        assert row.status == "draft"
        assert run.desk.cases.stored(row.reference).answers["last-date"] == "2026-12-20"
        await run.press("escape")
        assert run.name == "early"
        assert "8812" not in run.text


async def test_taking_somebody_off_is_asked_once_more():
    """Removing a person asks again, and the first answer keeps them."""
    async with at_desk(*EARLY_LIST, cases=(), early=EARLY) as run:
        await run.go("enter", "2", "1")
        assert len(listed(run)) == 3
        await run.go("enter", "2", "2")
        assert listed(run) == ["ward 7, bed 3", "8840"]
        assert "8812 is off the list." in run.text
        assert run.name == "early"


async def test_a_file_is_taken_in_whole(tmp_path):
    """A whole file is imported, and the message says how many people it has."""
    file = tmp_path / "list.csv"
    file.write_text(HEADINGS + "8812,2027-03-31,release,Ada\n8813,2027-04-01,release,\n", encoding="utf-8")
    async with at_desk(*EARLY_LIST, "f6", cases=()) as run:
        await give_file(run, file)
        assert "2 people from list.csv are on the list now." in words(run)
        assert listed(run) == ["8812", "8813"]


async def test_every_bad_row_is_named_and_nothing_is_taken(tmp_path):
    """Every bad row is named and nothing is imported; once corrected, the same path works."""
    file = tmp_path / "list.csv"
    good = "8812,2027-03-31,release,Ada\n"
    file.write_text(HEADINGS + good + "8813,03/04/2027,release,\n8814,2027-04-01,holiday,\n", encoding="utf-8")
    async with at_desk(*EARLY_LIST, "f6", cases=()) as run:
        await give_file(run, file)
        said = words(run)
        assert "Nothing was taken: 2 things are wrong in list.csv." in said
        assert "Line 3, date: '03/04/2027' cannot be used" in said
        assert "Line 4, kind: 'holiday' cannot be used" in said
        assert listed(run) == []
        file.write_text(HEADINGS + good, encoding="utf-8")
        await run.press("enter")
        assert "1 person from list.csv is on the list now." in words(run)


async def test_of_very_many_bad_rows_the_first_are_named(tmp_path):
    """Of very many bad rows, the first are named, and the rest are counted."""
    file = tmp_path / "list.csv"
    file.write_text(HEADINGS + "".join(f"{number},,release,\n" for number in range(MOST_NAMED + 5)), encoding="utf-8")
    async with at_desk(*EARLY_LIST, "f6", cases=()) as run:
        await give_file(run, file)
        assert "And 5 more." in run.app.screen.query_one("#trouble").text


@pytest.mark.parametrize("content", [None, b"", b"one column\n1\n", b"PK\x03\x04\0\0"])
async def test_what_is_no_list_is_said_in_words(tmp_path, content):
    """A missing or empty file, one with another delimiter and a workbook are each refused in plain words."""
    file = tmp_path / "list.csv"
    if content is not None:
        file.write_bytes(content)
    async with at_desk(*EARLY_LIST, "f6", cases=()) as run:
        await give_file(run, file)
        assert ("No such file" if content is None else "Nothing was taken from list.csv. Expected: ") in words(run)
        assert run.name == "early-import"
        await give_file(run, "")
        assert "Type where the file is." in run.text
