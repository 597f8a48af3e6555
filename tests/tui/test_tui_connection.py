"""The local-connection advisor on the full screen: from the menu, from the question about the council, from a case."""

from case_desks import at_desk
from case_scenes import MAY, PRISON
from desk_samples import REFER
from driving import words

FAMILY = ("2", "2", "1", *"over", "space", "5", "space", *"years", "enter")
TO_COUNCIL = {question: REFER[question] for question in list(REFER)[: list(REFER).index("authority")]}
LOCAL = ("end", "up", "up", "up", "up", "enter")
"""The keys to local connection in a case's list of tasks."""

BEFORE_COUNCIL = ({"triage": TO_COUNCIL},)


def field_of(desk, reference):
    """Returns the value of "why this council"."""
    return next(
        field.value
        for step in desk.cases.view(reference).steps
        for field in step.fields
        if field.id == "why-this-authority"
    )


async def test_a_history_is_entered_drawn_and_judged():
    """A home and a stay in custody, entered from the menu, are in the table and on the timeline, and each district shows its
    working.
    """
    async with at_desk("7", *MAY, *PRISON, cases=(), size=(80, 50)) as run:
        assert run.name == "connection"
        assert "[12 months--]" in run.text
        assert "Oxford         " in run.text
        assert "//////" in run.text
        assert "Prison or custody, from early 2023, to 2025" in words(run)
        assert "for sure 177 and at most 207 days" in run.text
        assert "To settle it" in run.text


async def test_the_timeline_fits_the_smallest_window():
    """At 80x24 no line of the timeline is broken: the windows, each row's label and its cells fit on one line."""
    async with at_desk("7", *MAY, *PRISON, cases=()) as run:
        drawn = [line for line in run.lines if line.rstrip().endswith("]")]
        assert len(drawn) == 1
        rows = [line for line in run.lines if line.strip().startswith(("Oxford  ", "Cherwell  "))]
        assert {len(line.split()[-1]) for line in rows} == {61}


async def test_a_wrong_time_is_said_and_nothing_is_taken():
    """A two-digit year is questioned under the boxes, and the row appears only after it is corrected."""
    keys = ("7", "1", "1", "1", *"may", "space", *"24", "enter", "enter", "enter")
    async with at_desk(*keys, cases=()) as run:
        assert run.name == "connection-entry"
        assert "the year with all four digits: 2024 or 1924?" in run.text
        await run.press("end", "backspace", "backspace", *"2024", "enter", "enter", "enter")
        assert run.name == "connection"
        assert "from may 2024" in run.text


async def test_an_entry_is_changed_and_taken_out():
    """A chosen entry can be changed, with its values filled in, or removed."""
    async with at_desk("7", *MAY, cases=()) as run:
        await run.go("1", "1", "enter", "2", "enter", "enter", "enter")
        assert "With friends or family, from may 2026" in words(run)
        await run.go("1", "2")
        assert "may 2026" not in run.text
        assert "[12 months" not in run.text


async def test_ties_and_unsafe_places_are_entered():
    """Work, family, a special reason, leaving care, asylum support and an unsafe place each become a line."""
    async with at_desk("7", cases=(), size=(100, 60)) as run:
        await run.go("2", "1", "1", "3")
        await run.go("3", "2", "2", "1", *"over", "space", "5", "space", *"years", "enter")
        await run.go("4", "3", "3", *"clinic", "enter")
        await run.go("5", "4", "4")
        await run.go("6", "5", "5")
        await run.go("8", "2")
        for words in (
            "Work: Oxford",
            "Family: Cherwell",
            "Special reason: South",
            "Leaving care: Vale",
            "Asylum support: West",
        ):
            assert words in run.text
        assert "Not safe: Cherwell" in run.text
        assert "Do not suggest it." in run.text


async def test_going_back_goes_one_step_back():
    """Esc goes back one step at a time, from the first step to the advisor, and nothing is entered."""
    async with at_desk("7", "1", "1", "1", cases=()) as run:
        await run.press("escape", "escape")
        assert "Which council's area" in run.text
        await run.press("escape")
        assert run.name == "connection"
        await run.press("escape")
        assert run.name == "start"


async def test_leaving_the_menus_advisor_asks_before_it_forgets():
    """Entries made from the menu belong to no case, so leaving asks first, and staying keeps them."""
    async with at_desk("7", *MAY, "escape", cases=()) as run:
        assert run.name == "ask"
        await run.go("1")
        assert run.name == "connection"
        assert "from may 2026" in run.text
        await run.go("escape", "2")
        assert run.name == "start"


async def test_the_sentence_goes_into_a_case():
    """The sentence is shown first, then stored in the case under "why this council", and the case reports it."""
    async with at_desk("3", "1", *LOCAL, *MAY, "5") as run:
        assert "This goes to the council" in run.text
        await run.go("1")
        await run.until(lambda: run.name == "case" and "Taken into the referral" in run.text)
        assert field_of(run.desk, run.reference).startswith("Local connection with Oxford")


async def test_entries_stay_while_the_case_is_open():
    """Leaving the advisor of a case asks nothing, and the entries are there when it is opened again."""
    async with at_desk("3", "1", *LOCAL, *MAY, "escape") as run:
        assert run.name == "case"
        await run.press(*LOCAL)
        assert "from may 2026" in run.text


async def test_the_advice_stands_beside_the_question_for_the_council():
    """At the question about the council a key opens the advisor, and its sentence goes into the case."""
    async with at_desk("3", "1", cases=BEFORE_COUNCIL) as run:
        await run.until(lambda: run.name == "question" and "Which council" in run.text)
        assert "F10 or Ctrl+D: work out where they may have a local connection." in run.text
        await run.go("ctrl+d", *MAY, "5", "1")
        await run.until(lambda: run.name == "ask" and "Taken into the referral" in run.text)
        await run.go("1")
        assert run.name == "question"
        assert field_of(run.desk, run.reference).startswith("Local connection with Oxford")


async def test_an_interview_in_memory_carries_the_sentence():
    """Before the case is kept, the sentence is carried with the interview, and the person is told so."""
    keys = ("1", "5", "1", "3", "4", *"10012027", "enter", "9", "enter", "1")
    async with at_desk(*keys, cases=()) as run:
        await run.go("f10", *MAY, "5", "1")
        await run.until(lambda: run.name == "ask" and "when you keep the case" in run.text)
        await run.go("1")
        carried = run.app.top.interview.carried
        assert carried["why-this-authority"].startswith("Local connection with Oxford")
        reference = run.desk.cases.keep(run.app.top.interview)
        assert field_of(run.desk, reference) == carried["why-this-authority"]


async def test_the_key_does_nothing_at_other_questions():
    """At other questions the key does nothing and is not in the line of keys."""
    async with at_desk("1", cases=()) as run:
        assert "local connection" not in run.text
        await run.press("ctrl+d", "f10")
        assert run.name == "question"


async def test_what_is_remembered_is_said_back_as_it_is_typed():
    """Under each box is every day or length that the words can mean, or nothing if they mean none."""
    async with at_desk("7", "1", "1", "1", cases=()) as run:
        await run.type("may 2026")
        assert "in May 2026" in run.text
        await run.press("tab", "tab")
        await run.type("about 2 years")
        assert "546 to 915 days" in run.text
        await run.press("ctrl+u")
        await run.type("ages")
        assert "days" not in run.lines[run.lines.index(next(line for line in run.lines if "ages" in line)) + 1]
