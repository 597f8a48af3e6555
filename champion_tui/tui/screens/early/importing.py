"""Takes in an early list exported by a prison or a ward. If any row is wrong, nothing is taken and each bad row is listed."""

from collections.abc import Iterator
from pathlib import Path

from textual import on
from textual.widget import Widget

from champion_tui.desk.early.early_words import HEADINGS, BadRows
from champion_tui.desk.errors import CannotReadOrWrite, os_error_words
from champion_tui.ground.answers import WrongValue
from champion_tui.ground.csv_tables import MOST_BYTES
from champion_tui.ground.dates.date_words import count_words
from champion_tui.ground.files.bounded import whole
from champion_tui.tui.screens.kit.vault_screen import TROUBLE, TargetBox, TargetScreen
from champion_tui.tui.shell.shell_words import EARLY_LIST
from champion_tui.tui.widgets.caption import Caption
from champion_tui.tui.widgets.layout import EMPTY, line
from champion_tui.tui.widgets.prose import Prose

AT = f"{EARLY_LIST} > Take in a list"
WHY = f"A CSV file with a heading for each column: {HEADINGS}. Dates as 2027-03-31. If one row cannot be used, nothing is taken in, and you see here what is wrong."
WHERE = "The file"
NONE_GIVEN = "Type where the file is."
READING = "Reading."
TAKEN = "{people} from {name} on the list now."
NOTHING_TAKEN = "Nothing was taken: {things} wrong in {name}. Correct the file, then press Enter again."
NO_LIST = "Nothing was taken from {name}. Expected: {expected}."
MORE = "And {count:,} more."
MOST_NAMED = 200
"""Most bad rows listed one by one. A list with more of them has one fault throughout, to be corrected at its source."""


class ImportEarlyScreen(TargetScreen[str]):
    """The form for the file. Ends with a sentence that says what was done. The same path can be given again once the file is
    corrected.
    """

    NAME = "early-import"
    PURPOSE = "Take in an early list from a file, all of it or nothing."
    SHOWS = (
        "What the file must look like, and where to type its path.",
        "If something in it cannot be used: each such row with its line, what it says and what was expected. Then nothing is taken.",
    )
    AUTO_FOCUS = "TextBox"
    NO_TARGET = NONE_GIVEN

    def parts(self) -> Iterator[Widget]:
        """Yields the explanation, the box for the path, and the errors."""
        yield Prose([line(WHY)])
        yield Caption(WHERE)
        yield TargetBox()
        yield Prose(id=TROUBLE)

    def header(self) -> tuple[str, str]:
        """Returns what is being done, and the date."""
        return AT, super().header()[1]

    @on(TargetBox.Submitted)
    def _typed(self) -> None:
        file = self.take_target()
        if file is None:
            return
        self.say([EMPTY, line(READING)])
        self.ask_desk(lambda: self._take_in(file), lambda taken: self._taken(file, taken), self.again)

    def _take_in(self, file: Path) -> int | WrongValue:
        try:
            raw = whole(file, MOST_BYTES)
        except OSError as error:
            raise CannotReadOrWrite(os_error_words(error)) from error
        try:
            return self.desk.early.take_in(raw, file.name)
        except WrongValue as wrong:
            return wrong

    def _taken(self, file: Path, taken: int | WrongValue) -> None:
        self.again()
        if isinstance(taken, int):
            are = "is" if taken == 1 else "are"
            self.leave(TAKEN.format(people=f"{count_words(taken, 'person', 'people')}", name=f"{file.name} {are}"))
        elif isinstance(taken, BadRows):
            bad = taken.sentences
            things = f"{count_words(len(bad), 'thing')} {'is' if len(bad) == 1 else 'are'}"
            rows = [
                line(NOTHING_TAKEN.format(things=things, name=file.name), "warning"),
                EMPTY,
                *map(line, bad[:MOST_NAMED]),
            ]
            more = [line(MORE.format(count=len(bad) - MOST_NAMED))] if len(bad) > MOST_NAMED else []
            self.say([EMPTY, *rows, *more])
        else:
            self.say([EMPTY, line(NO_LIST.format(name=file.name, expected=taken.problem.words), "warning")])
