"""Plays every realistic case at a desk and checks the outcome page, what the person takes away, page one of the PDF, and rules
for all.
"""

import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import pytest
from adviser_cases import AGENCY, ANSWERS, CASES, REFERRAL, THURSDAY, Case, Phrases
from desk_samples import outcome_of, page_of, unlocked_desk
from draw_table import DOCUMENT, table
from pypdf import PdfReader

from champion_tui.desk.desk import Desk
from champion_tui.desk.errors import DeskError
from champion_tui.desk.views import OutcomeView, PageView
from champion_tui.ground.answers import Problem
from champion_tui.ground.dates.calendar import london_date
from champion_tui.knowledge.book import load
from champion_tui.triage.agreement import agreed_parts

BOOK = load()
TREE, FORM = BOOK.trees["duty-to-refer"], BOOK.forms["duty-to-refer"]
FORMS = {"slip": "standard", "easy": "easy-read", "message": "phone-message", "card": "plain-card"}


@dataclass(frozen=True)
class Played:
    """A case as the desk shows it: the outcome, the warnings, the text of every place, and the pack's files by name."""

    case: Case
    outcome: OutcomeView
    warnings: frozenset[str]
    stage: str | None
    places: Mapping[str, str]
    files: Mapping[str, str]

    @property
    def last_date(self) -> date | None:
        """The date that was answered, or None if it is not known."""
        given = str(self.case.answers.get("last-date", "not-known"))
        return None if given == "not-known" else date.fromisoformat(given)

    @property
    def answers(self) -> Mapping[str, object]:
        """All answers of the case."""
        return {**ANSWERS, **self.case.answers}


class Clock:
    """A clock that shows ``moment``."""

    moment: datetime

    def __call__(self) -> datetime:
        """Returns the moment of the current case."""
        return self.moment


def one_space(text: str) -> str:
    """Returns the text on one line, since line breaks and the width of spaces mean nothing here."""
    return " ".join(text.split())


def asked(desk: Desk, answers: Mapping[str, object]) -> str:
    """Returns the text of every page before the outcome, with each question as it was when open."""
    interview, said = desk.begin(), []
    while (page := page_of(interview)) is not None:
        said.append(page_text(page))
        question = page.questions[-1].id
        assert not isinstance(interview.answer(question, answers[question]), Problem), question
    return one_space(" ".join(said))


def page_text(page: PageView) -> str:
    """Returns the text of a page of the interview, without numbers."""
    questions = (
        f"{one.first} {one.title} {one.help} {one.why.text} " + " ".join(f"{o.words} {o.hint}" for o in one.options)
        for one in page.questions
    )
    notes = (f"{note.title} {note.text}" for note in page.notes)
    return " ".join((*questions, *notes, *page.advice))


def outcome_places(view: OutcomeView) -> dict[str, str]:
    """Returns the text of the outcome page as a whole and of its parts."""
    numbers = "\n".join(f"{one.title} {one.now.phone} {one.when} {one.now.note}" for one in view.numbers)
    notes = "\n".join(f"{note.title} {note.text}" for note in view.notes)
    parts = {"do": view.do_now, "say": view.say, "tell": view.tell}
    texts = {name: "\n".join(lines) for name, lines in parts.items()}
    why = "\n".join(reason.text for reason in view.reasons)
    whole = (view.title, *view.summary, *texts.values(), numbers, notes, *view.record, why)
    return {**texts, "numbers": numbers, "page": "\n".join(whole)}


def take_away(desk: Desk, reference: str) -> dict[str, str]:
    """Returns each form of what the person takes away, or "" if it may not be made for them."""
    found = {}
    for place, form in FORMS.items():
        try:
            found[place] = "\n".join(text for _, text in desk.papers.slips.preview(reference, form))
        except DeskError:
            found[place] = ""
    return found


