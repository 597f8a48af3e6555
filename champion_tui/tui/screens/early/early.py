"""The early list: people who may lose their home later, nearest day first."""

from collections.abc import Iterator, Sequence
from datetime import date

from textual.widget import Widget

from champion_tui.desk.early.early import EarlyView
from champion_tui.desk.options import OptionView
from champion_tui.desk.screen_commands import Command, command
from champion_tui.domain.early.reading import kind_words
from champion_tui.ground.dates.date_words import MONTHS, count_words
from champion_tui.tui.screens.kit.vault_screen import TROUBLE, VaultScreen
from champion_tui.tui.shell import places
from champion_tui.tui.shell.shell_words import EARLY_LIST
from champion_tui.tui.widgets.layout import EMPTY, Cell, line
from champion_tui.tui.widgets.lists.choices import folded
from champion_tui.tui.widgets.lists.table import Column, Page, Source, Table, TableRow
from champion_tui.tui.widgets.panes import Side
from champion_tui.tui.widgets.prose import Prose, Title

WHY = "Who may lose a home later, under your own reference and without a name. Nobody has asked for their consent yet."
AWAKE = "The 56 days have begun for {people}: talk to them, then begin the case."
ASLEEP = "Nobody here is within the 56 days yet."
KEYS = "{add} adds somebody, {take_in} takes in a list."
EMPTY_LIST = "Nobody is on the early list."
ENTER = "Enter begins their case, or takes them off the list."
MARKED = "The marked one"
BEGUN, BEGINS = "begun {day}", "begin {day}"
FULL = "{own}: {words}."
WHAT = "{own}: what now?"
BEGIN = OptionView(
    "begin", "Begin the case", "they leave this list; their day is answered already, to be looked through"
)
REMOVE = OptionView("remove", "Take them off the list", "nothing of them is kept")
LEAVE = OptionView("leave", "Leave them here", "")
SURE = "Take {own} off the early list?"
SURE_WHY = "Nothing about them is kept here afterwards. If they need help later, somebody must remember them."
SURE_OPTIONS = (LEAVE, OptionView("remove", "Take them off", ""))
REMOVED = "{own} is off the list."

OWN = frozenset({"go-on", "early-add", "early-import"})
"""The commands shown first in the line of keys."""

COLUMNS = (
    Column("The 56 days", 17),
    Column("Reference", 12),
    Column("The day", 11),
    Column("What", 9, yields=1, folds=True),
    Column("Worker", 0, yields=2, folds=True),
)


