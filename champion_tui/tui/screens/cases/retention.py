"""What is due to be erased under the organisation's own retention periods. It is erased once the person has typed the number of
entries.
"""

from collections.abc import Iterator

from textual import on
from textual.widget import Widget

from champion_tui.desk.cases.afterwards.retention import NO_PERIODS, DueRow, RetentionView
from champion_tui.desk.screen_commands import keyed
from champion_tui.domain.cases.case import CaseStatus
from champion_tui.ground.dates.date_words import plain_day
from champion_tui.tui.screens.cases.erase import ERASE_GOES, ERASE_STAYS, ERASING
from champion_tui.tui.screens.kit.vault_screen import TROUBLE, VaultScreen
from champion_tui.tui.shell import places
from champion_tui.tui.shell.places import Place
from champion_tui.tui.shell.shell_words import RETENTION
from champion_tui.tui.widgets.caption import Caption
from champion_tui.tui.widgets.layout import EMPTY, Cell, Row, labelled, line
from champion_tui.tui.widgets.lists.table import Column, Page, Table, TableRow
from champion_tui.tui.widgets.panes import Side
from champion_tui.tui.widgets.prose import Prose, Title
from champion_tui.tui.widgets.text_box import TextBox

WHY = "Nothing is erased by itself. Press Enter to look at a case before you erase it. %erase-due+% goes on to erase all of them."
HOW = "How periods are set"
HOW_WHY = "Your organisation decides how long to keep each of these. The program sets no rule of its own. Write the days into settings.toml, and leave out what has no rule:"
HOW_LINES = (
    ("[keep]", ""),
    ("sent = 365", "after a referral was closed"),
    ("not-referred = 90", "after the last change of a case that ended without a referral"),
    ("drafts = 60", "after the last change of a case that was never finished or sent"),
    ("early = 30", "after the day of somebody on the early list"),
)
SETTINGS_COLUMN = 18
MARKED = "The marked one"
FULL = "{who}: {why}. Due since {since}."
AT_ERASE = f"{RETENTION} > Erase these"
TYPE = "To erase them, type how many there are"
NOT_A_NUMBER = "That is not how many are due. Nothing was erased."
ERASED = "Erased: {what}."
ERASE = "Erase {what}? This cannot be taken back."

COLUMNS = (
    Column("Case", 12),
    Column("Who", 6),
    Column("Due since", 17),
    Column("Why", 60, yields=1, folds=True),
)


class RetentionScreen(VaultScreen[None]):
    """The list of what is due. Enter opens a case; F6 goes on to erasing all of it."""

    NAME = "retention"
    HEADING = RETENTION
    PURPOSE = "See what the periods in your settings say is no longer needed. Erase exactly that."
    SHOWS = (
        "Every case and every entry of the early list that is due, and why. The one that has been due longest comes first.",
        "If no period is set, nothing is ever due. The page says how to set one.",
    )
    AUTO_FOCUS = "#due"

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[DueRow, ...] = ()

    def parts(self) -> Iterator[Widget]:
        """Yields how many are due, the error, the table, and the marked entry in full."""
        yield Prose(id="words")
        yield Prose(id=TROUBLE)
        yield Table(COLUMNS, searched=False, id="due")
        yield Side(Title(MARKED), Prose(id="marked"))

    def unused(self) -> frozenset[str]:
        """Returns the unused commands: if nothing is due, those that need a row."""
        return frozenset() if self._rows else frozenset({"go-on", "erase-due"})

    def look(self) -> None:
        """Asks what is due."""
        self.ask_desk(lambda: self.desk.cases.retention.due(), self._show)  # noqa: PLW0108  the attribute raises if the vault is locked

    def _show(self, view: RetentionView) -> None:
        self._rows = rows = view.rows
        self.query_one("#words", Prose).show(
            [line(view.words, "warning"), line(keyed(WHY)), EMPTY]
            if rows
            else [line(view.words), *([EMPTY, *how_rows()] if view.words == NO_PERIODS else [])]
        )
        table = self.query_one(Table)
        self.set_class(not rows, "none-due")
        table.show_from(lambda first, count: Page(len(rows), [_row(row) for row in rows[first : first + count]]))
        if rows and self.focused is None:
            table.focus()

    def on_table_marked(self, event: Table.Marked) -> None:
        """Shows the marked entry in full."""
        row = next((row for row in self._rows if _key(row) == event.key), None)
        who = row and " ".join(filter(None, (row.reference, row.who)))
        words = row and FULL.format(who=who, why=row.why, since=plain_day(row.since))
        self.query_one("#marked", Prose).show([line(words)] if words else ())

    def on_table_chosen(self, event: Table.Chosen) -> None:
        """Opens the case, a draft's questions, or the early list."""
        row = next((row for row in self._rows if _key(row) == event.key), None)
        if row is not None and row.early:
            self.go(places.Early())
        elif row is not None:
            self.ask_desk(lambda: self._place_of(row.reference), self.go)

    def _place_of(self, reference: str) -> Place[None]:
        """Returns the place that shows a case; a draft is opened at its current question. Called in a thread."""
        if self.desk.cases.view(reference).status == CaseStatus.DRAFT:
            return places.Triage(self.desk.cases.resume(reference))
        return places.Case(reference)

    def action_erase_due(self) -> None:
        """Goes on to erasing everything due."""
        if self._rows:
            self.say(())
            self.go(places.EraseDue(), self._erased)

    def _erased(self, words: str | None) -> None:
        if words:
            self.say([line(words, "accent")])


