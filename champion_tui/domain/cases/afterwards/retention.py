"""When stored cases and early entries are due for erasing, by periods that an organisation sets. The program has no defaults.

A period counts from the day on which nothing more was to be done. A referral without any further news counts from the day on which
26 weeks have passed without news (``what_follows.EXPIRES_AFTER``), so that nothing stays for ever because nobody recorded an
ending.
"""

from collections.abc import Mapping
from dataclasses import KW_ONLY, field
from datetime import date, timedelta

from champion_tui.domain.cases.after_sending import OUTCOME, WITHDRAWN, Heard, Step
from champion_tui.domain.cases.afterwards.periods import Periods
from champion_tui.domain.cases.afterwards.what_follows import EXPIRES_AFTER
from champion_tui.domain.cases.summary import EarlyEntry
from champion_tui.ground.values import immutable

_ENDINGS = frozenset({Heard.DUPLICATE, OUTCOME, WITHDRAWN})


@immutable
class Lasting:
    """The facts that decide how long a case is kept; days are London's. ``not_referred``: its outcome has no referral and is not
    ``ask-again``.
    """

    _: KW_ONLY
    changed_on: date
    sent_on: date | None = None
    steps: Mapping[str, Step] = field(default_factory=dict)
    not_referred: bool = False


def closed_on(case: Lasting) -> date | None:
    """Returns the day on which a case was closed, or None while it is open. The last of several endings counts. A case without a
    referral was closed when it was last changed.
    """
    endings = [step.on for kind, step in case.steps.items() if kind in _ENDINGS]
    if endings:
        return max(endings)
    return case.changed_on if case.not_referred and case.sent_on is None else None


def erase_from(case: Lasting, periods: Periods) -> date | None:
    """Returns the first day on which a case is due for erasing, or None if no period is set for its kind or the day is after
    ``date.max``.
    """
    closed = closed_on(case)
    if case.sent_on is None:
        return _after(closed or case.changed_on, periods.drafts if closed is None else periods.not_referred)
    if closed is None:
        news = (step.on for kind, step in case.steps.items() if kind != Heard.ACKNOWLEDGED)
        last_news = max([case.sent_on, *news])
        closed = _after(last_news, EXPIRES_AFTER.days)
    return None if closed is None else _after(closed, periods.sent)


def erase_early_from(entry: EarlyEntry, periods: Periods) -> date | None:
    """Returns the first day on which an entry of the early list is due for erasing, or None if no period is set or the day is after
    ``date.max``.
    """
    return _after(entry.on, periods.early)


def early_due_until(today: date, periods: Periods) -> date | None:
    """Returns the latest date (``EarlyEntry.on``) of an early entry that is due for erasing ``today``, or None if none can be."""
    return (
        None
        if periods.early is None or periods.early > (today - date.min).days
        else today - timedelta(days=periods.early)
    )


def _after(day: date, period: int | None) -> date | None:
    return None if period is None or period > (date.max - day).days else day + timedelta(days=period)
