"""A box for a date, with the date as understood shown below it. The desk decides what a text means."""

from collections.abc import Callable, Iterator

from textual import events, on
from textual.containers import Vertical
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input

from champion_tui.domain.dates.said_day import DayNotKnown, DayRead, DoubtfulDay, NoDay, UnderstoodDay
from champion_tui.ground.dates.calendar import iso_date
from champion_tui.ground.dates.date_words import day_words, plain_day
from champion_tui.tui.widgets.laid_out import LaidOutOnce
from champion_tui.tui.widgets.layout import CHOSEN, Cell, Row, line
from champion_tui.tui.widgets.prose import Prose
from champion_tui.tui.widgets.text_box import TextBox

DAY_NOT_KNOWN = "Not known"
DAY_WRONG = "Not understood. Expected: {expected}."
DAY_ONE = "Is this the day? Press Enter again for yes, or type another."
DAY_MANY = "Which day do you mean? Up and Down mark one, Enter takes it. Or type it in another way."


class DateBox(TextBox):
    """The box of a date field. Enter, and Up and Down if there are days to choose from, are handled by the field; other keys
    are text.
    """

    def __init__(self, date_field: "DateField") -> None:
        # A date is retyped more often than edited, so the first letter replaces the old one.
        super().__init__(id="date-text")
        self._date_field = date_field

    def on_key(self, event: events.Key) -> None:
        """Passes each key to the field first."""
        if self._date_field.take(event.key, event.time):
            event.stop()
            event.prevent_default()


class ReadBack(Prose):
    """The line that says what was understood, asked or refused."""


