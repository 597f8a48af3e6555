"""Rules that hold for any answers in any order."""

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st
from triage_samples import AUTHORITIES, judged, shipped_tree

from champion_tui.triage.tree import Question, QuestionKind


def _answer(question: Question) -> st.SearchStrategy[object]:
    options = [option.id for option in question.options]
    if question.kind is QuestionKind.MANY:
        several = [option.id for option in question.options if not option.alone]
        return st.lists(st.sampled_from(several), min_size=1, unique=True) | st.just(["none"])
    if question.kind is QuestionKind.DATE:
        return st.sampled_from(options) | st.dates().map(lambda day: day.isoformat())
    if question.kind is QuestionKind.AUTHORITY:
        return st.sampled_from([*options, *AUTHORITIES])
    return st.sampled_from(options)


ANSWERS = st.fixed_dictionaries(
    {}, optional={name: _answer(question) for name, question in shipped_tree().questions.items()}
)
"""Any answers that are valid one by one, whether or not they are on one path."""
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=5,
)


@given(ANSWERS, st.randoms(use_true_random=False))
def test_the_order_of_the_answers_means_nothing(answers: dict[str, object], random: object) -> None:
    """A file of answers may name the questions in any order, and the judgement is the same."""
    names = list(answers)
    random.shuffle(names)  # type: ignore[attr-defined]  # hypothesis gives a random.Random

    assert judged({name: answers[name] for name in names}) == judged(answers)


@given(ANSWERS)
def test_every_answer_is_on_the_path_or_off_it(answers: dict[str, object]) -> None:
    """No answer is lost, and none is in both lists."""
    found = judged(answers)

    assert set(found.path) | set(found.off_path) == set(answers)
    assert not set(found.path) & set(found.off_path)
    assert list(found.off_path) == [name for name in shipped_tree().questions if name in found.off_path]


@given(ANSWERS)
def test_it_is_an_outcome_or_a_question_and_never_both(answers: dict[str, object]) -> None:
    """Valid answers lead to exactly one open question, or to one outcome with all its words."""
    found = judged(answers)

    assert (found.outcome is None) != (found.question is None)
    assert found.status == ("question" if found.outcome is None else "outcome")
    assert bool(found.next_steps and found.record and found.say and found.tell and found.reasons) == bool(found.outcome)


@given(ANSWERS)
def test_every_prefix_of_a_path_replays_to_its_next_question(answers: dict[str, object]) -> None:
    """If the answers are cut after any question, the next question of the path is asked, with the same answers before it."""
    whole = judged(answers)
    for length, question in enumerate(whole.path):
        part = judged({name: answers[name] for name in whole.path[:length]})
        assert (part.question, part.path) == (question, whole.path[:length])


@given(ANSWERS)
def test_off_path_answers_change_nothing_but_their_own_list(answers: dict[str, object]) -> None:
    """Removing the answers off the path leaves the judgement unchanged."""
    found = judged(answers)
    alone = judged({name: answers[name] for name in found.path})

    assert alone.off_path == ()
    assert (alone.outcome, alone.question, alone.stage) == (found.outcome, found.question, found.stage)
    assert (alone.notes, alone.warnings, alone.next_steps) == (found.notes, found.warnings, found.next_steps)


@given(ANSWERS, st.data())
def test_changing_an_answer_and_back_brings_the_case_back(answers: dict[str, object], data: st.DataObject) -> None:
    """A changed answer keeps every other answer, and changing it back gives the first judgement again."""
    name = data.draw(st.sampled_from(list(shipped_tree().questions)))
    other = data.draw(_answer(shipped_tree().questions[name]))
    after = judged({**answers, name: other})

    assert set(after.path) | set(after.off_path) == set(answers) | {name}
    assert judged({**answers, name: other, **answers} if name in answers else answers) == judged(answers)


@given(ANSWERS, st.sampled_from(list(shipped_tree().questions)), ANYTHING)
def test_any_value_at_all_is_an_answer_or_a_problem(answers: dict[str, object], name: str, value: object) -> None:
    """No value of a file raises an error: one that is no answer is returned as a problem, unchanged."""
    found = judged({**answers, name: value})

    if found.status == "invalid":
        assert found.problem is not None
        assert found.problem.key == name
        assert found.problem.given is value
        assert found.outcome is None


@given(ANSWERS)
def test_notes_and_warnings_are_known_to_the_tree(answers: Mapping[str, object]) -> None:
    """The result has only ids that have words in the tree, each once."""
    found = judged(answers)
    tree = shipped_tree()

    assert set(found.notes) <= {note.id for note in tree.notes}
    assert set(found.warnings) <= set(tree.warnings)
    assert len(found.notes) == len(set(found.notes))
    assert len(found.warnings) == len(set(found.warnings))
