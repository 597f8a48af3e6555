"""What lists and tables share: a line is marked, Enter goes on with it, and then no key is heard before the next page can be seen."""

from typing import TYPE_CHECKING, cast

from textual import events

from champion_tui.tui.widgets.prose import Prose

if TYPE_CHECKING:
    from champion_tui.tui.shell.guard import Shell
    from champion_tui.tui.shell.in_turn import InTurn


DOUBLE = 2


class Answering(Prose, can_focus=True):
    """Shut from the moment when an answer was given here until it is shown anew or told to ``listen``: no key can answer the next
    page before it is seen.
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  Textual's word
        super().__init__(id=id)
        self._shut = False
        self._clicked: int | None = None
        """The line that was clicked last here: only a second click on it is a double one."""

    @property
    def is_shut(self) -> bool:
        """Whether an answer was given here and is being taken: keys are dropped."""
        return self._shut

    def clicks(self, event: events.Click, place: int | None) -> int:
        """What a click on the line at ``place`` does: 1 marks it, 2 goes on with it, 0 nothing. Only the second of two clicks on one line,
        and no third one, goes on.
        """
        event.stop()
        if place is None or self.deaf_to(event):
            return 0
        double = event.chain == DOUBLE and place == self._clicked
        self._clicked = place if event.chain == 1 else None
        return DOUBLE if double else 1

    def shut(self) -> None:
        """An answer is given now."""
        self._shut = True

    def listen(self) -> None:
        """Take keys again after an answer: the same lines are still shown."""
        self._shut = False

    def open_anew(self) -> None:
        """Take keys again where an answer was given: what is shown now is another page."""
        if self._shut:
            self._shut = False
            self.turn_page()

    def turn_page(self) -> None:
        """What is shown now is another page: keys typed for the one before are dropped."""
        if self.is_attached and self.screen is self.app.screen:
            self._in_turn.turn_page()

    def deaf_to(self, event: events.Key | events.Paste | events.Click) -> bool:
        """Whether a key or a click must be dropped: an answer is being taken, or it was typed before this page was painted."""
        return self._shut or self._in_turn.typed_for_another_page(event)

    @property
    def more_below(self) -> bool:
        """Whether lines of its own stand below what can be seen: not in a list, which is as long as its lines."""
        return False

    @property
    def _in_turn(self) -> "InTurn":
        return cast("Shell", self.app).in_turn
