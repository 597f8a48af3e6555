"""The record on paper: the council's answers, every event as a sentence, everything held about one person, and the
by-name list.
"""

import json
from dataclasses import fields, replace
from datetime import date

import pytest
from pack_samples import BOOK, FORM, source
from record_samples import ADA, DONE, STEPS, by_name, events, held, key_of, through_all

from champion_tui.domain.cases.after_sending import OUTCOME, WITHDRAWN, CouncilOutcome, Heard, Step, WhyWithdrawn
from champion_tui.domain.cases.case import Case, Sent
from champion_tui.papers.errors import WrongSuffix
from champion_tui.papers.pack import by_name_list, pack
from champion_tui.papers.record import by_name as list_of_names
from champion_tui.papers.record import records, subject_access, timeline
from champion_tui.papers.record.event_words import in_words
from champion_tui.papers.writers import text

PERSONAL = ("Zeb", "07700", "Ada", "3 March", "found a room", "Grace", "heron")


def flat(document):
    """Returns a document as one line of text."""
    return " ".join(text.write(document).split())


def said(what, old=None, new=None):
    """Returns the sentence for an event of that kind."""
    verb, key = key_of(what)
    event = replace(events()[0], verb=verb, key=key, old=old, new=new)
    return in_words(event, source().case, BOOK, FORM)


def test_the_evidence_record_says_what_the_council_said_and_names_nobody():
    """The record has each step with its day, the outcome, the withdrawal and that the council was not told, and no note
    or name.
    """
    made = flat(records.evidence(through_all()))

    assert "The council said: it has arrived: Tuesday 3 November 2026" in made
    assert "The council said: contact made: Tuesday 10 November 2026" in made
    assert "The council decided: Friday 20 November 2026 relief duty" in made
    assert "Withdrawn: Sunday 22 November 2026 they have a home The council has NOT been told yet" in made
    assert "Referral: Withdrawn Sunday 22 November 2026" in made
    assert not [word for word in PERSONAL if word in made]


@pytest.mark.parametrize(("sent", "there"), [(True, True), (False, False)])
def test_before_anything_is_heard_the_record_says_so(sent, there):
    """A sent case says that nothing was noted, and an unsent one has no such part."""
    made = source()
    made = replace(made, case=replace(made.case, sent=Sent(date(2026, 11, 2), "", ADA) if sent else None))

    assert ("Nothing that the council said was noted yet." in flat(records.evidence(made))) is there


@pytest.mark.parametrize(
    ("what", "new", "words"),
    [
        ("answer situation", "leaving-institution", "They are leaving prison, hospital, care or the forces"),
        ("answer last-date", "2027-01-10", "Sunday 10 January 2027"),
        ("answer authority", "upper-wold", "Upper Wold District Council"),
        ("referral date-of-birth", "1990-03-03", "3 March 1990"),
        ("referral full-name", "Example, Zebedee", "Example, Zebedee"),
        ("copied phone", "0a1b", "ticked"),
        ("sent", "2026-11-02, AB12-CD34", "Monday 2 November 2026; Portal code AB12-CD34"),
        ("sent", "2026-11-02, ", "Monday 2 November 2026"),
        ("exported", '[["/stick/UPW", "pack"]]', "pack: /stick/UPW"),
        ("created", '{"answer": {"age": "18-plus"}, "agency": {}, "referral": {}}', "answers: 1, details: 0"),
        ("step withdrawn", "2026-11-22, A, B, note, need-resolved, no",
         "Sunday 22 November 2026; they have a home; The council has NOT been told yet: ring it today; B, note"),
        ("read-out consent", "May we, please?, 7", "May we, please?"),
        ("tree", "duty-to-refer, 3, abc", "duty-to-refer, 3"),
        ("referral no-such-field", "x", "x"),
        ("answer no-such-question", "x, y", "x; y"),
        ("step outcome", "unreadable", "unreadable"),
        ("exported", "no json", "no json"),
        ("tomorrow's verb", "x", "x"),
    ],
)  # fmt: skip
def test_each_value_of_an_event_is_said_in_words(what, new, words):
    """Codes are replaced by their lists' words and days written out; an unknown value stays, whatever its form."""
    assert said(what, new=new).new == words
    assert said(what, old=new).old == words
    assert said(what).new == ""


def test_a_moment_that_somebody_gave_stands_beside_the_clock_s():
    """The timeline has both times, so nobody can back-date an event unseen."""
    made = in_words(events()[-1], source().case, BOOK, FORM)

    assert "1 October 2026" in made.when
    assert "The machine's clock said Sunday 1 November 2026" in made.when


def test_the_timeline_has_every_event_in_its_order():
    """The timeline has as many rows as events, each with its author, and the seal of the record below."""
    made = timeline.table(through_all(), events())

    assert len(made.rows) == len(DONE)
    assert {row[1] for row in made.rows} == {ADA}
    assert [row[2] for row in made.rows][:3] == ["Case begun", BOOK.trees["duty-to-refer"].questions["situation"].short,
                                                 BOOK.trees["duty-to-refer"].questions["last-date"].short]  # fmt: skip
    assert "c" * 64 in flat(timeline.document(through_all(), events()))


