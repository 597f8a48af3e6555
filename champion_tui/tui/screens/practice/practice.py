"""Practising: choose an invented case, play its triage, then see where an experienced champion would answer in another way."""

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any

from textual import work
from textual.widget import Widget

from champion_tui.desk.options import OptionView
from champion_tui.desk.triage import practising
from champion_tui.desk.triage.practising import ComparedAnswer, ComparedView, Practice
from champion_tui.desk.views import OutcomeView, PageView
from champion_tui.domain.cases.training import TRAINING
from champion_tui.ground.answers import Problem
from champion_tui.tui.screens.kit.base import ChampionScreen
from champion_tui.tui.screens.triage.page_rows import above_rows, note_rows, ring_rows
from champion_tui.tui.screens.triage.triage import PROGRESS, TriageScreen
from champion_tui.tui.widgets.layout import EMPTY, Row, labelled, line
from champion_tui.tui.widgets.lists.choices import Choices
from champion_tui.tui.widgets.panes import Side
from champion_tui.tui.widgets.prose import Prose

if TYPE_CHECKING:
    from champion_tui.desk.triage.interview import Interview

PRACTICE = "Practice"
TITLE_COLUMN, WAY_COLUMN = 40, 18
BEGIN, BACK = "begin", "back"
BEGIN_OPTIONS = (
    OptionView(BEGIN, practising.BEGIN, "the triage, from its first question"),
    OptionView(BACK, "Another case", ""),
)
"""Below the person."""

AGAIN_OPTIONS = (OptionView("other", "Another case", ""), OptionView(BEGIN, "The same case again", ""))


class Trained(ChampionScreen[Any]):
    """A screen with TRAINING on top, whatever folder the program works in."""

    HEADING = PRACTICE
    FOR_ALL = True

    def on_mount(self) -> None:
        """Mark it before it is first drawn; Textual calls the base's own as well."""
        self._top.tag = TRAINING


class PracticeScreen(Trained):
    """The cases. Each is read, played and compared from here."""

    NAME = "practice"
    PURPOSE = "Try the triage on people who are invented, before a real one sits in front of you."
    SHOWS = ("The six cases, each with its area.", "Enter shows what there is to know of the person; then you begin.")
    AUTO_FOCUS = "#cases"

    @cached_property
    def _practice(self) -> Practice:
        return Practice(self.desk.book, self.desk.now)

    def parts(self) -> Iterator[Widget]:
        """What this is, and the cases."""
        yield Prose([line(practising.LEAD), line(practising.DO_NOT_RING, "warning"), EMPTY])
        yield Choices(id="cases")

    def refresh_view(self) -> None:
        """Offer the cases."""
        self.query_one(Choices).offer(self._practice.listed(), menu=True, searched=False, hint_column=TITLE_COLUMN)

    @work
    async def on_choices_chosen(self, event: Choices.Chosen) -> None:
        """Tell of the person, play, compare; the same again as long as it is wanted."""
        case = str(event.answer)
        wanted = await self.result_of(PracticePersonScreen(self._practice, case))
        while wanted == BEGIN:
            interview = self._practice.begin(case)
            wanted = await self.result_of(PracticeQuestionScreen(self._practice, case, interview)) or BACK
        if self.stands:
            self.listen()


class PracticePersonScreen(Trained):
    """What there is to know of the person, before the first question."""

    NAME = "practice-person"
    PURPOSE = "Read who sits in front of you."
    SHOWS = ("What there is to know. It stands below each question as well.",)
    AUTO_FOCUS = "#begin"

    def __init__(self, practice: Practice, case: str) -> None:
        super().__init__()
        self._practice, self._case = practice, case

    def parts(self) -> Iterator[Widget]:
        """The situation, line by line, then the way on."""
        practice = self._practice
        rows: list[Row] = [line(practice.title(self._case), "title"), EMPTY]
        for words in practice.situation(self._case):
            rows += [line(words), EMPTY]
        yield Prose(rows)
        yield Choices(id="begin")

    def refresh_view(self) -> None:
        """Offer to begin."""
        self.query_one(Choices).offer(BEGIN_OPTIONS, menu=True, searched=False, hint_column=WAY_COLUMN)

    def on_choices_chosen(self, event: Choices.Chosen) -> None:
        """Leave with it."""
        self.leave(str(event.answer))


