"""A council outside the loaded areas, from the question to the papers: it is named everywhere, with what is known,
unknown and found.
"""

from datetime import date, datetime
from itertools import chain

import pytest
from desk_samples import MINIMUM, MONDAY_MORNING, REFER, desk_in, outcome_of, unlocked_desk
from pdf_reading import text as pdf_text

from champion_tui.desk.errors import RefusedByProcedure
from champion_tui.desk.numbers.corrections import FoundHere
from champion_tui.domain.cases.summary import CaseQuery
from champion_tui.domain.lines.england import ELSEWHERE
from champion_tui.domain.papers.letter import LetterWanted
from champion_tui.ground.answers import WrongValue
from champion_tui.ground.dates.calendar import LONDON
from champion_tui.knowledge.lines.england import CODE_PREFIX

NEVER = "chosen council"
AGENCY = {
    "agency-name": "Example Advice",
    "body-type": "voluntary",
    "referrer-name": "Ada Invented",
    "referrer-phone": "01632 960100",
}
ENDINGS = {
    "other-authority": {},
    "already-referred": {"earlier-referral": "waiting-in-time"},
    "assist-direct": {"reach": "unlikely", "assist": "person-prefers-direct"},
    "no-consent": {"consent": "refused"},
    "ask-again": {"consent": "not-asked"},
}
BEFORE_IT = {
    "phone-now": {"emergency": "nowhere-tonight", "after-call": "stop-here"},
    "childrens-services": {"age": "under-16"},
    "lacks-capacity": {"capacity": "doubt", "capacity-support": "cannot-decide"},
    "outside-england": {"authority": "outside-england"},
    "advice-only": {"situation": "not-at-risk"},
}


def answers(authority, **changes):
    """Returns answers that lead to ``other-authority``, with changes (``_`` for ``-``)."""
    return {**REFER, "authority": authority, **{key.replace("_", "-"): value for key, value in changes.items()}}


def shown(desk, given):
    """Returns all words of the outcome of these answers."""
    view = outcome_of(begun(desk, given))
    assert view is not None
    notes = chain.from_iterable((note.title, note.text) for note in view.notes)
    words = (view.title, *view.summary, *view.do_now, *view.record, *view.say, *view.tell, *notes)
    return view.id, " ".join((*words, *(reason.text for reason in view.reasons)))


def begun(desk, given):
    """Returns an interview with these answers, given in the tree's order."""
    interview = desk.begin()
    for question in desk.book.trees["duty-to-refer"].questions:
        if question in given and question in {
            *interview.judged().judgement.path,
            interview.judged().judgement.question,
        }:
            interview.answer(question, given[question])
    return interview


@pytest.mark.parametrize("authority", ["reading", "buckinghamshire", ELSEWHERE])
@pytest.mark.parametrize("outcome", [*ENDINGS, *BEFORE_IT])
def test_nobody_is_told_about_the_chosen_council(tmp_path, authority, outcome):
    """Every outcome names the council, or says "the council they choose" while it is not known."""
    desk = desk_in(tmp_path)
    given = {**answers(authority), **{**ENDINGS, **BEFORE_IT}[outcome]}
    found, words = shown(desk, given)
    assert found == outcome
    assert NEVER not in words.lower()
    assert "that council" not in words.lower()
    if outcome in ENDINGS and outcome not in {"no-consent", "ask-again"}:
        name = {"reading": "Reading Borough Council", "buckinghamshire": "Buckinghamshire Council"}.get(
            authority, "hoose"
        )
        assert name in words
    assert "{" not in words


