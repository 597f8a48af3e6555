"""The interview: going back, changing answers and returning to the end without losing a word."""

from pathlib import Path

import pytest
from desk_samples import MINIMUM, REFER, desk_in, outcome_of, page_of, unlocked_desk

from champion_tui.desk.triage.interview import NOT_SAVED, Interview
from champion_tui.desk.triage.judging import judge_answers
from champion_tui.ground.answers import Problem


def _answered(interview: Interview) -> Interview:
    while (page := page_of(interview)) is not None:
        question = page.questions[-1].id
        assert not isinstance(interview.answer(question, REFER[question]), Problem)
    return interview


@pytest.fixture
def interview(tmp_path: Path) -> Interview:
    """Returns a triage in which nothing is answered."""
    return desk_in(tmp_path).begin()


def test_answering_the_open_question_leads_to_the_outcome(interview: Interview) -> None:
    """A person who leaves prison and agrees is referred, and the trail holds every answer."""
    outcome = outcome_of(_answered(interview))
    assert outcome is not None
    assert outcome.id == "refer"
    assert [step.question for step in outcome.trail] == list(REFER)


def test_the_first_page_shows_numbers_before_anything_is_asked(interview: Interview) -> None:
    """The emergency question shows the numbers to call, 999 first."""
    page = page_of(interview)
    assert page is not None
    assert page.questions[-1].id == "emergency"
    assert page.numbers[0].now.line == "999"
    assert page.saved == NOT_SAVED


def test_a_wrong_answer_is_a_problem_and_changes_nothing(interview: Interview) -> None:
    """An unknown option is refused with the question's id, and the page does not change."""
    problem = interview.answer("emergency", "perhaps")
    assert problem is not None
    assert problem.key == "emergency"
    assert interview.answers == {}


def test_going_back_and_forward_keeps_every_answer(interview: Interview) -> None:
    """Going back from the outcome to the first question and forward again with the same answers loses nothing."""
    _answered(interview)
    steps = 0
    while interview.back():
        steps += 1
    assert steps == len(REFER)
    _answered_again = 0
    while (page := page_of(interview)) is not None:
        question = page.questions[-1]
        assert question.given == REFER[question.id]
        interview.answer(question.id, REFER[question.id])
        _answered_again += 1
    assert _answered_again == len(REFER)
    assert outcome_of(interview) is not None


def test_a_change_link_comes_back_to_the_end(interview: Interview) -> None:
    """Changing one answer from the outcome returns to the outcome at once."""
    _answered(interview).go_to("reach")
    page = page_of(interview)
    assert page is not None
    assert page.questions[-1].id == "reach"
    interview.answer("reach", "unsure")
    assert outcome_of(interview) is not None


def test_another_council_is_asked_for_consent_anew(interview: Interview) -> None:
    """Consent that was given for Cherwell is withdrawn if the council becomes Oxford; this is shown, and nothing else
    is asked again.
    """
    _answered(interview).go_to("authority")
    interview.answer("authority", "oxford")
    assert not {"consent", "consent-contact", "consent-details"} & set(interview.answers)
    asked = []
    while (page := page_of(interview)) is not None:
        assert page.again == ("Consent was given for Cherwell District Council: ask again for Oxford City Council.",)
        asked.append(page.questions[-1].id)
        assert page.questions[-1].given is None
        interview.answer(asked[-1], REFER[asked[-1]])
    assert asked == ["consent", "consent-contact", "consent-details"]
    outcome = outcome_of(interview)
    assert outcome is not None
    assert "Oxford" in outcome.title


def test_the_same_council_once_more_takes_nothing_back(interview: Interview) -> None:
    """Choosing the same council again withdraws no consent."""
    _answered(interview).go_to("authority")
    interview.answer("authority", "cherwell")
    assert outcome_of(interview) is not None


def test_an_answer_that_leaves_the_path_comes_back_with_it(interview: Interview) -> None:
    """A date is kept while the situation asks for none, and is shown again when it asks for one."""
    _answered(interview).go_to("situation")
    interview.answer("situation", "homeless-now")
    assert interview.judged().judgement.off_path == ("last-date",)
    interview.go_to("situation")
    interview.answer("situation", "losing-home")
    assert interview.judged().judgement.off_path == ()
    assert interview.answers["last-date"] == REFER["last-date"]


def test_a_kept_interview_is_saved_with_each_answer(tmp_path: Path) -> None:
    """After a case is kept, every answer is stored before it is shown as saved, and the interview opens again with it."""
    desk = unlocked_desk(tmp_path)
    interview = desk.begin()
    interview.answer("emergency", "none")
    reference = desk.cases.keep(interview)
    interview.answer("safeguarding", "no")
    page = page_of(interview)
    assert page is not None
    assert page.saved == "saved 10:04:31"
    assert desk.cases.resume(reference).answers == {"emergency": "none", "safeguarding": "no"}
    desk.vault.lock()