class PracticeQuestionScreen(Trained, TriageScreen, inherit_bindings=False):
    """The triage of a case to practise on. Nothing of it can be kept; what there is to know stands below the answers."""

    NAME = "practice-question"
    PURPOSE = "Answer for the invented person as you would at your desk."
    SHOWS = (
        "The question and the answers, as in a real triage.",
        "Below them what there is to know of the person.",
    )

    def __init__(self, practice: Practice, case: str, interview: "Interview") -> None:
        super().__init__(interview)
        self._practice, self._case = practice, case

    def parts(self) -> Iterator[Widget]:
        """As in a triage; what the person said stands right below the answers, before why it is asked."""
        for part in super().parts():
            if isinstance(part, Side):
                yield Prose(id="told")
            yield part

    def header(self) -> tuple[str, str]:
        """How far along."""
        if self.page is None:
            return self.HEADING, ""
        return self.HEADING, PROGRESS.format(number=self.page.number, about=self.page.about)

    def unsaved_words(self) -> str:
        """Nothing is lost: it is practice."""
        return ""

    @property
    def _may_move(self) -> bool:
        """The case says where the person is."""
        return False

    def _show(self, came_to: PageView | OutcomeView | Problem) -> None:
        if isinstance(came_to, OutcomeView):
            self.once_on_top(
                lambda: self.go(PracticeReviewScreen(self._practice, self._case, self.interview), self._reviewed)
            )
            return
        super()._show(came_to)
        if isinstance(came_to, PageView):
            if came_to.numbers:
                self.query_one("#ring", Prose).show(
                    [line(practising.DO_NOT_RING, "warning"), EMPTY, *ring_rows(came_to)]
                )
            told = [labelled(practising.SITUATION, " ".join(self._practice.situation(self._case)), "accent")]
            self.query_one("#above", Prose).show([*above_rows(came_to), *self.hint_rows()])
            notes = note_rows(came_to.notes)
            below = [*notes, *([EMPTY] if notes else []), *told]
            # Where there are numbers, that they must not be rung comes first.
            self.query_one("#told", Prose).show([] if came_to.numbers else [EMPTY, *told])
            self.query_one("#notes", Prose).show(below if came_to.numbers else notes)

    def _reviewed(self, wanted: str | None) -> None:
        """On to what was chosen there; back to the last answer where nothing was."""
        if wanted is None:
            self._step(lambda: self._back([]))
        else:
            self.leave(wanted)


class PracticeReviewScreen(Trained):
    """The answers beside those of an experienced champion, those that differ first."""

    NAME = "practice-review"
    PURPOSE = "See which answers an experienced champion would give. It says why it matters."
    SHOWS = (
        "How many answers differ, and if it ends in the same place.",
        "Each answer that differs, with the champion's and why. Then those that are the same.",
        "What matters most in the form for this person.",
    )
    AUTO_FOCUS = "#next"

    def __init__(self, practice: Practice, case: str, interview: "Interview") -> None:
        super().__init__()
        self._practice, self._case, self._interview = practice, case, interview

    def parts(self) -> Iterator[Widget]:
        """What came of it and where to go, then the comparison: it is read from its top."""
        view = self._practice.compared(self._case, self._interview)
        yield Prose(_lead_rows(view))
        yield Choices(id="next")
        yield Prose(_compared_rows(view))

    def refresh_view(self) -> None:
        """Offer the way on."""
        self.query_one(Choices).offer(AGAIN_OPTIONS, menu=True, searched=False, hint_column=TITLE_COLUMN)

    def on_choices_chosen(self, event: Choices.Chosen) -> None:
        """Leave with it."""
        self.leave(str(event.answer))


def _lead_rows(view: ComparedView) -> list[Row]:
    rows = [line(view.title, "title"), line(view.lead), line(view.outcome, "" if view.outcome_alike else "warning")]
    return [*rows, line(view.why), line(practising.SOURCE.format(source=view.source), "quiet"), EMPTY]


def _compared_rows(view: ComparedView) -> list[Row]:
    rows: list[Row] = []
    for heading, answers in view.parts():
        rows += [EMPTY, line(heading, "title")]
        for each in answers:
            rows += _answer_rows(each)
    rows += [EMPTY, line(practising.FIELDS, "title")] if view.fields else []
    for label, why, source in view.fields:
        rows += [EMPTY, line(label, "strong"), line(why), line(practising.SOURCE.format(source=source), "quiet")]
    return rows


def _answer_rows(each: ComparedAnswer) -> list[Row]:
    rows: list[Row] = [EMPTY, line(each.question, "strong")]
    rows += [labelled(practising.YOURS, each.yours, "warning")] if each.differs else []
    rows += [labelled(practising.THEIRS, each.theirs), line(each.why)]
    return [*rows, line(practising.SOURCE.format(source=each.source), "quiet")] if each.source else rows
