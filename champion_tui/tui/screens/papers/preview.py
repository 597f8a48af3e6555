"""What would go out, file by file, before anything is written: a pack, a slip, a letter."""

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
    """Dismissed with what the person chose to do after writing, or with None."""

    NAME = "preview"
    PURPOSE = "Read what goes to the council and what the person takes away. Nothing is written before that."
    SHOWS = ("The text of each file of the pack, one at a time: only what was agreed stands in it.",)
    AT = "{reference} > Pack"
    saved = ""

    def __init__(self, reference: str) -> None:
        super().__init__(reference)
        self._view: CaseView | None = None
        self._ways: tuple[WayView, ...] = ()
        self._files: Files = ()
        self._at = 0

    def parts(self) -> Iterator[Widget]:
        """Which file it is, what went wrong, the file."""
        yield Prose([line(LOOKING, "quiet")], id="which")
        yield Prose(id=TROUBLE)
        yield Prose(id="file")

    def footer_keys(self) -> dict[str, str]:
        """Only as many digits as there are files."""
        return {"file": digits(len(self._files))}

    def look(self) -> None:
        """Make the files' texts."""
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
        # No line ends between a number and its file.
        names = "   ".join(f"{number}\N{NO-BREAK SPACE}{file}" for number, (file, _) in enumerate(self._files, 1))
        which = PREVIEW_FILE.format(number=self._at + 1, count=len(self._files), name=name)
        self.query_one("#which", Prose).show([line(names, "quiet"), EMPTY, line(which, "title"), EMPTY])
        self.query_one("#file", Prose).show([line(words) if words else EMPTY for words in text.splitlines()])

    def on_key(self, event: events.Key) -> None:
        """Digits, Left and Right change the file, Up and Down scroll, Enter goes on to writing."""
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
        """Offer the text of the file shown to the clipboard."""
        if self._files:
            name, text = self._files[self._at]
            offer_copy(self.champion, name, text, self._write)

    def _turn(self, to: int) -> None:
        if 0 <= to < len(self._files):
            self._at = to
            self._show()
            self.query_one(Body).scroll_home(animate=False)

    def _may_go_out(self) -> bool:
        """Whether it can be written; what it still needs is said."""
        if self._view is None:
            return False
        if self._view.needed:
            needed = [line(words, "warning") for words in self._view.needed]
            self.say([line(PREVIEW_NOT_YET, "strong"), *needed, line(PREVIEW_WAY_OUT)])
            self.query_one(Body).scroll_home(animate=False)
        return not self._view.needed

    def _write(self) -> None:
        """A council that takes mail gets a draft, every other one the folder."""
        if self._may_go_out():
            kind = "email" if self._ways and self._ways[0].id == "email" else "pack"
            self._once_decided(places.Write(self.reference, kind))

    def action_ways(self) -> None:
        """Every way to the council."""
        if self._may_go_out():
            self._once_decided(places.WaysToCouncil(self.reference))

    @work(group="deciding", exclusive=True)
    async def _once_decided(self, place: places.Place[str]) -> None:
        """Go on once no other case looks like the same person's, or somebody has decided."""
        if await self.champion.ways.may_go_out(self.reference) and self.stands:
            self.once_on_top(lambda: self.go(place, self._written))

    def _written(self, then: str | None) -> None:
        if then == "ways":
            self.action_ways()
        elif then is not None:
            self.leave(then)


class SlipPreviewScreen(PreviewScreen, inherit_bindings=False):
    """Dismissed as ``PreviewScreen``. What the council still needs does not stop it: it is the person's; for the same reason the
    keys for ways to the council are not inherited.
    """

    NAME = "slip-preview"
    PURPOSE = "Read what the person takes away, before it is written or printed."
    SHOWS = ("The text of each file of the slip, in the form and the language that were chosen.",)
    AT = "{reference} > Slip > What would be printed"

    def look(self) -> None:
        """Make the slip's text."""
        self.ask_desk(
            lambda: (self.desk.cases.view(self.reference), self.desk.papers.slips.preview(self.reference), ()),
            self._took,
        )

    def _write(self) -> None:
        """Ask where to."""
        if self._view is not None:
            self.go(places.Write(self.reference, "slip"), self._written)


class LetterPreviewScreen(PreviewScreen, inherit_bindings=False):
    """Dismissed as ``PreviewScreen``. What the referral still needs does not stop a letter."""

    NAME = "letter-preview"
    PURPOSE = "Read a letter to the council, out loud to the person. Do it before it is written or printed."
    SHOWS = ("The text of the letter: only what was agreed stands in it.",)
    AT = "{reference} > Letter > What would be printed"

    def __init__(self, reference: str, wanted: LetterWanted) -> None:
        super().__init__(reference)
        self._wanted = wanted

    def look(self) -> None:
        """Make the letter's text."""
        self.ask_desk(
            lambda: (
                self.desk.cases.view(self.reference),
                self.desk.papers.letters.preview(self.reference, self._wanted),
                (),
            ),
            self._took,
        )

    def _write(self) -> None:
        """Ask where to."""
        if self._view is not None:
            self.go(places.Write(self.reference, "letter", self._wanted), self._written)
