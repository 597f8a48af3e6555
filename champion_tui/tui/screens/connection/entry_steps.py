"""Asks for one entry of a person's history, step by step: each is chosen from a list or typed."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeAlias

from textual import on
from textual.widget import Widget

from champion_tui.desk.options import Finder, OptionView
from champion_tui.ground.answers import Problem
from champion_tui.ground.values import immutable
from champion_tui.tui.screens.kit.in_boxes import InBoxes
from champion_tui.tui.shell.shell_words import CANNOT_USE, CONNECTION
from champion_tui.tui.widgets.caption import Caption
from champion_tui.tui.widgets.layout import EMPTY, Row, labelled, line
from champion_tui.tui.widgets.lists.choices import Choices
from champion_tui.tui.widgets.panes import Body
from champion_tui.tui.widgets.prose import Prose
from champion_tui.tui.widgets.text_box import TextBox

FEW = 5
"""Most options whose hints are shown below them."""

HINTS = 44
"""Columns for an option in front of its hint, in a longer list."""

MOST_BOXES = 3
"""Most text boxes of a step: from, to, for."""

TIMED = frozenset({"from", "to", "for", "years"})
"""Boxes for a date or a length of time, with the meaning of the text shown below."""

Answers: TypeAlias = Mapping[str, str]
"""By the id of a step or box, what was chosen or typed; "" for a box left empty."""


@immutable
class ChooseStep:
    """A step with a choice of one of ``options``, or of what ``finder`` finds."""

    id: str
    title: str
    options: tuple[OptionView, ...]
    finder: Finder | None = None


@immutable
class TypeStep:
    """A step with text boxes, as (id, label, help). Empty boxes are allowed; whether they may stay empty is checked at the end."""

    title: str
    boxes: tuple[tuple[str, str, str], ...]


Step: TypeAlias = ChooseStep | TypeStep
NextStep: TypeAlias = Callable[[Answers], Step | None]
"""Returns the next step for the answers so far; None if all is said."""


class StepChoices(Choices):
    """The list of a step; hidden while text is typed."""

    hidden = False

    def show(self, rows: Sequence[Row]) -> None:
        """Draws the rows, but stays hidden if there is nothing to choose."""
        super().show(rows)
        self.display = not self.hidden


class EntryScreen(InBoxes[bool]):
    """The steps of one entry. Ends with True once ``finish`` accepts the answers, else with None. Back goes one step back.

    ``finish`` stores the answers, or returns a problem with the id of the box that is wrong; ``judge`` only returns the
    problem.
    """

    NAME = "connection-entry"
    HEADING = CONNECTION
    PURPOSE = "Say one thing about where the person lived, or what ties them to a place."
    SHOWS = (
        "One step at a time. First which council's area and what it was. Then when, as exactly as they remember it.",
        "If something cannot be used, you are told at once what would be right. Nothing is guessed.",
    )

    def __init__(
        self,
        next_step: NextStep,
        finish: Callable[[Answers], Problem | None],
        answers: Answers | None = None,
        *,
        judge: Callable[[Answers], Problem | None],
    ) -> None:
        super().__init__()
        self._next_step = next_step
        self._finish = finish
        self._judge = judge
        self._kept: dict[str, str] = dict(answers or {})
        self._given: dict[str, str] = {}
        self._steps: list[Step] = []

    def parts(self) -> Iterator[Widget]:
        """Yields the question, the list, the text boxes with their meaning below, and the error."""
        yield Prose(id="question")
        yield StepChoices(id="options")
        for place in range(MOST_BOXES):
            yield Caption(id=f"label-{place}")
            yield TextBox(id=f"box-{place}")
            yield Prose(id=f"understood-{place}")
        yield Prose(id="result")

    def on_mount(self) -> None:
        """Shows the first step."""
        self._go_on()
        super().on_mount()

    @property
    def step(self) -> Step:
        """The current step."""
        return self._steps[-1]

    # -- going through the steps ------------------------------------------------------------------------------------

    def _go_on(self) -> None:
        step = self._next_step(self._given)
        if step is None:
            self._said()
            return
        self._steps.append(step)
        self._show()

    def _said(self) -> None:
        problem = self._finish(self._given)
        if problem is None:
            self.leave(True)
            return
        self.say(_wrong_rows(problem))
        boxes = [name for name, _, _ in self.step.boxes] if isinstance(self.step, TypeStep) else []
        if problem.key in boxes:
            self.query_one(f"#box-{boxes.index(problem.key)}", TextBox).focus()
        self.listen()

    def _show(self) -> None:
        step = self.step
        self.query_one("#result", Prose).show([])
        helps = step.boxes if isinstance(step, TypeStep) else ()
        rows = [labelled(words, help_words) for _, words, help_words in helps]
        self.query_one("#question", Prose).show([line(step.title, "title"), EMPTY, *rows])
        choices, boxes = self.query_one(StepChoices), list(self.query(TextBox))
        choices.hidden = isinstance(step, TypeStep)
        choices.display = not choices.hidden
        typed = step.boxes if isinstance(step, TypeStep) else ()
        for place, box in enumerate(boxes):
            label = self.query_one(f"#label-{place}", Caption)
            box.display = label.display = place < len(typed)
            if place < len(typed):
                name, words, _ = typed[place]
                label.say(words)
                box.value = self._given.get(name, self._kept.get(name, ""))
            self._understand(place, box.value)
        if isinstance(step, ChooseStep):
            given = self._given.get(step.id, self._kept.get(step.id))
            choices.offer(
                step.options,
                given,
                hint_column=HINTS if len(step.options) > FEW else 0,
                searched=True if step.finder else None,
                finder=step.finder,
            )
            choices.focus()
        else:
            boxes[0].focus()
        self.query_one(Body).scroll_home(animate=False)
        if self.is_mounted:
            self.turn_page()
            self.refresh_bars()

    # -- input ------------------------------------------------------------------------------------------------------

    def on_choices_chosen(self, event: Choices.Chosen) -> None:
        """Notes the answer and goes on."""
        if isinstance(self.step, ChooseStep):
            self._given[self.step.id] = str(event.answer)
            self._go_on()

    @on(TextBox.Changed)
    def _changed(self, event: TextBox.Changed) -> None:
        self._understand(int((event.input.id or "").removeprefix("box-")), event.value)

    def _understand(self, place: int, text: str) -> None:
        """Shows the meaning of the text below a box for a date or a length of time."""
        boxes = [name for name, _, _ in self.step.boxes] if isinstance(self.step, TypeStep) else []
        timed = text.strip() and place < len(boxes) and boxes[place] in TIMED
        words = self.desk.connection.understood(boxes[place], text) if timed else ""
        self.query_one(f"#understood-{place}", Prose).show([line(words, "accent")] if words else [])

    @property
    def boxes(self) -> list[TextBox]:
        """The text boxes of this step."""
        step = self.step
        places = range(len(step.boxes)) if isinstance(step, TypeStep) else ()
        return [self.query_one(f"#box-{place}", TextBox) for place in places]

    @property
    def _typed(self) -> dict[str, str]:
        names = [name for name, _, _ in self.step.boxes] if isinstance(self.step, TypeStep) else []
        return {name: box.value.strip() for name, box in zip(names, self.boxes, strict=True)}

    def wrong_in(self, box: TextBox) -> Sequence[Row]:
        """Returns what is wrong with this box, given the other answers so far. Whether anything is missing is checked at the end."""
        typed = self._typed
        name = list(typed)[self.boxes.index(box)]
        problem = self._judge({**self._given, **typed}) if typed[name] else None
        return _wrong_rows(problem) if problem is not None and problem.key == name else ()

    def typed_all(self) -> None:
        """Notes the text and goes on."""
        self._given.update(self._typed)
        self._go_on()

    def action_back(self) -> None:
        """Goes one step back; from the first one, leaves without an entry."""
        self._steps.pop()
        if not self._steps:
            self.leave()
            return
        if isinstance(self.step, ChooseStep):
            self._kept[self.step.id] = self._given.pop(self.step.id, "")
        self._show()


def _wrong_rows(problem: Problem) -> list[Row]:
    return [EMPTY, line(CANNOT_USE.format(expected=problem.words), "warning")]