@pytest.mark.parametrize(
    "step",
    [
        *((heard, Step(date(2026, 11, 3), ADA)) for heard in Heard),
        *((OUTCOME, Step(date(2026, 11, 3), ADA, what=what)) for what in CouncilOutcome),
        *(
            (WITHDRAWN, Step(date(2026, 11, 3), ADA, what=why, told_council=told))
            for why in WhyWithdrawn
            for told in ("yes", "no", "")
        ),
    ],
    ids=lambda step: f"{step[0]}-{step[1].what}-{step[1].told_council}",
)
def test_every_step_has_words_on_paper(step):
    """The record words every kind, outcome and reason of a step, and never shows an id with hyphens."""
    made = source()
    document = records.evidence(replace(made, case=replace(made.case, steps=dict([step]))))
    told = flat(document).partition("After it was sent")[2].partition("What was asked")[0]

    assert "3 November 2026" in told
    assert not [word for word in told.split() if word in {*CouncilOutcome, *WhyWithdrawn, *Heard} and "-" in word]


def test_the_person_gets_everything_that_is_held():
    """Every answer, field, step, note, event and file is on the paper and in the JSON, whether shared with the council or not."""
    made = through_all(answers={"consent-details": "minimum-only", "safeguarding": "yes-not-yet"})
    on_paper = flat(subject_access.document(made, held()))
    data = json.loads(json.dumps(subject_access.as_json(made, held())))

    for value in (
        "Zebedee Example",
        "None known.",
        "found a room",
        "Zeb rang to say so, 07700 900123",
        "He lea",
        "UPW-2B7N-9X",
        "Ward_3",
        "champion-safety-copy",
    ):
        assert value in on_paper
        assert value in json.dumps(data)
    assert set(data["answers"]) == set(made.case.answers)
    assert set(data["referral"]) == set(made.case.referral)
    assert [event["number"] for event in data["events"]] == list(range(1, len(DONE) + 1))
    assert data["steps"]["withdrawn"]["what"] == "need-resolved"
    assert data["answers"]["situation"]["words"] == "They are leaving prison, hospital, care or the forces"


def test_no_part_of_a_case_is_forgotten():
    """Each part of a stored case is somewhere in the person's copy, and a new part must be added to this test."""
    data = subject_access.as_json(through_all(), held())
    known = {"answers", "agency", "referral", "taken_back", "read_out", "typing", "steps", "reference"} & set(data)
    known |= {"copied"} if "copied_into_portal" in data else set()
    known |= set(data["case"])
    digests_of_our_own = {"pack_contents"}

    assert {one.name for one in fields(Case)} - known == digests_of_our_own


def test_both_are_made_of_a_withdrawn_case_and_written_whole(tmp_path):
    """A withdrawn case keeps its record: the timeline as PDF or text, and the folder for the person."""
    made = through_all()
    assert WITHDRAWN in made.case.steps
    pack.write_timeline(made, events(), tmp_path / "timeline.pdf")
    written = pack.write_subject_access(made, held(), tmp_path)

    assert (tmp_path / "timeline.pdf").read_bytes().startswith(b"%PDF")
    assert written.folder.name == "UPW-7K3M-2Q-subject-access"
    assert sorted(file.name for file in written.folder.iterdir()) == [
        "manifest.json",
        "subject-access.json",
        "subject-access.pdf",
    ]


def test_the_by_name_list_shows_what_a_meeting_needs():
    """The list has worker, next step and its day, days waiting and status; initials, or names with a warning."""
    made = flat(list_of_names.document(by_name()))

    assert "3 people. Initials only" in made
    assert f"Worker: {ADA} Who: Z.E." in made
    assert (
        "Next step: Ask the council what has happened By: 24 November 2026 Days waiting: 16 Where in the journey: contact-made"
        in made
    )
    assert "Next step: Ring the council today By: today" in made
    assert "Next step: nothing due Days waiting: 16" in made
    assert "Where in the journey: sent, nothing heard" in made
    assert "Take back each copy after the meeting" in flat(list_of_names.document(by_name(with_names=True)))


def test_the_rows_for_a_spreadsheet_are_the_same_list():
    """The table has a heading and a row for each person, all as text, with days as ISO or "today"."""
    rows = tuple(list_of_names.csv_rows(by_name(5)))

    assert len(rows) == 6
    assert {len(row) for row in rows} == {len(rows[0])}
    assert rows[1][5] == "2026-11-24"
    assert rows[2][5] == "today"


def test_a_by_name_list_is_written_by_its_ending(tmp_path):
    """The suffix gives PDF or text, an existing file is not overwritten, and other suffixes are refused."""
    (name, size, _), cannot = by_name_list.write_by_name(by_name(40), tmp_path / "list.pdf")

    assert (name, size, cannot) == ("list.pdf", (tmp_path / "list.pdf").stat().st_size, ())
    with pytest.raises(WrongSuffix):
        by_name_list.write_by_name(by_name(), tmp_path / "list.docx")


def test_steps_are_in_the_order_of_their_days():
    """Steps are in the order of their days, however they were noted."""
    made = through_all()
    turned = replace(made, case=replace(made.case, steps=dict(reversed(STEPS.items()))))
    told = flat(records.evidence(turned)).partition("After it was sent")[2]
    days = [f"{step.on.day} November" for step in sorted(STEPS.values(), key=lambda step: step.on)]

    assert [told.index(day) for day in days] == sorted(told.index(day) for day in days)
