"""Erases a case: shows what is deleted and what is kept, asks for the reference to be typed again, and then shows what was kept."""

from collections.abc import Iterator

from textual import on
from textual.widget import Widget

from champion_tui.desk.cases.afterwards.erasing import ErasureView, StubView
from champion_tui.desk.options import OptionView
from champion_tui.domain.cases.reference_code import reference_meant
from champion_tui.tui.screens.kit.vault_screen import TROUBLE, OneCaseScreen
from champion_tui.tui.shell import places
from champion_tui.tui.widgets.caption import Caption
from champion_tui.tui.widgets.layout import EMPTY, Row, labelled, line
from champion_tui.tui.widgets.lists.choices import Choices
from champion_tui.tui.widgets.prose import Prose
from champion_tui.tui.widgets.text_box import TextBox

ERASE_OF = "Erase the case of {who}? This cannot be taken back."
ERASE_GOES, ERASE_STAYS = "What goes, for good", "What stays"
ERASE_TYPE = "To erase it, type its reference again: {reference}"
ERASE_WRONG = "That is not the reference of this case. Nothing was erased."
ERASE_FILES = "First these files, which are outside the vault:"
ERASING = "Erasing."
ERASE_STOPPED = (
    OptionView("files", "Files outside the vault", "delete them, or say that they are dealt with"),
    OptionView("kept", "Back to the case", "it is not erased"),
)
AFTER_ERASED = (OptionView("erased", "To the list of cases", ""),)

LABEL = 12
"""Columns for the labels of the stub."""


class EraseScreen(OneCaseScreen[str]):
    """The page for erasing a case. Ends with "erased" once the case is erased, with "kept" or None if it is not."""

    NAME = "erase"
    PURPOSE = "Take a case out of the vault for good, and keep only what shows that the duty was met."
    SHOWS = (
        "What is erased and what stays. Files of the case that are still outside the vault are listed first.",
        "Then you type its reference again. After that: what is kept of it.",
    )
    AT = "{reference} > Erase this case"
    AUTO_FOCUS = "TextBox"

    def __init__(self, reference: str) -> None:
        super().__init__(reference)
        self._view: ErasureView | None = None
        self._offered: tuple[OptionView, ...] = ()
        self._busy = False

    def parts(self) -> Iterator[Widget]:
        """Yields what erasing would do, the box for the reference, the error and the next steps."""
        yield Prose(id="what")
        yield Caption(ERASE_TYPE.format(reference=self.reference))
        yield TextBox(id="again")
        yield Prose(id=TROUBLE)
        yield Choices(id="after")

    def look(self) -> None:
        """Asks what would be deleted. Files that were in the way may have been dealt with since."""
        if self._offered != AFTER_ERASED:
            self.ask_desk(lambda: self.desk.cases.erasing.before(self.reference), self._show)

    def _show(self, view: ErasureView) -> None:
        self._view = view
        self.query_one("#what", Prose).show(before_rows(view))
        self._offer(ERASE_STOPPED if view.files else ())

    def _offer(self, options: tuple[OptionView, ...]) -> None:
        """Shows the options instead of the text box, or the text box if there are none."""
        changed, self._offered = options != self._offered, options
        for part in (*self.query(Caption), self.query_one(TextBox)):
            part.display = not options
        after = self.query_one(Choices)
        after.display = bool(options)
        if options:
            after.offer(options)
            after.focus()
        else:
            self.query_one(TextBox).focus()
        if changed:
            self.turn_page()

    @on(TextBox.Submitted)
    def _typed(self, event: TextBox.Submitted) -> None:
        if self._busy or self._view is None:
            return
        if reference_meant(event.value) != self.reference:
            self.say([line(ERASE_WRONG, "warning")])
            self.call_after_refresh(self.query_one(f"#{TROUBLE}").scroll_visible, animate=False)
            return
        self._busy, seen = True, self._view.version
        self.say([line(ERASING)])
        self.ask_desk(lambda: self.desk.cases.erasing.erase(self.reference, seen), self._erased, self._again)

    def _again(self) -> None:
        """Reads the case again after a refusal, because it may have changed."""
        self._busy = False
        self.query_one(TextBox).value = ""
        self.ask_desk(lambda: self.desk.cases.erasing.stub(self.reference), self._look_again)

    def _look_again(self, gone: StubView | None) -> None:
        if gone is None:
            self.ask_desk(lambda: self.desk.cases.erasing.before(self.reference), self._show)
        else:
            self._erased(gone, keep_trouble=True)

    def _erased(self, stub: StubView, *, keep_trouble: bool = False) -> None:
        if not keep_trouble:
            self.say(())
        self.query_one("#what", Prose).show(stub_rows(stub))
        self._offer(AFTER_ERASED)

    def on_choices_chosen(self, event: Choices.Chosen) -> None:
        """Ends with the next step; files are dealt with on a screen above this one."""
        if event.answer == "files":
            self.go(places.FilesOutside())
        else:
            self.leave(str(event.answer))

    def action_back(self) -> None:
        """Leaves. Once the case is erased there is no way back to it."""
        self.leave("erased" if self._offered == AFTER_ERASED else None)


def before_rows(view: ErasureView) -> list[Row]:
    """Returns what erasing would do, beginning with files that stop it."""
    rows: list[Row] = [line(ERASE_OF.format(who=view.who), "warning")]
    if view.files:
        rows += [EMPTY, line(ERASE_FILES, "warning"), *(line(path) for path in view.files), line(view.way_out)]
    for title, items in ((ERASE_GOES, view.goes), (ERASE_STAYS, view.stays)):
        rows += [EMPTY, line(title, "strong"), *(labelled("-", item, width=1) for item in items)]
    return [*rows, *(line(words, "warning") for words in view.elsewhere)]


def stub_rows(stub: StubView) -> list[Row]:
    """Returns what is kept of an erased case."""
    return [
        line(stub.headline, "title"),
        EMPTY,
        *(labelled(label, text, width=LABEL) for label, text in stub.words),
        EMPTY,
    ]
