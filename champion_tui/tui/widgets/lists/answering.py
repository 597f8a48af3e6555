"""The base of lists and tables: a line is marked, Enter goes on with it, and keys are then ignored until the next page is painted."""

from typing import TYPE_CHECKING, cast

from textual import events

from champion_tui.tui.widgets.prose import Prose

if TYPE_CHECKING:
    from champion_tui.tui.shell.guard import Shell
    from champion_tui.tui.shell.in_turn import InTurn


DOUBLE = 2


class Answering(Prose, can_focus=True):
    """A list that ignores keys once an answer was given, until it is shown again or ``listen`` is called, so that no key can
    answer the next page before it is seen.
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  Textual's word
        super().__init__(id=id)
        self._shut = False
        self._clicked: int | None = None
        """The line that was clicked last. Only a second click on the same line counts as a double click."""

    @property
    def is_shut(self) -> bool:
        """Whether an answer was given and is being handled, so that keys are dropped."""
        return self._shut

    def clicks(self, event: events.Click, place: int | None) -> int:
        """Returns what a click on line ``place`` does: 1 marks it, 2 goes on with it, 0 nothing. Only the second of two clicks
        on the same line goes on, not a third.
        """
        event.stop()
        if place is None or self.deaf_to(event):
            return 0
        double = event.chain == DOUBLE and place == self._clicked
        self._clicked = place if event.chain == 1 else None
        return DOUBLE if double else 1

    def shut(self) -> None:
        """Stops taking keys, because an answer is given now."""
        self._shut = True

    def listen(self) -> None:
        """Takes keys again after an answer. The same lines are still shown."""
        self._shut = False

    def reopen(self) -> None:
        """Takes keys again after an answer and starts a new page."""
        if self._shut:
            self._shut = False
            self.turn_page()

    def turn_page(self) -> None:
        """Starts a new page: keys typed for the previous one are dropped."""
        if self.is_attached and self.screen is self.app.screen:
            self._in_turn.turn_page()

    def deaf_to(self, event: events.Key | events.Paste | events.Click) -> bool:
        """Returns whether to drop a key or click: an answer is being handled, or it was made before this page was painted."""
        return self._shut or self._in_turn.typed_for_another_page(event)

    @property
    def more_below(self) -> bool:
        """Whether there are rows below the visible ones. Always False for a list, which is as tall as its lines."""
        return False

    @property
    def _in_turn(self) -> "InTurn":
        return cast("Shell", self.app).in_turn
