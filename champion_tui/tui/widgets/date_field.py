"""A date as three boxes: day, month, year. Whether it is a date at all, the desk says."""

from collections.abc import Iterator

from textual import events, on
from textual.containers import Horizontal
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Label

from champion_tui.tui.words import DAY, MONTH, YEAR

ONWARD = frozenset({"slash", "full_stop", "minus", "space", "comma"})
"""Keys that people put between the parts of a date."""

PARTS = (("day", DAY, 2), ("month", MONTH, 2), ("year", YEAR, 4))


class DateBox(Input):
    """One part of a date: what people type between the parts leads onward, Backspace in an empty box leads back.

    Keys that come faster than the screen can follow all arrive at the box that had the focus; they are passed on to the one
    that has it now.
    """

    def __init__(self, date_field: "DateField", longest: int, part: str) -> None:
        super().__init__(type="integer", max_length=longest, compact=True, select_on_focus=False, id=f"date-{part}")
        self._date_field = date_field
        self._stepped_into = False

    def on_key(self, event: events.Key) -> None:
        """Take a digit, or move between the boxes."""
        focused = self.screen.focused
        if (focused if isinstance(focused, DateBox) else self).take(event):
            event.stop()
            event.prevent_default()

    def take(self, event: events.Key) -> bool:
        """Do what a key says; False for one that is not for a date."""
        if event.key in ONWARD:
            # An empty box was reached by filling the one before: what people type in between has had its effect.
            self._date_field.step_from(self, 1 if self.value else 0)
        elif event.key == "backspace" and not self.value:
            self._date_field.step_from(self, -1)
        elif event.character is not None and event.character.isdigit():
            self._put(event.character)
        else:
            return False
        return True

    def _put(self, digit: str) -> None:
        if self.selection.is_empty:
            self.insert_text_at_cursor(digit)
        else:
            self.replace(digit, *self.selection)
        if len(self.value) == self.max_length:
            self._date_field.step_from(self, 1)

    def step_into(self) -> None:
        """Take the focus at once; the next digit replaces what stands here."""
        self._stepped_into = True
        self.screen.set_focus(self)
        self.select_all()

    def on_focus(self) -> None:
        """Reached by Tab: the next digit replaces what stands here. Stepped into: digits may be here already."""
        if not self._stepped_into:
            self.select_all()
        self._stepped_into = False


class DateField(Horizontal):
    """Posts ``Given`` with what was typed, year first (``2027-01-10``), right or wrong."""

    class Given(Message):
        """The person went on with this date."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def compose(self) -> Iterator[Widget]:
        """The three boxes, each with its word in front."""
        for part, words, longest in PARTS:
            yield Label(words)
            yield DateBox(self, longest, part)

    @property
    def boxes(self) -> tuple[DateBox, ...]:
        """Day, month, year."""
        return tuple(self.query_one(f"#date-{part}", DateBox) for part, _, _ in PARTS)

    def fill(self, given: str) -> None:
        """Show the date given before (``2027-01-10``); anything else empties the boxes."""
        year, month, day = parts if len(parts := given.split("-")) == len(PARTS) else ("", "", "")
        with self.prevent(Input.Changed):
            for box, text in zip(self.boxes, (day, month, year), strict=True):
                box.value = text

    @property
    def typed(self) -> str:
        """What stands in the boxes, year first; "" where all are empty."""
        return self._text if any(box.value for box in self.boxes) else ""

    @property
    def _text(self) -> str:
        day, month, year = (box.value for box in self.boxes)
        return f"{year}-{month:0>2}-{day:0>2}"

    def start(self) -> None:
        """Put the cursor into the first box."""
        self.boxes[0].focus()

    @on(Input.Submitted)
    def _given(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Given(self._text))

    def step_from(self, box: DateBox, steps: int) -> None:
        """Move the cursor from one box to the box so many places further on, if there is one."""
        place = self.boxes.index(box) + steps
        if 0 <= place < len(PARTS):
            self.boxes[place].step_into()
