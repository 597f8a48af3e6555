"""The figures of a period, without identities. From here the files made of them, the by-name list, and what is due to be erased."""

from collections.abc import Iterator
from datetime import date, timedelta

from textual.containers import ItemGrid
from textual.widget import Widget

from champion_tui.desk.figures.figures import TITLES, FiguresView
from champion_tui.desk.options import OptionView
from champion_tui.domain.figures.joins import GROUPS
from champion_tui.ground.dates.calendar import london_date
from champion_tui.tui.screens.figures.charts import WIDTH, head_rows, joins_rows, table_rows
from champion_tui.tui.screens.kit.vault_screen import TROUBLE, VaultScreen
from champion_tui.tui.shell import places
from champion_tui.tui.shell.shell_words import FIGURES, RETENTION
from champion_tui.tui.widgets.layout import EMPTY, line
from champion_tui.tui.widgets.lists.choices import Choices
from champion_tui.tui.widgets.panes import Body, Side
from champion_tui.tui.widgets.prose import Prose, Title

THIS_MONTH, LAST_MONTH, THIS_YEAR, ALL, OWN = "this-month", "last-month", "this-year", "all", "own"
CSV, BY_NAME, DUE = "csv", "by-name", "due"
OFFERED = (
    OptionView(THIS_MONTH, "This month", ""),
    OptionView(LAST_MONTH, "Last month", ""),
    OptionView(THIS_YEAR, "This financial year", ""),
    OptionView(ALL, "All", ""),
    OptionView(OWN, "Two days of your own", ""),
    OptionView(CSV, "Write these figures as CSV", ""),
    OptionView(BY_NAME, "Write the by-name list", ""),
    OptionView(DUE, RETENTION, ""),
)
WHAT = "What to see or write"
COUNTING = "Counting."
WHO = "Who is on the by-name list?"
WHO_WHY = "Everybody whose case is open: council, worker, how far it is, days waiting, last day, next step. The file is not locked."
INITIALS = OptionView("initials", "Initials", "enough for people who know them")
NAMES = OptionView("names", "Full names", "asked once more")
NOTHING = OptionView("leave", "Write nothing", "")
SURE = "Full names, of everybody, in one file?"
SURE_WHY = "Anyone who finds it can read who has nowhere to live. Use names only if all at the meeting may know them, and if initials could be mistaken for others."
SURE_OPTIONS = (OptionView("initials", "Initials after all", ""), OptionView("names", "Full names", ""), NOTHING)
APRIL = 4
"""The month in which a financial year begins."""


class FiguresScreen(VaultScreen[None]):
    """The page of figures. Enter shows a period, or goes on to what can be written."""

    NAME = "figures"
    HEADING = FIGURES
    PURPOSE = "See how many were referred, to whom and how fast. The counts give nobody away. Write them, or a list for a meeting."
    SHOWS = (
        "First the periods to choose from. Then what can be written: these figures for a spreadsheet, the by-name list. Then what is due to be erased.",
        "How many were referred and how many were not, and how many days it took.",
        "Tables with a bar beside each number. Numbers too small to publish are hidden, and the page says so.",
        "Days at the joins: first contact to sent, sent to contact, contact to outcome. By council and by the body that refers.",
    )
    AUTO_FOCUS = "#offered"

    def __init__(self) -> None:
        super().__init__()
        self._period: tuple[date | None, date | None] | None = None
        self._view: FiguresView | None = None

    def parts(self) -> Iterator[Widget]:
        """Yields the choices, the main figures and the tables."""
        yield Side(Title(WHAT), Choices(id="offered"), classes="first")
        yield Prose(id=TROUBLE)
        yield Prose(id="head")
        with ItemGrid(id="tables", min_column_width=WIDTH):
            yield from (Prose(id=f"table-{name}") for name in TITLES)
            yield from (Prose(id=f"joins-{group}") for group in GROUPS)

    def refresh_view(self) -> None:
        """Offers the choices."""
        self.query_one(Choices).offer(OFFERED, menu=True)

    def look(self) -> None:
        """Counts the period again; at first the current month."""
        first, last = self._period or month_of(self._today)
        self._period = first, last
        if self._view is None:
            self.query_one("#head", Prose).show([line(COUNTING)])
        self.ask_desk(lambda: self.desk.figures.statistics(first, last), self._show)

    @property
    def _today(self) -> date:
        return london_date(self.desk.now())

    def _show(self, view: FiguresView) -> None:
        self._view = view
        self.query_one("#head", Prose).show([*head_rows(view), EMPTY])
        found = {table.id: table for table in view.tables}
        for name in TITLES:
            table = found.get(name)
            self.query_one(f"#table-{name}", Prose).show([*table_rows(table), EMPTY] if table else ())
        joins = joins_rows(view.joins)
        for group in GROUPS:
            self.query_one(f"#joins-{group}", Prose).show([*joins[group], EMPTY] if group in joins else ())

    def on_choices_chosen(self, event: Choices.Chosen) -> None:
        """Shows the chosen period, or goes to the chosen place."""
        chosen = str(event.answer)
        self.say(())
        if chosen == OWN:
            self.go(places.Period(), self._take)
        elif chosen == CSV:
            if self._view is not None:
                self.go(places.WriteFigures(self._view))
        elif chosen == BY_NAME:
            self.go(places.Ask(WHO, WHO_WHY, (INITIALS, NAMES, NOTHING)), self._by_name)
        elif chosen == DUE:
            self.go(places.Retention())
        else:
            self._take(period(chosen, self._today))

    def _take(self, chosen: tuple[date | None, date | None] | None) -> None:
        if chosen is not None:
            self._period = chosen
            self.query_one(Body).scroll_home(animate=False)
            self.look()

    def _by_name(self, answer: str | None) -> None:
        if answer == NAMES.id:
            self.go(places.Ask(SURE, SURE_WHY, SURE_OPTIONS), self._write_by_name)
        else:
            self._write_by_name(answer)

    def _write_by_name(self, answer: str | None) -> None:
        if answer in {INITIALS.id, NAMES.id}:
            self.go(places.WriteByName(names=answer == NAMES.id))


def month_of(day: date) -> tuple[date, date]:
    """Returns the first and the last day of the month that contains ``day``."""
    first = day.replace(day=1)
    after = (first + timedelta(days=31)).replace(day=1)
    return first, after - timedelta(days=1)


def period(chosen: str, today: date) -> tuple[date | None, date | None]:
    """Returns the first and the last day of the chosen period; None for an open end."""
    if chosen == ALL:
        return None, None
    if chosen == THIS_YEAR:
        return date(today.year - (today.month < APRIL), APRIL, 1), today
    return month_of(today if chosen == THIS_MONTH else today.replace(day=1) - timedelta(days=1))
