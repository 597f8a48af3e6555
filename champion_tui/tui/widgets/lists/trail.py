"""The answers so far. With one column they take one line, which opens with the focus: Left and Right choose an answer, Enter
goes back to it. With a region of their own they are always shown in full.
"""

import math
from collections.abc import Sequence

from textual import events
from textual.message import Message

from champion_tui.desk.views import TrailStep
from champion_tui.tui.widgets.layout import CHOSEN, Cell, Row, line
from champion_tui.tui.widgets.lists.answering import DOUBLE
from champion_tui.tui.widgets.prose import Prose

SO_FAR = "So far"
NONE_YET = "nothing answered yet"
GO_BACK = "Enter goes back to it."
TRAIL_HELP = "Up and Down choose an answer, Enter goes back to it, Tab returns to the question."

BETWEEN = " > "
BEFORE = "... > "


class Trail(Prose, can_focus=True):
    """The latest answers that fit on one line, or all of them while it has the focus. Posts ``Chosen``."""

    class Chosen(Message):
        """The person wants to go back to ``question``."""

        def __init__(self, question: str) -> None:
            super().__init__()
            self.question = question

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002  Textual's word
        super().__init__(id=id, classes=classes)
        self._steps: tuple[TrailStep, ...] = ()
        self._at = 0
        self._pressed, self._opened = -math.inf, -math.inf

    def walk(self, steps: Sequence[TrailStep], then: str = "") -> None:  # noqa: ARG002  used by the subclass
        """Shows other answers; ``then`` says what comes after them."""
        self._steps = tuple(steps)
        self._at = max(len(self._steps) - 1, 0)
        self.can_focus = bool(self._steps)
        self._draw()

    def _draw(self) -> None:
        if not self._steps:
            self.show(())
        elif self.has_focus:
            self.show([line(TRAIL_HELP, "quiet"), *(self._step_row(place) for place in range(len(self._steps)))])
        else:
            self.show([line(self._newest(max(self.size.width, 20)), "quiet")])

    def _step_row(self, place: int) -> Row:
        step, here = self._steps[place], place == self._at
        look = CHOSEN if here else ""
        return (Cell(">" if here else "", look, 1), Cell(step.short, look, 24), Cell(step.answer, look))

    def _newest(self, width: int) -> str:
        words = [f"{step.short}: {step.answer}" for step in self._steps]
        text = BETWEEN.join(words)
        while len(text) > width and len(words) > 1:
            words = words[1:]
            text = BEFORE + BETWEEN.join(words)
        return text

    def on_resize(self) -> None:
        """Redraws for the new width, which may fit other answers."""
        self._draw()

    def watch_has_focus(self, has_focus: bool) -> None:  # noqa: FBT001  Textual's signature
        """Opens with the focus and closes without it."""
        super().watch_has_focus(has_focus)
        self._opened = events.Event().time
        self._draw()

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Notes the time, because the press that opens the trail must not choose an answer."""
        self._pressed = event.time

    def on_click(self, event: events.Click) -> None:
        """Chooses the answer that was clicked; a double click goes back to it."""
        event.stop()
        row = self.row_at(event.y)
        place = -1 if row is None else row - 1
        if not 0 <= place < len(self._steps) or self._pressed < self._opened:
            return
        self._at = place
        self._draw()
        if event.chain == DOUBLE:
            self.post_message(self.Chosen(self._steps[place].question))

    def on_key(self, event: events.Key) -> None:
        """Chooses with Left and Right, or Up and Down; Enter goes back to the chosen answer."""
        steps = {"left": -1, "up": -1, "right": 1, "down": 1}
        if event.key in steps:
            self._at = min(max(self._at + steps[event.key], 0), len(self._steps) - 1)
            self._draw()
        elif event.key == "enter" and self._steps:
            self.post_message(self.Chosen(self._steps[self._at].question))
        else:
            return
        event.stop()
        event.prevent_default()


class SoFar(Trail):
    """The trail in a region next to the work: every answer, with ``then`` below them."""

    def __init__(self) -> None:
        super().__init__()
        self._then = ""

    def walk(self, steps: Sequence[TrailStep], then: str = "") -> None:
        """Shows other answers; ``then`` says what comes after them."""
        self._then = then
        super().walk(steps, then)

    def _draw(self) -> None:
        steps = [self._step_row(place) for place in range(len(self._steps))] or [line(NONE_YET, "quiet")]
        then = GO_BACK if self.has_focus else self._then
        self.show([line(SO_FAR, "strong"), *steps, *([line(then, "quiet")] if then else [])])

    def _step_row(self, place: int) -> Row:
        step, here = self._steps[place], self.has_focus and place == self._at
        look = CHOSEN if here else ""
        return (Cell(">" if here else "", look, 1), Cell(step.short, look or "quiet", 16), Cell(step.answer, look))
