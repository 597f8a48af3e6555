"""What is due, as text: the rows of lists, the first page after unlocking, and a case at a glance next to them."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from champion_tui.desk.cases.case_status import WORDS, tag_of
from champion_tui.desk.numbers.number_views import line_views
from champion_tui.desk.views import CaseRow, LineView
from champion_tui.domain.cases.afterwards.due import day_of, days, is_late, threatened_from
from champion_tui.domain.cases.case import CaseStatus
from champion_tui.domain.cases.summary import CaseSummary, Counts, Due, DueItem, DueKind, EarlyEntry, ListedCase
from champion_tui.domain.lines.england import NO_COUNCIL
from champion_tui.ground.dates.calendar import london_date
from champion_tui.ground.dates.date_words import count_words, day_words, moment_words
from champion_tui.ground.values import immutable
from champion_tui.knowledge.book import Book
from champion_tui.knowledge.forms.after_sending import AfterSending, filled
from champion_tui.knowledge.who_to_call import childrens_lines, who_to_call

NOTHING_DUE = "Nothing needs doing today."
OVERDUE = "OVERDUE {days}"
UNREAD = "{cases} could not be read and cannot be listed: champion-tui vault check names them."
STALE = "Numbers or settings were changed: {cases} are still being looked at again, and are shown as they were."


@immutable
class TodayItem:
    """One thing to do. ``reference`` is the case's, or the agency's own for kind ``early``. ``days`` is how many days
    late it is: 0 is today, below 0 that many days still to go. ``words`` says what to do in a few words, ``why`` in a
    sentence.
    """

    reference: str
    kind: str
    due: date
    days: int
    words: str
    why: str
    who: str = ""
    council: str = ""


@immutable
class TodayView:
    """What needs doing at a moment, most urgent first. ``counts`` is one line; ``notes`` is as in ``CasesView``."""

    at: datetime
    items: tuple[TodayItem, ...]
    counts: str
    notes: tuple[str, ...] = ()


@immutable
class GlanceView:
    """A case at a glance.

    ``lines`` are sentences; ``last`` is the one about the last day ("" if not known). ``do`` is what to do about the
    thing that is due, ``ring`` the lines to ring now, best first, and ``say`` what to say on the phone; all three are
    empty if nothing is due.
    """

    reference: str
    who: str
    tag: str
    lines: tuple[str, ...]
    last: str
    do: tuple[str, ...]
    ring: tuple[LineView, ...]
    say: tuple[str, ...]


def case_row(book: Book, row: ListedCase, today: date) -> CaseRow:
    """Returns a line of the list: initials, never a name."""
    case, due = row.summary, row.due
    known = book.authority(case.authority)
    return CaseRow(
        reference=case.reference,
        initials=case.initials,
        authority=case.authority_words,
        council=known.short_name if known else case.authority_words,
        status=row.status,
        status_words=status_words_of(row),
        changed_at=case.changed_at,
        changed_words=moment_words(case.changed_at),
        not_sent=case.not_sent,
        pack_is_current=case.pack_is_current,
        stage=row.stage or None,
        worker=case.worker,
        last_date=case.last_date,
        due=day_of(due, today) if due else None,
        due_kind=str(due.kind) if due else None,
        due_words=due_words(book.after_of(row.tree), due, today) if due else "",
        tag=tag_of(CaseStatus(row.status), overdue=due is not None and is_late(due, today)),
    )


def status_words_of(row: ListedCase) -> str:
    """Returns a case's state as text. The row of an expired case was written before it expired."""
    return WORDS[CaseStatus.EXPIRED] if row.status == CaseStatus.EXPIRED else row.summary.status_words


def due_words(known: AfterSending, due: Due, today: date) -> str:
    """Returns what is due in a few words: "OVERDUE 2 days: ask the council"."""
    words = known.due[due.kind].words
    if is_late(due, today):
        return f"{OVERDUE.format(days=count_words(days(due, today), 'day'))}: {words}"
    return words


def list_notes(counts: Counts, stale: int) -> tuple[str, ...]:
    """Returns what is wrong with a list, as sentences. ``stale`` is the number of cases that it still shows as they
    were.
    """
    unread = count_words(counts.unread, "case")
    return (
        *((UNREAD.format(cases=unread),) if counts.unread else ()),
        *((STALE.format(cases=count_words(stale, "case")),) if stale else ()),
    )