class DateField(Vertical, LaidOutOnce):
    """A date that the person types. Posts ``Given`` once one day is understood and the person goes on.

    Enter goes on if the day is understood. If the text could be a slip or mean two days, the first Enter asks. If one day is
    offered, a second Enter on the unchanged text accepts it; if there are more, Up and Down mark one first. Digits never
    answer, because they are text in the box.
    """

    class Given(Message):
        """The person went on with ``answer``: an ISO date, or the id of the option for a date that is not known."""

        def __init__(self, answer: str) -> None:
            super().__init__()
            self.answer = answer

    def __init__(self, read: Callable[[str], DayRead], *, id: str | None = None) -> None:  # noqa: A002  Textual's word
        """``read`` returns what a text means today."""
        super().__init__(id=id)
        self._read = read
        self._box = DateBox(self)
        self._said = ReadBack()
        self._settled: tuple[str, UnderstoodDay] | None = None
        """A text and the day it means, as confirmed by the person or known from the store."""
        self._asked: str | None = None
        """The text on which Enter was pressed without a usable date."""
        self._in_sight_since: float | None = None
        """When the question about it was painted, on the clock of key events."""
        self._marked: int | None = None
        self._shown = True

    def compose(self) -> Iterator[Widget]:
        """Yields the box and the words below it."""
        yield self._box
        yield self._said

    # -- the value --------------------------------------------------------------------------------------------------

    @property
    def boxes(self) -> tuple[DateBox, ...]:
        """The text boxes of this field; a subclass may have several."""
        return (self._box,)

    @property
    def typed(self) -> str:
        """The text in the box."""
        return self._box.value.strip()

    @property
    def read(self) -> DayRead:
        """What the text in the box means."""
        if self._settled is not None and self._settled[0] == self.typed:
            return self._settled[1]
        return self._read(self.typed)

    @property
    def answer(self) -> str:
        """The ISO date, or the id of the option for a date that is not known; "" if the text is neither."""
        read = self.read
        return read.answer if isinstance(read, UnderstoodDay | DayNotKnown) else ""

    def fill(self, given: str) -> None:
        """Shows the answer given before. An ISO date (``2027-01-10``) counts as confirmed; any other text is shown as it was
        typed.
        """
        day = iso_date(given)
        text = plain_day(day) if day else given
        self._settled = None
        if day is not None:
            read = self._read(text)
            readings = read.readings if isinstance(read, DoubtfulDay) else (read,)
            known = next((each for each in readings if isinstance(each, UnderstoodDay) and each.day == day), None)
            self._settled = text, known or UnderstoodDay(day, day_words(day))
        self._asked, self._marked = None, None
        with self.prevent(Input.Changed):
            self._box.value = text
            self._box.cursor_position = len(text)
        self.draw()

    def start(self) -> None:
        """Puts the cursor into the box."""
        self._box.focus()

    # -- input ------------------------------------------------------------------------------------------------------

    def take(self, key: str, at: float) -> bool:
        """Handles a key pressed at time ``at``. Returns whether the key was for the field."""
        if key == "enter":
            return self._enter(at)
        return key in {"up", "down"} and self._mark(1 if key == "down" else -1)

    def go_on(self) -> bool:
        """Goes on with the answer. Returns whether Enter has been handled."""
        self.post_message(self.Given(self.answer))
        return True

    def may_be_empty(self) -> bool:
        """Returns whether Enter goes on from an empty box."""
        return False

    def ask(self) -> None:
        """Asks about the current text, or says what is wrong with it. An Enter pressed before the question is painted does not
        answer it.
        """
        self._asked, self._marked, self._in_sight_since = self.typed, None, None
        self.draw()
        self.call_after_refresh(self._in_sight)

    def _in_sight(self) -> None:
        self._in_sight_since = Message().time

    def _enter(self, at: float) -> bool:
        if self.answer or (not self.typed and self.may_be_empty()):
            return self.go_on()
        read = self.read
        again = self._asked == self.typed
        seen = self._in_sight_since is not None and at >= self._in_sight_since
        if again and seen and isinstance(read, DoubtfulDay):
            chosen = 0 if len(read.readings) == 1 else self._marked
            if chosen is not None:
                self.fill(read.readings[chosen].answer)
                return self.go_on()
        if not again:
            self.ask()
        return True

    def _mark(self, step: int) -> bool:
        read = self.read
        if not (self._asked == self.typed and isinstance(read, DoubtfulDay) and len(read.readings) > 1):
            return False
        last = len(read.readings) - 1
        self._marked = (0 if step > 0 else last) if self._marked is None else min(max(self._marked + step, 0), last)
        self.draw()
        return True

    @on(Input.Changed)
    def _changed(self) -> None:
        if self.typed != self._asked:
            self._asked = None
        self.draw()

    # -- drawing ----------------------------------------------------------------------------------------------------

    def hide_words(self, *, hidden: bool) -> None:
        """Shows the words below the box, or hides them while it has no focus."""
        self._shown = not hidden
        self.draw()

    def draw(self) -> None:
        """Shows what the current text means."""
        self._said.show(self._rows() if self._shown else [])

    def _rows(self) -> list[Row]:
        read, asked = self.read, self._asked == self.typed
        if isinstance(read, UnderstoodDay):
            return [line(read.words, "accent")]
        if isinstance(read, DayNotKnown):
            return [line(DAY_NOT_KNOWN, "accent")]
        if isinstance(read, NoDay):
            return [line(DAY_WRONG.format(expected=read.expected), "warning")] if asked else []
        return self._question_rows(read) if asked else [line(read.question, "quiet")]

    def _question_rows(self, read: DoubtfulDay) -> list[Row]:
        """Returns rows for the question, the days to choose from, and how to choose."""
        readings = [self._reading_row(place, reading) for place, reading in enumerate(read.readings)]
        return [line(read.why, "warning"), *readings, line(DAY_ONE if len(readings) == 1 else DAY_MANY, "quiet")]

    def _reading_row(self, place: int, reading: UnderstoodDay) -> Row:
        look = CHOSEN if place == self._marked else ""
        return Cell(">" if look else "", look, 1), Cell(reading.words, look or "strong")


class DayOrNone(DateField):
    """A date that may be left empty."""

    def may_be_empty(self) -> bool:
        """Returns True: Enter goes on from an empty box."""
        return True
