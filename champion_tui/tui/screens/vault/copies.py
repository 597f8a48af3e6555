"""Safety copies: those on this computer, making one on a stick, and restoring one."""

from collections.abc import Iterator

from textual import on, work
from textual.widget import Widget

from champion_tui.desk.options import OptionView
from champion_tui.desk.vault.copies import CopyView, MadeView
from champion_tui.tui.screens.kit.vault_screen import TROUBLE, TargetBox, TargetScreen, VaultScreen
from champion_tui.tui.shell import places
from champion_tui.tui.shell.shell_words import COPIES
from champion_tui.tui.widgets.caption import Caption
from champion_tui.tui.widgets.layout import EMPTY, line
from champion_tui.tui.widgets.lists.choices import Choices
from champion_tui.tui.widgets.prose import Prose

COPIES_WHY = "Champion makes a copy soon after something changes, and keeps it on this computer. Keep another one elsewhere, such as on a stick in a locked drawer: this computer can break or be stolen. Copies are encrypted, like the store."
COPIES_LOOKING = "Reading the copies on this computer."
MAKE_ONE = OptionView("make", "Make a copy to a file or a stick", "")
FROM_FILE = OptionView("file", "Put back a copy from a file or a stick", "")
NO_COPIES = "There is no safety copy on this computer yet."
UNUSABLE = "It cannot be used. Take another one."
MAKE = "Make a safety copy"
MAKE_WHY = "Anyone who can open the store now can open this copy, even after they are taken out. Keep it locked away, and delete it when you have a newer one."
MAKE_WHERE = "The new file"
MAKE_NO_FILE = "Type where the copy goes, for example the folder of a stick and a name."
MAKING_COPY = "Making the copy, and reading it back."
MADE = "The safety copy is in {path} ({size:,} bytes). It was read back and verified."
MADE_AFTER = "Esc goes back. Take the stick out safely before you pull it."


class CopiesScreen(VaultScreen[None]):
    """The list of copies. It works without an open vault, so that it helps if the store is damaged; only making a copy unlocks
    first.
    """

    NAME = "copies"
    HEADING = COPIES
    PURPOSE = "Make safety copies, so that nothing is lost if this computer breaks. Put one back."
    SHOWS = (
        "Making a copy to a file or a stick; putting one back from there.",
        "The copies on this computer, the newest first, each read byte by byte. Choosing one begins to put it back.",
    )
    AUTO_FOCUS = "#copies"

    def __init__(self) -> None:
        super().__init__()
        self._copies: tuple[CopyView, ...] = ()

    def parts(self) -> Iterator[Widget]:
        """Yields the explanation, the error, the choices and the remark."""
        yield Prose([line(COPIES_WHY), EMPTY])
        yield Prose(id=TROUBLE)
        yield Choices(id="copies")
        yield Prose(id="none")

    def look(self) -> None:
        """Reads the copies. The other choices are offered before they are read."""
        if not self._copies:
            self._offer(COPIES_LOOKING)
        self.ask_desk(self.desk.vault.copies.listed, self._show)

    def _show(self, copies: tuple[CopyView, ...]) -> None:
        self._copies = copies
        self._offer("" if copies else NO_COPIES)

    def _offer(self, remark: str) -> None:
        listed = [OptionView(str(copy.path), copy.made_words, copy.words) for copy in self._copies]
        self.query_one(Choices).offer([MAKE_ONE, FROM_FILE, *listed], menu=True)
        self.query_one("#none", Prose).show([EMPTY, line(remark, "quiet")] if remark else ())

    def on_choices_chosen(self, event: Choices.Chosen) -> None:
        """Makes a copy, or starts to restore one."""
        self.say(())
        if event.answer == MAKE_ONE.id:
            self._make()
        elif event.answer == FROM_FILE.id:
            self.go(places.Restore())
        else:
            copy = next(copy for copy in self._copies if str(copy.path) == event.answer)
            if copy.ok:
                self.go(places.Restore(copy.path))
            else:
                self.say([line(f"{copy.path}", "quiet"), line(UNUSABLE, "warning")])
                event.choices.listen()

    @work
    async def _make(self) -> None:
        if await self.champion.ways.unlocked():
            self.go(places.MakeCopy())


class MakeCopyScreen(TargetScreen[None]):
    """Asks where to put the copy, makes it, and says that it was verified."""

    NAME = "make-copy"
    HEADING = MAKE
    PURPOSE = "Make a safety copy in a new file, on a stick for example, and prove that it can be read."
    SHOWS = ("Where to put the copy. Then where it is, how large it is, and that it was verified.",)
    AUTO_FOCUS = "TargetBox"
    NO_TARGET = MAKE_NO_FILE

    def parts(self) -> Iterator[Widget]:
        """Yields the explanation, the box for the path, and the result."""
        yield Prose([line(MAKE_WHY)])
        yield Caption(MAKE_WHERE)
        yield TargetBox()
        yield Prose(id=TROUBLE)

    def refresh_view(self) -> None:
        """Suggests a path."""
        self.query_one(TargetBox).offer(self.desk.vault.copies.offered_target())

    @on(TargetBox.Submitted)
    def _typed(self) -> None:
        target = self.take_target()
        if target is None:
            return
        self.say([EMPTY, line(MAKING_COPY)])
        self.ask_desk(lambda: self.desk.vault.copies.make(target), self._made, self.again)

    def _made(self, made: MadeView) -> None:
        for part in (*self.query(Caption), *self.query(TargetBox)):
            part.display = False
        self.say([EMPTY, line(MADE.format(path=made.path, size=made.size), "accent"), EMPTY, line(MADE_AFTER)])
