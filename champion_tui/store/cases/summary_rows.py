"""Turns a summary into rows of the read model, and back. No other module knows both."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import fields
from datetime import date, datetime
from functools import lru_cache

from champion_tui.domain.cases.case import CaseStatus
from champion_tui.domain.cases.reference_code import search_key
from champion_tui.domain.cases.summary import CaseSummary, Due, DueItem, DueKind, Likeness
from champion_tui.ground.values import immutable
from champion_tui.store.errors import StoreDamaged
from champion_tui.store.history.converters import UNREADABLE, moment_from_text, moment_to_text

STATUS_RANKS = {str(status): rank for rank, status in enumerate(CaseStatus)}
KIND_RANKS = {kind: rank for rank, kind in enumerate(DueKind)}
KINDS = tuple(DueKind)
UNKNOWN_STATUS = len(STATUS_RANKS)

APART = {"dues", "search", "alike"}
COLUMNS = tuple(each.name for each in fields(CaseSummary) if each.name not in APART)
"""The fields of a summary that are columns of ``case_summary``, in the order of both."""

DAYS = frozenset(name for name in COLUMNS if name.endswith("_on") or name == "last_date")
FLAGS = frozenset({"not_sent", "ready", "pack_is_current", "before_56"})
BESIDE_DUES = ("reference", "initials", "authority_words", "sent_on", "code")
"""The columns shown next to a due item, in the order of ``DueItem``; the id of the tree follows them."""

BLANK_LAST = frozenset({"authority_words", "worker"})
"""Texts by which lists are sorted with blanks at the end: "" is stored as NULL."""


@immutable
class Rows:
    """One summary as rows: the columns of ``case_summary`` without key and basis, the due items, the columns of
    ``case_search``, and phone numbers.
    """

    summary: tuple[object, ...]
    dues: tuple[tuple[object, ...], ...]
    search: tuple[str, ...]
    phones: tuple[str, ...]


def to_rows(summary: CaseSummary) -> Rows:
    """Returns the rows of a summary."""
    rank = STATUS_RANKS.get(summary.status, UNKNOWN_STATUS)
    columns = (rank, *(_stored(name, getattr(summary, name)) for name in COLUMNS))
    dues = (
        (KIND_RANKS[due.kind], str(due.kind), due.shows_from.isoformat(), due.due.isoformat() if due.due else None)
        for due in summary.dues
    )
    texts, alike = summary.search, summary.alike
    phones = tuple(sorted({clean(phone) for phone in alike.phones}))
    search = (
        _found_by(summary),
        *map(clean, (texts.name, texts.known_as, texts.phone, texts.council, texts.notes)),
        *map(clean, (alike.name, alike.known_as, alike.born)),
        json.dumps([clean(phone) for phone in alike.phones]),
    )
    return Rows(columns, tuple(dues), search, phones)


def clean(text: str) -> str:
    """Returns ``text`` as a database and its text index can store it: lone surrogates and the null character become question marks."""
    if text.isascii() and "\0" not in text:
        return text
    return text.encode(errors="replace").decode().replace("\0", "?")


def _stored(name: str, value: object) -> object:
    if name == "needs":
        return json.dumps(list(value)) if isinstance(value, tuple) else "[]"
    if isinstance(value, datetime):
        return moment_to_text(value)
    if isinstance(value, str):
        return clean(value) or (None if name in BLANK_LAST else "")
    if isinstance(value, bool):
        return int(value)
    return value.isoformat() if isinstance(value, date) else None


def _found_by(summary: CaseSummary) -> str:
    """Returns reference and initials in every spelling that a person may type: as written, without hyphens, and with
    look-alike characters as one.
    """
    reference, initials = clean(summary.reference).casefold(), clean(summary.initials).casefold()
    spelt = (reference, reference.replace("-", ""), search_key(reference).casefold())
    letters = "".join(filter(str.isalnum, initials))
    return " ".join(dict.fromkeys(filter(None, (*spelt, initials, letters))))


def from_rows(row: Sequence[object], dues: Iterable[Due]) -> CaseSummary:
    """Returns a summary from the columns of ``case_summary`` after ``status_rank``, without the parts for searching and
    comparing. Raises ``StoreDamaged``.
    """
    try:
        values = list(row)
        for place, load in LOADERS:
            values[place] = load(values[place])
        make: Callable[..., CaseSummary] = CaseSummary
        return make(*values, tuple(dues))
    except (ValueError, TypeError):
        raise StoreDamaged(UNREADABLE) from None


def likeness_from(columns: Sequence[object]) -> Likeness:
    """Returns the likeness of a case from ``alike_name``, ``alike_known_as``, ``born`` and ``phones``."""
    name, known_as, born, phones = map(str, columns)
    return Likeness(name, known_as, born, tuple(json.loads(phones)))


@lru_cache(maxsize=4096)
def day(value: object) -> date | None:
    """Returns the day stored in a column, None if it is NULL. Raises ValueError if it is not a day. Cached, as the same
    days occur again and again.
    """
    return None if value is None else date.fromisoformat(str(value))


@lru_cache(maxsize=1024)
def _ids(value: object) -> tuple[str, ...]:
    return tuple(json.loads(str(value)))


def _flag(value: object) -> bool | None:
    return None if value is None else bool(value)


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _moment(value: object) -> datetime:
    return moment_from_text(str(value))


def _loaders() -> Iterator[tuple[int, Callable[[object], object]]]:
    for place, name in enumerate(COLUMNS):
        if name in DAYS:
            yield place, day
        elif name in FLAGS:
            yield place, _flag
        elif name in BLANK_LAST:
            yield place, _text
        elif name == "needs":
            yield place, _ids
        elif name == "changed_at":
            yield place, _moment


LOADERS = tuple(_loaders())
"""The positions of the columns that need converting, each with its function."""


def due_from(columns: Sequence[object]) -> Due:
    """Returns a due item from ``kind_rank``, ``shows_from`` and ``due``. Raises ``StoreDamaged``."""
    rank, shows_from, due = columns
    try:
        return Due(KINDS[int(str(rank))], date.fromisoformat(str(shows_from)), day(due))
    except (ValueError, IndexError):
        raise StoreDamaged(UNREADABLE) from None


def due_item_from(columns: Sequence[object], due: Due) -> DueItem:
    """Returns a due item with the columns ``BESIDE_DUES`` and the id of its tree. Raises ``StoreDamaged``."""
    reference, initials, council, sent_on, code, tree = columns
    try:
        return DueItem(str(reference), str(initials), _text(council), day(sent_on), str(code), str(tree), due)
    except ValueError:
        raise StoreDamaged(UNREADABLE) from None
