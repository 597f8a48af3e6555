"""An offer of accommodation: under which duty, when the family was told, what to tell them, and the slip with it."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from textual.widget import Widget

from champion_tui.desk.desk import Desk
from champion_tui.desk.numbers.offers import OfferSlip, OfferView, offer_named
from champion_tui.desk.options import OptionView
from champion_tui.desk.papers.slips.offer_slips import OfferSlips
from champion_tui.domain.dates.purposes import NOTIFIED
from champion_tui.ground.dates.calendar import iso_date
from champion_tui.knowledge.offers import Offer
from champion_tui.tui.screens.kit.base import ChampionScreen
from champion_tui.tui.screens.kit.write_file import WRITTEN_TO, WriteFileScreen
from champion_tui.tui.shell import places
from champion_tui.tui.widgets.date_field import DayOrNone
from champion_tui.tui.widgets.layout import EMPTY, Row, labelled, line
from champion_tui.tui.widgets.lists.choices import Choices
from champion_tui.tui.widgets.panes import Body
from champion_tui.tui.widgets.prose import Prose

AT = "An offer of somewhere to live"
WHICH = "Under which duty was it offered?"
WHICH_WHY = "What each choice leads to depends on it. If you are not sure, ask the council that made the offer."
TOLD = "On which day were they told of the offer? (empty: not known yet)"
TOLD_WHY = "That day counts as the first of the days in which they can ask for a review."
SLIP, DAY, DUTY = "slip", "day", "duty"
NEXT = (
    OptionView(SLIP, "Make a slip of it", "for the family to take away"),
    OptionView(DAY, "Another day", ""),
    OptionView(DUTY, "Another duty", ""),
)
HINTS = 26
WHICH_FORM = "How do they take it away?"
FORM_WHY = "If somebody must not learn that they may move, make the plain card. None of the forms names anybody."
SLIP_AT = f"{AT} > Slip"
WHERE = "File for the slip (.pdf, or .txt for plain text)"
SLIP_WHY = "It names nobody, so it is not listed as a file outside the vault. Is it safe for them to carry it?"
AFTER = (OptionView("done", "Back to the offer", ""),)


class OfferScreen(ChampionScreen[None]):
    """Guidance about an offer. ``duty`` is the id of the offer, "" to let the person choose."""

    NAME = "offer"
    HEADING = AT
    PURPOSE = "See what a yes and a no to an offer lead to, and the last day to ask for a review."
    SHOWS = (
        "Under which duty the offer was made, then the day on which they were told.",
        "The last day to ask for a review, what each choice leads to, whom to ask, and where all of it is written.",
        "From here you can make the slip that says all this.",
    )
    FOR_ALL = True

    def __init__(self, duty: str = "") -> None:
        super().__init__()
        self._duty = duty
        self._stage = DAY if duty else DUTY
        self._told: date | None = None

    def parts(self) -> Iterator[Widget]:
        """Yields the question, the field for the day, the choices, and what to tell the family."""
        yield Prose(id="question")
        yield DayOrNone(lambda text: self.desk.read_day(NOTIFIED, text), id="told")
        yield Choices(id="choices")
        yield Prose(id="said")

    def refresh_view(self) -> None:
        """Shows the current step."""
        if self._stage == DAY and not self._offer.review:
            self._stage = SLIP
        of_day = self._stage == DAY
        self.query_one("#told", DayOrNone).display = of_day
        self.query_one(Choices).display = not of_day
        question, said = self.query_one("#question", Prose), self.query_one("#said", Prose)
        said.show(())
        if self._stage == DUTY:
            question.show([line(WHICH, "title"), line(WHICH_WHY, "quiet"), EMPTY])
            offers = [OptionView(one.id, one.name, "") for one in self.desk.book.offers.offers]
            self.query_one(Choices).offer(offers, self._duty or None)
            self.query_one(Choices).focus()
        elif of_day:
            question.show([line(self._offer.name, "title"), EMPTY, line(TOLD), line(TOLD_WHY, "quiet")])
            self.query_one("#told", DayOrNone).start()
        else:
            view = self.desk.offer(self._duty, self._told)
            question.show([line(view.name, "title"), EMPTY, *self._by_when(view)])
            ways = [way for way in NEXT if self._offer.review or way.id != DAY]
            self.query_one(Choices).offer(ways, menu=True, hint_column=HINTS)
            self.query_one(Choices).focus()
            said.show(list(_said_rows(view)))
        self.query_one(Body).scroll_home(animate=False)
        self.refresh_bars()

    @property
    def _offer(self) -> Offer:
        """The offer under the chosen duty."""
        return offer_named(self.desk.book, self._duty)

    def unused(self) -> frozenset[str]:
        """Returns the unused commands; digits are used only where there is a choice."""
        return super().unused() | ({"choose"} if self._stage == DAY else set())

    def _by_when(self, view: OfferView) -> list[Row]:
        return [line(view.by_when, "warning" if view.passed else "strong"), EMPTY] if view.by_when else []

    def _go_to(self, stage: str) -> None:
        self._stage = stage
        self.refresh_view()
        self.query_one(Choices).turn_page()

    def on_date_field_given(self, event: DayOrNone.Given) -> None:
        """Goes on from the day; an empty one means that it is not known yet."""
        event.stop()
        self._told = iso_date(event.answer)
        self._go_to(SLIP)

    def on_choices_chosen(self, event: Choices.Chosen) -> None:
        """Goes on to the day, back to a step, or to the slip."""
        event.stop()
        answer = str(event.answer)
        if self._stage == DUTY:
            self._duty = answer
            self._go_to(DAY)
        elif answer != SLIP:
            self._go_to(answer)
        else:
            self.go(places.Pick(WHICH_FORM, FORM_WHY, _slips(self.desk).forms(), ""), self._write)

    def _write(self, form: str | None) -> None:
        if form is not None:
            self.go(places.WriteOffer(self._duty, self._told, form))

    def action_back(self) -> None:
        """Goes one step back; from the first one, leaves."""
        if self._stage == DUTY:
            self.leave()
        else:
            self._go_to(DAY if self._stage == SLIP and self._offer.review else DUTY)


def _said_rows(view: OfferView) -> Iterator[Row]:
    for title, sentences in view.parts:
        yield EMPTY
        yield line(title, "strong")
        yield from (labelled("-", sentence, width=1) for sentence in sentences)
    yield EMPTY
    yield from (labelled("Source", source, "quiet") for source in view.sources)


def _slips(desk: Desk) -> OfferSlips:
    return OfferSlips(desk.book, desk.home, desk.now)


class WriteOfferScreen(WriteFileScreen):
    """Writes the slip about an offer in one form."""

    NAME = "write-offer"
    PURPOSE = "Write the slip about an offer to a file."
    SHOWS = ("Where to write. Your own folder for documents is offered. Nothing is remembered.",)
    AT, WHERE, AFTER = SLIP_AT, WHERE, AFTER

    def __init__(self, duty: str, notified: date | None, form: str) -> None:
        super().__init__(SLIP_WHY, lambda: _slips(self.desk).offered_target(form), self._slip)
        self._wanted = OfferSlip(duty, notified, form)

    def _slip(self, to: Path) -> list[Row]:
        _slips(self.desk).write(self._wanted, to)
        return [line(WRITTEN_TO.format(folder=to), "title"), EMPTY]
