"""The form for the first and last day of a period."""

from collections.abc import Iterator
from datetime import date

from textual.widget import Widget

from champion_tui.domain.dates.purposes import COUNTED
from champion_tui.ground.dates.calendar import iso_date
from champion_tui.tui.screens.kit.vault_screen import TROUBLE, VaultScreen
from champion_tui.tui.shell.shell_words import FIGURES
from champion_tui.tui.widgets.caption import Caption
from champion_tui.tui.widgets.date_field import DateField, DayOrNone
from champion_tui.tui.widgets.layout import EMPTY, line
from champion_tui.tui.widgets.prose import Prose

AT = f"{FIGURES} > Two days of your own"
WHY = "A referral counts on the day it was sent. A case that was not referred counts on the day it was begun. Both days below are included."
FIRST, LAST = "From (empty: from the beginning)", "To (empty: until today)"
WRONG_ORDER = "The last day is before the first one. Expected: a day on or after the first."


class PeriodScreen(VaultScreen[tuple[date | None, date | None]]):
    """Two dates. Ends with both; None for each that was left empty."""

    NAME = "period"
    PURPOSE = "Choose the first and the last day that the figures count."
    SHOWS = ("Two days, typed as you would say them. Either may be left empty.",)
    AUTO_FOCUS = "DateBox"

    def parts(self) -> Iterator[Widget]:
        """Yields the explanation, the two dates and the error."""
        yield Prose([line(WHY)])
        for name, words in (("first", FIRST), ("last", LAST)):
            yield Caption(words)
            yield DayOrNone(lambda text: self.desk.read_day(COUNTED, text), id=name)
        yield Prose(id=TROUBLE)

    def header(self) -> tuple[str, str]:
        """Returns what is being done, and the date."""
        return AT, super().header()[1]

    @property
    def _fields(self) -> tuple[DateField, DateField]:
        return self.query_one("#first", DateField), self.query_one("#last", DateField)

    def on_date_field_given(self, event: DateField.Given) -> None:
        """Moves from the first day to the last; from there ends if the two make sense."""
        event.stop()
        first, last = self._fields
        self.say(())
        if first.has_focus_within:
            last.start()
        elif not self._unclear(first):
            self._take(iso_date(first.answer), iso_date(last.answer))

    def _take(self, first: date | None, last: date | None) -> None:
        if first is not None and last is not None and last < first:
            self.say([EMPTY, line(WRONG_ORDER, "warning")])
        else:
            self.leave((first, last))

    def _unclear(self, field: DateField) -> bool:
        """Returns whether the field has text that is not understood; if so, the field says what is wrong or asks."""
        unclear = bool(field.typed) and iso_date(field.answer) is None
        if unclear:
            field.start()
            field.ask()
        return unclear

    def action_next_field(self) -> None:
        """Moves to the next field on Tab, unless the text typed is not a real date."""
        here = next((field for field in self._fields if field.has_focus_within), None)
        if here is None or not self._unclear(here):
            super().action_next_field()