def play(desk: Desk, case: Case, folder: Path) -> Played:
    """Answers the questions, keeps the case, fills in the form and writes the files."""
    given = {**ANSWERS, **case.answers}
    fields = {key: value for key, value in {**REFERRAL, **case.referral}.items() if value}
    seen = asked(desk, given)
    on_path = desk.judge(given).judgement
    raw = {
        "triage": {key: list(one) if isinstance(one, tuple) else one for key, one in on_path.answers.items()},
        "agency": AGENCY,
        "referral": {key: list(one) if isinstance(one, tuple) else one for key, one in fields.items()},
    }
    reference = desk.cases.new(raw)
    view = outcome_of(desk.cases.resume(reference))
    assert view is not None
    evidence = folder / f"{case.id}.txt"
    desk.papers.write_evidence(reference, evidence)
    places = {"asked": seen, **outcome_places(view), **take_away(desk, reference), "one": "", "pack": ""}
    places["evidence"] = evidence.read_text(encoding="utf-8")
    files: dict[str, str] = {}
    if view.referral:
        files = dict(desk.papers.preview(reference))
        made = Path(desk.papers.export(reference, folder).folder) / "referral.pdf"
        places["one"] = PdfReader(io.BytesIO(made.read_bytes())).pages[0].extract_text()
        places["pack"] = "\n".join(f"{name}\n{text}" for name, text in files.items())
    return Played(
        case,
        view,
        frozenset(on_path.warnings),
        on_path.stage and str(on_path.stage),
        {place: one_space(text) for place, text in places.items()},
        files,
    )


CLOCK = Clock()


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """One desk for all cases; its clock is set to each case's moment."""
    CLOCK.moment = THURSDAY
    opened = unlocked_desk(tmp_path_factory.mktemp("home"), CLOCK)
    yield opened
    opened.vault.lock()


@pytest.fixture(scope="module", params=CASES, ids=lambda case: case.id)
def played(request: pytest.FixtureRequest, desk: Desk, tmp_path_factory: pytest.TempPathFactory) -> Played:
    """One case after another, each played once for all tests."""
    CLOCK.moment = request.param.moment
    return play(desk, request.param, tmp_path_factory.mktemp(request.param.id))


def missing_from(places: Mapping[str, str], wanted: Phrases) -> list[tuple[str, str]]:
    """Returns each phrase that is missing from its place, with the place."""
    return [(place, one) for place, many in wanted.items() for one in many if one.lower() not in places[place].lower()]


def found_in(places: Mapping[str, str], barred: Phrases) -> list[tuple[str, str]]:
    """Returns each phrase that is where it must not be, with the place."""
    return [(place, one) for place, many in barred.items() for one in many if one.lower() in places[place].lower()]


# -- each case ----------------------------------------------------------------------------------------------------------


def test_it_ends_where_a_good_adviser_would_end_it(played):
    """Each case has the outcome that a good adviser would reach."""
    assert played.outcome.id == played.case.outcome


def test_what_a_good_adviser_would_say_stands_there(played):
    """What must be said is on the page, on what the person takes away, and on page one."""
    assert missing_from(played.places, played.case.must) == []


def test_what_would_hurt_stands_nowhere(played):
    """What must not be said appears in none of these places."""
    assert found_in(played.places, played.case.never) == []


# -- rules over all cases -----------------------------------------------------------------------------------------------

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December")  # fmt: skip
A_DAY = re.compile(rf"\b(\d{{1,2}}) ({'|'.join(MONTHS)})\b(?: (\d{{4}}))?")
HALF_A_YEAR = 183


def days_named(text: str, today: date) -> Iterator[date]:
    """Yields every day that a text names; one without a year is the nearest to today."""
    for day, month, year in A_DAY.findall(text):
        at = date(int(year or today.year), MONTHS.index(month) + 1, int(day))
        yield at if year or (today - at).days < HALF_A_YEAR else at.replace(year=today.year + 1)


