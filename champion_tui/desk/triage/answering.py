"""What goes with an answer: what it takes back, which words were read out with it, and how both are said."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from champion_tui.desk.triage.judging import Judged
from champion_tui.desk.triage.pages import answer_words
from champion_tui.domain.cases.case import ReadOut, TakenBack
from champion_tui.ground.answers import Answer
from champion_tui.knowledge.routing import Routing
from champion_tui.triage.resting import Shaken, shaken_by
from champion_tui.triage.tree import Question, Tree
from champion_tui.triage.words import WAS, fill

AUTHORITY = "authority"
NO_ANSWER = "nothing"


@dataclass(frozen=True, slots=True)
class AnswerChange:
    """A change of answers with all that goes with it. ``answers`` clears (None) what is taken back."""

    answers: Mapping[str, Answer | None]
    taken_back: Mapping[str, TakenBack]
    read_out: Mapping[str, ReadOut]


@dataclass(frozen=True, slots=True)
class Given:
    """One answer as it was given: the answers that were ``seen`` with the question, what it changes of them, and how they are
    ``judged`` with it.
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
    """What ``changes`` (None clears) of the answers as they were ``before`` come to. All must have been checked."""
    tree = judge({}).tree
    shaken = shaken_by(tree, before, changes)
    whole: dict[str, Answer | None] = {**changes, **{one.question: None for one in shaken}}
    after = {question: answer for question, answer in {**before, **whole}.items() if answer is not None}
    given = {question: answer for question, answer in changes.items() if answer is not None}
    said = read_out(routing, judge(after), after, given) if any(_is_said(tree, one) for one in given) else {}
    return AnswerChange(whole, marks(before, shaken), said)


def marks(before: Mapping[str, Answer], shaken: tuple[Shaken, ...]) -> dict[str, TakenBack]:
    """Why each of those answers was taken back, by question."""
    return {
        one.question: TakenBack(before[one.question], one.basis.question, one.was if isinstance(one.was, str) else "")
        for one in shaken
    }


def read_out(
    routing: Routing, judged: Judged, answers: Mapping[str, Answer], given: Mapping[str, Answer]
) -> dict[str, ReadOut]:
    """The words that go with those of ``given`` that are read out to the person, as they stand under ``answers``.

    An answer that says that the question was not put to them has none.
    """
    council = routing.authority(str(answers.get(AUTHORITY, "")))
    values = {**judged.values, **({AUTHORITY: council.name} if council else {})}
    version = f"{judged.tree.id} {judged.tree.version}"
    return {
        question: ReadOut(fill(judged.tree.questions[question].read_out, values), version)
        for question, answer in given.items()
        if _is_said(judged.tree, question) and not _unasked(judged.tree.questions[question], answer)
    }


def _is_said(tree: Tree, question: str) -> bool:
    found = tree.questions.get(question)
    return found is not None and bool(found.read_out)


def _unasked(question: Question, answer: Answer) -> bool:
    return any(option.unasked for option in question.options if option.id == answer)


def again_words(routing: Routing, judged: Judged, taken_back: Mapping[str, TakenBack]) -> tuple[str, ...]:
    """Why questions are asked again, in the tree's order and each sentence once."""
    said = (
        _again(routing, judged, question, taken_back[question.id])
        for question in judged.tree.questions.values()
        if question.id in taken_back
    )
    return tuple(dict.fromkeys(words for words in said if words))


def _again(routing: Routing, judged: Judged, question: Question, taken: TakenBack) -> str:
    if not taken.basis:
        return judged.words(question.anew)
    basis = next((one for one in question.rests_on if one.question == taken.basis), None)
    if basis is None:
        return ""
    return fill(basis.words, {**judged.values, WAS: _was(routing, judged.tree.questions[basis.question], taken.was)})


def _was(routing: Routing, question: Question, answer: str) -> str:
    """The answer as it was, inside a sentence: a council by its name, an option in small letters."""
    words = answer_words(routing, question, answer or None)
    if any(option.id == answer for option in question.options):
        return words[:1].lower() + words[1:]
    return words or NO_ANSWER
