"""The early list on the full screen: who stands on it, putting somebody on, taking in a file, beginning a case, taking off."""

from datetime import date

import pytest
from case_desks import EARLY, at_desk
from case_scenes import EARLY_LIST
from driving import words

from champion_tui.tui.screens.early.importing import MOST_NAMED
from champion_tui.tui.widgets.text_box import TextBox

HEADINGS = "reference,date,kind,worker\n"


def listed(run):
    """The own references on the list."""
    return [view.own_reference for view in run.desk.early.listed()]


async def add(run, own, day, kind):
    """Say all but who works with them."""
    await run.press("f4")
    await run.type(own)
    await run.press("enter")
    await run.type(day)
    await run.press("enter")
    await run.go(kind)


async def give_file(run, file):
    """Type the path of a file, and wait for what came of it."""
    run.app.screen.query_one("#target", TextBox).value = str(file)
    await run.press("enter")


async def test_the_nearest_day_stands_first_with_its_state_in_words():
    """When the 56 days begin or began, whenever they were put there, and for how many; the marked one stands there in full."""
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
    """Digits too; none of them goes on."""
    async with at_desk(*EARLY_LIST, cases=(), early=EARLY) as run:
        await run.type("ben 88")
        assert run.name == "early"
        assert "8840" in run.text
        assert "8812" not in run.text


async def test_an_empty_list_says_how_to_fill_it():
    """And Enter does nothing."""
    async with at_desk(*EARLY_LIST, cases=()) as run:
        assert "Nobody is on the early list." in run.text
        assert "F4 or Ctrl+K adds somebody, F6 or Ctrl+R takes in a list." in run.text
        await run.press("enter")
        assert run.name == "early"


async def test_somebody_is_added_one_thing_at_a_time():
    """What was said stands above; it is not saved before the last Enter."""
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
    """The cursor stays where it is."""
    async with at_desk(*EARLY_LIST, "f4", cases=()) as run:
        run.app.screen.query_one("#own", TextBox).value = own
        await run.press("enter")
        assert "Expected: " in run.text
        assert run.app.focused.id == "own"


async def test_a_day_that_has_passed_is_refused_where_it_is_typed():
    """Nobody loses a home yesterday on a list of those who may lose one."""
    async with at_desk(*EARLY_LIST, "f4", *"8851", "enter", cases=()) as run:
        await run.type("1 november 2026")
        await run.press("enter")
        assert "Not understood. Expected: " in words(run)
        assert "What happens on that day?" not in run.text


async def test_esc_goes_back_a_step_and_loses_nothing():
    """From each step, and from the first one to the list."""
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
    """With all that was said."""
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
    """In words that name nobody."""
    async with at_desk(*EARLY_LIST, "f4", *"8851", "ctrl+q", cases=()) as run:
        assert run.name == "ask"
        assert "NOT SAVED" in run.text
        assert "8851" not in run.text


async def test_their_case_begins_as_a_draft_with_the_day_answered():
    """Enter twice: they leave the list, their triage is open; back leads to the list."""
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
    """The first answer of the second question keeps them."""
    async with at_desk(*EARLY_LIST, cases=(), early=EARLY) as run:
        await run.go("enter", "2", "1")
        assert len(listed(run)) == 3
        await run.go("enter", "2", "2")
        assert listed(run) == ["ward 7, bed 3", "8840"]
        assert "8812 is off the list." in run.text
        assert run.name == "early"


async def test_a_file_is_taken_in_whole(tmp_path):
    """With as many people as it has."""
    file = tmp_path / "list.csv"
    file.write_text(HEADINGS + "8812,2027-03-31,release,Ada\n8813,2027-04-01,release,\n", encoding="utf-8")
    async with at_desk(*EARLY_LIST, "f6", cases=()) as run:
        await give_file(run, file)
        assert "2 people from list.csv are on the list now." in words(run)
        assert listed(run) == ["8812", "8813"]


async def test_every_bad_row_is_named_and_nothing_is_taken(tmp_path):
    """Mended, the same path is taken."""
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
    """And how many more there are."""
    file = tmp_path / "list.csv"
    file.write_text(HEADINGS + "".join(f"{number},,release,\n" for number in range(MOST_NAMED + 5)), encoding="utf-8")
    async with at_desk(*EARLY_LIST, "f6", cases=()) as run:
        await give_file(run, file)
        assert "And 5 more." in run.app.screen.query_one("#trouble").text


@pytest.mark.parametrize("content", [None, b"", b"one column\n1\n", b"PK\x03\x04\0\0"])
async def test_what_is_no_list_is_said_in_words(tmp_path, content):
    """No file, an empty one, another delimiter, a workbook."""
    file = tmp_path / "list.csv"
    if content is not None:
        file.write_bytes(content)
    async with at_desk(*EARLY_LIST, "f6", cases=()) as run:
        await give_file(run, file)
        assert ("No such file" if content is None else "Nothing was taken from list.csv. Expected: ") in words(run)
        assert run.name == "early-import"
        await give_file(run, "")
        assert "Type where the file is." in run.text
