"""A base for screens with several text boxes. An unusable value keeps the cursor in its box on Enter and on Tab."""

from collections.abc import Sequence
from typing import Generic, TypeVar

from textual import on

from champion_tui.tui.screens.kit.base import ChampionScreen
from champion_tui.tui.widgets.layout import Row
from champion_tui.tui.widgets.text_box import TextBox

Result = TypeVar("Result")


class InBoxes(ChampionScreen[Result], Generic[Result]):
    """A screen with several ``boxes``. ``typed_all`` is called after the last one, once all of them are usable."""

    _complained = False

    @property
    def boxes(self) -> Sequence[TextBox]:
        """The text boxes shown, in order."""
        return [box for box in self.query(TextBox) if box.display]

    def wrong_in(self, box: TextBox) -> Sequence[Row]:  # noqa: ARG002  most boxes take any text
        """Returns rows that say why the text in ``box`` cannot be used; () if it can."""
        return ()

    def typed_all(self) -> None:
        """Called once every box has been filled in. Moves to what is below them."""
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
        """Returns whether the text in ``box`` cannot be used; if so, says why and puts the cursor in it."""
        if self._complained:
            self.say([])
        wrong = self.wrong_in(box)
        self._complained = bool(wrong)
        if wrong:
            self.say(list(wrong))
            box.focus()
        return self._complained

    def action_next_field(self) -> None:
        """Moves to the next field on Tab, but not away from an unusable value. An empty box may be passed."""
        box = next((box for box in self.boxes if box.has_focus), None)
        if box is None or not box.value or not self.refuses(box):
            super().action_next_field()
