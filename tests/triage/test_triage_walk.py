"""Replaying answers: where they lead, which are kept off the path, and the effect of a wrong one."""

import pytest
from triage_samples import AUTHORITIES, changed, judged, shipped_tree

from champion_tui.ground.answers import Problem


def test_no_answers_ask_the_first_question() -> None:
    """A case without answers has an open question, not an error."""
    found = judged({})

    assert (found.status, found.question, found.path, found.stage) == ("question", "emergency", (), None)
    assert (found.next_steps, found.record, found.say, found.tell, found.reasons) == ((), (), (), (), ())


def test_a_whole_path_ends_in_an_outcome_with_its_words() -> None:
    """The thirteen answers of an adult who is losing their home end in a referral with every list filled."""
    found = judged(changed())

    assert (found.status, found.outcome, found.question, found.off_path) == ("outcome", "refer", None, ())
    assert all((found.next_steps, found.record, found.say, found.tell, found.summary, found.reasons))
    assert list(found.answers) == list(found.path)


def test_answers_that_left_the_path_are_kept_and_listed_in_the_trees_order() -> None:
    """Changing an early answer loses nothing: later answers are kept off the path, in the order of the questions."""
    found = judged({"earlier-referral": "none", "reach": "likely", "age": "under-16", **_start()})

    assert found.outcome == "childrens-services"
    assert found.off_path == ("reach", "earlier-referral")


def test_answers_beyond_the_open_question_are_off_the_path() -> None:
    """The open question comes first, and later answers are kept."""
    found = judged(changed(capacity=None))

    assert found.question == "capacity"
    assert found.path[-1] == "circumstances"
    assert found.off_path[0] == "authority"


def test_chosen_circumstances_are_kept_in_the_datas_order() -> None:
    """Two people who tick the same options in a different order have the same case."""
    one = judged(changed(circumstances=["pregnant", "leaving-care"]))
    other = judged(changed(circumstances=("leaving-care", "pregnant")))

    assert one == other
    assert one.answers["circumstances"] == ("leaving-care", "pregnant")


@pytest.mark.parametrize(
    ("answers", "problem_key", "given"),
    [
        ({"shoe-size": "9"}, "shoe-size", "shoe-size"),
        ({"situation": "fine"}, "situation", "fine"),
        ({"situation": 3}, "situation", 3),
        ({"situation": True}, "situation", True),
        ({"situation": None}, "situation", None),
        ({"situation": ["unsure"]}, "situation", ["unsure"]),
        ({"situation": {"unsure": 1}}, "situation", {"unsure": 1}),
        ({"situation": " unsure"}, "situation", " unsure"),
        ({"circumstances": "none"}, "circumstances", "none"),
        ({"circumstances": []}, "circumstances", []),
        ({"circumstances": ["none", "pregnant"]}, "circumstances", ["none", "pregnant"]),
        ({"circumstances": ["pregnant", "pregnant"]}, "circumstances", ["pregnant", "pregnant"]),
        ({"circumstances": ["tall"]}, "circumstances", ["tall"]),
        ({"circumstances": [["pregnant"]]}, "circumstances", [["pregnant"]]),
        ({"circumstances": [None]}, "circumstances", [None]),
        ({"circumstances": ()}, "circumstances", []),
        ({"last-date": "2027-02-30"}, "last-date", "2027-02-30"),
        ({"last-date": "2027-1-10"}, "last-date", "2027-1-10"),
        ({"last-date": "20270110"}, "last-date", "20270110"),
        ({"last-date": "2027-01-10T00:00"}, "last-date", "2027-01-10T00:00"),
        ({"last-date": "10/01/2027"}, "last-date", "10/01/2027"),
        ({"last-date": "2027-W01-1"}, "last-date", "2027-W01-1"),
        ({"last-date": "٢٠٢٧-٠١-١٠"}, "last-date", "٢٠٢٧-٠١-١٠"),
        ({"last-date": ""}, "last-date", ""),
        ({"authority": "narnia"}, "authority", "narnia"),
        ({"authority": "Cherwell"}, "authority", "Cherwell"),
        ({"authority": ["cherwell"]}, "authority", ["cherwell"]),
        ({"assist": "perhaps"}, "assist", "perhaps"),
    ],
)
def test_a_wrong_answer_is_a_state_with_its_raw_value(
    answers: dict[str, object], problem_key: str, given: object
) -> None:
    """An answer that is unknown, mistyped, empty, repeated or impossible is a problem with the question, the value and
    what fits.
    """
    found = judged({**changed(), **answers})

    assert found.status == "invalid"
    assert found.outcome is None
    assert found.next_steps == ()
    assert found.problem is not None
    assert (found.problem.key, found.problem.given) == (problem_key, given)
    assert found.problem.expected
    assert found.question == (problem_key if problem_key in shipped_tree().questions else None)


