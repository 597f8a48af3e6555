"""The practice cases: each has a real path and the outcome that it claims, and every sentence has its source."""

from datetime import datetime

import pytest

from champion_tui.desk.triage.judging import judge_answers
from champion_tui.desk.triage.practising import ONLY_YOU, Practice
from champion_tui.ground.answers import Problem
from champion_tui.ground.dates.calendar import LONDON
from champion_tui.ground.tables import DataError
from champion_tui.knowledge.book import load
from champion_tui.knowledge.practice.practice import read_practice
from champion_tui.knowledge.shelf import Shelf, data_folder

BOOK = load()
CASES = {case.id: case for case in read_practice(Shelf(data_folder()), BOOK)}
MOMENTS = [
    datetime(2026, 11, 27, 10, 15, tzinfo=LONDON),
    datetime(2026, 12, 25, 23, 50, tzinfo=LONDON),
    datetime(2027, 3, 28, 1, 30, tzinfo=LONDON),
    datetime(2028, 2, 29, 16, 0, tzinfo=LONDON),
]
CASE = """
id = "one"
title = "One"
area = "oxfordshire"
outcome = "refer"
why = "So."
source = "field-knowledge"
situation = ["Somebody."]
[[answer]]
question = "emergency"
answer = "none"
why = "So."
source = "field-knowledge"
"""


def practice(at=MOMENTS[0]):
    """Returns practice at that moment."""
    return Practice(BOOK, lambda: at)


def played(case, changed=None, at=MOMENTS[0]):
    """Gives the champion's answers in order, with some changes, and returns the comparison."""
    here = practice(at)
    interview = here.begin(case)
    answers = {**CASES[case].answers_on(at.date()), **(changed or {})}
    while (question := interview.judged().judgement.question) is not None:
        assert not isinstance(interview.answer(question, answers[question]), Problem), question
    return here.compared(case, interview)


def test_there_are_six_cases():
    """There are six cases, each of a different kind, and not all end with a referral or are in one area."""
    assert len(CASES) == 6
    assert {case.outcome for case in CASES.values()} == {"refer", "childrens-services"}
    assert {case.area for case in CASES.values()} == set(BOOK.areas)


@pytest.mark.parametrize("at", MOMENTS, ids=lambda at: at.date().isoformat())
@pytest.mark.parametrize("case", CASES.values(), ids=lambda case: case.id)
def test_the_path_is_real_and_ends_where_it_says(case, at):
    """On any day the engine asks exactly the questions of the case, in its order, and reaches its outcome."""
    judgement = judge_answers(BOOK, case.answers_on(at.date()), at=at, area=case.area).judgement
    assert judgement.problem is None
    assert judgement.path == tuple(case.answers)
    assert judgement.outcome == case.outcome


@pytest.mark.parametrize("case", CASES)
def test_the_champions_own_answers_differ_in_nothing(case):
    """The user is told at each question that the answers agree, and reaches the same outcome."""
    view = played(case)
    assert view.differing() == ()
    assert view.outcome_alike
    assert len(view.same()) == len(CASES[case].answers)
    assert all(each.source and each.why for each in view.same())


@pytest.mark.parametrize("case", CASES)
def test_each_other_answer_is_named_with_why_it_matters(case):
    """For each question with one choice, a different answer is shown with both answers as text, the champion's reason
    and its source.
    """
    tree = BOOK.trees[BOOK.areas[CASES[case].area].tree]
    for question, answer in CASES[case].answers_on(MOMENTS[0].date()).items():
        others = [option.id for option in tree.questions[question].options if option.id != answer]
        for other in others if isinstance(answer, str) else ():
            here = practice()
            interview = here.begin(case)
            for earlier, given in CASES[case].answers_on(MOMENTS[0].date()).items():
                interview.answer(earlier, other if earlier == question else given)
                if earlier == question:
                    break
            view = here.compared(case, interview)
            [named] = [each for each in view.differing() if each.why == CASES[case].reasons[question].words]
            assert named.yours != named.theirs
            assert named.source
            assert "differently" in view.lead


def test_a_question_that_only_the_person_was_asked_points_to_the_answer_before_it():
    """A user who doubts without need is asked one more question, and is shown that the previous answer led to it."""
    view = played("rough-sleeper-tonight", {"capacity": "doubt", "capacity-support": "decides-with-support"})
    assert [each.why for each in view.differing()][-1] == ONLY_YOU
    assert view.outcome_alike


def test_another_end_says_both_ends():
    """If the answers lead to another outcome, both outcomes are named."""
    view = played("rough-sleeper-tonight", {"after-call": "stop-here"})
    assert not view.outcome_alike
    assert "The champion:" in view.outcome


def test_marks_count_in_any_order():
    """The order in which several options are marked makes no difference."""
    assert (
        played(
            "abuse-and-an-unsafe-district", {"circumstances": ("domestic-abuse-history", "children-in-household")}
        ).differing()
        == ()
    )


@pytest.mark.parametrize("case", CASES.values(), ids=lambda case: case.id)
def test_everyone_in_them_is_plainly_invented(case):
    """The first sentence has a name that is plainly made up, and phone numbers are those reserved for fiction."""
    invented = ("Example", "Invented", "Sample", "Practice", "Madeup", "Pretend")
    told = " ".join(case.situation)
    assert any(name in case.situation[0] for name in invented)
    digits = [
        word.strip(".,") for word in told.replace("07700 900", "07700900").replace("01632 960", "01632960").split()
    ]
    assert all(word.startswith(("07700900", "01632960")) for word in digits if word.isdigit() and len(word) > 8)


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('area = "oxfordshire"', 'area = "nowhere"', "area"),
        ('outcome = "refer"', 'outcome = "nothing"', "outcome"),
        ('question = "emergency"', 'question = "weather"', "answer[0].question"),
        ('situation = ["Somebody."]', "situation = []", "situation"),
        ('title = "One"', 'title = "One"\nhint = "x"', "hint"),
        ('why = "So."\nsource = "field-knowledge"\nsituation', 'why = "So."\nsource = "hearsay"\nsituation', "source"),
        ('answer = "none"', "in_days = 0", "answer[0].in_days"),
    ],
)
def test_a_mistake_in_a_case_is_named_with_its_place(tmp_path, old, new, key):
    """Unknown ids, a missing situation, unknown keys and days out of range are each refused with file and key."""
    folder = tmp_path / "practice"
    folder.mkdir()
    assert old in CASE
    (folder / "one.toml").write_text(CASE.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DataError) as error:
        read_practice(Shelf(tmp_path), BOOK)
    assert (error.value.file, error.value.key) == ("data/practice/one.toml", key)


def test_two_cases_of_one_id_are_refused(tmp_path):
    """Two practice cases with the same id are refused."""
    folder = tmp_path / "practice"
    folder.mkdir()
    for name in ("one", "two"):
        (folder / f"{name}.toml").write_text(CASE, encoding="utf-8")
    with pytest.raises(DataError, match="each case once"):
        read_practice(Shelf(tmp_path), BOOK)
