"""Takes in another organisation's corrections of numbers, after showing every difference."""

from collections.abc import Iterator

from textual import on
from textual.widget import Widget

from champion_tui.desk.numbers.exchange import Exchange, ImportView
from champion_tui.desk.options import OptionView
from champion_tui.ground.dates.date_words import count_words
from champion_tui.tui.screens.kit.vault_screen import TROUBLE, TargetBox, TargetScreen
from champion_tui.tui.shell.shell_words import CONFIRM
from champion_tui.tui.widgets.caption import Caption
from champion_tui.tui.widgets.layout import EMPTY, Row, line
from champion_tui.tui.widgets.lists.choices import Choices
from champion_tui.tui.widgets.prose import Prose

AT = f"{CONFIRM} > Take in a file"
WHY = "Take in a file that another organisation wrote with “data export”. It must be signed by someone whom this machine trusts (champion-tui data signer). You see each change first. Then you take it or leave it."
WHERE = "The file"
NONE_GIVEN = "Type where the file is."
TAKE = OptionView("take", "Take what is shown", "the shipped numbers stay underneath")
LEAVE_IT = OptionView("leave", "Leave it", "nothing changes")
TAKEN = "Taken from {signer}: {count}."
LEFT_OUT = "warning"


class TakeCorrectionsScreen(TargetScreen[str]):
    """The form for the file. Ends with a sentence that says what was done, or with None. Another file can be given after one
    was shown.
    """

    NAME = "take-corrections"
    PURPOSE = "Take in numbers that others have already checked."
    SHOWS = (
        "Where to type the file's path.",
        "Whose file it is and when it was made. Then each value as it is here and as it would be, with who changed it, when and why.",
    )
    AUTO_FOCUS = "TextBox"
    NO_TARGET = NONE_GIVEN

    def __init__(self) -> None:
        super().__init__()
        self._seen: ImportView | None = None

    def parts(self) -> Iterator[Widget]:
        """Yields the explanation, the box for the path, the differences, and whether to take them."""
        yield Prose([line(WHY)])
        yield Caption(WHERE)
        yield TargetBox()
        yield Prose(id=TROUBLE)
        yield Prose(id="differences")
        yield Choices(id="take")

    def header(self) -> tuple[str, str]:
        """Returns what is being done, and the date."""
        return AT, super().header()[1]

    def refresh_view(self) -> None:
        """Hides the choices until a file has been read."""
        self._show(None)

    @on(TargetBox.Submitted)
    def _typed(self) -> None:
        file = self.take_target()
        if file is None:
            return
        self._show(None)
        self.say([])
        self.ask_desk(lambda: self._exchange.look(file), self._show, self.again)

    def _show(self, seen: ImportView | None) -> None:
        self.again()
        self._seen = seen
        choices, rows = self.query_one(Choices), list[Row]()
        choices.display = seen is not None and seen.changes > 0
        if seen is not None:
            rows = [EMPTY, line(seen.headline, "strong"), EMPTY]
            for each in seen.differences:
                rows += [line(each.words, "" if each.taken else LEFT_OUT), EMPTY]
            rows += [line(seen.summary, "strong"), EMPTY]
        self.query_one("#differences", Prose).show(rows)
        if choices.display:
            choices.offer((TAKE, LEAVE_IT), hint_column=28)
            choices.focus()

    def on_choices_chosen(self, event: Choices.Chosen) -> None:
        """Takes the corrections, or leaves without them."""
        seen = self._seen
        if event.answer == "take" and seen is not None:
            self.ask_desk(lambda: self._take(seen), self._taken)
        else:
            self.leave()

    @property
    def _exchange(self) -> Exchange:
        return Exchange(self.desk.book, self.desk.home, self.desk.now)

    def _take(self, seen: ImportView) -> str:
        """Takes the corrections shown. Returns their count, such as ``3 values``."""
        self._exchange.accept(seen)
        self.desk.reload()
        return count_words(seen.changes, "value")

    def _taken(self, count: str) -> None:
        signer = self._seen.signer if self._seen else ""
        self.leave(TAKEN.format(signer=signer, count=count))
