"""Shows what would be written, file by file, before it is: a pack, a slip, a letter."""

from collections.abc import Iterator

from textual import events, work
from textual.widget import Widget

from champion_tui.desk.papers.sending.sending_views import WayView
from champion_tui.desk.views import CaseView
from champion_tui.domain.papers.letter import LetterWanted
from champion_tui.tui.screens.kit.vault_screen import TROUBLE, OneCaseScreen
from champion_tui.tui.shell import places
from champion_tui.tui.shell.copying import offer_copy
from champion_tui.tui.widgets.layout import EMPTY, line
from champion_tui.tui.widgets.lists.choices import digits
from champion_tui.tui.widgets.panes import Body
from champion_tui.tui.widgets.prose import Prose

PREVIEW_FILE = "File {number} of {count}: {name}"
PREVIEW_NOT_YET = "It cannot be written yet:"
PREVIEW_WAY_OUT = "Esc goes back to the case; each step there shows what it needs."
LOOKING = "Making the pack to look at."


Files = tuple[tuple[str, str], ...]


class PreviewScreen(OneCaseScreen[str]):
    """The text of each file. Ends with the next step chosen after writing, or with None."""

    NAME = "preview"
    PURPOSE = "Read what goes to the council and what the person takes away. Nothing is written yet."
    SHOWS = ("The text of each file of the pack, one at a time. Only what was agreed is in it.",)
    AT = "{reference} > Pack"
    saved = ""

    def __init__(self, reference: str) -> None:
        super().__init__(reference)
        self._view: CaseView | None = None
        self._ways: tuple[WayView, ...] = ()
        self._files: Files = ()
        self._at = 0

    def parts(self) -> Iterator[Widget]:
        """Yields the file's name, the error, and its text."""
        yield Prose([line(LOOKING, "quiet")], id="which")
        yield Prose(id=TROUBLE)
        yield Prose(id="file")

    def footer_keys(self) -> dict[str, str]:
        """Returns as many digits as there are files."""
        return {"file": digits(len(self._files))}

    def look(self) -> None:
        """Reads the case and makes the texts of the files."""
        self.ask_desk(
            lambda: (
                self.desk.cases.view(self.reference),
                self.desk.papers.preview(self.reference),
                self.desk.papers.sending.ways(self.reference),
            ),
            self._took,
        )

    def _took(self, made: tuple[CaseView, Files, tuple[WayView, ...]]) -> None:
        view, self._files, self._ways = made
        self._view, self.saved = view, view.saved
        self._at = min(self._at, max(len(self._files) - 1, 0))
        self._show()

    def _show(self) -> None:
        if not self._files:
            self.query_one("#which", Prose).show(())
            return
        name, text = self._files[self._at]
        # The no-break space keeps a number and its file on one line.
        names = "   ".join(f"{number}\N{NO-BREAK SPACE}{file}" for number, (file, _) in enumerate(self._files, 1))
        which = PREVIEW_FILE.format(number=self._at + 1, count=len(self._files), name=name)
        self.query_one("#which", Prose).show([line(names, "quiet"), EMPTY, line(which, "title"), EMPTY])
        self.query_one("#file", Prose).show([line(words) if words else EMPTY for words in text.splitlines()])

    def on_key(self, event: events.Key) -> None:
        """Changes the file on digits, Left and Right; scrolls on Up and Down; goes on to writing on Enter."""
        steps = {"left": -1, "right": 1}
        if event.key == "enter":
            self._write()
        elif event.key in steps:
            self._turn(self._at + steps[event.key])
        elif event.key.isdigit() and event.key != "0":
            self._turn(int(event.key) - 1)
        elif event.key in {"up", "down"}:
            self.query_one(Body).scroll_relative(y=1 if event.key == "down" else -1, animate=False)
        else:
            return
        event.stop()
        event.prevent_default()

    def action_copy(self) -> None:
        """Offers the text of the current file to the clipboard."""
        if self._files:
            name, text = self._files[self._at]
            offer_copy(self.champion, name, text, self._write)

    def _turn(self, to: int) -> None:
        if 0 <= to < len(self._files):
            self._at = to
            self._show()
            self.query_one(Body).scroll_home(animate=False)

    def _may_go_out(self) -> bool:
        """Returns whether the pack can be written. If not, says what it still needs."""
        if self._view is None:
            return False
        if self._view.needed:
            needed = [line(words, "warning") for words in self._view.needed]
            self.say([line(PREVIEW_NOT_YET, "strong"), *needed, line(PREVIEW_WAY_OUT)])
            self.query_one(Body).scroll_home(animate=False)
        return not self._view.needed

    def _write(self) -> None:
        """Goes on to writing: an e-mail draft for a council that takes e-mail, otherwise a folder."""
        if self._may_go_out():
            kind = "email" if self._ways and self._ways[0].id == "email" else "pack"
            self._once_decided(places.Write(self.reference, kind))

    def action_ways(self) -> None:
        """Opens all ways to send the referral to the council."""
        if self._may_go_out():
            self._once_decided(places.WaysToCouncil(self.reference))

    @work(group="deciding", exclusive=True)
    async def _once_decided(self, place: places.Place[str]) -> None:
        """Goes on unless another case looks like the same person's and the person decides not to."""
        if await self.champion.ways.may_go_out(self.reference) and self.is_open:
            self.once_on_top(lambda: self.go(place, self._written))

    def _written(self, then: str | None) -> None:
        if then == "ways":
            self.action_ways()
        elif then is not None:
            self.leave(then)


class SlipPreviewScreen(PreviewScreen, inherit_bindings=False):
    """The text of the slip; ends as ``PreviewScreen`` does. Fields that the council still needs do not stop it, because it is
    for the applicant. For the same reason the keys for ways to the council are not inherited.
    """

    NAME = "slip-preview"
    PURPOSE = "Read what the person takes away, before it is written or printed."
    SHOWS = ("The text of each file of the slip, in the form and the language that were chosen.",)
    AT = "{reference} > Slip > What would be printed"

    def look(self) -> None:
        """Makes the slip's text."""
        self.ask_desk(
            lambda: (self.desk.cases.view(self.reference), self.desk.papers.slips.preview(self.reference), ()),
            self._took,
        )

    def _write(self) -> None:
        """Asks where to write it."""
        if self._view is not None:
            self.go(places.Write(self.reference, "slip"), self._written)


class LetterPreviewScreen(PreviewScreen, inherit_bindings=False):
    """The text of a letter; ends as ``PreviewScreen`` does. Fields that the referral still needs do not stop it."""

    NAME = "letter-preview"
    PURPOSE = "Read a letter to the council out loud to them, before it is written or printed."
    SHOWS = ("The text of the letter. Only what was agreed is in it.",)
    AT = "{reference} > Letter > What would be printed"

    def __init__(self, reference: str, wanted: LetterWanted) -> None:
        super().__init__(reference)
        self._wanted = wanted

    def look(self) -> None:
        """Makes the letter's text."""
        self.ask_desk(
            lambda: (
                self.desk.cases.view(self.reference),
                self.desk.papers.letters.preview(self.reference, self._wanted),
                (),
            ),
            self._took,
        )

    def _write(self) -> None:
        """Asks where to write it."""
        if self._view is not None:
            self.go(places.Write(self.reference, "letter", self._wanted), self._written)
