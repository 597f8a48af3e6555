"""One case as one row: all that lists, counts and due days need without opening the case (the read model).

Nothing here depends on the day on which it is read. A stage that depends on the day is worked out from ``last_date``, and what is
due from ``Due.shows_from``. A row is therefore written with the case and stays right until the case changes.
"""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum

from champion_tui.ground.values import immutable

BY_LAST_DATE = "by-last-date"
"""Stored instead of a stage if it is ``threatened`` or ``early`` depending on the days left until ``last_date``."""


class DueKind(StrEnum):
    """What needs doing, in the order in which ties are broken (design section 9)."""

    RING_TODAY = "ring-today"
    TELL_COUNCIL = "tell-council"
    CHASE = "chase"
    LAST_DATE = "last-date"
    DUTY_ENDS = "duty-ends"
    SEND = "send"
    ASK_AGAIN = "ask-again"
    CODE_MISSING = "code-missing"
    SLIP_MISSING = "slip-missing"
    FILE_OUTSIDE = "file-outside"
    EARLY = "early"
    ERASE = "erase"


@immutable
class Due:
    """One thing to do for a case. It is listed from the day ``shows_from`` on. ``due`` is the day by which; None means today,
    whichever day that is.
    """

    kind: DueKind
    shows_from: date
    due: date | None


@immutable
class SearchTexts:
    """The texts that a search looks through, folded by ``search_fold``. Each is "" if there is none."""

    name: str = ""
    known_as: str = ""
    phone: str = ""
    council: str = ""
    notes: str = ""


@immutable
class Likeness:
    """The facts by which two cases about one person are recognised. ``name`` and ``known_as`` are folded, ``born`` is an ISO date
    or "", and ``phones`` are digits only.
    """

    name: str = ""
    known_as: str = ""
    born: str = ""
    phones: tuple[str, ...] = ()


@immutable
class CaseSummary:
    """One case as lists show it. Ids from closed lists are "" if not known; days are London's.

    ``status`` is as of the day the row was written; ``expired`` is worked out when it is read. ``worker`` is the referrer's name,
    ``outcome`` the triage's, ``result`` the council's. ``before_56``: sent before the 56 days began. ``closed_on`` is the day from
    which the retention period counts, None while the case is open. ``needs`` are ids of support needs.
    """

    reference: str
    initials: str
    status: str
    status_words: str
    authority: str
    authority_words: str
    area: str
    stage: str
    worker: str
    body_type: str
    outcome: str
    reason: str
    needs: tuple[str, ...]
    last_date: date | None
    begun_on: date
    changed_at: datetime
    sent_on: date | None
    code: str
    acknowledged_on: date | None
    contact_on: date | None
    no_contact_on: date | None
    result: str
    result_on: date | None
    withdrawn_on: date | None
    why_withdrawn: str
    not_sent: bool
    ready: bool
    pack_is_current: bool | None
    before_56: bool | None
    closed_on: date | None
    dues: tuple[Due, ...] = ()
    search: SearchTexts = SearchTexts()
    alike: Likeness = Likeness()


class SortBy(StrEnum):
    """The order in which a list is sorted."""

    DUE = "due"
    CHANGED = "changed"
    REFERENCE = "reference"
    COUNCIL = "council"
    STATUS = "status"
    WORKER = "worker"
    LAST_DATE = "last-date"
    SENT = "sent"


@immutable
class CaseQuery:
    """Which cases a list shows, and which ``limit`` rows from ``offset``. "" and False mean no condition. ``search`` is the typed
    text. ``quickly`` asks for the rows before the total number of matching cases is known.
    """

    search: str = ""
    status: str = ""
    authority: str = ""
    stage: str = ""
    worker: str = ""
    only_due: bool = False
    only_open: bool = False
    sort: SortBy = SortBy.DUE
    limit: int = 50
    offset: int = 0
    quickly: bool = False


@immutable
class ListedCase:
    """One row of a list: the case, the id of its decision tree, its status and stage on that day, and its most urgent due (None if
    there is none).
    """

    summary: CaseSummary
    tree: str
    status: str
    stage: str
    due: Due | None


@immutable
class DueItem:
    """One thing to do for a case, with the case details that are shown next to it. Fields as in ``CaseSummary``; ``tree`` as in
    ``ListedCase``.
    """

    reference: str
    initials: str
    authority_words: str
    sent_on: date | None
    code: str
    tree: str
    due: Due


@immutable
class CasePage:
    """A window of a list, and the number of cases in the whole list. ``more`` means that there may be more cases, in the window
    too.
    """

    total: int
    rows: tuple[ListedCase, ...]
    more: bool = False


@immutable
class Counts:
    """How many things are waiting: by kind of due, how many of those are overdue, and how many cases are open, not sent and ready.
    ``unread`` is the number of cases that the store itself cannot read; they are in no list.
    """

    due: Mapping[str, int]
    overdue: int
    open: int
    not_sent: int
    ready: int
    files: int
    unread: int = 0


@immutable
class EarlyEntry:
    """A person who may lose their home on ``on``, under the agency's own reference, before anybody has asked for consent. It holds
    no name.
    """

    own_reference: str
    on: date
    kind: str
    worker: str
    added_on: date