TO_ACT_ON = ("do", "say", "tell", "slip", "easy", "message", "card", "one")


def test_nobody_is_told_to_chase_after_the_home_is_gone(played):
    """If the last day is ahead, no text names a later day, except the next working day (issue A1)."""
    last, today = played.last_date, london_date(played.case.moment)
    if last is None or last < today:
        return
    latest = max(last, BOOK.calendar.add_working_days(today, 1))
    later = {place: day for place in TO_ACT_ON for day in days_named(played.places[place], today) if day > latest}
    assert later == {}


NEVER_OUT = ("safeguarding", "yes-not-yet", "yes-reported", "capacity", "recourse", "public funds", "after-call")


def test_nothing_leaves_that_was_not_agreed(played):
    """Nothing about a part that was not agreed is in any file of the pack, and some answers never are (issue A3)."""
    if not played.files:
        return
    agreed = agreed_parts(TREE, played.answers)
    answers = json.loads(played.files["referral.json"])["answers"]
    for question in TREE.questions.values():
        given = played.answers.get(question.id, ())
        for option in question.options:
            held = option.leaves_with is None or option.leaves_with not in agreed
            if held and option.id in ((given,) if isinstance(given, str) else given):
                left = answers.get(question.id, ())
                assert option.id not in ((left,) if isinstance(left, str) else left), (question.id, option.id)
                assert not option.to_officer or option.to_officer not in played.places["pack"]
    fields = {**REFERRAL, **played.case.referral}
    texts = [str(fields[one.id]) for one in FORM.fields if one.consent not in agreed and fields.get(one.id)]
    assert [text for text in texts if text in played.places["pack"]] == []
    assert [word for word in NEVER_OUT if word in played.places["pack"].lower()] == []


ASKING = {"refer", "other-authority", "already-referred", "assist-direct", "no-consent", "ask-again", "outside-england"}
"""Outcomes after which the person can ask a council for accommodation. They exclude those where social care or an emergency
service has taken over, and those where the person cannot decide about an application.
"""
HOUSING_EMERGENCIES = {"nowhere-tonight", "fire-or-flood", "fleeing-abuse"}


def cannot_wait(played: Played) -> bool:
    """Returns whether they are homeless, have a housing emergency, or will be homeless before a form is read."""
    urgent = played.stage == "homeless" or played.answers["emergency"] in HOUSING_EMERGENCIES
    return urgent or "call-today" in played.warnings


def test_the_words_that_open_the_door_stand_wherever_it_cannot_wait(played):
    """The page names an application now, a place to stay, section 188, a written decision with reasons, and whom to ask next
    (issue B10).
    """
    if played.outcome.id not in ASKING or not cannot_wait(played):
        return
    page = played.places["page"].lower()
    for words in (
        "homelessness application now",
        "place to stay",
        "section 188",
        "decision in writing, with the reason",
    ):
        assert words in page, words
    assert re.search(r"person in charge|who should i (ask for|ring) next", page)


def test_some_number_answers_at_that_hour(played):
    """A person who cannot wait has a number, other than 999, that answers at that moment (issue A8)."""
    handed_on = played.outcome.id in {"lacks-capacity", "childrens-services", "phone-now"}
    if not (cannot_wait(played) or handed_on):
        return
    answering = [one for one in played.outcome.numbers if one.now.answers_now and one.now.line != "999"]
    assert answering


def test_at_16_and_17_childrens_social_care_comes_before_housing(played):
    """The first step about housing follows the one about children's social care (issue A6)."""
    if played.answers["age"] != "16-17":
        return
    steps = [step.lower() for step in played.outcome.do_now]
    care = next(n for n, step in enumerate(steps) if "children's social care" in step)
    housing = [n for n, step in enumerate(steps) if re.search(r"council|referral here|homelessness", step)]
    assert all(care <= n for n in housing)
    assert any(one.now.line == "childline" for one in played.outcome.numbers)


