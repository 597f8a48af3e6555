"""Screens on which several lines are typed one after the other: what cannot be used keeps the cursor, on Enter and on Tab."""

from collections.abc import Sequence
from typing import Generic, TypeVar

from textual import on

from champion_tui.tui.screens.kit.base import ChampionScreen
from champion_tui.tui.widgets.layout import Row
from champion_tui.tui.widgets.text_box import TextBox

Result = TypeVar("Result")


class InBoxes(ChampionScreen[Result], Generic[Result]):
    """After the last of its ``boxes`` ``typed_all`` is called, once every one holds what can be used."""

    _complained = False

    @property
    def boxes(self) -> Sequence[TextBox]:
        """The lines that are typed into now."""
        return [box for box in self.query(TextBox) if box.display]

    def wrong_in(self, box: TextBox) -> Sequence[Row]:  # noqa: ARG002  most boxes take any text
        """Why what stands in ``box`` cannot be used; no rows where it can."""
        return ()

    def typed_all(self) -> None:
        """Every box was typed: on to what stands below them."""
        self.focus_next()

    @on(TextBox.Submitted)
    def _submitted(self, event: TextBox.Submitted) -> None:
        boxes = self.boxes
        place = next((place for place, box in enumerate(boxes) if box is event.input), None)
        if place is None or self.refuses(boxes[place]):
            return
        if place + 1 < len(boxes):
            boxes[place + 1].focus()
        elif not any(self.refuses(box) for box in boxes):
            self.typed_all()

    def refuses(self, box: TextBox) -> bool:
        """Whether ``box`` holds what cannot be used: then it is said, and the cursor is in it."""
        if self._complained:
            self.say([])
        wrong = self.wrong_in(box)
        self._complained = bool(wrong)
        if wrong:
            self.say(list(wrong))
            box.focus()
        return self._complained

    def action_next_field(self) -> None:
        """Tab: on to the next place to type, but not away from something that cannot be used. An empty box may be passed."""
        box = next((box for box in self.boxes if box.has_focus), None)
        if box is None or not box.value or not self.refuses(box):
            super().action_next_field()
