"""One person's triage: the answers so far and where they lead. In memory until the desk keeps it."""

from collections.abc import Callable, Mapping

from champion_tui.desk.judging import Judged, passing_over_unknown
from champion_tui.desk.pages import outcome_view, page_view
from champion_tui.desk.views import OutcomeView, PageView
from champion_tui.domain.answers import Answer, Problem

NOT_SAVED = "NOT SAVED"
WHY_THIS_AUTHORITY = "why-this-authority"
"""The field of the referral that the local-connection advice can fill."""


class Interview:
    """Made by ``Desk.begin`` or ``Desk.resume``; ``reference`` is None while it is NOT SAVED.

    The place in the tree always follows from replaying the answers. Going back only re-opens a question: nothing that
    was answered is dropped, and answering again leads forward through what is kept.
    """

    def __init__(
        self,
        judge: Callable[[Mapping[str, Answer]], Judged],
        answers: Mapping[str, Answer] | None = None,
    ) -> None:
        """``judge`` replays answers at the present moment: the desk gives it its clock and area."""
        self._judge = judge
        self._answers: dict[str, Answer] = dict(answers or {})
        self._reopened: str | None = None
        self._comes_back = False
        self._save: Callable[[str, Answer], str] | None = None
        self._saved = NOT_SAVED
        self.reference: str | None = None
        self.carried: dict[str, str] = {}
        """Fields of the referral that were written before the interview was kept, by field id."""

    @property
    def answers(self) -> Mapping[str, Answer]:
        """Every answer given, on the path or not."""
        return dict(self._answers)

    def judged(self) -> Judged:
        """Where the answers lead at this moment. Kept answers that today's tree does not know are passed over."""
        return passing_over_unknown(self._judge, self._answers)

    def passed_over(self) -> tuple[str, ...]:
        """The kept answers that today's tree does not know, by question id."""
        judgement = self.judged().judgement
        return tuple(question for question in self._answers if question not in (*judgement.path, *judgement.off_path))

    def page(self) -> PageView | None:
        """The page with the open question; None at an outcome."""
        judged = self.judged()
        question = self._open(judged)
        if question is None:
            return None
        return page_view(judged, self._answers, question, self._saved)

    def outcome(self) -> OutcomeView | None:
        """The outcome; None while a question is open."""
        judged = self.judged()
        return None if self._open(judged) is not None else outcome_view(judged, self._saved)

    def answer(self, question: str, given: Answer) -> Problem | None:
        """Take an answer, save it where the interview is kept, and move on. A wrong answer changes nothing."""
        unknown = self.passed_over()
        known = {kept: value for kept, value in self._answers.items() if kept not in unknown}
        judged = self._judge({**known, question: given})
        if judged.judgement.problem is not None:
            return judged.judgement.problem
        if self._save is not None:
            self._saved = self._save(question, given)
        self._answers[question] = given
        self._move_on(judged, question)
        return None

    def back(self) -> bool:
        """Re-open the question before the open one; False where there is none. Every answer is kept."""
        judged = self.judged()
        path, question = judged.judgement.path, self._open(judged)
        position = path.index(question) if question in path else len(path)
        if position == 0:
            return False
        self._reopened, self._comes_back = path[position - 1], False
        return True

    def go_to(self, question: str) -> None:
        """Re-open an answered question; once it is answered again, the interview returns to its end."""
        if question in self.judged().judgement.path:
            self._reopened, self._comes_back = question, True

    def kept_as(self, reference: str, saved: str, save: Callable[[str, Answer], str]) -> None:
        """From now on the interview is stored: ``save`` stores one answer and gives the words for "saved"."""
        self.reference, self._saved, self._save = reference, saved, save

    def carry_connection(self, sentence: str, take: Callable[[str, str], object]) -> None:
        """Put a sentence about local connection into the case: ``take`` it where there is one, else keep it until there is."""
        if self.reference is None:
            self.carried[WHY_THIS_AUTHORITY] = sentence
        else:
            take(self.reference, sentence)

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
