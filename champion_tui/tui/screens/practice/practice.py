"""Practice: choose an invented case, go through its triage, then see where an experienced champion would answer differently."""

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
"""Below the description of the person."""

AGAIN_OPTIONS = (OptionView("other", "Another case", ""), OptionView(BEGIN, "The same case again", ""))


class Trained(ChampionScreen[Any]):
    """A screen marked TRAINING, whatever folder the program works in."""

    HEADING = PRACTICE
    FOR_ALL = True

    def on_mount(self) -> None:
        """Sets the tag before the first drawing. Textual calls the base class's handler as well."""
        self._top.tag = TRAINING


class PracticeScreen(Trained):
    """The list of cases. Each is read, played and compared from here."""

    NAME = "practice"
    PURPOSE = "Practise on people who are invented, before a real one sits in front of you."
    SHOWS = ("The six cases, each with its area.", "Enter shows what is known about the person. Then you begin.")
    AUTO_FOCUS = "#cases"

    @cached_property
    def _practice(self) -> Practice:
        return Practice(self.desk.book, self.desk.now)

    def parts(self) -> Iterator[Widget]:
        """Yields the introduction and the cases."""
        yield Prose([line(practising.LEAD), line(practising.DO_NOT_RING, "warning"), EMPTY])
        yield Choices(id="cases")

    def refresh_view(self) -> None:
        """Offers the cases."""
        self.query_one(Choices).offer(self._practice.listed(), menu=True, searched=False, hint_column=TITLE_COLUMN)

    @work
    async def on_choices_chosen(self, event: Choices.Chosen) -> None:
        """Shows the person, then the triage and the comparison, again as often as the person wants."""
        case = str(event.answer)
        wanted = await self.result_of(PracticePersonScreen(self._practice, case))
        while wanted == BEGIN:
            interview = self._practice.begin(case)
            wanted = await self.result_of(PracticeQuestionScreen(self._practice, case, interview)) or BACK
        if self.is_open:
            self.listen()


class PracticePersonScreen(Trained):
    """What is known about the person, before the first question."""

    NAME = "practice-person"
    PURPOSE = "Read about the person in front of you."
    SHOWS = ("What is known about them. It is below each question too.",)
    AUTO_FOCUS = "#begin"

    def __init__(self, practice: Practice, case: str) -> None:
        super().__init__()
        self._practice, self._case = practice, case

    def parts(self) -> Iterator[Widget]:
        """Yields the situation and the choices."""
        practice = self._practice
        rows: list[Row] = [line(practice.title(self._case), "title"), EMPTY]
        for words in practice.situation(self._case):
            rows += [line(words), EMPTY]
        yield Prose(rows)
        yield Choices(id="begin")

    def refresh_view(self) -> None:
        """Offers to begin."""
        self.query_one(Choices).offer(BEGIN_OPTIONS, menu=True, searched=False, hint_column=WAY_COLUMN)

    def on_choices_chosen(self, event: Choices.Chosen) -> None:
        """Ends with the choice."""
        self.leave(str(event.answer))


class PracticeQuestionScreen(Trained, TriageScreen, inherit_bindings=False):
    """The triage of a practice case. It cannot be kept; what is known about the person is shown below the answers."""

    NAME = "practice-question"
    PURPOSE = "Answer for the invented person as you would at your desk."
    SHOWS = (
        "The question and the answers, as in a real triage.",
        "Below them: what is known about the person.",
    )

    def __init__(self, practice: Practice, case: str, interview: "Interview") -> None:
        super().__init__(interview)
        self._practice, self._case = practice, case

    def parts(self) -> Iterator[Widget]:
        """Yields the parts of a triage, with what is known about the person right below the answers."""
        for part in super().parts():
            if isinstance(part, Side):
                yield Prose(id="told")
            yield part

    def header(self) -> tuple[str, str]:
        """Returns the progress."""
        if self.page is None:
            return self.HEADING, ""
        return self.HEADING, PROGRESS.format(number=self.page.number, about=self.page.about)

    def unsaved_words(self) -> str:
        """Returns "", because nothing is lost in practice."""
        return ""

    @property
    def _may_move(self) -> bool:
        """False, because the case says where the person is."""
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
            # If there are numbers, the warning not to ring them comes first.
            self.query_one("#told", Prose).show([] if came_to.numbers else [EMPTY, *told])
            self.query_one("#notes", Prose).show(below if came_to.numbers else notes)

    def _reviewed(self, wanted: str | None) -> None:
        """Ends with the choice made after the comparison; goes back to the last question if there was none."""
        if wanted is None:
            self._step(lambda: self._back([]))
        else:
            self.leave(wanted)


class PracticeReviewScreen(Trained):
    """The answers compared with those of an experienced champion, with differences first."""

    NAME = "practice-review"
    PURPOSE = "See which answers an experienced champion would give, and why it matters."
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
        """Yields the result and the choices, then the comparison, so that it is read from the top."""
        view = self._practice.compared(self._case, self._interview)
        yield Prose(_lead_rows(view))
        yield Choices(id="next")
        yield Prose(_compared_rows(view))

    def refresh_view(self) -> None:
        """Offers another case or the same one again."""
        self.query_one(Choices).offer(AGAIN_OPTIONS, menu=True, searched=False, hint_column=TITLE_COLUMN)

    def on_choices_chosen(self, event: Choices.Chosen) -> None:
        """Ends with the choice."""
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
