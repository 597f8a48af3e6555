"""My cases: one table that says what to do, most urgent first, with the marked case at a glance next to it.

The table only reads the rows it shows, and only the marked case is read at a glance. Typed text is a search; results of an
older search are dropped.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from threading import Lock
from typing import TYPE_CHECKING

from textual.widget import Widget

from champion_tui.desk.cases.lists.today import GlanceView
from champion_tui.desk.options import Finder, OptionView
from champion_tui.desk.screen_commands import Command, command
from champion_tui.domain.cases.summary import CaseQuery, SortBy
from champion_tui.ground.dates.calendar import london_date
from champion_tui.tui.screens.cases.case_table import (
    ALL_COUNCILS,
    ALL_WORKERS,
    COLUMNS,
    ORDERS,
    CaseLine,
    case_line,
    glance_parts,
    narrowed,
    shown_rows,
    status_options,
)
from champion_tui.tui.screens.kit.vault_screen import TROUBLE, VaultScreen
from champion_tui.tui.shell import places
from champion_tui.tui.shell.shell_words import CASES
from champion_tui.tui.widgets.layout import EMPTY, Cell, line
from champion_tui.tui.widgets.lists.table import Page, Source, Table
from champion_tui.tui.widgets.panes import Side
from champion_tui.tui.widgets.prose import Prose, Title

if TYPE_CHECKING:
    from champion_tui.desk.cases.lists.lists import Beside

WRITE_ALL = "{key} writes all that are ready: {count}"
EARLY = "Due on the early list: {count} ({key}, then type: early)"
NO_CASES = "There are no cases yet. Begin with: Someone may be homeless."
NONE_DUE = "Nothing is due today. {key} shows all cases."
NONE_SUCH = "No case fits what is chosen above. {key} shows all."
NOT_SENT_YET = "This case has not been sent, so the council cannot have said anything about it."
GLANCE = "The marked case"
WHICH_COUNCIL, WHICH_WORKER, WHICH_STATUS = (
    "Cases of which council?",
    "Cases of which worker?",
    "Cases with which status?",
)
WHICH_ORDER = "In which order?"
SHOWN_WHY = "Only those are shown until you choose another here."
ORDER_WHY = "The cases stay in this order until you choose another here."

PARTS = ("state", "ring", "say", "do", "rest")
"""The parts of the marked case at a glance."""

FIRST = CaseQuery(sort=SortBy.DUE)
"""What is shown first: all cases, with those that have something due on top."""

AGAIN = 3.0
"""Seconds until the list is read again while it is being brought up to date."""

READING = "-reading"
"""The class of this screen while the marked case fills the space below the list."""


class CasesScreen(VaultScreen[None]):
    """The list of cases. Enter opens a case; a draft opens at its current question."""

    NAME = "cases"
    HEADING = CASES
    PURPOSE = "See what is due today, find a case, and do the next thing about it."
    SHOWS = (
        "At the top: how many things are due and how many are overdue. Also how many referrals are NOT SENT and how many cases are open.",
        "Which cases are shown, in which order, and the keys that change this. You can show only what is due, one council, one worker or one status.",
        "One row for each case, the most urgent first. It shows what is due, reference and initials, and the council. A wide window shows the last day and the status too.",
        "What you type is searched for in names, initials and notes. References, phone numbers and councils are searched too.",
        "The marked case, beside the table or below it. How far it has got and why something is due. Whom to ring now and what to say.",
    )
    AUTO_FOCUS = "#cases"

    def __init__(self) -> None:
        super().__init__()
        self._query = FIRST
        self._counts = ""
        self._opened: str | None = None
        self._marked: str | None = None
        self._looks = 0
        self._glancing = False
        self._one_search = Lock()

    def parts(self) -> Iterator[Widget]:
        """Yields what else is waiting, the error, what is shown, the table, and the marked case."""
        yield Prose(id="offers")
        yield Prose(id=TROUBLE)
        yield Prose(id="shown")
        yield Table(COLUMNS, empty=NO_CASES, id="cases")
        yield Side(Title(GLANCE), *(Prose(id=part) for part in PARTS))

    def header(self) -> tuple[str, str]:
        """Returns how many things are due, and the date."""
        left, right = super().header()
        return f"{left}   {self._counts}".rstrip(), right

    def unused(self) -> frozenset[str]:
        """Returns the unused commands: reading on, if all of the marked case is visible."""
        side = self.query_one(Side)
        read = side.more_below or side.scroll_y > 0 or self.has_class(READING)
        return frozenset(() if read else {"read-on"})

    def _ways_to_scroll(self) -> tuple[Command, ...]:
        """Returns (), because the table shows its position and the marked case has a key of its own."""
        return ()

    # -- reading and showing ----------------------------------------------------------------------------------------

    def look(self) -> None:
        """Reads the table again. Opening a case has ended the search for it."""
        self._looks += 1
        opened, self._opened = self._opened, None
        if opened is not None and self._query.search:
            self._query = replace(self._query, search="")
            self._table.search("")
        self._list(opened)
        self.ask_desk(self._beside, self._offer)
        self._glance()

    @property
    def _table(self) -> Table:
        return self.query_one("#cases", Table)

    def _beside(self) -> "Beside":
        """Returns what else is waiting. The attributes are read within the call, so that a locked vault raises in the thread."""
        return self.desk.cases.lists.beside()

    def _offer(self, beside: "Beside") -> None:
        words = EARLY.format(count=beside.early, key=command("commands").key_words())
        offers = [Cell(words, "warning", len(words))] if beside.early else []
        if beside.ready:
            offers.append(Cell(WRITE_ALL.format(key=command("write-all").key_words(), count=beside.ready), "quiet"))
        notes = [line(note, "warning") for note in beside.notes]
        rows = [*notes, *([tuple(offers)] if offers else [])]
        self.query_one("#offers", Prose).show([*rows, EMPTY] if rows else ())
        if beside.refreshing:
            self.set_timer(AGAIN, self._look_again)

    def _look_again(self) -> None:
        """Reads the list again while it is being brought up to date, unless the person is searching."""
        if self.is_open and self.is_current and not self._query.search:
            self.look()

    def _list(self, at: str | None = None, *, quickly: bool = False) -> None:
        """Shows the cases that match the query, marking the case ``at``. With ``quickly`` the first ones are shown before all
        are counted.
        """
        query = self._query
        council = self.desk.book.authority(query.authority) if query.authority else None
        self.query_one("#shown", Prose).show(shown_rows(query, council.short_name if council else ""))
        self._table.empty = _empty(query)

        def ask(rows_of: Callable[[], Page], show: Callable[[Page], None]) -> None:
            def come(page: Page) -> None:
                show(page)
                self.paint_at_once()
                if page.more:
                    self._find_all(query)

            self.ask_desk(rows_of, come)

        self._table.show_from(self._rows_of(query, quickly=quickly), ask, at=at)

    def _rows_of(self, query: CaseQuery, *, quickly: bool = False) -> Source:
        today = london_date(self.desk.now())

        def rows(first: int, count: int) -> Page:
            with self._one_search:
                if query is not self._query:
                    # Another query has been asked by now, and the table ignores this one's rows.
                    return Page(0, ())
                view = self.desk.cases.lists.cases(replace(query, offset=first, limit=count, quickly=quickly))
            self._counts = view.counts
            return Page(view.total, tuple(case_line(row, today) for row in view.rows), view.more)

        return rows

    def _find_all(self, query: CaseQuery) -> None:
        """Counts all matches of a search once its first rows are shown, unless the query changes."""

        def then(_: object) -> None:
            if query is self._query:
                self._table.ask_again(self._rows_of(query))

        self.ask_desk(lambda: self.desk.cases.lists.find_all(query, lambda: query is self._query), then)

    def on_table_searched(self, event: Table.Searched) -> None:
        """Searches for the typed text."""
        if event.typed != self._query.search:
            self._query = replace(self._query, search=event.typed)
            self._list(quickly=True)
            self.paint_at_once()

    def _show(self, query: CaseQuery) -> None:
        """Shows the cases of another query, from the top."""
        self._query = query
        self._list()

    # -- the marked case --------------------------------------------------------------------------------------------

    def on_table_marked(self, event: Table.Marked) -> None:
        """Shows the case that is marked now."""
        self._marked = event.key
        self._glance()

    def _glance(self) -> None:
        """Reads the marked case after the previous one has arrived, so that rows passed quickly are not read."""
        marked, looks = self._marked, self._looks
        if marked is None:
            self._show_marked(None)
        if marked is None or self._glancing:
            return

        def then(view: GlanceView | None) -> None:
            self._glancing = False
            if (marked, looks) != (self._marked, self._looks):
                self._glance()
            else:
                self._show_marked(view)

        self._glancing = True
        self.ask_desk(lambda: self.desk.cases.lists.glance(marked), then, lambda: then(None))

    def _show_marked(self, view: GlanceView | None) -> None:
        row = self._table.here
        was_sent = isinstance(row, CaseLine) and row.was_sent
        shown = glance_parts(view, was_sent=was_sent) if view else ((),) * len(PARTS)
        for part, rows in zip(PARTS, shown, strict=True):
            self.query_one(f"#{part}", Prose).show(rows)
        self.query_one(Side).scroll_home(animate=False)

    def action_read_on(self) -> None:
        """Gives the marked case the space below the table and scrolls through it; after the last page shows the table again."""
        side = self.query_one(Side)
        # If the style sheet puts it next to the table, it already has all the space there is.
        if side.styles.dock != "right" and not self.has_class(READING):
            self.add_class(READING)
        elif side.more_below:
            side.scroll_page_down(animate=False)
        else:
            side.scroll_home(animate=False)
            self.remove_class(READING)

    # -- what can be done -------------------------------------------------------------------------------------------

    def on_table_chosen(self, event: Table.Chosen) -> None:
        """Opens the case, or a draft's questions."""
        self._opened = reference = event.key
        if isinstance(event.row, CaseLine) and event.row.draft:
            self.ask_desk(
                lambda: self.desk.cases.resume(reference), lambda interview: self.go(places.Triage(interview))
            )
        else:
            self.go(places.Case(reference))

    def action_heard(self) -> None:
        """Opens the form for what the council said about the marked case."""
        row = self._table.seen
        if isinstance(row, CaseLine):
            if row.was_sent:
                self.go(places.AfterSending(row.key))
            else:
                self.champion.guard.say(NOT_SENT_YET)

    def action_write_all(self) -> None:
        """Opens the packs of all cases that are ready."""
        self.go(places.ManyPacks())

    def action_only_due(self) -> None:
        """Shows only cases with something due, or all cases."""
        self._show(replace(self._query, only_due=not self._query.only_due))

    def action_all_again(self) -> None:
        """Shows all cases, what is due first, without a search."""
        self._query = FIRST
        self._table.search("")
        self._list()

    def action_of_council(self) -> None:
        """Chooses one council's cases, or all."""
        options = (ALL_COUNCILS, *(OptionView(each.id, each.name, "") for each in self.desk.book.authorities()))
        given = self._query.authority
        self._pick(
            WHICH_COUNCIL,
            options,
            given,
            lambda council: replace(self._query, authority=council),
            find=self.desk.find_councils,
        )

    def action_of_worker(self) -> None:
        """Chooses one worker's cases, or all."""

        def pick(options: tuple[OptionView, ...]) -> None:
            self._pick(WHICH_WORKER, options, self._query.worker, lambda worker: replace(self._query, worker=worker))

        self.ask_desk(lambda: (ALL_WORKERS, *map(_worker, self.desk.cases.lists.workers())), pick)

    def action_of_status(self) -> None:
        """Chooses the cases with one status, or all."""
        given = self._query.status
        self._pick(WHICH_STATUS, status_options(), given, lambda status: replace(self._query, status=status))

    def action_in_order(self) -> None:
        """Chooses the order."""
        options, given = tuple(ORDERS.values()), self._query.sort
        self._pick(WHICH_ORDER, options, given, lambda order: replace(self._query, sort=SortBy(order)), ORDER_WHY)

    def _pick(
        self,
        question: str,
        options: tuple[OptionView, ...],
        given: str,
        query: Callable[[str], CaseQuery],
        why: str = SHOWN_WHY,
        *,
        find: Finder | None = None,
    ) -> None:
        """Lets the person choose one of ``options``, and shows the cases of the query that ``query`` makes of its id."""

        def then(chosen: str | None) -> None:
            if chosen is not None:
                self._show(query(chosen))

        self.go(places.Pick(question, why, options, given, find), then)


def _worker(name: str) -> OptionView:
    return OptionView(name, name, "")


def _empty(query: CaseQuery) -> str:
    """Returns what is said if there are no cases, for a query without a search."""
    if query.only_due and not narrowed(replace(query, only_due=False)):
        return NONE_DUE.format(key=command("only-due").key_words())
    return NONE_SUCH.format(key=command("all-again").key_words()) if narrowed(query) else NO_CASES
