"""Practises the triage on an invented case. It is played like any other, then compared with an experienced champion's
answers.

Nothing is stored, and no case is made.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from functools import partial

from champion_tui.desk.numbers.number_views import source_words
from champion_tui.desk.options import OptionView
from champion_tui.desk.triage.interview import Interview, Stored
from champion_tui.desk.triage.judging import Judged, judge_answers
from champion_tui.desk.triage.pages import answer_words, first_words
from champion_tui.domain.cases.training import TRAINING
from champion_tui.ground.answers import Answer
from champion_tui.ground.dates.calendar import london_date
from champion_tui.ground.values import immutable
from champion_tui.knowledge.book import Book
from champion_tui.knowledge.practice.practice import Because, PracticeCase, read_practice
from champion_tui.knowledge.shelf import Shelf, data_folder

LEAD = "Six invented people. Answer as if one sat in front of you. Then see where an experienced champion would answer differently."
DO_NOT_RING = "This is training. Nothing is kept. The numbers on the pages are real: do not ring them."
SITUATION = "The person"
BEGIN = "Begin"
ALL_ALIKE = "All {count} answers are those that an experienced champion would give."
SOME_DIFFER = "An experienced champion would give {count} of your {total} answers differently. Here is why it matters."
OUTCOME_ALIKE = "It ends in the same place: {outcome}."
OUTCOME_DIFFERS = "It ends elsewhere. You: {yours}. The champion: {theirs}."
DIFFERS, NOT_ASKED, ALIKE = "Other answers", "Questions that you did not reach", "The same answers"
YOURS, THEIRS = "You", "Champion"
FIELDS = "What matters most in the form"
NOT_ASKED_THEM = "not asked: an earlier answer led elsewhere"
ONLY_YOU = "You were asked this only because an earlier answer differs. Look at that one first."
SOURCE = "Source: {source}"


@immutable
class ComparedAnswer:
    """One question with both answers as text, the reason for the champion's answer, and the source. ``asked`` says
    whether the question was asked in the triage that was played.
    """

    question: str
    yours: str
    theirs: str
    asked: bool
    alike: bool
    why: str
    source: str

    @property
    def differs(self) -> bool:
        """Whether the question was asked and answered differently."""
        return self.asked and not self.alike


@immutable
class ComparedView:
    """A case that was played. ``lead`` says how many answers differ, ``outcome`` where both end. ``fields`` holds
    (label, reason, source) of the form fields that matter most.
    """

    title: str
    lead: str
    outcome: str
    outcome_alike: bool
    why: str
    source: str
    answers: tuple[ComparedAnswer, ...]
    fields: tuple[tuple[str, str, str], ...]

    def differing(self) -> tuple[ComparedAnswer, ...]:
        """Returns the answers that differ from the champion's."""
        return tuple(each for each in self.answers if each.differs)

    def same(self) -> tuple[ComparedAnswer, ...]:
        """Returns the answers that are the same as the champion's."""
        return tuple(each for each in self.answers if each.alike)

    def parts(self) -> Iterator[tuple[str, tuple[ComparedAnswer, ...]]]:
        """Yields each heading that has answers: those that differ, those that were never asked, those that are the
        same.
        """
        missed = tuple(each for each in self.answers if not each.asked)
        for heading, answers in ((DIFFERS, self.differing()), (NOT_ASKED, missed), (ALIKE, self.same())):
            if answers:
                yield heading, answers


class Practice:
    """The cases to practise on, at the moment of ``now``: the days in them are counted from it."""

    def __init__(self, book: Book, now: Callable[[], datetime]) -> None:
        self._book = book
        self._now = now
        self._cases: Mapping[str, PracticeCase] = {case.id: case for case in read_practice(Shelf(data_folder()), book)}

    def listed(self) -> tuple[OptionView, ...]:
        """Returns the cases as options: id, title, and the area that each is in."""
        return tuple(OptionView(case.id, case.title, self._book.areas[case.area].name) for case in self._cases.values())

    def title(self, case: str) -> str:
        """Returns the title of the case with that id."""
        return self._cases[case].title

    def situation(self, case: str) -> tuple[str, ...]:
        """Returns what there is to know about the person, line by line."""
        return self._cases[case].situation

    def begin(self, case: str) -> Interview:
        """Returns the triage of that case from its first question, in the area of the case."""
        interview = Interview(partial(self._judge, area=self._cases[case].area))
        interview.now_stored(Stored({}, {}, TRAINING))
        return interview

    def compared(self, case: str, interview: Interview) -> ComparedView:
        """Returns the given answers compared with those of an experienced champion."""
        known, judged = self._cases[case], interview.judged()
        theirs = self._judge(known.answers_on(london_date(self._now())), area=known.area)
        mine, model = judged.judgement, theirs.judgement
        asked = (*model.path, *(question for question in mine.path if question not in model.path))
        answers = tuple(self._compared(known, question, judged, theirs) for question in asked)
        given, differ = sum(each.asked for each in answers), sum(each.differs for each in answers)
        ends, should_end = (self._outcome(each) for each in (judged, theirs))
        alike = mine.outcome == model.outcome
        return ComparedView(
            title=known.title,
            lead=(SOME_DIFFER if differ else ALL_ALIKE).format(count=differ or given, total=given),
            outcome=(OUTCOME_ALIKE if alike else OUTCOME_DIFFERS).format(outcome=ends, yours=ends, theirs=should_end),
            outcome_alike=alike,
            why=known.why.words,
            source=source_words(self._book, known.why.source),
            answers=answers,
            fields=tuple(self._field(known, field, because) for field, because in known.fields.items()),
        )

    def _judge(self, answers: Mapping[str, Answer], *, area: str) -> Judged:
        return judge_answers(self._book, answers, at=self._now(), area=area)

    def _compared(self, case: PracticeCase, question: str, judged: Judged, theirs: Judged) -> ComparedAnswer:
        asked_both = question in judged.judgement.path, question in theirs.judgement.path
        shown = theirs.tree.questions[question]
        mine, model = (each.judgement.answers.get(question) for each in (judged, theirs))
        because = case.reasons.get(question)
        return ComparedAnswer(
            question=first_words(theirs if asked_both[1] else judged, shown.titles),
            yours=answer_words(self._book, shown, mine) if asked_both[0] else "",
            theirs=answer_words(self._book, shown, model) if asked_both[1] else NOT_ASKED_THEM,
            asked=asked_both[0],
            alike=all(asked_both) and _plain(mine) == _plain(model),
            why=because.words if because else ONLY_YOU,
            source=source_words(self._book, because.source) if because else "",
        )

    @staticmethod
    def _outcome(judged: Judged) -> str:
        ended = judged.judgement.outcome or ""
        return judged.words(judged.tree.outcomes[ended].title) if ended in judged.tree.outcomes else ended

    def _field(self, case: PracticeCase, field: str, because: Because) -> tuple[str, str, str]:
        form = self._book.form_of(self._book.areas[case.area].tree)
        known = form.field(field)
        return known.label if known else field, because.words, source_words(self._book, because.source)


def _plain(answer: Answer | None) -> object:
    """Returns an answer for comparison: if it has several options, their order does not count."""
    return answer if isinstance(answer, str) or answer is None else frozenset(answer)