def test_harm_is_reported_before_anything_else(played):
    """If harm was not reported, reporting it is the first thing to do (issue A6)."""
    if played.answers["safeguarding"] == "yes-not-yet":
        assert "Report your worry about harm now" in played.outcome.do_now[0]


NOT_SAID = {
    "minimum-only": ("children", "pregnant", "sleeping rough", "fire or flood", "notice", "bailiffs", "court order", "16 or 17",
                     "flee abuse", "slavery", "nowhere certain"),
    "household-only": ("abuse", "slavery", "health"),
}  # fmt: skip


def test_nothing_is_said_on_the_phone_that_was_not_agreed(played):
    """Words, record and pack keep to the same agreement, and so does what staff read out to the council (issue A5)."""
    held = NOT_SAID.get(str(played.answers["consent-details"]), ())
    council = [one.lower() for one in played.outcome.say if one.startswith("On the phone, to")]
    assert [(word, said) for word in held for said in council if word in said] == []


def test_with_abuse_there_is_an_abuse_line(played):
    """Whenever abuse was ticked, with or without an emergency, an abuse line is among the numbers (issue A8)."""
    abuse = (
        "domestic-abuse-history" in played.answers["circumstances"] or played.answers["emergency"] == "fleeing-abuse"
    )
    if abuse:
        assert "national-domestic-abuse" in {one.now.line for one in played.outcome.numbers}


def test_with_no_recourse_advice_comes_before_housing(played):
    """Social care and an immigration adviser precede the request for housing, and no paper names the status (issue A6)."""
    if "no-recourse-to-public-funds" not in played.answers["circumstances"]:
        return
    steps = played.outcome.do_now
    advice = next(n for n, step in enumerate(steps) if "immigration advice" in step)
    assert all(advice < n for n, step in enumerate(steps) if re.match(r"Ring .* (today|now)|Fill in", step))


def test_the_evidence_claims_no_more_than_was_done(played):
    """The evidence never says that the duty was met, and contains none of the person's own text (issue A9)."""
    evidence = played.places["evidence"]
    assert not re.search(r"duty (was|is|has been) met|met (the|this|your|its) duty|duty met", evidence, re.IGNORECASE)
    typed = [one for one in {**REFERRAL, **played.case.referral}.values() if isinstance(one, str) and " " in one]
    assert [text for text in typed if text in evidence] == []


NOTICES = {"section-8", "section-21", "other-notice", "unsure"}
PUSHED_OUT = re.compile(
    r"(must|have to|has to|need to|due to) (leave|be out|move out|go) (on|by|before|is|it)\b|last night|"
    r"lose (your|their|the) home by|date (you|they) (leave|have to leave)|(you|they) leave on",
    re.IGNORECASE,
)


def test_nobody_is_told_to_leave_on_the_date_of_a_notice(played):
    """A date in a notice is when the landlord may go to court, and no text makes it a moving day (issue A2)."""
    if played.answers.get("notice-type") not in NOTICES:
        return
    places = ("page", "slip", "easy", "message", "card", "one")
    said = (sentence for place in places for sentence in re.split(r"(?<=[.?!”])\s", played.places[place]))
    assert [one for one in said if PUSHED_OUT.search(one) and " not " not in one] == []


def test_the_card_tells_nothing(played):
    """A person who finds the card learns a number and a time, but no name, reason or organisation."""
    card = played.places["card"].lower()
    assert [
        word for word in ("homeless", "council", "referral", "abuse", "zebedee", "little hill") if word in card
    ] == []


def test_there_are_forty_cases_and_more():
    """There are at least forty cases, as the issue asks, each with its own id."""
    assert len({case.id for case in CASES}) == len(CASES) >= 40


def test_the_document_lists_every_case():
    """docs/realistic-cases.md is this list for reading; tests/cases/draw_table.py updates it."""
    assert table() in DOCUMENT.read_text(encoding="utf-8")