def test_what_is_known_what_is_not_and_where_to_look(tmp_path):
    """Reading has numbers that nobody confirmed and no address for referrals; nothing is known about Buckinghamshire."""
    desk = desk_in(tmp_path)
    notes = {note.id: note for note in outcome_of(begun(desk, answers("reading"))).notes if note.kind == "council"}
    assert list(notes) == ["council-known", "council-not-known", "council-look"]
    assert "0118 937 2165 (NOT CONFIRMED, last seen June 2026)" in notes["council-known"].text
    assert notes["council-not-known"].text == "Not known: an e-mail address that takes referrals."
    assert "duty to refer Reading Borough Council" in notes["council-look"].text
    nothing = {
        note.id: note for note in outcome_of(begun(desk, answers("buckinghamshire"))).notes if note.kind == "council"
    }
    assert list(nothing) == ["council-not-known", "council-look"]
    assert (
        "its number by day, its number for nights and weekends, how it takes referrals"
        in nothing["council-not-known"].text
    )
    assert "01494 447699" not in repr(nothing)
    which = [note.id for note in outcome_of(begun(desk, answers(ELSEWHERE))).notes if note.kind == "council"]
    assert which == ["which-council"]


def test_what_staff_found_is_kept_told_apart_and_used(tmp_path):
    """A number and an address that staff found are shown in the outcome and the numbers, the draft is addressed to
    them, and an upgrade keeps them.
    """
    desk = desk_in(tmp_path)
    kept = FoundHere("buckinghamshire", "01632 960111", "", "housing@example.org", "Ana", "its website")
    assert desk.keep_found(kept) is None
    again = desk_in(tmp_path)
    view = outcome_of(begun(again, answers("buckinghamshire")))
    notes = {note.id: note for note in view.notes if note.kind == "council"}
    assert list(notes) == ["council-found", "council-not-known", "council-look"]
    assert "By day: 01632 960111" in notes["council-found"].text
    assert "E-mail: housing@example.org" in notes["council-found"].text
    assert "Found by your organisation on 23 November 2026 (Ana): its website" in notes["council-found"].source
    assert notes["council-not-known"].text == "Not known: its number for nights and weekends."
    line = again.numbers("buckinghamshire").call[0]
    assert (line.now.phone, line.sureness) == (
        "01632 960111",
        "found by your organisation, November 2026, hours not confirmed",
    )
    assert not again.book.troubles


@pytest.mark.parametrize(
    ("found", "key"),
    [
        (FoundHere("reading", "", "", "", "Ana", "web"), "day"),
        (FoundHere("reading", "12", "", "", "Ana", "web"), "day"),
        (FoundHere("reading", "", "not known", "", "Ana", "web"), "night"),
        (FoundHere("reading", "", "", "nobody", "Ana", "web"), "email"),
        (FoundHere("reading", "01632 960111", "12", "", "", ""), "night"),
        (FoundHere("reading", "01632 960111", "", "", "", "web"), "who"),
        (FoundHere("reading", "01632 960111", "", "", "Ana", ""), "why"),
        (FoundHere("oxford", "", "", "housing@example.org", "Ana", "web"), "line"),
    ],
)
def test_what_cannot_be_used_is_not_kept(tmp_path, found, key):
    """The first wrong value is named, and nothing is written."""
    desk = desk_in(tmp_path)
    problem = desk.keep_found(found)
    assert problem is not None
    assert problem.key == key
    assert not list(tmp_path.rglob("corrections.toml"))


