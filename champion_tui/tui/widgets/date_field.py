"""A date in one box, with what was understood in words under it. What a text means, the desk says."""

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
DAY_ONE = "Is it that day? Press Enter again for yes, or type another."
DAY_MANY = "Which day is meant? Up and Down mark one, Enter takes it. Or type it otherwise."


class DateBox(TextBox):
    """The box. Enter and, where there are days to choose from, Up and Down are the field's; every other key is text."""

    def __init__(self, date_field: "DateField") -> None:
        # A date is retyped more often than edited: the first letter replaces the old one.
        super().__init__(id="date-text")
        self._date_field = date_field

    def on_key(self, event: events.Key) -> None:
        """Let the field have its keys."""
        if self._date_field.take(event.key, event.time):
            event.stop()
            event.prevent_default()


class ReadBack(Prose):
    """What was understood, asked or refused."""


class DateField(Vertical, LaidOutOnce):
    """Posts ``Given`` once one day is understood and the person goes on.

    Enter goes on with a day that is understood; on a text that could be a slip, or mean two days, the first Enter asks. With one
    day offered a second Enter on the unchanged text takes it, with more Up and Down mark one first. No digit ever answers: it is
    text in the box.
    """

    class Given(Message):
        """The person went on with ``answer``: a day as it is stored, or the id of the option that says it is not known."""

        def __init__(self, answer: str) -> None:
            super().__init__()
            self.answer = answer

    def __init__(self, read: Callable[[str], DayRead], *, id: str | None = None) -> None:  # noqa: A002  Textual's word
        """``read`` gives what a text means today."""
        super().__init__(id=id)
        self._read = read
        self._box = DateBox(self)
        self._said = ReadBack()
        self._settled: tuple[str, UnderstoodDay] | None = None
        """A text for which the person, or the store, has said which day is meant."""
        self._asked: str | None = None
        """The text on which Enter was pressed and nothing could be taken."""
        self._in_sight_since: float | None = None
        """When what is said about it could be seen, by the clock of the keys."""
        self._marked: int | None = None
        self._shown = True

    def compose(self) -> Iterator[Widget]:
        """The box, the words under it."""
        yield self._box
        yield self._said

    # -- what stands in it ------------------------------------------------------------------------------------------

    @property
    def boxes(self) -> tuple[DateBox, ...]:
        """The box, where a field may have several."""
        return (self._box,)

    @property
    def typed(self) -> str:
        """What stands in the box."""
        return self._box.value.strip()

    @property
    def read(self) -> DayRead:
        """What stands in the box, as it is understood."""
        if self._settled is not None and self._settled[0] == self.typed:
            return self._settled[1]
        return self._read(self.typed)

    @property
    def answer(self) -> str:
        """The day as it is stored, or the option that says it is not known; "" while neither is understood."""
        read = self.read
        return read.answer if isinstance(read, UnderstoodDay | DayNotKnown) else ""

    def fill(self, given: str) -> None:
        """Show the date given before (``2027-01-10``), which nobody asks about again; anything else as it was typed."""
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
        """Put the cursor into the box."""
        self._box.focus()

    # -- what the person does ---------------------------------------------------------------------------------------

    def take(self, key: str, at: float) -> bool:
        """Do what a key pressed ``at`` that time says; False for one that is not for the field."""
        if key == "enter":
            return self._enter(at)
        return key in {"up", "down"} and self._mark(1 if key == "down" else -1)

    def go_on(self) -> bool:
        """Go on with the day; gives whether Enter is done with."""
        self.post_message(self.Given(self.answer))
        return True

    def may_be_empty(self) -> bool:
        """Whether Enter leads on from an empty box."""
        return False

    def ask(self) -> None:
        """Ask about the present text, or say what is wrong with it. An Enter pressed before that is seen answers nothing."""
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

    # -- what it shows ----------------------------------------------------------------------------------------------

    def hide_words(self, *, hidden: bool) -> None:
        """Show the words under the box only while it has the focus."""
        self._shown = not hidden
        self.draw()

    def draw(self) -> None:
        """Say what is understood of the present text."""
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
        """The question, the days to choose from, how to choose."""
        readings = [self._reading_row(place, reading) for place, reading in enumerate(read.readings)]
        return [line(read.why, "warning"), *readings, line(DAY_ONE if len(readings) == 1 else DAY_MANY, "quiet")]

    def _reading_row(self, place: int, reading: UnderstoodDay) -> Row:
        look = CHOSEN if place == self._marked else ""
        return Cell(">" if look else "", look, 1), Cell(reading.words, look or "strong")


class DayOrNone(DateField):
    """A day that may be left open."""

    def may_be_empty(self) -> bool:
        """Enter leads on from an empty box."""
        return True