class EarlyScreen(VaultScreen[None]):
    """The list. Enter asks whether to begin the marked person's case or take them off the list."""

    NAME = "early"
    HEADING = EARLY_LIST
    PURPOSE = "Keep in sight who may lose a home later, before anybody has asked them for consent."
    SHOWS = (
        "How many people's 56 days have begun.",
        "Everyone on the list, the nearest day first. It shows when the 56 days begin, your own reference and the day. It also shows what happens then and who works with them.",
        "Press Enter to begin the marked person's case, or to take them off the list. You are asked again before you take them off. You can also add people, or take in a list.",
    )
    AUTO_FOCUS = "#early"

    def __init__(self) -> None:
        super().__init__()
        self._views: tuple[EarlyView, ...] = ()

    def parts(self) -> Iterator[Widget]:
        """Yields the explanation, the error or result, the table, and the marked entry in full."""
        yield Prose(id="why")
        yield Prose(id=TROUBLE)
        yield Table(COLUMNS, empty=EMPTY_LIST, id="early")
        yield Side(Title(MARKED), Prose(id="marked"))

    def unused(self) -> frozenset[str]:
        """Returns the unused commands. Digits are part of the search; in an empty list there is nothing to search or go on with."""
        return frozenset({"choose"} if self._views else {"choose", "narrow", "go-on"})

    def footer_commands(self) -> tuple[Command, ...]:
        """Returns the commands, with those of this page alone first."""
        commands = super().footer_commands()
        return (*(each for each in commands if each.id in OWN), *(each for each in commands if each.id not in OWN))

    def look(self) -> None:
        """Reads the list."""
        self.ask_desk(lambda: self.desk.early.listed(), self._show)  # noqa: PLW0108  the attribute raises if the vault is locked

    def _show(self, views: tuple[EarlyView, ...]) -> None:
        self._views = views
        awake = sum(view.awake for view in views)
        state = line(AWAKE.format(people=count_words(awake, "person", "people")), "warning") if awake else line(ASLEEP)
        keys = KEYS.format(add=command("early-add").key_words(), take_in=command("early-import").key_words())
        self.query_one("#why", Prose).show([line(WHY), *([state] if views else []), line(keys, "quiet"), EMPTY])
        self._offer()

    def _offer(self) -> None:
        table = self.query_one(Table)
        table.show_from(source_of(self._found(table.typed)))

    def _found(self, typed: str) -> list[EarlyView]:
        words = folded(typed).split()
        return [
            view
            for view in self._views
            if all(word in folded(FULL.format(own=view.own_reference, words=view.words)) for word in words)
        ]

    def on_table_searched(self) -> None:
        """Shows the entries found."""
        self._offer()

    def on_table_marked(self, event: Table.Marked) -> None:
        """Shows the marked entry in full."""
        view = self._view(event.key)
        self.query_one("#marked", Prose).show(
            [] if view is None else [line(FULL.format(own=view.own_reference, words=view.words)), line(ENTER, "quiet")]
        )

    def _view(self, own: str | None) -> EarlyView | None:
        return next((view for view in self._views if view.own_reference == own), None)

    def on_table_chosen(self, event: Table.Chosen) -> None:
        """Asks what to do."""
        own, view = event.key, self._view(event.key)
        words = "" if view is None else FULL.format(own=own, words=view.words)
        self.go(
            places.Ask(WHAT.format(own=own), words, (BEGIN, REMOVE, LEAVE)), lambda answer: self._answered(own, answer)
        )

    def _answered(self, own: str, answer: str | None) -> None:
        self.say(())
        if answer == BEGIN.id:
            self.ask_desk(
                lambda: self.desk.cases.resume(self.desk.early.begin(own)),
                lambda interview: self.go(places.Triage(interview)),
            )
        elif answer == REMOVE.id:
            self.go(places.Ask(SURE.format(own=own), SURE_WHY, SURE_OPTIONS), lambda sure: self._remove(own, sure))

    def _remove(self, own: str, sure: str | None) -> None:
        if sure == REMOVE.id:
            self.ask_desk(lambda: self.desk.early.remove(own), lambda _: self._done(REMOVED.format(own=own)))

    def _done(self, words: str | None) -> None:
        """Says what was done, and reads the list again."""
        if words:
            self.say([line(words, "accent")])
            self.look()

    def action_add(self) -> None:
        """Adds somebody to the list."""
        self.say(())
        self.go(places.AddEarly(), self._done)

    def action_take_in(self) -> None:
        """Takes in a list from a file."""
        self.say(())
        self.go(places.ImportEarly(), self._done)


def source_of(views: Sequence[EarlyView]) -> Source:
    """Returns a table's source of rows for ``views``."""
    return lambda first, count: Page(len(views), [_row(view) for view in views[first : first + count]])


def _row(view: EarlyView) -> TableRow:
    state = (
        Cell(BEGUN.format(day=_short(view.wakes_on)), "warning")
        if view.awake
        else Cell(BEGINS.format(day=_short(view.wakes_on)))
    )
    kind = kind_words(view.kind)
    return TableRow(
        view.own_reference, (state, Cell(view.own_reference), Cell(_short(view.on)), Cell(kind), Cell(view.worker))
    )


def _short(day: date) -> str:
    """Returns a date short enough for a column, such as ``6 Jan 2027``."""
    return f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}"