@pytest.mark.parametrize("kept", [False, True], ids=["in memory", "kept"])
def test_each_answer_is_judged_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kept: bool) -> None:
    """However many answers there are, stored or not, one judgement serves the answer, its saving and the next page."""
    desk, taken = unlocked_desk(tmp_path / "home"), []
    monkeypatch.setattr(
        "champion_tui.desk.desk.judge_answers", lambda *a, **k: taken.append(1) or judge_answers(*a, **k)
    )
    interview = desk.begin()
    if kept:
        desk.cases.keep(interview)
    interview.here()
    costs = []
    for question, answer in REFER.items():
        taken.clear()
        assert not isinstance(interview.answer(question, answer), Problem)
        costs.append(len(taken))
    assert costs == [1] * len(REFER)
    desk.vault.lock()


@pytest.mark.parametrize("first", ["corrected", "begun"])
def test_a_number_corrected_in_between_stands_in_every_open_case(tmp_path: Path, first: str) -> None:
    """A corrected number is shown in everything that was open at the time: triage, outcome, stored case, new case and slip."""
    desk = unlocked_desk(tmp_path)
    stored = desk.cases.new({"triage": REFER, "referral": MINIMUM})

    def correct() -> None:
        found = desk.correct("cherwell-day", phone="01632 960111", hours=None, who="Ada Invented", why="rang it")
        assert not isinstance(found, Problem)

    if first == "corrected":
        correct()
    interview, resumed = desk.begin(), desk.cases.resume(stored)
    for question, answer in REFER.items():
        assert not isinstance(interview.answer(question, answer), Problem)
    if first == "begun":
        correct()
    kept = desk.cases.keep(interview)
    for each in (interview, resumed, desk.cases.resume(kept)):
        outcome = outcome_of(each)
        assert outcome is not None
        assert "01632 960111" in [line.now.phone for line in outcome.numbers]
    for reference in (stored, kept):
        assert desk.cases.view(reference).authority == "Cherwell District Council"
        assert "01632 960111" in str(desk.papers.slips.preview(reference, "standard"))
    desk.vault.lock()


def test_a_council_without_a_night_number_is_named_with_what_to_ring(tmp_path: Path) -> None:
    """The first page says that Oxford has no night number, and names the number to ring instead."""
    desk = desk_in(tmp_path)
    page = page_of(desk.begin())
    assert page is not None
    for said in (desk.numbers().no_night, page.no_night):
        (oxford,) = said
        assert "Oxford City Council: no number of its own for nights and weekends is known" in oxford
        assert "ring 0800 833 408, Oxfordshire Emergency Duty Team" in oxford


def test_whoever_asks_for_one_council_hears_of_no_other(tmp_path: Path) -> None:
    """What a neighbour has no number for is said neither with the numbers of Cherwell nor with those of Reading; it is with Oxford's own, and
    where no council was chosen.
    """
    desk = desk_in(tmp_path)
    assert not any(
        "Oxford City" in words for council in ("cherwell", "reading") for words in desk.numbers(council).no_night
    )
    for council in ("oxford", None, "elsewhere-england"):
        assert "Oxford City Council: no number of its own" in " ".join(desk.numbers(council).no_night), council


def test_a_note_stands_in_full_once_and_then_folds(interview: Interview) -> None:
    """The interpreter's note is shown in full on the page after its answer, then by its title only, and in full again
    on the summary; going back shows it in full.
    """
    seen: list[tuple[str, bool]] = []
    while (page := page_of(interview)) is not None:
        question = page.questions[-1].id
        seen += [(question, note.folded) for note in page.notes if note.id == "interpreter"]
        interview.answer(question, REFER[question])
    assert [question for question, folded in seen if not folded] == ["situation", "last-date"]
    assert seen[-1] == ("earlier-referral", True)
    outcome = outcome_of(interview)
    assert outcome is not None
    assert not any(note.folded for note in outcome.notes)
    interview.go_to("situation")
    page = page_of(interview)
    assert page is not None
    assert not next(note for note in page.notes if note.id == "interpreter").folded


def test_a_warning_never_folds(interview: Interview) -> None:
    """A warning is shown in full on every page while it applies."""
    for question in ("emergency", "safeguarding", "age", "situation", "last-date", "circumstances", "capacity"):
        interview.answer(question, REFER[question])
    page = page_of(interview)
    assert page is not None
    (warning,) = (note for note in page.notes if note.kind == "warning")
    assert (warning.id, warning.folded) == ("closed-day", False)


def test_only_where_help_is_coming_there_is_a_way_out_that_keeps_nothing(tmp_path: Path) -> None:
    """Only when help is already coming can a triage be left without keeping it; other cases show how the duty was met."""
    outcomes = desk_in(tmp_path).book.trees["duty-to-refer"].outcomes.values()
    assert [one.id for one in outcomes if one.way_out] == ["phone-now"]
