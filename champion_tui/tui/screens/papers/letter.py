"""Chooses a letter to the council and, for a review, the day on which the person was told of the decision. The letter can then
be read.
"""

from collections.abc import Iterator
from datetime import date

from textual.widget import Widget

from champion_tui.desk.options import OptionView
from champion_tui.desk.papers.sending.letters import LetterView
from champion_tui.domain.dates.purposes import NOTIFIED
from champion_tui.domain.papers.letter import LetterWanted
from champion_tui.ground.dates.calendar import iso_date
from champion_tui.tui.screens.kit.vault_screen import TROUBLE, ClockDoubt, OneCaseScreen
from champion_tui.tui.widgets.caption import Caption
from champion_tui.tui.widgets.date_field import DateField
from champion_tui.tui.widgets.layout import EMPTY, line
from champion_tui.tui.widgets.lists.choices import Choices
from champion_tui.tui.widgets.prose import Prose

LETTER_WHICH = "Which letter?"
LETTER_WHY = "It speaks for the person. Read it out to them first; both of you sign it."
LETTER_DAY = "The day they were told of the decision, such as yesterday or 23 November"
LETTER_DAY_WHY = "That day counts as the first of 21."


class LetterScreen(OneCaseScreen[LetterWanted]):
    """The choice of a letter. Ends with a letter that can be made, or with None."""

    NAME = "letter"
    PURPOSE = "Choose a letter to the council that speaks for the person, for both of you to sign."
    SHOWS = (
        "The letters. If one cannot be made now, it says why.",
        "For a review, the day they were told of the decision. After the last day it says what to do instead.",
    )
    AT = "{reference} > A letter to the council"
    AUTO_FOCUS = "#letters"

    def __init__(self, reference: str) -> None:
        super().__init__(reference)
        self._dated = ""
        self._needing_day: frozenset[str] = frozenset()

    def parts(self) -> Iterator[Widget]:
        """Yields the question, the error, the letters, and the field for the day."""
        yield ClockDoubt()
        yield Prose(id="question")
        yield Prose(id=TROUBLE)
        yield Choices(id="letters")
        yield Caption(LETTER_DAY)
        yield DateField(lambda text: self.desk.read_day(NOTIFIED, text), id="day")

    def refresh_view(self) -> None:
        """Shows the letters first; the day only for a letter that needs it."""
        self._turn(self._dated)

    def look(self) -> None:
        """Reads which letters can be made."""
        self.ask_desk(lambda: self.desk.papers.letters.views(self.reference), self._show)

    def _show(self, views: tuple[LetterView, ...]) -> None:
        if self._dated:
            return
        reasons = dict.fromkeys(view.why_not for view in views if view.why_not)
        rows = [line(LETTER_WHICH, "title"), line(LETTER_WHY)]
        rows += [EMPTY, *(line(why, "warning") for why in reasons)] if reasons else []
        self.query_one("#question", Prose).show([*rows, EMPTY])
        can_be_made = [OptionView(view.id, view.name, view.hint) for view in views if not view.why_not]
        self.query_one(Choices).offer(can_be_made)
        self.query_one(Choices).display = bool(can_be_made)
        self._needing_day = frozenset(view.id for view in views if view.dated)

    def on_choices_chosen(self, event: Choices.Chosen) -> None:
        """Asks for the day if the letter needs it; otherwise makes the letter."""
        self.say(())
        what = str(event.answer)
        if what in self._needing_day:
            self._turn(what)
            self.query_one(DateField).start()
        else:
            self._make(what, None)

    def on_date_field_given(self, event: DateField.Given) -> None:
        """Makes the letter, or says why it is too late."""
        event.stop()
        self._make(self._dated, iso_date(event.answer))

    def _make(self, what: str, notified: date | None) -> None:
        wanted = LetterWanted(what, notified)
        self.ask_desk(lambda: self.desk.papers.letters.preview(self.reference, wanted), lambda _: self.leave(wanted))

    def action_back(self) -> None:
        """Goes from the day back to the letters, and from there to the case."""
        if not self._dated:
            self.leave()
            return
        self.say(())
        self._turn("")
        self.look()
        self.query_one(Choices).focus()

    def _turn(self, dated: str) -> None:
        """Shows the letters if ``dated`` is "", or the day for the letter with that id."""
        self._dated = dated
        self.query_one(Choices).display = not dated
        for part in (self.query_one(Caption), self.query_one(DateField)):
            part.display = bool(dated)
        if dated:
            self.query_one("#question", Prose).show([line(LETTER_DAY_WHY), EMPTY])
