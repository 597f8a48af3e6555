"""The figures, which identify nobody, and the by-name list for a meeting."""

import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from champion_tui.desk.cases.case_status import WORDS
from champion_tui.desk.errors import RefusedByProcedure, UnusableValue
from champion_tui.desk.paper_fonts import fonts_of
from champion_tui.desk.papers.listing import ListingOfMany
from champion_tui.desk.papers.printing.prints import on_printer
from champion_tui.desk.papers.sending.sending_views import PrintView
from champion_tui.desk.papers.sending.sending_words import PAPERS, PRINTED
from champion_tui.desk.store_access import pack_errors, store_errors
from champion_tui.desk.targets import default_folder, free_file
from champion_tui.desk.views import ExportView
from champion_tui.domain.cases.case import BY_NAME, CaseStatus
from champion_tui.domain.cases.summary import CaseQuery, ListedCase, SortBy
from champion_tui.domain.figures.by_name import by_name
from champion_tui.domain.figures.joins import GROUPS, Join, JoinDays, joins
from champion_tui.domain.figures.periods import whole_months
from champion_tui.domain.figures.statistics import Statistics, statistics
from champion_tui.domain.figures.suppression import Days, Table
from champion_tui.domain.figures.tally import NO, NOT_KNOWN, NOT_SENT, UNFINISHED, YES
from champion_tui.ground.answers import Problem, WrongValue
from champion_tui.ground.csv_tables import TO_FILE, write_csv
from champion_tui.ground.dates.calendar import iso_date, london_date
from champion_tui.ground.dates.date_words import count_words, day_words, month_words
from champion_tui.ground.values import immutable
from champion_tui.knowledge.book import Book
from champion_tui.papers.pack import by_name_list, placing
from champion_tui.papers.record.by_name import ByNameSource
from champion_tui.store.casestore import CaseStore

OPEN = CaseQuery(only_open=True, sort=SortBy.WORKER, limit=sys.maxsize)
LAST_EXPECTED = "a day on or after the first one"
NOBODY_OPEN = "No case is open, so there is nobody to put on the list."
AFTER_BY_NAME = ("Take it to the meeting, and shred or delete it afterwards: it is not locked.",)

HIDDEN = "1 to 4, or hidden so that it cannot be worked out"
ALL_HIDDEN = "Too few to say."
ONE_PERIOD = (
    "Nobody can work out a small count from these figures alone. From two sets over times that overlap, they can. Hand out"
    " times that follow each other, such as quarters. Never hand out two that overlap."
)
FOR_YOURSELF = (
    "Look at these yourself, and do not hand them out: they do not cover whole months that are over. The next day's figures may differ by one "
    "person. Hand out whole months that are over, such as 1 October to 31 October. Put each month in one set only."
)
TITLES = {
    "month": "By month of sending",
    "body-type": "By referring body",
    "authority": "By council",
    "stage": "By how urgent it was",
    "outcome": "By outcome",
    "reason": "By agreed reason",
    "before-56": "Sent before the 56 days began",
    "need": "By support need (a person may have several)",
    "why-not": "Not referred, by why",
}
JOINS = {
    Join.FIRST_CONTACT_TO_SENT: "first contact to sent",
    Join.SENT_TO_CONTACT: "sent to contact",
    Join.CONTACT_TO_OUTCOME: "contact to outcome",
}
CSV_HEAD = ("table", "id", "words", "count", "median days", "90th percentile of days")


@immutable
class Cell:
    """One count with its words. ``count`` is None if it is hidden."""

    id: str
    words: str
    count: int | None

    def as_json(self) -> dict[str, object]:
        """Returns the count for scripts."""
        hidden = {"suppressed": True} if self.count is None else {}
        return {"id": self.id, "words": self.words, "count": self.count, **hidden}


@immutable
class TableView:
    """One table of counts. ``withheld``: there are counts, and all are hidden."""

    id: str
    title: str
    cells: tuple[Cell, ...]
    withheld: bool


@immutable
class JoinView:
    """How many days one join took, for one council or body."""

    group: str
    id: str
    words: str
    join: Join
    days: Days