def test_what_was_expected_names_the_answers_that_fit() -> None:
    """A person or a script can correct the answer from the message alone."""
    wanted = {
        key: problem.expected
        for key in ("capacity", "circumstances", "last-date", "authority")
        if (problem := judged({key: "?"}).problem)
    }

    assert wanted["capacity"] == "one of: can-decide, doubt"
    assert wanted["circumstances"].startswith("a list of one or more of: leaving-prison, ")
    assert wanted["last-date"] == "a date such as 2026-12-31 (year-month-day), or not-known"
    assert (
        wanted["authority"] == f"a housing authority: {', '.join(AUTHORITIES)}, or elsewhere-england, outside-england"
    )


def test_unknown_questions_come_before_wrong_answers_and_those_in_the_trees_order() -> None:
    """Of several mistakes the same one is named for any order of the file, unknown ids first."""
    wrong = {"reach": "?", "age": "?", "bbb": "1", "aaa": "2"}

    assert judged(wrong).problem == Problem(
        "bbb", "bbb", f"a question of this tree: {', '.join(shipped_tree().questions)}"
    )
    assert _key({"reach": "?", "age": "?"}) == "age"
    assert _key({"age": "?", "reach": "?"}) == "age"


def test_a_wrong_answer_off_the_path_is_found_too() -> None:
    """An answer is checked even if its question is never reached."""
    found = judged(changed(age="under-16", reach="maybe"))

    assert (found.status, found.question) == ("invalid", "reach")


def test_a_wrong_answer_ends_the_walk_before_it() -> None:
    """The right answers before the mistake count, so that a screen can continue from there."""
    found = judged(changed(capacity="maybe"))

    assert found.path == ("emergency", "safeguarding", "age", "situation", "last-date", "circumstances")
    assert found.stage == "threatened"
    assert found.off_path[0] == "authority"


def test_each_circumstance_brings_its_note() -> None:
    """A circumstance's note has the circumstance's id, and all circumstances together have all notes."""
    options = [option.id for option in shipped_tree().questions["circumstances"].options if not option.alone]

    for option in options:
        assert option in judged(changed(circumstances=[option])).notes
    assert set(options) <= set(judged(changed(circumstances=options)).notes)
    assert not set(options) & set(judged(changed()).notes)


@pytest.mark.parametrize(
    ("answers", "note", "there"),
    [
        ({"safeguarding": "yes-not-yet"}, "report-safeguarding", True),
        ({"safeguarding": "yes-reported"}, "report-safeguarding", False),
        ({}, "interpreter", True),
        ({"circumstances": ["leaving-prison"]}, "reach-inside", True),
        ({"circumstances": ["leaving-hospital"]}, "reach-inside", True),
        ({"circumstances": ["leaving-forces"]}, "reach-inside", False),
        ({"capacity": "doubt", "capacity_support": "cannot-decide"}, "attorney-or-deputy", True),
        ({"capacity": "doubt", "capacity_support": "come-back-later"}, "attorney-or-deputy", False),
        ({}, "ask-your-champion", False),
        ({"situation": "unsure"}, "ask-your-champion", True),
        ({"situation": "notice", "notice_type": "unsure"}, "ask-your-champion", True),
        ({"last_date": "not-known"}, "ask-your-champion", True),
        ({"capacity": "doubt", "capacity_support": "decides-with-support"}, "ask-your-champion", True),
        ({"reach": "unsure"}, "ask-your-champion", True),
        ({"earlier_referral": "unsure"}, "ask-your-champion", True),
    ],
)
def test_notes_that_must_not_be_missing(answers: dict[str, object], note: str, there: bool) -> None:
    """Safeguarding, interpreters, people in institutions, attorneys and doubt each have a note, shown only if it applies."""
    assert (note in judged(changed(**answers)).notes) is there


def test_notes_hold_while_a_question_is_open() -> None:
    """A note is shown as soon as it applies, not only at the end."""
    found = judged({**_start(), "age": "18-plus", "situation": "unsure"})

    assert found.question == "circumstances"
    assert found.notes == ("interpreter", "ask-your-champion")


def test_minimum_only_keeps_health_and_household_out_of_what_is_said() -> None:
    """If the person agreed to the basics only, the words for the phone leave out health and household too."""
    answers: dict[str, object] = {
        "emergency": "fleeing-abuse",
        "after_call": "refer-too",
        "circumstances": ["children-in-household", "pregnant"],
    }
    told = " ".join(judged(changed(**answers)).say)
    kept = " ".join(judged(changed(**answers, consent_details="minimum-only")).say)

    for word in ("abuse", "children", "pregnant"):
        assert word in told
        assert word not in kept
    for words in (told, kept):
        assert "do not ring the place they left" in words


def _start() -> dict[str, object]:
    return {"emergency": "none", "safeguarding": "no"}


def _key(answers: dict[str, object]) -> str | None:
    problem = judged(answers).problem
    return problem and problem.key
