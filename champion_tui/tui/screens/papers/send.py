"""The ways in which a referral can be sent to the council, the one that the council prefers first."""

from collections.abc import Iterator

from textual.widget import Widget

from champion_tui.desk.options import OptionView
from champion_tui.desk.papers.sending.sending_views import WayView
from champion_tui.desk.views import CaseView
from champion_tui.tui.screens.kit.vault_screen import TROUBLE, ClockDoubt, OneCaseScreen
from champion_tui.tui.shell import places
from champion_tui.tui.widgets.layout import EMPTY, line
from champion_tui.tui.widgets.lists.choices import Choices
from champion_tui.tui.widgets.prose import Prose

SEND_WHY = "How to send it to {authority}. The way that this council wants comes first."


class SendScreen(OneCaseScreen[str]):
    """The ways to the council. Ends with the next step after writing, or with None."""

    NAME = "send"
    PURPOSE = "Get the referral to the council in the way that it takes referrals."
    SHOWS = (
        "Through a portal: line by line, and how much is left. By e-mail: a draft, to which address.",
        "A folder, a sealed PDF or archive whose key is told by phone, and a printer.",
    )
    AT = "{reference} > Ways to the council"
    AUTO_FOCUS = "#ways"

    def __init__(self, reference: str) -> None:
        super().__init__(reference)
        self._at: str | None = None

    def parts(self) -> Iterator[Widget]:
        """Yields to whom it goes, the error, and the ways."""
        yield ClockDoubt()
        yield Prose(id="why")
        yield Prose(id=TROUBLE)
        yield Choices(id="ways")

    def look(self) -> None:
        """Asks which ways there are now."""
        self.ask_desk(
            lambda: (self.desk.cases.view(self.reference), self.desk.papers.sending.ways(self.reference)),
            lambda read: self._show(*read),
        )

    def _show(self, view: CaseView, ways: tuple[WayView, ...]) -> None:
        self.query_one("#why", Prose).show([line(SEND_WHY.format(authority=view.authority)), EMPTY])
        self.query_one(Choices).offer([OptionView(way.id, way.words, way.hint) for way in ways], self._at, menu=True)

    def on_choices_chosen(self, event: Choices.Chosen) -> None:
        """Opens the chosen way."""
        self._at = str(event.answer)
        if self._at == "portal":
            self.go(places.Portal(self.reference), self._written)
        elif self._at == "print":
            self.go(places.Print(self.reference))
        else:
            kind = "pack" if self._at == "folder" else self._at
            self.go(places.Write(self.reference, kind), self._written)

    def _written(self, then: str | None) -> None:
        if then not in {None, "ways"}:
            self.leave(then)