@immutable
class FiguresView:
    """The figures of a period.

    ``period`` is text; ``headline`` has the few figures to show first. ``note`` says what can be worked out from
    several sets of figures. ``for_yourself``: the period is not whole months that are over, and the note says not to
    hand the figures out.
    """

    found: Statistics
    period: str
    note: str
    for_yourself: bool
    headline: tuple[str, ...]
    tables: tuple[TableView, ...]
    joins: tuple[JoinView, ...]

    def as_json(self) -> dict[str, object]:
        """Returns all of it for scripts (design section 9)."""
        found = self.found
        return {
            "from": found.first.isoformat() if found.first else None,
            "to": found.last.isoformat() if found.last else None,
            "note": self.note,
            "referrals": _count_json(found.referrals),
            "not_referred": _count_json(found.not_referred),
            "by": {
                table.id: {"withheld": table.withheld, "counts": [cell.as_json() for cell in table.cells]}
                for table in self.tables
            },
            "days_to_sent": _days_json(found.to_sent),
            "days_to_contact": _days_json(found.to_contact),
            "share_before_56": found.share_before_56,
            "joins": [
                {"by": one.group, "id": one.id, "words": one.words, "join": one.join, **_days_json(one.days)}
                for one in self.joins
            ],
        }

    def lines(self) -> Iterator[str]:
        """Yields all of it as lines of text."""
        yield self.period
        yield from self.headline
        for table in self.tables:
            yield ""
            yield f"{table.title}:"
            if table.withheld:
                yield f"  {ALL_HIDDEN}"
            for cell in table.cells:
                yield f"  {cell.words}: {HIDDEN if cell.count is None else cell.count}"
        for number, one in enumerate(self.joins):
            if number == 0:
                yield ""
                yield "Performance at the joins:"
            yield f"  {one.words}, {JOINS[one.join]}: {_days_words(one.days)}"
        yield ""
        yield self.note

    def rows(self) -> Iterator[tuple[str | int | None, ...]]:
        """Yields all of it as rows of a spreadsheet."""
        yield CSV_HEAD
        for table in self.tables:
            for cell in table.cells:
                yield (table.title, cell.id, cell.words, HIDDEN if cell.count is None else cell.count, None, None)
        for one in self.joins:
            yield (f"Days from {JOINS[one.join]}", one.id, one.words, one.days.cases, one.days.median, one.days.most)
        yield ("note", None, f"{self.period} {self.note}", None, None, None)


def _count_json(count: int | None) -> dict[str, object]:
    return {"count": count, **({"suppressed": True} if count is None else {})}


def _days_json(days: Days) -> dict[str, object]:
    hidden = {"suppressed": True} if days.cases is None else {}
    return {"cases": days.cases, "median": days.median, "percentile_90": days.most, **hidden}


def _days_words(days: Days) -> str:
    if days.cases is None:
        return "too few to say"
    median, most = (count_words(each or 0, "day") for each in (days.median, days.most))
    return f"median {median}, nine in ten within {most} ({count_words(days.cases, 'case')})"