@pytest.mark.parametrize("authority", ["buckinghamshire", ELSEWHERE])
def test_every_paper_names_it_and_none_speaks_of_the_chosen_council(tmp_path, authority):
    """The pack, the draft, each letter and the timeline name the council, and the slip has its number."""
    desk = unlocked_desk(tmp_path / "home")
    desk.keep_found(FoundHere("buckinghamshire", "01632 960111", "", "housing@example.org", "Ana", "its website"))
    reference = desk.cases.new(
        {"triage": answers(authority), "agency": AGENCY, "referral": {**MINIMUM, "paper": "full"}}
    )
    assert reference.startswith(CODE_PREFIX if authority != ELSEWHERE else "NEW")
    desk.papers.export(reference, tmp_path / "out")
    named = authority != ELSEWHERE
    if named:
        desk.papers.sending.draft(reference, tmp_path / "out")
    else:
        with pytest.raises(RefusedByProcedure):
            desk.papers.sending.draft(reference, tmp_path / "out")
    files = [file for file in (tmp_path / "out").rglob("*") if file.is_file() and file.name != "manifest.json"]
    texts = {file.name: pdf_text(file.read_bytes()) if file.suffix == ".pdf" else file.read_text() for file in files}
    for letter in desk.papers.letters.views(reference):
        if not letter.why_not:
            wanted = LetterWanted(letter.id, date(2026, 11, 20) if letter.dated else None)
            texts[letter.id] = str(desk.papers.letters.preview(reference, wanted))
    assert len(texts) >= 5
    for name, text in texts.items():
        assert NEVER not in " ".join(text.lower().split()), name
    if named:
        papers = (
            "referral.pdf",
            "portal-sheet.txt",
            "consent-record.pdf",
            "next-steps.pdf",
            "next-steps.txt",
            "referral.json",
        )
        for name in papers:
            assert "Buckinghamshire" in texts[name], name
        assert "01632 960111" in " ".join(texts["next-steps.txt"].split())


def test_lists_name_it(tmp_path):
    """The list of cases can be filtered by that council and shows it; another council's list is empty, and an unknown
    one is refused.
    """
    desk = unlocked_desk(tmp_path)
    desk.cases.new({"triage": answers("reading"), "agency": AGENCY, "referral": MINIMUM})
    listed = desk.cases.lists.cases(CaseQuery(authority="reading"))
    assert [(row.council, row.authority) for row in listed.rows] == [("Reading", "Reading Borough Council")]
    assert desk.cases.lists.cases(CaseQuery(authority="wokingham")).total == 0
    with pytest.raises(WrongValue, match="Kent County Council does not deal with housing"):
        desk.cases.lists.cases(CaseQuery(authority="kent"))


def test_a_case_whose_council_has_ended_still_opens_and_points_on(tmp_path):
    """A case stored in March 2027 still names Tandridge in April, and points to East Surrey as the council to choose."""
    moment = [datetime(2027, 3, 30, 10, tzinfo=LONDON)]
    desk = unlocked_desk(tmp_path, lambda: moment[0])
    reference = desk.cases.new(
        {"triage": answers("tandridge", last_date="2027-05-01"), "agency": AGENCY, "referral": MINIMUM}
    )
    moment[0] = datetime(2027, 4, 2, 10, tzinfo=LONDON)
    assert desk.cases.view(reference).authority == "Tandridge District Council"
    view = outcome_of(desk.cases.resume(reference))
    assert view is not None
    warning = view.notes[0]
    assert (warning.kind, warning.title) == ("warning", "Tandridge District Council held until 31 March 2027.")
    assert "part of East Surrey Council now" in warning.text
    new = desk.cases.new({"triage": answers("tandridge", last_date="2027-05-01"), "referral": MINIMUM})
    assert desk.cases.view(new).authority == "East Surrey Council"


def test_an_ended_council_cannot_be_chosen_anew(tmp_path):
    """The question refuses a council that has ended and says which to choose; the old name still finds the new council."""
    desk = desk_in(tmp_path, lambda: MONDAY_MORNING)
    interview = begun(desk, {key: value for key, value in REFER.items() if key != "authority"})
    page = interview.here()
    problem = interview.answer("authority", "wycombe")
    assert "it is part of Buckinghamshire Council now: buckinghamshire" in problem.words
    found = page.questions[-1].find("wycombe")
    assert [(option.id, option.hint) for option in found] == [
        ("buckinghamshire", "Wycombe is part of Buckinghamshire Council since 1 April 2020")
    ]
    kent = page.questions[-1].find("kent")
    assert kent[0].hint == "Kent County Council does not deal with housing: its districts do."
    assert kent[1].hint == "district in Kent"
