"""One person's triage: the answers so far and where they lead. It is in memory only until the desk keeps it."""

from collections.abc import Callable, Mapping

from champion_tui.desk.triage.answering import AnswerChange, Given, again_words, marks, read_out
from champion_tui.desk.triage.judging import Judged, ended_council, passing_over_unknown
from champion_tui.desk.triage.pages import outcome_view, page_view
from champion_tui.desk.views import OutcomeView, PageView
from champion_tui.domain.cases.case import TakenBack
from champion_tui.ground.answers import Answer, Problem
from champion_tui.ground.values import immutable
from champion_tui.triage.resting import shaken_by

NOT_SAVED = "NOT SAVED"
WHY_THIS_AUTHORITY = "why-this-authority"
"""The field of the referral that the local-connection advice can fill."""


@immutable
class Stored:
    """A kept interview as it is stored. ``frozen`` says why nothing in it can be changed any more, "" while it can.
    ``saved`` says when it was last saved.
    """

    answers: Mapping[str, Answer]
    taken_back: Mapping[str, TakenBack]
    saved: str
    frozen: str = ""


class Interview:
    """A triage, made by ``Desk.begin`` or ``Cases.resume``. ``reference`` is None while it is NOT SAVED.

    The place in the tree always follows from replaying the answers. Going back only re-opens a question: no answer is
    dropped, and answering again goes forward through the kept ones. Only answers that depend on a changed one are taken
    back and asked again (``triage/resting.py``).
    """

    def __init__(
        self,
        judge: Callable[[Mapping[str, Answer]], Judged],
        answers: Mapping[str, Answer] | None = None,
    ) -> None:
        """``judge`` replays answers at the present moment, in the desk's area."""
        self._judge = judge
        self._answers: dict[str, Answer] = dict(answers or {})
        self._last: Judged | None = None
        """The latest judgement of the answers; None if another window may have changed them since."""
        self._taken_back: dict[str, TakenBack] = {}
        self._reopened: str | None = None
        self._comes_back = False
        self._save: Callable[[Given], None] | None = None
        self._take_connection: Callable[[str], None] | None = None
        self._saved = NOT_SAVED
        self.reference: str | None = None
        self.frozen = ""
        """Why no answer can be changed any more: the referral was sent. "" while they can."""
        self.carried: dict[str, str] = {}
        """Fields of the referral that were written before the interview was kept, by field id."""

    @property
    def answers(self) -> Mapping[str, Answer]:
        """Every answer given, on the path or not, by question."""
        return dict(self._answers)

    @property
    def taken_back(self) -> Mapping[str, TakenBack]:
        """What was taken back and has not been answered again, by question."""
        return dict(self._taken_back)

    def rejudge(self, judge: Callable[[Mapping[str, Answer]], Judged]) -> None:
        """Uses ``judge`` to replay the answers from now on, because the person is in another area. Every answer is
        kept.
        """
        self._judge, self._last = judge, None

    def judged(self) -> Judged:
        """Returns the judgement of the answers now. Kept answers that today's tree does not know are skipped."""
        self._last = passing_over_unknown(self._judge, self._answers)
        return self._last

    def here(self) -> PageView | OutcomeView:
        """Returns the page with the open question, or the outcome."""
        return self._view(self.judged())

    def _view(self, judged: Judged) -> PageView | OutcomeView:
        question = self._open(judged)
        if question is None:
            return outcome_view(judged, self._saved, self.frozen)
        again = again_words(judged.routing, judged, self._asked_again(judged, question))
        return page_view(judged, self._answers, question, self._saved, again)

    def answer(self, question: str, given: Answer) -> PageView | OutcomeView | Problem:
        """Takes an answer, saves it if the interview is kept, and returns the page that follows. An unusable answer
        changes nothing and returns the problem. Answers that depended on an earlier answer to the question are taken
        back.
        """
        last = self._last or self.judged()
        known = {kept: value for kept, value in self._answers.items() if kept in _known(last)}
        shaken = shaken_by(last.tree, known, {question: given})
        gone = {loose.question for loose in shaken}
        after = {kept: value for kept, value in {**known, question: given}.items() if kept not in gone}
        judged = self._judge(after)
        problem = judged.judgement.problem or ended_council(judged, {question: given})
        if problem is not None:
            return problem
        change = AnswerChange(
            answers={question: given, **dict.fromkeys(gone)},
            taken_back=marks(known, shaken),
            read_out=read_out(judged.routing, judged, after, {question: given}),
        )
        expected = self._after(change.answers)
        if self._save is not None:
            self._save(Given(question, given, self.answers, change, judged))
        else:
            self._taken_back |= change.taken_back
            self._taken_back.pop(question, None)
            self._answers = expected
        if self._answers != expected:
            # Another window has given a different answer meanwhile.
            judged = self.judged()
        self._last = judged
        self._move_on(judged, question)
        return self._view(judged)

    def _after(self, changes: Mapping[str, Answer | None]) -> dict[str, Answer]:
        return {kept: value for kept, value in {**self._answers, **changes}.items() if value is not None}

    def back(self) -> bool:
        """Re-opens the question before the open one. Returns False if there is none, or nothing can be changed. Every
        answer is kept.
        """
        if self.frozen:
            return False
        judged = self.judged()
        path, question = judged.judgement.path, self._open(judged)
        position = path.index(question) if question in path else len(path)
        if position == 0:
            return False
        self._reopened, self._comes_back = path[position - 1], False
        return True

    def go_to(self, question: str) -> None:
        """Re-opens an answered question. Once it is answered again, the interview continues at the end of the path."""
        if not self.frozen and question in self.judged().judgement.path:
            self._reopened, self._comes_back = question, True

    def kept_as(
        self,
        reference: str,
        stored: Stored,
        save: Callable[[Given], None],
        take_connection: Callable[[str], None],
    ) -> None:
        """Notes that the interview is stored under ``reference``, at present as ``stored``. ``save`` stores one answer
        and calls ``now_stored``; ``take_connection`` adds a sentence about local connection to the case.
        """
        self.reference, self._save, self._take_connection = reference, save, take_connection
        self.now_stored(stored)

    def now_stored(self, stored: Stored) -> None:
        """Replaces the answers by those stored now, which another window may have changed."""
        self._answers, self._taken_back, self._last = dict(stored.answers), dict(stored.taken_back), None
        self._saved, self.frozen = stored.saved, stored.frozen

    def is_behind(self, stored: Stored) -> bool:
        """Returns whether the stored answers differ from those here, or only one of the two can still be changed."""
        return (dict(stored.answers), bool(stored.frozen)) != (self._answers, bool(self.frozen))

    def carry_connection(self, sentence: str) -> None:
        """Adds a sentence about local connection to the case: now if it is kept, otherwise when it is kept."""
        if self._take_connection is None:
            self.carried[WHY_THIS_AUTHORITY] = sentence
        else:
            self._take_connection(sentence)

    def _asked_again(self, judged: Judged, question: str) -> Mapping[str, TakenBack]:
        """Returns the answers taken back on the page of ``question``."""
        questions = judged.tree.questions
        page = questions[question].page
        return {
            asked: taken
            for asked, taken in self._taken_back.items()
            if asked in questions and questions[asked].page == page
        }

    def _open(self, judged: Judged) -> str | None:
        if self._reopened in judged.judgement.path:
            return self._reopened
        return judged.judgement.question

    def _move_on(self, judged: Judged, question: str) -> None:
        path = judged.judgement.path
        following = path.index(question) + 1 if question in path else len(path)
        stepping = self._reopened is not None and not self._comes_back and following < len(path)
        self._reopened = path[following] if stepping else None
        self._comes_back = False


def _known(judged: Judged) -> frozenset[str]:
    """Returns the questions whose kept answers today's tree knows."""
    return frozenset((*judged.judgement.path, *judged.judgement.off_path))