class Figures:
    """``desk.figures``. All methods are *slow*."""

    def __init__(
        self, store: CaseStore, book: Book, now: Callable[[], datetime], home: Path, *, training: bool
    ) -> None:
        self._store = store
        self._home = home
        self._book = book
        self._now = now
        self._fonts = fonts_of(home)
        self._training = training

    def statistics(self, first: date | None = None, last: date | None = None) -> FiguresView:
        """Returns the figures of the referrals sent, and of the cases begun and not referred, from ``first`` to
        ``last`` (both included; None means no limit). Raises ``WrongValue`` if the last day is before the first.
        """
        if first is not None and last is not None and last < first:
            raise WrongValue(Problem("to", last.isoformat(), LAST_EXPECTED))
        with store_errors():
            # Only referrals under the duty to refer are counted: a request for support is not a referral to a council.
            counted = self._store.tally(first, last, self._book.requests(), self._book.request_trees())
        found = statistics(counted, first, last)
        tables = [self._table(name, table) for name, table in found.by.items()]
        tables.append(self._table("why-not", found.why_not))
        for_yourself = not whole_months(first, last, london_date(self._now()))
        return FiguresView(
            found,
            _period(first, last),
            f"{FOR_YOURSELF} {ONE_PERIOD}" if for_yourself else ONE_PERIOD,
            for_yourself,
            tuple(_headline(found)),
            tuple(table for table in tables if table.cells or table.withheld),
            tuple(self._joins(joins(counted))),
        )

    def offered_target(self, name: str) -> Path:
        """Returns the path to offer for a file of that name, at which there is no file yet."""
        of = Path(name)
        return free_file(default_folder(), f"{of.stem}-{london_date(self._now()).isoformat()}", of.suffix)

    def write_csv(self, view: FiguresView, to: Path) -> None:
        """Writes figures for a spreadsheet. An existing file is never replaced. Raises ``CannotReadOrWrite`` or
        ``UnusableValue``.
        """
        if to.suffix.lower() != ".csv":
            raise UnusableValue("csv", f"{to.name} does not end in .csv.")
        with pack_errors():
            placing.place_file(to.absolute(), write_csv(view.rows()).encode(TO_FILE))

    def write_by_name(self, to: Path, *, names: bool = False) -> ExportView:
        """Writes the list of everybody whose case is open, for a meeting. The ending of ``to`` decides whether it is
        PDF, text or CSV.

        It has initials unless ``names``. An existing file is never replaced. Raises ``RefusedByProcedure`` if no case
        is open.
        """
        source, listing = self._list(names=names)
        with pack_errors():
            entry, cannot = by_name_list.write_by_name(source, to.absolute(), listing)
        return ExportView(
            "", str(to.absolute().parent), (entry,), AFTER_BY_NAME, tuple(lack.sentence() for lack in cannot)
        )

    def print_by_name(self, printer: str = "", *, names: bool = False) -> PrintView:
        """Prints the same list on ``printer`` ("": the one last used on this machine, or the system's default). Only on
        Windows is a file of ours left. Raises what ``write_by_name`` raises, and ``CannotReadOrWrite`` if nothing can
        be printed.
        """
        source, listing = self._list(names=names)
        with pack_errors():
            document, cannot = by_name_list.to_print(source)
        chosen, notes = on_printer(self._home, BY_NAME, printer, document, listing)
        said = PRINTED.format(what=PAPERS[BY_NAME], printer=chosen)
        return PrintView("", BY_NAME, chosen, said, (*(lack.sentence() for lack in cannot), *AFTER_BY_NAME, *notes))

    def _list(self, *, names: bool) -> tuple[ByNameSource, ListingOfMany]:
        """Returns what the list is made from, and the listing for it."""
        at = self._now()
        today = london_date(at)
        with store_errors():
            self._store.settle()
            listed = self._store.listed(OPEN, today).rows
            full = {row.summary.reference: self._name(row.summary.reference) for row in listed} if names else {}
        if not listed:
            raise RefusedByProcedure(NOBODY_OPEN)
        to = {row.summary.reference: self._to(row) for row in listed}
        rows = tuple(replace(row, authority_words=to[row.reference]) for row in by_name(listed, today, full))
        steps = {
            row.summary.reference: self._book.after_of(row.tree).due[row.due.kind].step for row in listed if row.due
        }
        where = {str(status): words for status, words in WORDS.items()}
        source = ByNameSource(rows, steps, at, self._store.person, where, names, self._fonts, self._training)
        with store_errors():
            first = self._store.case(rows[0].reference)
        return source, ListingOfMany(self._store, first, [row.reference for row in rows])

    def _to(self, row: ListedCase) -> str:
        """Returns the council of a case. For a request to another service the text says what it is, so that nobody at a
        meeting confuses the two.
        """
        council = row.summary.authority_words
        if not self._book.goes_to(row.tree):
            return council
        return f"{council or NO_COUNCIL} ({self._book.trees[row.tree].title})"

    def _name(self, reference: str) -> str:
        return str(self._store.case(reference).referral.get("full-name", ""))

    def _table(self, name: str, table: Table) -> TableView:
        cells = tuple(Cell(each, self._words(name, each), count) for each, count in table.counts.items())
        return TableView(name, TITLES[name], cells, table.withheld)

    def _joins(self, found: Mapping[str, Mapping[str, JoinDays]]) -> Iterator[JoinView]:
        for group in GROUPS:
            for each, days in found[group].items():
                for join, took in days.days.items():
                    yield JoinView(group, each, self._words(group, each), join, took)

    def _words(self, table: str, each: str) -> str:
        """Returns an id of a table as text."""
        month = iso_date(f"{each}-01") if table == "month" else None
        if month is not None:
            return month_words(month)
        if table == "authority":
            authority = self._book.authority(each)
            return authority.name if authority else OTHERS.get(each, each)
        lists = {"body-type": "body-type", "reason": "agreed-reason", "need": "support-needs"}
        codes = {item.id: item.words for item in self._book.codes[lists[table]]} if table in lists else {}
        return codes.get(each) or self._other_words(each)

    def _other_words(self, each: str) -> str:
        if each in self._book.all_outcomes():
            return self._book.all_outcomes()[each].words
        if each in set(CaseStatus):
            return WORDS[CaseStatus(each)]
        trees = self._book.trees.values()
        outcome = next((tree.outcomes[each].title for tree in trees if each in tree.outcomes), "")
        return OTHERS.get(each) or (each if "{" in outcome or not outcome else outcome)


NO_COUNCIL = "no council yet"
OTHERS = {
    NOT_KNOWN: "not known",
    NOT_SENT: "could be referred, not sent",
    UNFINISHED: "questions still open",
    YES: "yes",
    NO: "no",
    "homeless": "homeless",
    "threatened": "threatened within 56 days",
    "early": "later than 56 days",
    "unknown": "not known how urgent",
    "none": "not at risk",
    "elsewhere-england": "elsewhere in England, not yet known which",
    "outside-england": "outside England",
}
"""Words for ids that are in no list."""


def _period(first: date | None, last: date | None) -> str:
    if first is None and last is None:
        return "All cases that are or were here."
    begin = day_words(first) if first else "the beginning"
    return f"From {begin} to {day_words(last) if last else 'today'}."


def _headline(found: Statistics) -> Iterator[str]:
    yield f"Referrals sent: {HIDDEN if found.referrals is None else found.referrals}."
    yield f"Not referred: {HIDDEN if found.not_referred is None else found.not_referred}."
    yield f"From first contact to sent: {_days_words(found.to_sent)}."
    yield f"From sent to contact: {_days_words(found.to_contact)}."
    if found.share_before_56 is not None:
        yield f"Sent before the 56 days began: {found.share_before_56:.0%}."
