"""The consequences of an answer: the answers that it takes back, the words that were read out with it, and both as
text.
"""

from collections.abc import Callable, Mapping

from champion_tui.desk.triage.judging import Judged, to_them
from champion_tui.desk.triage.pages import answer_words
from champion_tui.domain.cases.case import ReadOut, TakenBack
from champion_tui.ground.answers import Answer
from champion_tui.ground.values import immutable
from champion_tui.knowledge.routing import Routing
from champion_tui.triage.resting import Shaken, shaken_by
from champion_tui.triage.tree import Question, Tree
from champion_tui.triage.words import WAS, fill

AUTHORITY = "authority"
NO_ANSWER = "nothing"


@immutable
class AnswerChange:
    """A change of answers with its consequences. In ``answers`` None clears an answer; those that are taken back are
    among them.
    """

    answers: Mapping[str, Answer | None]
    taken_back: Mapping[str, TakenBack]
    read_out: Mapping[str, ReadOut]


@immutable
class Given:
    """One answer as it was given. ``seen`` are the answers that were shown with the question, ``change`` what it
    changes, and ``judged`` the judgement with it.
    """

    question: str
    answer: Answer
    seen: Mapping[str, Answer]
    change: AnswerChange
    judged: Judged


def changing(
    routing: Routing,
    judge: Callable[[Mapping[str, Answer]], Judged],
    before: Mapping[str, Answer],
    changes: Mapping[str, Answer | None],
) -> AnswerChange:
    """Returns ``changes`` (None clears) to the answers ``before``, with their consequences. All must have been checked."""
    tree = judge({}).tree
    shaken = shaken_by(tree, before, changes)
    whole: dict[str, Answer | None] = {**changes, **{loose.question: None for loose in shaken}}
    after = {question: answer for question, answer in {**before, **whole}.items() if answer is not None}
    given = {question: answer for question, answer in changes.items() if answer is not None}
    reads_out = any(_is_read_out(tree, question) for question in given)
    words = read_out(routing, judge(after), after, given) if reads_out else {}
    return AnswerChange(whole, marks(before, shaken), words)


def marks(before: Mapping[str, Answer], shaken: tuple[Shaken, ...]) -> dict[str, TakenBack]:
    """Returns why each of those answers was taken back, by question."""
    return {
        loose.question: TakenBack(
            before[loose.question], loose.basis.question, loose.was if isinstance(loose.was, str) else ""
        )
        for loose in shaken
    }


def read_out(
    routing: Routing, judged: Judged, answers: Mapping[str, Answer], given: Mapping[str, Answer]
) -> dict[str, ReadOut]:
    """Returns the words that were read out with each answer in ``given``, filled in from ``answers``, by question.

    A question is left out if it is not read out, or its answer says that it was not put to the person.
    """
    council = routing.authority(str(answers.get(AUTHORITY, "")))
    values = to_them({**judged.values, **({AUTHORITY: council.name} if council else {})})
    version = f"{judged.tree.id} {judged.tree.version}"
    return {
        question: ReadOut(fill(judged.tree.questions[question].read_out, values), version)
        for question, answer in given.items()
        if _is_read_out(judged.tree, question) and not _unasked(judged.tree.questions[question], answer)
    }


def _is_read_out(tree: Tree, question_id: str) -> bool:
    question = tree.questions.get(question_id)
    return question is not None and bool(question.read_out)


def _unasked(question: Question, answer: Answer) -> bool:
    return any(option.unasked for option in question.options if option.id == answer)


def again_words(routing: Routing, judged: Judged, taken_back: Mapping[str, TakenBack]) -> tuple[str, ...]:
    """Returns why questions are asked again, in the tree's order and each sentence once."""
    sentences = (
        _again(routing, judged, question, taken_back[question.id])
        for question in judged.tree.questions.values()
        if question.id in taken_back
    )
    return tuple(dict.fromkeys(words for words in sentences if words))


def _again(routing: Routing, judged: Judged, question: Question, taken: TakenBack) -> str:
    if not taken.basis:
        return judged.words(question.anew)
    basis = next((basis for basis in question.rests_on if basis.question == taken.basis), None)
    if basis is None:
        return ""
    return fill(basis.words, {**judged.values, WAS: _was(routing, judged.tree.questions[basis.question], taken.was)})


def _was(routing: Routing, question: Question, answer: str) -> str:
    """Returns the earlier answer for use inside a sentence: a council by its name, an option beginning in lower case."""
    words = answer_words(routing, question, answer or None)
    if any(option.id == answer for option in question.options):
        return words[:1].lower() + words[1:]
    return words or NO_ANSWER
