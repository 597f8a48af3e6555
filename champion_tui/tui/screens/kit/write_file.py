"""Screens that write one file: why, where to, then what was written and what to do with it."""

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
    """``AT`` says what is written, ``WHERE`` asks for the path, ``AFTER`` are the ways on once it is written."""

    AUTO_FOCUS = "TextBox"
    AT: ClassVar[str]
    WHERE: ClassVar[str]
    AFTER: ClassVar[tuple[OptionView, ...]]

    def __init__(self, why: str, offered: Callable[[], Path], write: Callable[[Path], list[Row]]) -> None:
        """``why`` says what is written, a paragraph a line; ``offered`` gives where to offer to, ``write`` writes it and gives what to say of it. Both are called in
        a thread.
        """
        super().__init__()
        self._why, self._offered, self._write = why, offered, write
        self._done = False

    def parts(self) -> Iterator[Widget]:
        """Why, where to, what came of it."""
        yield ClockDoubt()
        yield Prose([row for each in self._why.split("\n") for row in (EMPTY, line(each))][1:], id="why")
        yield Caption(self.WHERE)
        yield TargetBox()
        yield Prose(id=TROUBLE)
        yield Prose(id="written")
        yield Choices(id="after")

    def refresh_view(self) -> None:
        """Nothing to choose before it is written."""
        self.query_one(Choices).display = False

    def look(self) -> None:
        """Offer a place, where none stands there yet."""
        if not self._done and not self.query_one(TargetBox).value:
            self.ask_desk(self._offered, self.query_one(TargetBox).offer)

    def header(self) -> tuple[str, str]:
        """What is written."""
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
        """Back to where it was written from."""
        event.stop()
        self.leave()
