"""The by-name list for a meeting: for each person on it, what comes next, and how long they have been waiting."""

from collections.abc import Iterable, Mapping
from datetime import date

from champion_tui.domain.cases.afterwards.due import urgency
from champion_tui.domain.cases.summary import DueKind, ListedCase
from champion_tui.ground.values import immutable


@immutable
class NameRow:
    """One person's row. ``who`` is their initials unless names were given. ``next_step`` is None if nothing is to be done now.
    ``by`` is None if the step is for today or there is none. ``waiting`` is in whole days since the case was begun; ``where`` is
    its status.
    """

    worker: str
    who: str
    reference: str
    authority_words: str
    next_step: DueKind | None
    by: date | None
    waiting: int
    where: str


def by_name(listed: Iterable[ListedCase], today: date, names: Mapping[str, str] | None = None) -> tuple[NameRow, ...]:
    """Returns the list sorted by worker (no worker first), then by urgency, then by waiting time, longest first. ``names``
    (reference -> name) replace the initials if given.
    """
    return tuple(_row(one, today, names or {}) for one in sorted(listed, key=lambda one: _key(one, today)))


def _row(one: ListedCase, today: date, names: Mapping[str, str]) -> NameRow:
    case = one.summary
    return NameRow(
        worker=case.worker,
        who=names.get(case.reference) or case.initials,
        reference=case.reference,
        authority_words=case.authority_words,
        next_step=one.due.kind if one.due else None,
        by=one.due.due if one.due else None,
        waiting=max((today - case.begun_on).days, 0),
        where=one.status,
    )


def _key(one: ListedCase, today: date) -> tuple[str, bool, tuple[bool, date, int], date, str]:
    case = one.summary
    nothing = (True, date.max, 0)
    return (
        case.worker.casefold(),
        one.due is None,
        urgency(one.due, today) if one.due else nothing,
        case.begun_on,
        case.reference,
    )