def how_rows() -> list[Row]:
    """Returns how to set periods."""
    return [
        line(HOW, "strong"),
        line(HOW_WHY),
        EMPTY,
        *((Cell(setting, "accent", SETTINGS_COLUMN), Cell(means, "quiet")) for setting, means in HOW_LINES),
    ]


def _key(row: DueRow) -> str:
    """Returns the key of a row. It has a prefix, because a reference on the early list may be the same as a case's."""
    return f"{'early' if row.early else 'case'} {row.reference}"


def _row(row: DueRow) -> TableRow:
    return TableRow(_key(row), (Cell(row.reference), Cell(row.who), Cell(plain_day(row.since)), Cell(row.why)))


class EraseDueScreen(VaultScreen[str]):
    """The page for erasing what is due. Ends with a sentence that says what was done."""

    NAME = "erase-due"
    PURPOSE = "Erase all that is due, for good, and keep only what shows that the duty was met."
    SHOWS = (
        "How many are due, what is erased and what stays.",
        "Then you type that number. If it is wrong, or a file of one of them is outside the vault, nothing is erased.",
    )
    AUTO_FOCUS = "TextBox"

    def __init__(self) -> None:
        super().__init__()
        self._view: RetentionView | None = None
        self._busy = False

    def parts(self) -> Iterator[Widget]:
        """Yields what erasing would do, the box for the number, and the error."""
        yield Prose(id="what")
        yield Caption(TYPE)
        yield TextBox(id="count")
        yield Prose(id=TROUBLE)

    def header(self) -> tuple[str, str]:
        """Returns what is being done, and the date."""
        return AT_ERASE, super().header()[1]

    def look(self) -> None:
        """Asks what is due. Files that were in the way may have been dealt with since."""
        self.ask_desk(lambda: self.desk.cases.retention.due(), self._show)  # noqa: PLW0108  the attribute raises if the vault is locked

    def _show(self, view: RetentionView) -> None:
        self._view = view
        asked = ERASE.format(what=view.what) if view.rows else view.words
        rows: list[Row] = [line(asked, "warning")]
        for title, items in ((ERASE_GOES, view.goes), (ERASE_STAYS, view.stays)):
            rows += [EMPTY, line(title, "strong"), *(labelled("-", item, width=1) for item in items)]
        self.query_one("#what", Prose).show(rows)

    @on(TextBox.Submitted)
    def _typed(self, event: TextBox.Submitted) -> None:
        view = self._view
        if self._busy or view is None:
            return
        count = len(view.rows)
        if not count or event.value.strip() != str(count):
            self.say([line(NOT_A_NUMBER, "warning")])
            self.call_after_refresh(self.query_one(f"#{TROUBLE}").scroll_visible, animate=False)
            return
        self._busy = True
        self.say([line(ERASING)])
        done = ERASED.format(what=view.what)
        self.ask_desk(lambda: self.desk.cases.retention.erase(count), lambda _: self.leave(done), self._again)

    def _again(self) -> None:
        """Reads again what is due, after a refusal."""
        self._busy = False
        self.query_one(TextBox).value = ""
        self.look()
