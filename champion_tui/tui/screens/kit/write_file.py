"""A base for screens that write one file: they say why, ask where, and then show what was written."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.widget import Widget

from champion_tui.desk.options import OptionView
from champion_tui.tui.screens.kit.vault_screen import TROUBLE, ClockDoubt, TargetBox, TargetScreen
from champion_tui.tui.widgets.caption import Caption
from champion_tui.tui.widgets.layout import EMPTY, Row, line
from champion_tui.tui.widgets.lists.choices import Choices
from champion_tui.tui.widgets.prose import Prose

WRITING = "Writing. This takes a moment."
WRITTEN_TO = "Written to {folder}"


class WriteFileScreen(TargetScreen[None]):
    """A screen that writes one file. ``AT`` is the header, ``WHERE`` asks for the path, ``AFTER`` are the options once it is
    written.
    """

    AUTO_FOCUS = "TextBox"
    AT: ClassVar[str]
    WHERE: ClassVar[str]
    AFTER: ClassVar[tuple[OptionView, ...]]

    def __init__(self, why: str, offered: Callable[[], Path], write: Callable[[Path], list[Row]]) -> None:
        """``why`` explains the file, one paragraph a line. ``offered`` returns the suggested path; ``write`` writes the file
        and returns rows to show. Both are called in a thread and may raise ``DeskError``.
        """
        super().__init__()
        self._why, self._offered, self._write = why, offered, write
        self._done = False

    def parts(self) -> Iterator[Widget]:
        """Yields the explanation, the box for the path, and the result."""
        yield ClockDoubt()
        yield Prose([row for each in self._why.split("\n") for row in (EMPTY, line(each))][1:], id="why")
        yield Caption(self.WHERE)
        yield TargetBox()
        yield Prose(id=TROUBLE)
        yield Prose(id="written")
        yield Choices(id="after")

    def refresh_view(self) -> None:
        """Hides the options until the file is written."""
        self.query_one(Choices).display = False

    def look(self) -> None:
        """Suggests a path if none is typed yet."""
        if not self._done and not self.query_one(TargetBox).value:
            self.ask_desk(self._offered, self.query_one(TargetBox).offer)

    def header(self) -> tuple[str, str]:
        """Returns what is being written, and the date."""
        return self.AT, super().header()[1]

    @on(TargetBox.Submitted)
    def _typed(self) -> None:
        target = self.take_target()
        if target is None:
            return
        self.say([EMPTY, line(WRITING)])
        self.ask_desk(lambda: self._write(target), self._written, self.again)

    def _written(self, rows: list[Row]) -> None:
        self._done = True
        self.say(())
        for part in (*self.query(Caption), self.query_one(TargetBox), self.query_one("#why")):
            part.display = False
        self.query_one("#written", Prose).show(rows)
        after = self.query_one(Choices)
        after.display = True
        after.offer(self.AFTER, menu=True)
        after.focus()
        self.turn_page()

    def on_choices_chosen(self, event: Choices.Chosen) -> None:
        """Leaves the screen."""
        event.stop()
        self.leave()