def counts_words(counts: Counts, early: int = 0) -> str:
    """Returns in one line how many things are waiting, with ``early`` of the early list; "" if there are none."""
    parts = (
        (sum(counts.due.values()), "due"),
        (counts.overdue, "overdue"),
        (early, "of the early list"),
        (counts.not_sent, "NOT SENT"),
        (counts.open, "open"),
    )
    return " · ".join(f"{number} {word}" for number, word in parts if number)


def due_values(book: Book, case: CaseSummary | DueItem, tree: str, due: Due, today: date) -> Mapping[str, str]:
    """Returns the values for the sentences about a due thing of a case that is asked through that ``tree``."""
    return {
        "council": book.goes_to(tree) or case.authority_words,
        "sent_day": day_words(case.sent_on) if case.sent_on else "",
        "code": case.code,
        "due_day": day_words(day_of(due, today)),
        "reference": case.reference,
    }


def today_item(book: Book, item: DueItem, today: date) -> TodayItem:
    """Returns one due thing of a case."""
    due, known = item.due, book.after_of(item.tree)
    why = " ".join(filled(known.due[due.kind].why, due_values(book, item, item.tree, due, today)))
    return TodayItem(
        item.reference,
        str(due.kind),
        day_of(due, today),
        days(due, today),
        due_words(known, due, today),
        why,
        item.initials,
        item.authority_words,
    )


def early_item(known: AfterSending, entry: EarlyEntry, due: Due, today: date) -> TodayItem:
    """Returns the entry for a person on the early list whose 56 days have begun. It is due since then, or since they
    were added.
    """
    values = {"due_day": day_words(threatened_from(entry.on)), "reference": entry.own_reference}
    why = " ".join(filled(known.due[DueKind.EARLY].why, values))
    words = known.due[DueKind.EARLY].words
    return TodayItem(entry.own_reference, str(DueKind.EARLY), day_of(due, today), days(due, today), words, why)


def glance(book: Book, row: ListedCase, at: datetime, area: str) -> GlanceView:
    """Returns a case at a glance at the aware moment ``at``. ``area`` is used if the case's own is not loaded."""
    case, due, today = row.summary, row.due, london_date(at)
    do: tuple[str, ...] = ()
    say: tuple[str, ...] = ()
    ring: tuple[LineView, ...] = ()
    if due is not None:
        to_do, values = book.after_of(row.tree).due[due.kind], due_values(book, case, row.tree, due, today)
        do, say = filled(to_do.do, values), filled(to_do.say, values)
        ring = council_now(book, row, at, area) if say else ()
    tag = tag_of(CaseStatus(row.status), overdue=due is not None and is_late(due, today))
    lines, last = tuple(_lines(book, row, today)), last_day_words(case, today)
    return GlanceView(case.reference, case.initials, tag, lines, last, do, ring, say)


def council_now(book: Book, row: ListedCase, at: datetime, area: str) -> tuple[LineView, ...]:
    """Returns the lines of a case's council that answer at that moment, best first; () if that council is no longer known. For a
    request for support these are the lines of children's services.
    """
    case = row.summary
    here = case.area if case.area in book.areas else area
    if book.goes_to(row.tree):
        return line_views(book, childrens_lines(book, at, here), at)
    now = book.authority_on(case.authority, london_date(at))
    if now is None and case.authority not in {"", *NO_COUNCIL}:
        return ()
    numbers = who_to_call(book, at, here, now.id if now else None)
    return line_views(book, numbers.call, at)


def _lines(book: Book, row: ListedCase, today: date) -> Iterator[str]:
    case, due = row.summary, row.due
    yield f"{case.authority_words or 'No council chosen'}: {status_words_of(row)}."
    if due is not None:
        values = due_values(book, case, row.tree, due, today)
        yield " ".join(filled(book.after_of(row.tree).due[due.kind].why, values))
    if last := last_day_words(case, today):
        yield last
    if case.worker:
        yield f"Worker: {case.worker}."
    yield f"Begun {day_words(case.begun_on)}."


def last_day_words(case: CaseSummary, today: date) -> str:
    """Returns the last day of a case as a sentence; "" if it is not known."""
    if case.last_date is None:
        return ""
    return f"Last day: {day_words(case.last_date)}, {_away(case.last_date, today)}."


def _away(last: date, today: date) -> str:
    away = (last - today).days
    if away == 0:
        return "today"
    return f"in {count_words(away, 'day')}" if away > 0 else f"{count_words(-away, 'day')} ago"
